"""When a round reminds, and which reminders have been written."""

from __future__ import annotations

from typing import Any, Self

from django.db import models, transaction
from django.utils import timezone
from simple_history.models import HistoricalRecords

from andts.lib.recorded import Recorded
from andts.lib.swedish import MONTHS, counted
from followup.models.rounds import FollowUpRound
from organisations.models import Letter, Organisation, User

# Days from the last day to answer: before it is negative.
BEFORE, AFTER = (-30, -14, -7, -3, -1), (1, 7, 14, 21, 30)
USUAL = [-7, -1, 7, 21]


def usual_days() -> list[int]:
    return list(USUAL)


class ReminderScheduleQuerySet(models.QuerySet["ReminderSchedule"]):
    def running(self) -> Self:
        # A closed round reminds nobody.
        return self.filter(is_on=True, round__state=FollowUpRound.State.OPEN)


class ReminderSchedule(Recorded):
    """On which days a round's reminders go out. There is none, and none goes out, until the samordnare turns it on."""

    round = models.OneToOneField(FollowUpRound, on_delete=models.CASCADE, related_name="reminder_schedule")
    is_on = models.BooleanField("påminner", default=False)
    days = models.JSONField("dagar", default=usual_days)
    # What went by before it was turned on, or while it was paused, is not sent afterwards.
    since = models.DateField("från", default=timezone.localdate)
    # Whom an answer to the mail goes to.
    set_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = ReminderScheduleQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name, verbose_name_plural = "påminnelsernas dagar", "påminnelsernas dagar"

    def __str__(self) -> str:
        return f"Påminnelser, {self.round}"

    @property
    def organisation(self) -> Organisation:
        return self.round.organisation

    @classmethod
    @transaction.atomic
    def turn_on(cls, round_: FollowUpRound, days: list[int], *, by: User) -> ReminderSchedule:
        """From today, on these days; on already, the days alone are changed. Raises StateError when it is closed."""
        round_.hold_open()
        found = cls.objects.filter(round=round_).first()
        if found is None:
            return cls.created(by=by, round=round_, is_on=True, days=sorted(days), set_by=by)
        since: dict[str, Any] = {} if found.is_on else {"since": timezone.localdate()}
        found.record(by=by, is_on=True, days=sorted(days), set_by=by, **since)
        return found

    @transaction.atomic
    def pause(self, *, by: User) -> None:
        self.record(by=by, is_on=False)


class Reminder(models.Model):
    """That a letter reminds of a round, and why: the log. One letter may remind of several rounds."""

    class Why(models.TextChoices):
        BEFORE = "before", "Sista dagen närmar sig"
        AFTER = "after", "Sista dagen har gått"
        RETURNED = "returned", "Något har återsänts"
        ALONG = "along", "Påmindes samtidigt om en annan uppföljning"

    round = models.ForeignKey(FollowUpRound, on_delete=models.CASCADE, related_name="reminders")
    email = models.EmailField()
    why = models.CharField("skäl", max_length=10, choices=Why.choices)
    # The day that called for it: the schedule's, or when something was sent back.
    day = models.DateField()
    # How many things awaited the person in the round.
    count = models.PositiveIntegerField()
    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="reminders")

    class Meta:
        ordering = ["-pk"]
        verbose_name, verbose_name_plural = "påminnelse", "påminnelser"
        constraints = [models.UniqueConstraint(name="reminded_once", fields=["round", "email", "why", "day"])]

    def __str__(self) -> str:
        return f"{self.round}, {self.email}, {self.day}"

    @property
    def reason(self) -> str:
        days = counted(abs((self.day - self.round.last_day).days), "dag", "dagar")
        # For the samordnare: "7 dagar före sista dagen att svara".
        match self.why:
            case self.Why.BEFORE:
                return f"{days} före sista dagen att svara"
            case self.Why.AFTER:
                return f"{days} efter sista dagen att svara"
            case self.Why.RETURNED:
                return f"Något återsändes {self.day.day} {MONTHS[self.day.month - 1]}"
            case _:
                return "Påmindes samtidigt om en annan uppföljning"
