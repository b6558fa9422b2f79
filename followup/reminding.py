"""Reminders: one mail a person, of all that awaits them in the rounds that remind, and never twice for the same thing.

A mail is a letter whose key is the address and the day, written together with the rows that say of what it reminds.
So two beats at once write one; and what a worker that dies has not written, the next beat writes.
"""

from __future__ import annotations

import logging
from datetime import date, datetime, timedelta
from functools import cached_property

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from andts.lib.one_by_one import each_by_itself
from andts.lib.working_days import is_working_time, working_day_from
from followup.awaiting import Awaiting
from followup.models import FollowUpRound, Reminder, ReminderSchedule
from followup.models.rounds import OWNER
from followup.occasions import Occasion, due
from followup.recipients import Recipient, recipients_of
from followup.reminder_mails import TEMPLATE, Part, context_of
from organisations import letters
from organisations.letters import Addressee
from organisations.models import Declined, Letter, User
from organisations.preferences import WEEKDAY

logger = logging.getLogger(__name__)

SMALLEST_INTERVAL = timedelta(days=3)
# What counts as a mail about follow-up: being asked, having something sent back, being reminded.
COUNTED = (Letter.Kind.REMINDER, Letter.Kind.PARTNER_INVITATION, Letter.Kind.RETURNED)
Why = Reminder.Why


# --- Writing


def remind() -> int:
    """Writes the reminders that are due now; how many. Asked again it writes those that are left.

    Raises ExceptionGroup, when all others have been written, of those that could not be.
    """
    if not is_working_time(timezone.now()):
        return 0
    today = Today()
    return each_by_itself(today.remind, today.recipients, failure="Some reminders could not be written")


class Today:
    """What is known when reminders are written; a few queries, and one for each recipient."""

    def __init__(self) -> None:
        self.day = timezone.localdate()

    @cached_property
    def schedules(self) -> dict[int, ReminderSchedule]:
        running = ReminderSchedule.objects.running().select_related(f"round__{OWNER}", "set_by")
        return {schedule.round_id: schedule for schedule in running.defer("round__frozen")}

    @cached_property
    def occasions(self) -> dict[int, Occasion]:
        found = {pk: self._due(schedule) for pk, schedule in self.schedules.items()}
        return {pk: occasion for pk, occasion in found.items() if occasion}

    def _due(self, schedule: ReminderSchedule) -> Occasion | None:
        try:
            return due(schedule.days, schedule.round.last_day, schedule.since, self.day)
        except Exception:  # one round's fault takes no other round's reminders
            logger.exception("The reminders of round %s could not be reckoned.", schedule.round_id)
            return None

    @cached_property
    def recipients(self) -> list[Recipient]:
        # By their days, or by what has been sent back.
        rounds = [
            schedule.round
            for pk, schedule in self.schedules.items()
            if pk in self.occasions or pk in self._rounds_with_returned
        ]
        return recipients_of(rounds) if rounds else []

    @cached_property
    def _rounds_with_returned(self) -> set[int]:
        returned = FollowUpRound.objects.filter(
            pk__in=self.schedules, follow_ups__removed_at=None, follow_ups__answers__returned_at__isnull=False
        )
        return set(returned.order_by().values_list("pk", flat=True))

    @cached_property
    def _mailed(self) -> dict[str, datetime]:
        return latest_mails()

    @cached_property
    def _declined(self) -> set[str]:
        return declined_reminders()

    @cached_property
    def _done(self) -> set[tuple[int, str, str, date]]:
        made = Reminder.objects.filter(round__in=self.schedules)
        return set(made.values_list("round", "email", "why", "day"))

    def _may_have(self, recipient: Recipient) -> bool:
        # It is wanted, on this weekday, and none came just before.
        mailed = self._mailed.get(recipient.email)
        is_soon = mailed is not None and timezone.localdate(mailed) > self.day - SMALLEST_INTERVAL
        return not is_soon and recipient.email not in self._declined and suits(recipient.user, self.day)

    def remind(self, recipient: Recipient) -> bool:
        if not self._may_have(recipient):
            return False
        parts = self.parts_of(recipient)
        # What only goes along calls for no mail by itself.
        if all(part.why == Why.ALONG for part in parts):
            return False
        return self._write(recipient, parts)

    def parts_of(self, recipient: Recipient) -> list[Part]:
        by_round: dict[int, list[Awaiting]] = {}
        for thing in recipient.awaiting():
            if thing.round in self.schedules:
                by_round.setdefault(thing.round, []).append(thing)
        return [self._part(recipient, pk, things) for pk, things in by_round.items()]

    def _part(self, recipient: Recipient, pk: int, things: list[Awaiting]) -> Part:
        round_, occasion = self.schedules[pk].round, self.occasions.get(pk)
        if occasion:
            why = Why.BEFORE if occasion.is_before else Why.AFTER
            if (pk, recipient.email, why, occasion.day) not in self._done:
                return Part(round_, why, occasion.day, things)
        if returned := self._sent_back(recipient, pk, things):
            return Part(round_, Why.RETURNED, returned, things)
        return Part(round_, Why.ALONG, self.day, things)

    def _sent_back(self, recipient: Recipient, pk: int, things: list[Awaiting]) -> date | None:
        mailed, since = self._mailed.get(recipient.email), self.schedules[pk].since
        moments = [
            thing.returned_at
            for thing in things
            if thing.returned_at and (mailed is None or thing.returned_at > mailed)
        ]
        # Not today: a chef who reads many answers in a day sends back several.
        days = {day for day in map(timezone.localdate, moments) if since <= day < self.day}
        return max((day for day in days if (pk, recipient.email, Why.RETURNED, day) not in self._done), default=None)

    @transaction.atomic
    def _write(self, recipient: Recipient, parts: list[Part]) -> bool:
        key = f"reminder:{recipient.email}:{self.day}"
        context = context_of(recipient, parts, self.day)
        to = self._addressed(recipient, parts)
        letter = letters.write(TEMPLATE, to, kind=Letter.Kind.REMINDER, key=key, context=context)
        # One that was written before has its rows: they were committed together.
        if letter is None or letter.reminders.exists():
            return False
        rows = [{"round": part.round, "why": part.why, "day": part.day, "count": len(part.things)} for part in parts]
        Reminder.objects.bulk_create(Reminder(email=recipient.email, letter=letter, **row) for row in rows)
        return True

    def _addressed(self, recipient: Recipient, parts: list[Part]) -> Addressee:
        first = next(part for part in parts if part.why != Why.ALONG)
        set_by = self.schedules[first.round.pk].set_by
        owners = {part.round.organisation for part in parts}
        return Addressee(
            recipient.email,
            first.reason,
            organisation=owners.pop() if len(owners) == 1 else None,
            reply_to=set_by.email if set_by else "",
        )


def latest_mails() -> dict[str, datetime]:
    """When each address last had, or will soon have, a mail about follow-up."""
    mails = Letter.objects.filter(kind__in=COUNTED).exclude(state__in=[Letter.State.FAILED, Letter.State.NEEDLESS])
    return {to.lower(): at for to, at in mails.order_by().values_list("to").annotate(Max("written_at"))}


def declined_reminders() -> set[str]:
    return set(Declined.objects.filter(kind=Letter.Kind.REMINDER).values_list("email", flat=True))


def suits(user: User | None, day: date) -> bool:
    chosen = user.preferences.get(WEEKDAY) if user else None
    if chosen is None:
        return True
    # The first working day after the chosen weekday, where that was free.
    return working_day_from(day - timedelta(days=(day.weekday() - chosen) % 7)) == day
