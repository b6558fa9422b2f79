"""Choices that stand in the order people expect: organisations as a tree, names after the Swedish alphabet."""

from django import forms
from django.db.models import QuerySet

from organisations.models import Organisation
from organisations.tree import branches


def offer(field: forms.Field, organisations: QuerySet[Organisation], *, none: str | None = None) -> None:
    """Lets the field choose among these; `none` are the words for choosing no one."""
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = organisations
    tree = [(str(branch.organisation.pk), branch.label) for branch in branches(organisations)]
    field.choices = tree if none is None else [("", none), *tree]
