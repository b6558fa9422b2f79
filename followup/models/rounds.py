"""A round of follow-up: an adopted plan, a period and a last day to answer."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from andts.lib.fields import PlainTextField
from andts.lib.finished import ids_of
from andts.lib.recorded import Recorded
from andts.lib.states import StateError
from followup.periods import Length, period_name
from organisations.models import Actor, Organisation, User
from organisations.roles import Permission, Role
from plans.models import Plan

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from followup.models.follow_ups import FollowUp

# The way to the plan's owner and those above it, whom `can` asks and documents name.
OWNER = "plan__organisation__parent__parent__parent"


class FollowUpRoundQuerySet(models.QuerySet["FollowUpRound"]):
    def visible_to(self, user: User) -> Self:
        """Those that the user reads whole, and open ones that the user answers in or reviews a part of."""
        open_ones = self.model.objects.open()
        return self.filter(
            pk__in=ids_of(
                *self._whole(user),
                open_ones.filter(follow_ups__answers__actor__in=ids_of(Actor.objects.held_by(user))),
                open_ones.filter(follow_ups__answers__actor__unit__in=user.scope.reach(Permission.REVIEW)),
            )
        )

    def whole_for(self, user: User) -> Self:
        """Closed rounds of the plans that the user sees, and open ones where a role reads drafts.

        Förtroendevalda and the län read what is closed (architecture.md §4); so does a co-owner's samordnare what is
        open.
        """
        return self.filter(pk__in=ids_of(*self._whole(user)))

    def _whole(self, user: User) -> list[FollowUpRoundQuerySet]:
        rounds = self.model.objects
        # One for each way to read them whole.
        return [
            rounds.filter(plan__organisation__in=user.scope.reach(Permission.READ_DRAFTS)),
            rounds.filter(plan__co_owners__in=user.scope.reach_as(Role.COORDINATOR)),
            rounds.closed().filter(plan__in=ids_of(Plan.objects.visible_to(user))),
        ]

    def followed_up_by(self, user: User) -> Self:
        # Whoever opens and closes a round also sees it.
        return self.filter(plan__organisation__in=user.scope.reach(Permission.FOLLOW_UP))

    def with_owner(self) -> Self:
        return self.select_related(OWNER)

    def open(self) -> Self:
        return self.filter(state=FollowUpRound.State.OPEN)

    def closed(self) -> Self:
        return self.filter(state=FollowUpRound.State.CLOSED)


class FollowUpRoundManager(models.Manager.from_queryset(FollowUpRoundQuerySet)):  # type: ignore[misc] # made at run time
    """What was frozen is as long as the plan, and fetched by who asks for it.

    Where rounds come along with other rows (`select_related`) Django does not ask the manager: there it is deferred by
    name.
    """

    def get_queryset(self) -> FollowUpRoundQuerySet:
        return super().get_queryset().defer("frozen")


class FollowUpRound(Recorded):
    """What is asked of everyone responsible in an adopted plan, once a period. Closed, it stays as it was."""

    class State(models.TextChoices):
        OPEN = "open", "Pågår"
        CLOSED = "closed", "Avslutad"

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="rounds", verbose_name="plan")
    length = models.CharField("period", max_length=10, choices=Length.choices, default=Length.YEAR)
    starts = models.DateField("från")
    ends = models.DateField("till")
    last_day = models.DateField("sista dag att svara")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN, editable=False)
    opened_at = models.DateTimeField(default=timezone.now, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    # The plan with the wording it had when the round was closed (docs/plan-json.md), and the round's own reports.
    frozen = models.JSONField(null=True, blank=True, editable=False)
    reopened_because = PlainTextField("varför den öppnades igen", blank=True, editable=False)

    objects = FollowUpRoundManager()
    history = HistoricalRecords(excluded_fields=["frozen"])

    if TYPE_CHECKING:
        follow_ups: RelatedManager[FollowUp]

    class Meta:
        ordering = ["-starts", "-pk"]
        verbose_name, verbose_name_plural = "uppföljning", "uppföljningar"
        constraints = [
            models.CheckConstraint(name="round_period", condition=Q(ends__gte=F("starts"))),
            models.UniqueConstraint(name="round_once", fields=["plan", "starts", "length"]),
            models.CheckConstraint(
                name="round_closed_is_frozen",
                condition=Q(state="open", closed_at__isnull=True)
                | Q(state="closed", closed_at__isnull=False, frozen__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Uppföljning {self.period}"

    def get_absolute_url(self) -> str:
        return reverse("round", args=[self.pk])

    @property
    def period(self) -> str:
        # As "2027", "våren 2027" or "kvartal 3 2027".
        return period_name(self.length, self.starts)

    @property
    def organisation(self) -> Organisation:
        return self.plan.organisation

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    def is_past(self, on: date | None = None) -> bool:
        """Whether the last day to answer has gone, or had when the round was closed; what is unanswered then is late
        ("sen"), which is no status."""
        return self.last_day < (on or timezone.localdate(self.closed_at))

    def hold_open(self) -> None:
        """Within a transaction: nobody closes, answers or carries over the round until it ends. Raises StateError when
        it is closed."""
        if self._state_held() != self.State.OPEN:
            raise StateError("Uppföljningen är avslutad och går inte att ändra. Samordnaren kan öppna den igen.")

    @transaction.atomic
    def close(self, *, frozen: dict[str, Any], at: datetime, by: User | None) -> None:
        self.hold_open()
        # The wording of the plan and the figures are what `frozen` holds.
        self.record(by=by, state=self.State.CLOSED, closed_at=at, frozen=frozen)

    @transaction.atomic
    def reopen(self, because: str, *, by: User) -> None:
        if self._state_held() != self.State.CLOSED:
            raise StateError("Uppföljningen är redan öppen.")
        # By name and with a reason, both in the history; closing it again freezes it anew.
        self.record(by=by, state=self.State.OPEN, closed_at=None, reopened_because=because)

    def _state_held(self) -> str:
        """The state as the database has it, which nobody else changes until the transaction ends.

        The plan is read with it: a revision may have carried the round over.
        """
        held = FollowUpRound.objects.select_for_update(no_key=True).order_by()
        self.state, plan = held.values_list("state", "plan").get(pk=self.pk)
        if plan != self.plan_id:
            self.plan_id = plan
        return self.state
