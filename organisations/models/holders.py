"""Who stands behind an actor: those who answer for it, from one day to another."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from andts.lib.fields import AddressField
from andts.lib.recorded import Recorded
from andts.lib.swedish import period_text
from organisations.models.people import User

if TYPE_CHECKING:
    from organisations.models.actors import Actor


class ActorHolderQuerySet(models.QuerySet["ActorHolder"]):
    def on(self, day: date) -> Self:
        return self.filter(Q(since__isnull=True) | Q(since__lte=day), Q(until__isnull=True) | Q(until__gte=day))


class ActorHolder(Recorded):
    """Who stands behind an actor at a time: a user, or an address outside the house. Shown to those signed in only."""

    actor = models.ForeignKey("organisations.Actor", on_delete=models.CASCADE, related_name="holders")
    user = models.ForeignKey(
        User, on_delete=models.CASCADE, null=True, blank=True, related_name="held_actors", verbose_name="person"
    )
    email = AddressField("e-postadress", blank=True)
    since = models.DateField("från", null=True, blank=True)
    until = models.DateField("till", null=True, blank=True)

    objects = ActorHolderQuerySet.as_manager()
    history = HistoricalRecords()

    if TYPE_CHECKING:
        _change_reason: str

    class Meta:
        verbose_name, verbose_name_plural = "person bakom aktör", "personer bakom aktörer"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="holder_user_or_email",
                condition=Q(user__isnull=False, email="") | (Q(user__isnull=True) & ~Q(email="")),
            ),
            models.CheckConstraint(
                name="holder_period",
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gte=models.F("since")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.user or self.email)

    @property
    def period(self) -> str:
        return period_text(self.since, self.until)

    @classmethod
    def has_ended(cls, actors: Iterable[Actor], email: str) -> bool:
        """Whether the address has stood behind one of the actors, and does not today."""
        # The history keeps what was written before addresses were made lowercase.
        known = cls.history.filter(actor__in=actors, user=None, email__iexact=email).values_list("actor", flat=True)
        holders = cls.objects.on(timezone.localdate()).filter(user=None, email=email.lower())
        return bool({*known} - {*holders.values_list("actor", flat=True)})

    @classmethod
    @transaction.atomic
    def joined(cls, actor: Actor, email: str, *, because: str) -> None:
        """An address that stands behind the actor from today, unless it does already; `because` is in the history."""
        today = timezone.localdate()
        if not cls.objects.on(today).filter(actor=actor, user=None, email=email.lower()).exists():
            holder = cls(actor=actor, email=email, since=today)
            holder._change_reason = because
            holder.record_new(by=None)
