"""What a person fills in to answer: a status, what was done, and figures where the activity has them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.http import QueryDict

from activities.models import Activity
from andts.lib.fields import Line, PlainText
from andts.lib.forms import CrispyForm
from andts.lib.ids import id_in
from andts.lib.swedish import number_text
from followup.models import FollowUpAnswer, MeasuredValue

Status = Activity.Status
# What did not go as planned is asked why, and what happens now.
DEVIATIONS = (Status.NOT_STARTED, Status.PARTLY_DONE, Status.DELAYED, Status.CANCELLED)

_NUMBER = re.compile(r"-?(?P<whole>\d+)(?:[.,](?P<parts>\d+))?", re.ASCII)
# 1.234 is one thousand to some and little more than one to others.
_AMBIGUOUS = re.compile(r"-?\d{1,3}(?:\.\d{3})+", re.ASCII)
_SPACES = re.compile(r"[\s\u00a0\u2009\u202f]")


class NumberField(forms.Field):
    """A number as Swedes write it: 1 234,5. A point is taken for a comma where it can be nothing else."""

    widget = forms.TextInput({"inputmode": "decimal", "autocomplete": "off"})

    def to_python(self, value: Any) -> Decimal | None:
        typed = _SPACES.sub("", str(value or "")).replace("\u2212", "-")
        if not typed:
            return None
        if _AMBIGUOUS.fullmatch(typed):
            whole, comma = typed.replace(".", ""), typed.replace(".", ",", 1)
            raise ValidationError(f"Menar du {whole} eller {comma}? Skriv talet utan punkt.")
        found = _NUMBER.fullmatch(typed)
        if not found:
            raise ValidationError("Ange ett tal, till exempel 12 eller 12,5.")
        if len(found["whole"]) > 11 or len(found["parts"] or "") > 3:
            raise ValidationError("Ange ett tal med högst 11 siffror och 3 decimaler.")
        return Decimal(typed.replace(",", "."))

    def prepare_value(self, value: Any) -> Any:
        return number_text(value) if isinstance(value, Decimal) else value


class Quiet(CrispyForm):
    """A form that can be shown again as it was filled in, without a word about what is missing yet."""

    def __init__(self, *args: Any, is_quiet: bool = False, **kwargs: Any) -> None:
        self.is_quiet = is_quiet
        super().__init__(*args, **kwargs)

    def full_clean(self) -> None:
        if self.is_quiet:
            self._errors, self.cleaned_data = ErrorDict(), {}
        else:
            super().full_clean()


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class AnswerForm(Quiet, forms.Form):
    SAID = ("status", "done", "reason", "next_step")

    status = forms.ChoiceField(
        label="Status",
        choices=Status.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Välj hur det har gått."},
    )
    done = PlainText(label="Vad som är gjort", required=False, widget=forms.Textarea({"rows": 4}))
    reason = PlainText(label="Varför det inte gick som planerat", required=False, widget=forms.Textarea({"rows": 2}))
    next_step = PlainText(label="Nästa steg", required=False, widget=forms.Textarea({"rows": 2}))
    # Each is looked into by itself and kept although something else is wrong (followup/attaching.py).
    uploads = forms.Field(
        label="Bifoga filer",
        required=False,
        widget=ManyFiles({"multiple": True, "accept": ".pdf,.docx,.xlsx,.png,.jpg,.jpeg"}),
        help_text="Protokoll, minnesanteckningar eller bilder: pdf, docx, xlsx, png eller jpg, högst 10 MB var.",
    )

    @classmethod
    def of(cls, answer: FollowUpAnswer) -> AnswerForm:
        # As the answer stands.
        return cls(initial={name: getattr(answer, name) for name in cls.SAID})

    def said(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in self.SAID}


class MeasureForm(Quiet, forms.Form):
    """One figure. Of a measure that the activity has already, name and unit come along hidden."""

    name = Line(label="Vad som mäts", required=False, help_text="Till exempel Antal tillfällen.")
    number = NumberField(label="Värde", required=False)
    unit = Line(label="Enhet", required=False, max_length=40, help_text="Till exempel st eller procent.")
    target = NumberField(label="Mål", required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        has_number = cleaned.get("number") is not None or "number" in self.errors
        if has_number and not cleaned.get("name"):
            self.add_error("name", "Ange vad som mäts.")
        is_new = not self.initial.get("name")
        if is_new and cleaned.get("name") and not has_number:
            self.add_error("number", f"Ange ett värde för {cleaned['name']}.")
        return cleaned


class BaseMeasures(forms.BaseFormSet[MeasureForm]):
    """The measures that the activity has, and one more to fill in where one wants to."""

    def clean(self) -> None:
        seen: set[str] = set()
        for form in self.forms:
            name = form.cleaned_data.get("name", "").casefold() if form.is_valid() else ""
            if name and name in seen:
                form.add_error("name", "Måttet finns redan. Skriv värdet där.")
            seen.add(name)

    def values(self) -> list[dict[str, Any]]:
        return [form.cleaned_data for form in self.forms if form.cleaned_data.get("name")]


Measures = forms.formset_factory(MeasureForm, formset=BaseMeasures, extra=1, max_num=30, absolute_max=40)
PREFIX = "matt"


def known_measures(answer: FollowUpAnswer, before: Iterable[MeasuredValue]) -> list[dict[str, Any]]:
    # What was measured in the round before, without its number.
    rows = {value.name: _row(value, value.number) for value in answer.values.all()}
    for value in before:
        rows.setdefault(value.name, _row(value, None))
    return list(rows.values())


def _row(value: MeasuredValue, number: Decimal | None) -> dict[str, Any]:
    return {"name": value.name, "unit": value.unit, "number": number, "target": value.target}


def measures(data: QueryDict | None, known: Sequence[dict[str, Any]], *, is_quiet: bool = False) -> BaseMeasures:
    made = Measures(data, initial=known, prefix=PREFIX, form_kwargs={"is_quiet": is_quiet})
    assert isinstance(made, BaseMeasures)
    return made


def with_one_more(data: QueryDict) -> QueryDict:
    # Room for another measure.
    more = data.copy()
    total = id_in(str(more.get(f"{PREFIX}-TOTAL_FORMS", ""))) or 0
    more[f"{PREFIX}-TOTAL_FORMS"] = str(total + 1)
    return more
