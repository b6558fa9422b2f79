"""What a list can be narrowed to: a GET form, shared by the page, its links and its files, so that they say the same.

Each field narrows, and together they narrow further. What is empty, or is nothing that can be asked for, does not
narrow; of the latter `ignored` tells.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django import forms

from andts.lib.forms import CrispyForm


class Narrowing(CrispyForm, forms.Form):
    """The form. `unasked` names the fields that links change and no list does."""

    unasked: tuple[str, ...] = ()

    def __init__(self, asked: Mapping[str, Any]) -> None:
        super().__init__(asked, auto_id="filter-%s")

    @cached_property
    def wanted(self) -> dict[str, str]:
        self.is_valid()
        # What cannot be asked for is left out.
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def ignored(self) -> list[str]:
        self.is_valid()
        # Their value is nothing that can be asked for here.
        return [str(self.fields[name].label) for name in self.errors]

    @property
    def query(self) -> str:
        # The same for another address: "q=skola&status=done".
        return self.narrower()

    def narrower(self, **more: str) -> str:
        return urlencode({**self.wanted, **more})

    @property
    def choosers(self) -> list[dict[str, Any]]:
        fields = [(name, field) for name, field in self.fields.items() if isinstance(field, forms.ChoiceField)]
        # Django's own widgets would double the time of a page.
        return [
            {"name": name, "label": field.label, "choices": field.choices, "chosen": self.wanted.get(name, "")}
            for name, field in fields
            if name not in self.unasked
        ]

    @property
    def said(self) -> list[str]:
        chosen = [each for each in self.choosers if each["chosen"]]
        # Such as "Status: Genomförd".
        return [f"{each['label']}: {dict(each['choices'])[each['chosen']].strip()}" for each in chosen]

    def offer_choices(self, name: str, choices: Collection[tuple[str, str]], *, empty: str = "Alla") -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", empty), *choices]
        # A list without anything to choose is left out.
        if not choices and not self.data.get(name):
            del self.fields[name]
