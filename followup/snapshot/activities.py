"""What became of each activity, as the tables that stand under the plan's headings."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from andts.lib.document import Column, Table
from andts.lib.swedish import number_text
from followup.models import FollowUp, FollowUpAnswer, MeasuredValue
from followup.tallies import LABELS, NOBODY, Row

NOT_ACCEPTED = "svaret har kommit in men är inte godtaget än."


@dataclass(frozen=True)
class Told:
    """An activity of the round in the words of the report. `row` is None for one that is no longer in the plan."""

    follow_up: FollowUp
    row: Row | None

    @property
    def name(self) -> str:
        # One without a title is named by what it says, or the beginning of it.
        activity = self.follow_up.activity
        return f"{activity.number} {activity.title or activity.brief}".strip()

    @property
    def description(self) -> str:
        activity = self.follow_up.activity
        return activity.description if activity.title or activity.brief != activity.description else ""

    @property
    def responsible(self) -> str:
        # Where nobody has written who, those who were asked.
        actors = ", ".join(answer.actor.name for answer in self.answers if answer.actor)
        return self.follow_up.activity.responsible_text or actors or NOBODY

    @property
    def status(self) -> str:
        said = [LABELS[self.follow_up.status]]
        if self.follow_up.is_set:
            said.append("Satt av samordnaren")
        if self.row and self.row.is_late:
            said.append("Sen: svar saknas")
        return "\n".join(said)

    @property
    def answers(self) -> list[FollowUpAnswer]:
        return list(self.follow_up.answers.all())

    @property
    def said(self) -> str:
        if len(self.answers) == 1 and not self.answers[0].awaits_acceptance:
            # Whether it is answered stands under Status.
            return self.answers[0].done or "–"
        # A name before each where several were asked.
        return "\n".join(f"{who(answer)}: {what_is_done(answer)}" for answer in self.answers)

    @property
    def measured(self) -> str:
        return self._each([answer for answer in self.answers if _values(answer)], _measured)

    @property
    def reasons(self) -> str:
        return self._explained("reason")

    @property
    def next_steps(self) -> str:
        return self._explained("next_step")

    @property
    def unanswered(self) -> str:
        return ", ".join(who(answer) for answer in self.answers if not answer.is_given)

    def _explained(self, field: str) -> str:
        return self._each([answer for answer in self.answers if _text(answer, field)], lambda said: _text(said, field))

    def _each(self, answers: Iterable[FollowUpAnswer], text: Callable[[FollowUpAnswer], str]) -> str:
        is_alone = len(self.answers) == 1
        return "\n".join(text(answer) if is_alone else f"{who(answer)}: {text(answer)}" for answer in answers)


def who(answer: FollowUpAnswer) -> str:
    # Never a person's name: those are shown to the signed-in only.
    return answer.actor.name if answer.actor else "Samordnaren"


def what_is_done(answer: FollowUpAnswer) -> str:
    if not answer.is_given:
        return "inget svar."
    # What a partner wrote is nobody's to read until the samordnare has accepted it.
    if answer.awaits_acceptance:
        return NOT_ACCEPTED
    status = str(answer.get_status_display()).lower()
    return f"{status}. {answer.done}" if answer.done else f"{status}."


def _text(answer: FollowUpAnswer, field: str) -> str:
    return "" if answer.awaits_acceptance else str(getattr(answer, field))


def _values(answer: FollowUpAnswer) -> list[MeasuredValue]:
    return [] if answer.awaits_acceptance else list(answer.values.all())


def _measured(answer: FollowUpAnswer) -> str:
    return "; ".join(map(value_text, _values(answer)))


def value_text(value: MeasuredValue) -> str:
    # Antal tillfällen: 12 st (mål 15)
    said = f"{value.name}: {number_text(value.number)} {value.unit}".strip()
    return said if value.target is None else f"{said} (mål {number_text(value.target)})"


def outcome_table(told: list[Told]) -> Table:
    columns: list[tuple[str, int, Callable[[Told], str]]] = [
        ("Aktivitet", 20, lambda each: each.name),
        ("Vad", 25, lambda each: each.description),
        ("Ansvarig", 13, lambda each: each.responsible),
        ("Status", 12, lambda each: each.status),
        ("Svar", 26, lambda each: each.said),
        ("Mätvärden", 14, lambda each: each.measured),
    ]
    # Vad is left out where the titles say it all, and Mätvärden where nothing was measured.
    kept = [column for column in columns if any(column[2](each) for each in told)]
    return text_table("", kept, told)


def text_table(title: str, columns: list[tuple[str, int, Callable[[Told], str]]], told: list[Told]) -> Table:
    whole = sum(share for _, share, _ in columns)
    return Table(
        title,
        tuple(Column(label, round(100 * share / whole, 2)) for label, share, _ in columns),
        tuple(tuple(text(each) for _, _, text in columns) for each in told),
    )
