"""The follow-ups of the demonstration's plans: one that is closed and one that is under way."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from followup.access import may_review, present_answers
from followup.models import FollowUp, FollowUpAnswer, FollowUpRound, ReminderSchedule
from followup.models.reminders import usual_days
from followup.rounds import close_round, open_round
from organisations.models import User
from plans.models import Plan
from workspace.demonstration import files
from workspace.demonstration.places import Places
from workspace.demonstration.plans import line

SAID = ("status", "done", "reason", "next_step")


def create_rounds(places: Places, plans: dict[str, Plan]) -> None:
    for written in files.read("rounds")["rounds"]:
        _create(written, plans[written["plan"]], places)


def _create(written: dict[str, Any], plan: Plan, places: Places) -> None:
    by = places.people[written["by"]]
    days = {name: written[name] for name in ("starts", "ends", "last_day")}
    opened = open_round(plan, length="year", by=by, **days)
    for entry in written["answers"]:
        _answer(entry, _asked(entry, opened), by, places)
    if "reviewed_by" in written:
        _review(opened, places.people[written["reviewed_by"]])
    if written.get("closed"):
        close_round(opened, by=by)
    else:
        ReminderSchedule.turn_on(opened, usual_days(), by=by)


def _asked(entry: dict[str, Any], opened: FollowUpRound) -> FollowUpAnswer:
    known = line(opened.organisation.slug, entry["line"])
    asked = FollowUpAnswer.objects.filter(follow_up__round=opened, follow_up__line=known, actor__name=entry["actor"])
    return asked.select_related("follow_up__round__plan").get()


def _answer(entry: dict[str, Any], answer: FollowUpAnswer, coordinator: User, places: Places) -> None:
    said = {name: entry.get(name, "") for name in SAID} | {"values": list(map(_value, entry.get("values", [])))}
    address = entry.get("address", "")
    own = places.people.get(entry.get("by", ""))
    answer.give(by=None if address else own or coordinator, address=address, on_behalf=not (address or own), **said)
    if "returned" in entry:
        answer.follow_up.send_back(entry["returned"], by=coordinator)
    if "approved" in entry:
        answer.follow_up.approve(by=places.people[entry["approved"]])


def _review(opened: FollowUpRound, chef: User) -> None:
    for follow_up in opened.follow_ups.filter(review=FollowUp.Review.SUBMITTED).select_related("activity"):
        follow_up.round = opened
        # What the chef's own unit has answered.
        if may_review(chef, follow_up, present_answers(follow_up)):
            follow_up.approve(by=chef)


def _value(written: dict[str, Any]) -> dict[str, Any]:
    return written | {name: Decimal(written[name]) for name in ("number", "target")}
