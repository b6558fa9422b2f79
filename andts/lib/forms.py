"""Forms that leave the change to the model's own method, so that it is recorded."""

from __future__ import annotations

from copy import copy
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.db.models import QuerySet
from django.db.models.fields import BLANK_CHOICE_DASH
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from andts.lib.recorded import Recorded
from andts.lib.swedish import inside

DASHES = BLANK_CHOICE_DASH[0][1]
# What a kind of field says of what it cannot take, by Django's code for it: short, and what to do.
WORDS: list[tuple[type[forms.Field], dict[str, str]]] = [
    (forms.CharField, {"max_length": "Skriv högst %(limit_value)d tecken. Nu är det %(show_value)d."}),
    (forms.EmailField, {"invalid": "Ange en e-postadress, till exempel namn@kommunen.se."}),
    (
        forms.IntegerField,
        {
            "invalid": "Ange ett heltal, bara med siffror.",
            "min_value": "Ange lägst %(limit_value)d.",
            "max_value": "Ange högst %(limit_value)d.",
        },
    ),
    (forms.ChoiceField, {"invalid_choice": "Välj ett av alternativen."}),
    (forms.ModelChoiceField, {"invalid_choice": "Välj ett av alternativen."}),
    (
        forms.ModelMultipleChoiceField,
        {"invalid_pk_value": "Välj bland alternativen.", "invalid_choice": "Välj bland alternativen."},
    ),
]


# What {% crispy form %} draws: the fields alone. The summary on top tells what is wrong with the form as a whole.
FIELDS = FormHelper()
FIELDS.template = "components/fields.html"


class CrispyForm(forms.BaseForm):
    """A form whose tag, token and buttons stand in the template, and that asks for what is missing by its name.

    Nothing chosen is said in words, not with Django's dashes.
    """

    helper = FIELDS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            _say_what_empty_means(field)
            use_our_words(field)
            if field.error_messages["required"] == forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = f"{_verb(field)} {inside(str(self[name].label))}."

    def offer(self, name: str, rows: QuerySet[Any]) -> forms.ModelChoiceField:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows
        return field

    def clean(self) -> dict[str, Any]:
        """The values so far; a field with an error has none. Changes to them count."""
        return super().clean() or self.cleaned_data

    def require_order(self, first: str, last: str) -> None:
        """Within `clean`: the day `last` is not before the day `first`, where both are given."""
        begins, ends = self.cleaned_data.get(first), self.cleaned_data.get(last)
        if begins and ends and ends < begins:
            self.add_error(last, "Ange ett slutdatum som är efter startdatumet.")


def _say_what_empty_means(field: forms.Field) -> None:
    words = "Välj" if field.required else "Inget valt"
    if isinstance(field, forms.ModelChoiceField):
        if field.empty_label == DASHES:
            field.empty_label = words
    elif isinstance(field, forms.ChoiceField):
        choices: Any = field.choices  # pairs, whatever they were given as
        field.choices = [(value, words if label == DASHES else label) for value, label in choices]


def use_our_words(field: forms.Field) -> None:
    for kind, words in WORDS:
        if isinstance(field, kind):
            # Where the form has said something of its own, that stays.
            spoken = {code: field.error_messages.get(code) for code in words}
            defaults = kind.default_error_messages
            ours = {code: text for code, text in words.items() if spoken[code] in (None, defaults.get(code))}
            field.error_messages.update(ours)


def _verb(field: forms.Field) -> str:
    return "Välj" if isinstance(field, forms.ChoiceField | forms.ModelChoiceField | forms.FileField) else "Ange"


class RecordedForm(CrispyForm, forms.ModelForm):
    """A form over a `Recorded` row. `row` is untouched until `record`, which saves just what differs."""

    def __init__(self, *args: Any, instance: Recorded | None = None, **kwargs: Any) -> None:
        self.row = instance
        super().__init__(*args, instance=copy(instance) if instance else None, **kwargs)

    def record(self, *, by: Any, **more: Any) -> Any:
        """The changed row, or the new one; `more` are values that the form does not ask for."""
        values = self.cleaned_data | more
        if self.row is None or self.row.pk is None:
            return self._meta.model.created(by=by, **values)
        self.row.record(by=by, **values)
        return self.row


class DateField(forms.DateField):
    """A day, picked or typed as 2026-03-12."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        errors = {"invalid": "Ange ett datum som finns, till exempel 2026-03-12."}
        settings: dict[str, Any] = {"widget": widget, "input_formats": ["%Y-%m-%d"], "error_messages": errors}
        super().__init__(**settings | kwargs)


def render_form(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """The page with its form, `context["form"]`; status 422 when what was sent does not hold."""
    return render(request, template, context, status=422 if context["form"].errors else 200)
