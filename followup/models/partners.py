"""Those asked by mail: people outside the house, who answer for an actor without an account."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self
from uuid import uuid4

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from andts.lib.recorded import Recorded
from followup.models.answers import FollowUpAnswer, FollowUpAnswerQuerySet
from followup.models.rounds import OWNER, FollowUpRound
from organisations.models import Actor, Organisation, User

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class PartnerInvitationQuerySet(models.QuerySet["PartnerInvitation"]):
    def with_round(self) -> Self:
        # Not what was frozen when the round was closed, which is a whole plan and its reports.
        return self.select_related(f"round__{OWNER}").defer("round__frozen")


class PartnerInvitation(Recorded):
    """An address that is asked to answer in a round. `key` names it in links and opens nothing: that takes a code.

    What it reaches is what the address stands behind at the moment one asks, so that a holder who is removed reaches
    nothing.
    """

    round = models.ForeignKey(FollowUpRound, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField("e-postadress")
    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    forwarded_from = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="forwarded_to"
    )
    invited_at = models.DateTimeField(default=timezone.now)
    # The first time somebody came in with a code.
    opened_at = models.DateTimeField(null=True, blank=True)
    # Answers given until then have been confirmed to the partner in a mail.
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = PartnerInvitationQuerySet.as_manager()
    history = HistoricalRecords()

    if TYPE_CHECKING:
        forwarded_to: RelatedManager[PartnerInvitation]

    class Meta:
        ordering = ["email", "pk"]
        verbose_name, verbose_name_plural = "inbjudan att svara", "inbjudningar att svara"
        constraints = [
            models.UniqueConstraint(name="partner_invited_once", fields=["round", "email"]),
            models.CheckConstraint(name="partner_email", condition=~Q(email="")),
        ]

    def __str__(self) -> str:
        return self.email

    @classmethod
    @transaction.atomic
    def of(
        cls,
        round_: FollowUpRound,
        email: str,
        *,
        by: User | None,
        forwarded_from: PartnerInvitation | None = None,
    ) -> PartnerInvitation:
        round_.hold_open()
        found = cls.objects.filter(round=round_, email=email.lower()).first()
        # Made when there is none.
        return found or cls.created(by=by, round=round_, email=email.lower(), forwarded_from=forwarded_from)

    @property
    def organisation(self) -> Organisation:
        return self.round.organisation

    @property
    def link(self) -> str:
        return settings.SITE_URL + reverse("partner", args=[self.key])

    @property
    def purpose(self) -> str:
        return f"partner:{self.pk}"

    @property
    def shown_email(self) -> str:
        name, _, domain = self.email.partition("@")
        return f"{name[:1]}…@{domain}"

    def actors(self) -> models.QuerySet[Actor]:
        # Those in the round that the address stands behind today.
        asked = FollowUpAnswer.objects.filter(follow_up__round=self.round_id, removed_at=None)
        return Actor.objects.held_from(self.email).filter(pk__in=asked.values("actor"))

    def answers(self) -> FollowUpAnswerQuerySet:
        """What the address is asked, as it is today; nothing when the round is closed."""
        asked = FollowUpAnswer.objects.in_open_rounds().filter(follow_up__round=self.round_id)
        return asked.filter(actor__in=self.actors().values("pk"))

    @property
    def is_good(self) -> bool:
        return self.answers().exists()

    @transaction.atomic
    def open(self) -> None:
        # Somebody has come in with a code.
        if self.opened_at is None:
            self.record(by=None, opened_at=timezone.now())

    @transaction.atomic
    def confirm(self) -> list[FollowUpAnswer]:
        """What was answered from the address since the last time, now to be confirmed in a mail."""
        held = PartnerInvitation.objects.select_for_update(no_key=True).order_by()
        since = held.values_list("confirmed_at", flat=True).get(pk=self.pk)
        answers = FollowUpAnswer.objects.filter(follow_up__round=self.round_id, answered_from=self.email)
        if since:
            answers = answers.filter(answered_at__gt=since)
        given = list(answers.select_related("follow_up__activity", "actor").prefetch_related("values"))
        if given:
            self.record(by=None, confirmed_at=timezone.now())
        return given
