"""On which days a round reminds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from andts.lib.forms import CrispyForm
from andts.lib.swedish import counted
from followup.models import FollowUpRound, ReminderSchedule
from followup.models.reminders import AFTER, BEFORE, usual_days
from organisations.models import User


def _offers(offsets: Iterable[int], when: str) -> list[tuple[str, str]]:
    return [(str(each), f"{counted(abs(each), 'dag', 'dagar')} {when}") for each in offsets]


class ReminderForm(CrispyForm, forms.Form):
    before = forms.MultipleChoiceField(
        label="Före sista dagen",
        choices=_offers(BEFORE, "före"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Till dem som inte har svarat. Är dagen ledig går påminnelsen vardagen före.",
    )
    after = forms.MultipleChoiceField(
        label="Efter sista dagen",
        choices=_offers(AFTER, "efter"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Till dem som är sena. Är dagen ledig går påminnelsen nästa vardag.",
    )

    @classmethod
    def of(cls, schedule: ReminderSchedule | None, data: Any) -> ReminderForm:
        days = [str(day) for day in (schedule.days if schedule else usual_days())]
        return cls(data, initial={"before": days, "after": days})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not (cleaned.get("before") or cleaned.get("after")) and not self.errors:
            self.add_error("before", "Välj minst en dag, före eller efter.")
        return cleaned

    def turn_on(self, round_: FollowUpRound, *, by: User) -> ReminderSchedule:
        """Raises StateError when the round is closed."""
        days = [int(day) for day in (*self.cleaned_data["before"], *self.cleaned_data["after"])]
        return ReminderSchedule.turn_on(round_, days, by=by)
