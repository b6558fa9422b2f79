"""What goes to the nämnd: the texts of a matter, the documents made of them, and what was decided."""

from __future__ import annotations

from typing import Any, Self

from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from andts.lib.fields import LineField, PlainTextField
from andts.lib.recorded import Recorded
from andts.lib.states import StateError
from andts.lib.swedish import begun
from followup.models import FollowUpRound
from organisations.models import Organisation, User
from organisations.roles import Permission
from plans.models import Decision, Plan
from reports.models.reports import Report


class Matter(models.TextChoices):
    ADOPT = "adopt", "Antagande"
    REVISE = "revise", "Revidering"
    EXTEND = "extend", "Förlängning"
    REPEAL = "repeal", "Upphävande"
    APPROVE = "approve", "Godkännande av uppföljning"
    FILE = "file", "Uppföljning till handlingarna"


# What a body decides about a plan when it decides as was proposed.
ACTIONS = {
    Matter.ADOPT: Decision.Action.ADOPT,
    Matter.REVISE: Decision.Action.ADOPT,
    Matter.EXTEND: Decision.Action.EXTEND,
    Matter.REPEAL: Decision.Action.REPEAL,
}
OF_ROUNDS = (Matter.APPROVE, Matter.FILE)


class BoardPackageQuerySet(models.QuerySet["BoardPackage"]):
    def visible_to(self, user: User) -> Self:
        """Those of the organisations whose drafts the user reads; of what else the user reads, those decided."""
        drafts = user.scope.reach(Permission.READ_DRAFTS)
        read = Q(plan__in=Plan.objects.visible_to(user).values("pk"))
        read |= Q(round__in=FollowUpRound.objects.whole_for(user).values("pk"))
        return self.filter(Q(organisation__in=drafts) | read & self._is_decided())

    @staticmethod
    def _is_decided() -> Q:
        about = Decision.objects.filter(plan=OuterRef("plan"))
        found = Q(Exists(BoardDecision.objects.filter(package=OuterRef("pk"))))
        for matter, action in ACTIONS.items():
            decisions = about.filter(action=action)
            if matter == Matter.EXTEND:
                decisions = decisions.filter(extends_until=OuterRef("extends_until"))
            found |= Q(matter=matter) & Q(Exists(decisions))
        return found

    def with_owner(self) -> Self:
        # What `can` needs, and what the package is about.
        about = self.select_related("organisation__parent__parent__parent", "plan__organisation", "round__plan")
        return about.defer("round__frozen")


class BoardPackage(Recorded):
    """A matter about a plan or a closed round: its texts, and the documents that were made of them.

    What was decided about a plan stands in the plan's own decisions; about a round it is a `BoardDecision`.
    """

    # What its writer fills in, in the order of the page.
    TEXTS = (
        *("title", "registry_number", "body", "proposal", "summary", "background"),
        *("economy", "children", "dispatch", "officer", "signer"),
    )

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="board_packages")
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, null=True, blank=True, related_name="board_packages")
    round = models.ForeignKey(
        FollowUpRound, on_delete=models.CASCADE, null=True, blank=True, related_name="board_packages"
    )
    matter = models.CharField("ärende", max_length=10, choices=Matter.choices)
    extends_until = models.DateField("förlängs till", null=True, blank=True)
    body = LineField("beslutsinstans", help_text="Den som ska besluta, till exempel Kommunstyrelsen.")
    title = LineField("rubrik")
    registry_number = LineField("diarienummer", max_length=60, blank=True)
    proposal = PlainTextField("förslag till beslut", help_text="En punkt på varje rad.")
    summary = PlainTextField("sammanfattning av ärendet")
    background = PlainTextField("bakgrund", blank=True)
    economy = PlainTextField("ekonomiska konsekvenser", blank=True)
    children = PlainTextField("konsekvenser för barn och unga", blank=True)
    dispatch = PlainTextField("beslutet skickas till", blank=True, help_text="En mottagare på varje rad.")
    officer = LineField("handläggare", blank=True, help_text="Funktionen, inte namnet.")
    signer = PlainTextField("undertecknas av", blank=True, help_text="En funktion på varje rad.")
    edited_at = models.DateTimeField(default=timezone.now, editable=False)
    documents = models.ManyToManyField(Report, blank=True, related_name="board_packages", editable=False)

    objects = BoardPackageQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-pk"]
        verbose_name, verbose_name_plural = "nämndpaket", "nämndpaket"
        constraints = [
            models.CheckConstraint(
                name="board_package_about_one_thing",
                condition=Q(plan__isnull=False, round__isnull=True, matter__in=["adopt", "revise", "extend", "repeal"])
                | Q(plan__isnull=True, round__isnull=False, matter__in=["approve", "file"]),
            ),
            models.CheckConstraint(
                name="board_package_extension_has_day",
                condition=Q(matter="extend", extends_until__isnull=False)
                | (~Q(matter="extend") & Q(extends_until__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("board-package", args=[self.pk])

    @property
    def about(self) -> Plan | FollowUpRound:
        found = self.plan or self.round
        assert found
        return found

    @classmethod
    def label_of(cls, name: str) -> str:
        field: Any = cls._meta.get_field(name)
        return begun(str(field.verbose_name))

    @property
    def points(self) -> list[str]:
        return lines(self.proposal)

    @transaction.atomic
    def write(self, *, by: User | None, **texts: Any) -> None:
        if any(getattr(self, name) != text for name, text in texts.items()):
            # Documents that were made before are of older texts from now on.
            self.record(by=by, edited_at=timezone.now(), **texts)

    @transaction.atomic
    def decide(self, report: Report, *, by: User, **facts: Any) -> BoardDecision:
        """What the body decided about the round, bound to the report of it. Raises StateError when that is told."""
        if BoardDecision.objects.filter(package=self).exists():
            raise StateError("Beslutet är redan registrerat.")
        return BoardDecision.created(by=by, package=self, report=report, **facts)


class BoardDecision(Recorded):
    """A body's decision about a closed round, and the report, frozen with the round, that it was about."""

    package = models.OneToOneField(BoardPackage, on_delete=models.PROTECT, related_name="decision")
    body = LineField("beslutsinstans")
    date = models.DateField("beslutsdatum")
    paragraph = LineField("paragraf", max_length=30, blank=True, help_text="Till exempel § 112.")
    registry_number = LineField("diarienummer", max_length=60, blank=True)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="board_decisions")

    history = HistoricalRecords()

    class Meta:
        verbose_name, verbose_name_plural = "beslut om uppföljning", "beslut om uppföljningar"

    def __str__(self) -> str:
        return f"{self.body} {self.date:%Y-%m-%d} {self.paragraph}".strip()

    @property
    def organisation(self) -> Organisation:
        return self.package.organisation


def lines(text: str) -> list[str]:
    # A field that holds one thing on each line.
    return [line.strip() for line in text.split("\n") if line.strip()]
