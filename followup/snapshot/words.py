"""The sentences of a report around its figures."""

from __future__ import annotations

from andts.lib.swedish import counted, day_text
from followup.models import FollowUpRound
from followup.statistics import AnswerCount, Moved


def answers_text(answers: AnswerCount) -> str:
    if not answers.asked:
        return ""
    if not answers.unanswered:
        return f"Alla {answers.asked} svar har kommit in." if answers.asked > 1 else "Svaret har kommit in."
    return f"{answers.answered} av {answers.asked} svar har kommit in."


def last_day_text(round_: FollowUpRound) -> str:
    return f"Sista dagen att svara {'var' if round_.is_past() else 'är'} {day_text(round_.last_day)}."


def moved_text(moved: Moved | None) -> str:
    # There is none to compare with.
    if moved is None:
        return ""
    return " ".join(filter(None, [_changed(moved), _come_and_gone(moved)]))


def _changed(moved: Moved) -> str:
    if not moved.rows:
        return f"Ingen aktivitet har fått en annan status sedan {moved.since}."
    said = f"Sedan {moved.since} har {_activities(len(moved.rows))} fått en annan status"
    parts = [_done(moved.done), _undone(moved.undone)]
    return "; ".join(filter(None, [said, " och ".join(filter(None, parts))])) + "."


def _done(number: int) -> str:
    return f"{number} av dem är nu {'genomförd' if number == 1 else 'genomförda'}" if number else ""


def _undone(number: int) -> str:
    return f"{number} som var {'genomförd' if number == 1 else 'genomförda'} är det inte längre" if number else ""


def _come_and_gone(moved: Moved) -> str:
    come = f"{_activities(moved.new)} är {'ny' if moved.new == 1 else 'nya'}" if moved.new else ""
    gone = f"{_activities(moved.gone)} följs inte längre upp" if moved.gone else ""
    said = " och ".join(filter(None, [come, gone]))
    return f"{said}." if said else ""


def _activities(number: int) -> str:
    return counted(number, "aktivitet", "aktiviteter")
