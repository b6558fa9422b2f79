"""The plan itself: what it is, whose, when it holds, and the states it passes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from andts.lib.fields import LineField, PlainTextField
from andts.lib.recorded import Recorded
from andts.lib.states import StateError
from andts.lib.swedish import period_text
from organisations.models import Actor, Organisation, User
from plans.models.frameworks import GoalFramework
from plans.models.querysets import PlanQuerySet

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from plans.models.decisions import Decision, PlanVersion
    from plans.models.outline import Node, Tip
    from plans.models.texts import HeaderLine, PlanColumn, PlanPicture, PlanText


class Plan(Recorded):
    """A plan of one organisation. Its rows change while it is a draft; what was decided stays as it was decided."""

    class Kind(models.TextChoices):
        IMPLEMENTATION = "implementation_plan", "Genomförandeplan"
        ACTION = "action_plan", "Handlingsplan"
        PROGRAMME = "programme", "Program"
        STRATEGY = "strategy", "Strategi"
        YEAR = "annual_plan", "Årsplan"
        POLICY = "policy", "Policy"
        MEASURES = "measure_plan", "Åtgärdsplan"
        REGIONAL = "regional_action_plan", "Regional handlingsplan"
        PROMISE = "citizen_promise", "Medborgarlöfte"
        PLACE = "place_plan", "Platsplan"

    class State(models.TextChoices):
        DRAFT = "draft", "Utkast"
        CONSULTATION = "consultation", "På remiss"
        ADOPTED = "adopted", "Fastställd"
        REPLACED = "replaced", "Ersatt"
        REPEALED = "repealed", "Upphävd"

    # Whether the transaction under way has asked for the state and keeps it as it is: see `held_open`.
    _is_held = False

    OPEN = (State.DRAFT, State.CONSULTATION)
    DECIDED = (State.ADOPTED, State.REPLACED, State.REPEALED)

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="plans", verbose_name="organisation"
    )
    co_owners = models.ManyToManyField(
        Organisation, blank=True, related_name="co_owned_plans", verbose_name="delas med organisationer"
    )
    co_owner_actors = models.ManyToManyField(
        Actor, blank=True, related_name="co_owned_plans", verbose_name="delas med aktörer"
    )
    kind = models.CharField("dokumenttyp", max_length=30, choices=Kind.choices, default=Kind.IMPLEMENTATION)
    title = LineField("titel")
    subtitle = LineField("underrubrik", blank=True)
    state = models.CharField(max_length=20, choices=State.choices, default=State.DRAFT, editable=False)
    valid_from = models.DateField("gäller från", null=True, blank=True)
    valid_until = models.DateField("gäller till", null=True, blank=True, help_text="Lämna tomt för ”tills vidare”.")
    place = LineField("plats", blank=True, help_text="För en platsplan: området eller platsen den gäller.")
    document_owner = LineField("dokumentägare", blank=True)
    prepared_by = LineField("upprättad av", blank=True)
    revised_by = LineField("reviderad av", blank=True)
    revised_at = models.DateField("senast reviderad", null=True, blank=True)
    review_due_at = models.DateField("aktualitetsprövas senast", null=True, blank=True)
    applies_to = PlainTextField("gäller för", blank=True)
    related_documents = PlainTextField("relaterade dokument", blank=True)
    registry_number = LineField("diarienummer", blank=True)
    frameworks = models.ManyToManyField(
        GoalFramework, blank=True, related_name="plans", verbose_name="bygger på målramverk"
    )
    revises = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="revisions", editable=False
    )
    continues = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="continuations", editable=False
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PlanQuerySet.as_manager()
    history = HistoricalRecords(m2m_fields=[co_owners, co_owner_actors, frameworks])

    if TYPE_CHECKING:
        columns: RelatedManager[PlanColumn]
        decisions: RelatedManager[Decision]
        header_lines: RelatedManager[HeaderLine]
        nodes: RelatedManager[Node]
        pictures: RelatedManager[PlanPicture]
        texts: RelatedManager[PlanText]
        tips: RelatedManager[Tip]
        versions: RelatedManager[PlanVersion]
        revisions: RelatedManager[Plan]

    class Meta:
        ordering = ["-valid_from", "title", "pk"]
        constraints = [
            models.CheckConstraint(
                name="plan_period",
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
            ),
            models.CheckConstraint(name="plan_not_its_own_revision", condition=~Q(revises=F("pk"))),
            models.UniqueConstraint(
                name="plan_one_open_revision", fields=["revises"], condition=Q(state__in=["draft", "consultation"])
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("plan", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def is_decided(self) -> bool:
        return self.state in self.DECIDED

    def last_day(self) -> date | None:
        """The end, moved by decisions to extend; None for "tills vidare"."""
        extended = [decision.extends_until for decision in self.decisions.all() if decision.extends_until]
        return max([self.valid_until, *extended]) if self.valid_until and extended else self.valid_until

    def is_current(self, on: date | None = None) -> bool:
        """Adopted, begun and not ended ("gällande"): derived, never stored."""
        day = on or timezone.localdate()
        last = self.last_day()
        begun = self.valid_from is None or self.valid_from <= day
        return self.state == self.State.ADOPTED and begun and (last is None or day <= last)

    @property
    def period(self) -> str:
        return period_text(self.valid_from, self.last_day())

    @property
    def state_label(self) -> str:
        if self.state != self.State.ADOPTED:
            return self.get_state_display()
        if self.valid_from and self.valid_from > timezone.localdate():
            return "Fastställd, börjar gälla senare"
        if not self.is_current():
            return "Fastställd, har slutat gälla"
        return "Gällande, förlängd" if self.is_extended() else "Gällande"

    @property
    def stamp(self) -> str:
        last = self.last_day()
        # What has ended is as quiet as what has been replaced.
        has_ended = self.state == self.State.ADOPTED and last and last < timezone.localdate()
        return self.State.REPLACED if has_ended else self.state

    def is_extended(self) -> bool:
        last = self.last_day()
        return bool(self.valid_until and last and last > self.valid_until)

    @transaction.atomic
    def take_goals_from(self, framework: GoalFramework, *, by: User | None) -> None:
        self.record(by=by, frameworks=[*self.frameworks.all(), framework])
        for order, goal in enumerate(framework.goals.all(), start=self.nodes.model.next_order(self)):
            # To be changed freely, but it points back at the goal.
            heading = {"kind": "goal", "number": goal.number, "heading": goal.text, "order": order}
            self.nodes.model.created(by=by, plan=self, framework_goals=[goal], **heading)

    @transaction.atomic
    def record(self, *, by: User | None, **values: Any) -> list[str]:
        self.hold_open()
        return super().record(by=by, **values)

    @transaction.atomic
    def record_deleted(self, *, by: User | None) -> None:
        self.hold_open()
        super().record_deleted(by=by)

    def require_open(self) -> None:
        if not self.is_open:
            raise StateError("Planen är fastställd och går inte att ändra. Skapa en revidering för att ändra den.")

    def hold_open(self) -> None:
        """Within a transaction: `require_open`, and nobody decides about the plan until the transaction ends."""
        if not self._is_held:
            self._state_held()
        self.require_open()

    @contextmanager
    def held_open(self, *, is_locked: bool = False) -> Iterator[None]:
        """A transaction in which the plan is open and stays so; inside another of the same object it costs nothing.

        `is_locked`: the transaction under way has this very object from `InPlanQuerySet.held`. Raises StateError.
        """
        was_held = self._is_held
        inside = was_held or is_locked
        with nullcontext() if inside else transaction.atomic():
            if not inside:
                self._state_held()
            self.require_open()
            self._is_held = True
            try:
                yield
            finally:
                self._is_held = was_held

    @transaction.atomic
    def send_for_consultation(self, *, by: User | None) -> None:
        self._move(to=self.State.CONSULTATION, when=[self.State.DRAFT], by=by)

    @transaction.atomic
    def take_back(self, *, by: User | None) -> None:
        self._move(to=self.State.DRAFT, when=[self.State.CONSULTATION], by=by)

    @transaction.atomic
    def adopt(
        self, *, content: Callable[[Plan], dict[str, Any]], decisions: Iterable[Mapping[str, Any]], by: User | None
    ) -> PlanVersion:
        """Decide and freeze; a plan that this one revises is replaced by it.

        `decisions` are the facts of each deciding body's decision: body, date and perhaps paragraph, registry_number.
        `content` makes what is frozen, of the plan as it stands when they are recorded and nobody can change it.
        """
        self._move(to=self.State.ADOPTED, when=list(self.OPEN), by=by)
        # The models of decisions and versions import this one: they are reached through the relations.
        if not [self.decisions.model.created(by=by, plan=self, **facts) for facts in decisions]:
            raise ValueError("En plan fastställs av minst en beslutsinstans.")
        if self.revises and self.revises._state_held() == self.State.ADOPTED:
            self.revises._move(to=self.State.REPLACED, when=[self.State.ADOPTED], by=by)
        return self.versions.model.made(Plan.objects.with_owner().get(pk=self.pk), content, by=by)

    @transaction.atomic
    def decide(self, *, action: str, by: User | None, **facts: Any) -> Decision:
        """A later decision about the adopted plan: one more body adopts it, is extended, or repealed and so closed."""
        self._require(self._state_held() == self.State.ADOPTED)
        decision: Decision = self.decisions.model.created(by=by, plan=self, action=action, **facts)
        if decision.action == decision.Action.REPEAL:
            self._move(to=self.State.REPEALED, when=[self.State.ADOPTED], by=by)
        return decision

    def open_revision(self) -> Plan | None:
        # There is at most one.
        return self.revisions.filter(state__in=self.OPEN).first()

    def require_revisable(self) -> None:
        """Within a transaction: raises StateError unless this is the adopted plan and nobody revises it already."""
        self._require(self._state_held() == self.State.ADOPTED)
        if self.open_revision():
            raise StateError("Planen revideras redan. Fortsätt i det utkastet.")

    def _move(self, *, to: State, when: list[State], by: User | None) -> None:
        # One of two who press at the same time wins; the other is told.
        self._require(self._state_held() in when)
        super().record(by=by, state=to)

    def _require(self, holds: bool) -> None:
        if not holds:
            raise StateError(f"Planen är {self.get_state_display().lower()}, och då går det inte att göra.")

    def _state_held(self) -> str:
        """The state as the database has it, which nobody else can change until the transaction ends."""
        # no_key: rows that point at the plan can be written meanwhile; only those that ask for its state wait.
        row = Plan.objects.select_for_update(no_key=True).order_by().values_list("state", flat=True)
        self.state = row.get(pk=self.pk)
        return self.state
