"""Choices that stand in the order people expect: organisations as a tree, names after the Swedish alphabet."""

from typing import Any

from django.db.models import QuerySet

from andts.lib.forms import CrispyForm
from andts.lib.swedish import sort_key
from organisations.models import Organisation
from organisations.tree import branches


def offer_as_tree(form: CrispyForm, name: str, rows: QuerySet[Organisation], *, none: str | None = None) -> None:
    """Lets the form's field choose among these organisations; `none` are the words for choosing no one."""
    tree = [(str(branch.organisation.pk), branch.label) for branch in branches(rows)]
    form.offer(name, rows).choices = tree if none is None else [("", none), *tree]


def offer_by_name(form: CrispyForm, name: str, rows: QuerySet[Any], *, none: str) -> None:
    # Sorted here: no database of ours has å, ä and ö last by itself.
    named = sorted(rows, key=lambda row: sort_key(str(row)))
    form.offer(name, rows).choices = [("", none), *((row.pk, str(row)) for row in named)]
