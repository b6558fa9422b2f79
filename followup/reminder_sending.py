"""A reminder that is about to be sent: it may have waited for the mail server for days, and people answer meanwhile."""

from __future__ import annotations

from django.utils import timezone

from followup.models import Reminder, ReminderSchedule
from followup.models.rounds import OWNER
from followup.recipients import recipient_at
from followup.reminder_mails import TEMPLATE, Part, context_of
from organisations import letters
from organisations.models import Letter

Why = Reminder.Why

PAUSED = "Påminnelserna pausades innan mejlet hann gå ut."
NOTHING_LEFT = "Inget väntade längre på mottagaren när mejlet skulle gå ut."


def look_over(letter: Letter) -> str:
    """Why it need not be sent any longer; else nothing, and it tells what awaits the person now. Five queries."""
    reminders = list(letter.reminders.select_related(f"round__{OWNER}").defer("round__frozen").order_by("pk"))
    if not reminders:
        return ""
    rounds = [reminder.round for reminder in reminders]
    running = set(ReminderSchedule.objects.running().filter(round__in=rounds).values_list("round", flat=True))
    if not running and any(round_.is_open for round_ in rounds):
        return PAUSED
    recipient = recipient_at(letter.to, rounds)
    awaiting = recipient.awaiting()
    parts = [
        Part(each.round, each.why, each.day, things)
        for each in reminders
        if each.round_id in running and (things := [thing for thing in awaiting if thing.round == each.round_id])
    ]
    if not any(map(_still_calls, parts)):
        return NOTHING_LEFT
    letters.write_anew(letter, TEMPLATE, context_of(recipient, parts, timezone.localdate()))
    return ""


def _still_calls(part: Part) -> bool:
    # As when the mail was written for this part by itself.
    if part.why == Why.RETURNED:
        return any(thing.is_returned for thing in part.things)
    return part.why != Why.ALONG
