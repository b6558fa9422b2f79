"""What a samordnare fills in to open a round, and to open a closed one again."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from andts.lib.fields import PlainText
from andts.lib.forms import CrispyForm, DateField
from andts.lib.swedish import day_text
from followup.forms.reviews import without_personal_number
from followup.models import FollowUpRound, ReminderSchedule
from followup.models.reminders import usual_days
from followup.periods import Length, period_around, period_before, period_name
from followup.rounds import open_round
from organisations.models import User
from plans.models import Plan

# Until the spring, it is the year before that is followed up.
STILL_LAST_YEAR = timedelta(days=120)
TIME_TO_ANSWER = timedelta(days=31)
# Later than this is a slip of the hand.
MOST_YEARS_TO_ANSWER = 2


class RoundForm(CrispyForm, forms.Form):
    plan = forms.ModelChoiceField(Plan.objects.none(), label="Plan", empty_label="Välj")
    period = forms.ChoiceField(label="Period")
    last_day = DateField(label="Sista dag att svara")
    remind = forms.BooleanField(
        label="Påminn dem som inte har svarat",
        required=False,
        initial=True,
        help_text="7 dagar och 1 dag före sista dagen, 7 och 21 dagar efter. På nästa sida ser du mejlet och kan välja "
        "andra dagar.",
    )

    def __init__(self, *args: Any, plans: QuerySet[Plan], today: date | None = None, **kwargs: Any) -> None:
        day = today or timezone.localdate()
        first, last = period_around(Length.YEAR, day - STILL_LAST_YEAR)
        usual = {"period": _key(Length.YEAR, first), "last_day": max(last, day) + TIME_TO_ANSWER}
        kwargs["initial"] = usual | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.offer("plan", plans)
        period = self.fields["period"]
        assert isinstance(period, forms.ChoiceField)
        period.choices = [(length.label, _around(length, day)) for length in Length]

    def clean_last_day(self) -> date:
        day: date = self.cleaned_data["last_day"]
        if day < timezone.localdate():
            raise forms.ValidationError("Ange en dag som inte har passerat, så att alla hinner svara.")
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if (day := cleaned.get("last_day")) and cleaned.get("period"):
            starts, ends = self._days()
            latest = ends.replace(year=ends.year + MOST_YEARS_TO_ANSWER)
            if day < starts:
                self.add_error("last_day", f"Ange en dag efter {day_text(starts)}, då perioden börjar.")
            elif day > latest:
                self.add_error("last_day", f"Ange en dag senast {day_text(latest)}, två år efter periodens slut.")
        return cleaned

    def _days(self) -> tuple[date, date]:
        length, _, first = self.cleaned_data["period"].partition(":")
        return period_around(length, date.fromisoformat(first))

    def open(self, *, by: User) -> FollowUpRound:
        """Reminding, if that was asked for. Raises StateError when the plan is not followed up, or already is for the
        period."""
        length = self.cleaned_data["period"].partition(":")[0]
        starts, ends = self._days()
        days = {"starts": starts, "ends": ends, "last_day": self.cleaned_data["last_day"]}
        with transaction.atomic():
            opened = open_round(self.cleaned_data["plan"], length=length, by=by, **days)
            if self.cleaned_data["remind"]:
                ReminderSchedule.turn_on(opened, usual_days(), by=by)
        return opened


def _around(length: Length, day: date) -> list[tuple[str, str]]:
    # The period that is to come, the one under way and the two before it.
    here = period_around(length, day)
    before = period_before(length, here[0])
    found = [period_around(length, here[1] + timedelta(days=1)), here, before, period_before(length, before[0])]
    return [
        (_key(length, first), f"{period_name(length, first).capitalize()} ({day_text(first)}–{day_text(last)})")
        for first, last in found
    ]


def _key(length: str, first: date) -> str:
    return f"{length}:{first.isoformat()}"


class ReopenForm(CrispyForm, forms.Form):
    because = PlainText(
        label="Varför den öppnas igen",
        widget=forms.Textarea({"rows": 2}),
        help_text="Ditt namn och skälet står kvar i historiken.",
        error_messages={"required": "Ange varför uppföljningen öppnas igen."},
        validators=[without_personal_number],
    )
