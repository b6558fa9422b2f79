"""What has to be put right before a round is closed. Closed, it keeps for good what everybody wrote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.urls import reverse

from andts.lib.personal_numbers import sure_personal_numbers
from andts.lib.states import StateError
from followup.models import FollowUp, FollowUpAnswer

# As the fields are called where one answers.
WRITTEN = {"done": "Vad som är gjort", "reason": "Varför det inte gick som planerat", "next_step": "Nästa steg"}
MEASURED, FILES = "Vad som mäts", "Bilagans namn"


class PersonalNumberError(StateError):
    """A personnummer stands in an answer of a round that was to be closed."""


@dataclass(frozen=True)
class Hindrance:
    """A personnummer in a field of an answer; `begins` is enough of it to find it again."""

    follow_up: FollowUp
    answer: FollowUpAnswer
    field: str
    begins: str

    @property
    def sentence(self) -> str:
        who = self.answer.actor or "Samordnaren"
        return (
            f"”{self.follow_up.activity.brief}”, {who}, {self.field}: "
            f"personnumret som börjar på {self.begins} måste bort."
        )

    @property
    def url(self) -> str:
        """Where a samordnare corrects the answer or sends it back."""
        page = reverse("follow-up-detail", args=[self.follow_up.round_id, self.follow_up.pk])
        return f"{page}#svar-{self.answer.pk}"


def hindrances_in(follow_ups: Iterable[FollowUp]) -> list[Hindrance]:
    """Of follow-ups fetched with answers, actors, values and files (`whole_table`); no query."""
    return [
        Hindrance(follow_up, answer, field, number[:2])
        for follow_up in follow_ups
        for answer in follow_up.answers.all()
        for field, text in _texts(answer)
        for number in sure_personal_numbers(text)
    ]


def _texts(answer: FollowUpAnswer) -> Iterator[tuple[str, str]]:
    yield from ((label, getattr(answer, name)) for name, label in WRITTEN.items())
    yield from ((MEASURED, f"{value.name}\n{value.unit}") for value in answer.values.all())
    yield from ((FILES, attachment.name) for attachment in answer.attachments.all())


def require_no_personal_numbers(follow_ups: Iterable[FollowUp]) -> None:
    """Raises PersonalNumberError, as a plan with a personnummer is not adopted."""
    if hindrances_in(follow_ups):
        raise PersonalNumberError("Uppföljningen är inte avslutad. Ett personnummer måste bort först.")
