"""Mails as they are written, and what became of each: the row is the truth about whether it was sent."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Self
from uuid import uuid4

from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from andts.lib.fields import LineField
from andts.lib.recorded import Recorded
from andts.lib.working_days import is_working_time
from organisations.models.codes import OneTimeCode
from organisations.models.organisations import Organisation
from organisations.models.people import User

# Longer than a mail server takes that answers each command just in time; a letter held longer lost its worker.
LEASE = timedelta(minutes=3)
# A message in the queue that has not been heard of for so long is sent into it again.
QUEUE_PATIENCE = timedelta(minutes=1)
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=2)
# As mail servers do among themselves.
GIVE_UP_AFTER = timedelta(days=3)
LONGEST_KEY = 200
WORKER_DIED = "Arbetet avbröts medan mejlet skickades. Det kan ha kommit fram."


class LetterQuerySet(models.QuerySet["Letter"]):
    def concerning(self, thing: models.Model) -> Self:
        return self.filter(about=named(thing))

    def timely(self) -> Self:
        # Some kinds are sent only when people are at work.
        return self if is_working_time(timezone.now()) else self.exclude(kind__in=Letter.AT_WORK)

    @transaction.atomic(durable=True)
    def claim(self, pk: int) -> bool:
        """Marks a waiting letter as being sent, committed before anything is sent; False when another has it, or it is
        not its time."""
        now = timezone.now()
        due = self.timely().filter(pk=pk, state=Letter.State.WAITING, next_try_at__lte=now)
        return bool(due.update(state=Letter.State.SENDING, attempts=F("attempts") + 1, sending_at=now))

    def due(self) -> Self:
        now = timezone.now()
        # In no queue as far as one can tell.
        lost = Q(queued_at=None) | Q(queued_at__lt=now - QUEUE_PATIENCE)
        return self.timely().filter(lost, state=Letter.State.WAITING, next_try_at__lte=now)

    def doubt(self) -> int:
        """Those whose worker died with them in its hands: nobody knows whether they were sent. How many they are."""
        held = self.filter(state=Letter.State.SENDING, sending_at__lt=timezone.now() - LEASE)
        return held.update(state=Letter.State.UNCERTAIN, failure=WORKER_DIED)


def named(thing: models.Model) -> str:
    """ "followup.followupround:12" """
    return f"{thing._meta.label_lower}:{thing.pk}"


class Letter(models.Model):
    """A mail to one address. `key` says what it is: the same thing is never written twice.

    A letter that may have been sent, but about which nobody knows, is `UNCERTAIN` and is not sent again by itself.
    """

    class Kind(models.TextChoices):
        PARTNER_INVITATION = "partner_invitation", "Inbjudan att svara"
        CODE = "code", "Engångskod"
        RECEIPT = "receipt", "Kvitto"
        RETURNED = "returned", "Återsänt svar"
        REMINDER = "reminder", "Påminnelse"

    # What one may ask not to get. Being asked for an answer is not among it: that is asked of the actor.
    DECLINABLE = (Kind.REMINDER,)
    # What nobody has asked for is sent on working days alone, however long it has had to wait for the mail server.
    AT_WORK = (Kind.REMINDER,)

    class State(models.TextChoices):
        WAITING = "waiting", "Väntar"
        SENDING = "sending", "Skickas"
        SENT = "sent", "Skickat"
        UNCERTAIN = "uncertain", "Osäkert"
        FAILED = "failed", "Misslyckades"
        NEEDLESS = "needless", "Skickades inte"

    key = models.CharField(max_length=LONGEST_KEY, unique=True)
    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    kind = models.CharField("slag", max_length=30, choices=Kind.choices)
    to = models.EmailField("till")
    reply_to = models.EmailField(blank=True)
    subject = LineField("ämne")
    text = models.TextField("text")
    html = models.TextField()
    # Why this person got it, in a sentence for the samordnare.
    reason = LineField("skäl")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, blank=True, related_name="letters"
    )
    # The row it concerns, as `named` writes it: apps above this one have rows too.
    about = models.CharField(max_length=100, blank=True, db_index=True)
    # The code it carries, put in when it is sent: no text that is kept holds one.
    code = models.ForeignKey(OneTimeCode, on_delete=models.SET_NULL, null=True, blank=True, related_name="letters")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    failure = models.TextField(blank=True)
    written_at = models.DateTimeField(default=timezone.now)
    queued_at = models.DateTimeField(null=True, default=timezone.now)
    next_try_at = models.DateTimeField(default=timezone.now)
    sending_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    # After this moment it says nothing of use and is not sent.
    expires_at = models.DateTimeField(null=True, blank=True)

    # Who had it sent once more, of those that are not sent again by themselves.
    again_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["-written_at", "-pk"]
        verbose_name, verbose_name_plural = "mejl", "mejl"
        constraints = [
            models.CheckConstraint(
                name="letter_sent_has_time",
                condition=Q(state="sent", sent_at__isnull=False) | (~Q(state="sent") & Q(sent_at__isnull=True)),
            ),
        ]
        indexes = [models.Index(fields=["state", "next_try_at"])]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} till {self.to}"

    @property
    def may_be_declined(self) -> bool:
        return self.kind in self.DECLINABLE

    @property
    def is_stuck(self) -> bool:
        # Nothing more happens to it unless somebody has it sent again.
        return self.state in (self.State.UNCERTAIN, self.State.FAILED)

    @property
    def is_under_way(self) -> bool:
        return self.state in (self.State.WAITING, self.State.SENDING)

    def sent(self) -> None:
        self._end(state=self.State.SENT, sent_at=timezone.now(), failure="")

    def fail(self, why: str) -> None:
        """`why` is a sentence for the samordnare."""
        self._end(state=self.State.FAILED, failure=why)

    def spare(self, why: str) -> None:
        # Not to be sent after all, but nothing went wrong.
        self._end(state=self.State.NEEDLESS, failure=why)

    def doubt(self, why: str) -> None:
        self._end(state=self.State.UNCERTAIN, failure=why)

    def try_later(self, why: str) -> None:
        if timezone.now() > self.written_at + GIVE_UP_AFTER:
            return self.fail(why)
        # Each is twice as long as the one before.
        pause = min(FIRST_PAUSE * 2 ** min(self.attempts - 1, 16), LONGEST_PAUSE)
        return self._end(state=self.State.WAITING, next_try_at=timezone.now() + pause, queued_at=None, failure=why)

    def _end(self, **values: Any) -> None:
        # A worker that was thought dead tells what became of its letter, unless somebody has had it sent again since.
        held = [self.State.SENDING, self.State.UNCERTAIN]
        Letter.objects.filter(pk=self.pk, attempts=self.attempts, state__in=held).update(**values)

    def wait_again(self, *, by: User) -> bool:
        """Once more, at somebody's word; False when it is not stuck any longer."""
        stuck = Letter.objects.filter(pk=self.pk, state=self.state, state__in=[self.State.UNCERTAIN, self.State.FAILED])
        now = timezone.now()
        values = {"written_at": now, "queued_at": now, "next_try_at": now, "failure": "", "again_by": by}
        return bool(stuck.update(state=self.State.WAITING, **values))


class Declined(Recorded):
    """Somebody does not want letters of this kind, and has said so behind a link in one."""

    email = models.EmailField()
    kind = models.CharField(max_length=30, choices=Letter.Kind.choices)
    at = models.DateTimeField(default=timezone.now)

    history = HistoricalRecords()

    class Meta:
        verbose_name, verbose_name_plural = "avböjt mejl", "avböjda mejl"
        constraints = [models.UniqueConstraint(name="declined_once", fields=["email", "kind"])]

    def __str__(self) -> str:
        return f"{self.email}, {self.get_kind_display()}"
