"""Ordered reports: the row is the truth about the job that makes them."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Self

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from andts.lib.fields import LineField, shortened
from andts.lib.swedish import day_text
from followup.models import FollowUpRound
from organisations.models import Organisation, User
from organisations.roles import Permission
from plans.models import Plan, PlanVersion

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from reports.models.parts import ReportPart

# A worker renews its lease while it works; what is not renewed for so long belongs to a dead worker.
LEASE = timedelta(seconds=60)
ATTEMPTS = 3
LONGEST_PAUSE = timedelta(minutes=15)


class Format(models.TextChoices):
    PDF = "pdf", "PDF"
    DOCX = "docx", "Word"
    XLSX = "xlsx", "Excel"


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, user: User) -> Self:
        """What was made of decided plans and closed rounds that the user reads, and the rest where drafts are read."""
        plans = Plan.objects.visible_to(user).values("pk")
        rounds = FollowUpRound.objects.whole_for(user).values("pk")
        drafts = user.scope.reach(Permission.READ_DRAFTS)
        about = Q(plan__in=plans) | Q(round__in=rounds) | Q(plan__isnull=True, round__isnull=True)
        final = Q(version__isnull=False, plan__in=plans) | Q(closed_at__isnull=False, round__in=rounds)
        own = final | about & Q(version__isnull=True, closed_at__isnull=True, organisation__in=drafts)
        # A länsrapport tells of what lies below the län, and is read by those who read each of its pages.
        county = user.scope.counties
        unread = Q(kind=Report.Kind.COUNTY) & ~Q(organisation__in=county)
        return self.filter(own).exclude(unread).exclude(counties__in=Organisation.objects.exclude(pk__in=county))

    def claim(self, pk: int) -> bool:
        """Take a waiting report, or one whose worker died; False when somebody else has it."""
        now = timezone.now()
        free = Q(state=Report.State.WAITING) | Q(state=Report.State.RUNNING, lease_until__lt=now)
        return bool(
            self.filter(free, pk=pk, attempts__lt=ATTEMPTS).update(
                state=Report.State.RUNNING,
                attempts=F("attempts") + 1,
                started_at=now,
                lease_until=now + LEASE,
                progress=0,
            )
        )

    def renew(self, pk: int, progress: int) -> None:
        running = self.filter(pk=pk, state=Report.State.RUNNING)
        running.update(progress=progress, lease_until=timezone.now() + LEASE)

    def abandoned(self) -> Self:
        now = timezone.now()
        # For longer than a queue should take, or by a worker that stopped renewing its lease.
        return self.filter(
            Q(state=Report.State.RUNNING, lease_until__lt=now)
            | Q(state=Report.State.WAITING, queued_at__lt=now - LEASE)
        )


class Report(models.Model):
    """A document that somebody ordered, in every format. It keeps the Document it was made from."""

    class Kind(models.TextChoices):
        IMPLEMENTATION_PLAN = "genomforandeplan", "Genomförandeplan"
        SHORT_PLAN = "kortversion", "Kortversion"
        FOLLOW_UP = "uppfoljning", "Uppföljningsrapport"
        FOLLOW_UP_SUMMARY = "sammanfattning", "Sammanfattning för kommunstyrelsen"
        OFFICIAL_LETTER = "tjansteskrivelse", "Tjänsteskrivelse"
        PROPOSAL = "beslutsforslag", "Förslag till beslut"
        HANDOVER = "overlamning", "Överlämning"
        COUNTY = "lansrapport", "Länsrapport: sammanställning"

    # What each kind is made of: a plan, a round, or an organisation and mostly a year.
    OF_PLANS = (Kind.IMPLEMENTATION_PLAN, Kind.SHORT_PLAN)
    OF_ROUNDS = (Kind.FOLLOW_UP, Kind.FOLLOW_UP_SUMMARY)
    OF_ORGANISATIONS = (Kind.HANDOVER, Kind.COUNTY)
    # What goes with a matter to the nämnd: made of its texts, which are the package's (reports.models.board).
    LETTERS = (Kind.OFFICIAL_LETTER, Kind.PROPOSAL)
    # Letters are read and signed, and hold nothing to count.
    WITHOUT_EXCEL = (Kind.FOLLOW_UP_SUMMARY, Kind.OFFICIAL_LETTER, Kind.PROPOSAL)

    class State(models.TextChoices):
        WAITING = "waiting", "Väntar"
        RUNNING = "running", "Görs"
        DONE = "done", "Klar"
        FAILED = "failed", "Misslyckades"

    kind = models.CharField("rapport", max_length=30, choices=Kind.choices)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="reports")
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, null=True, blank=True, related_name="reports")
    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="reports")
    round = models.ForeignKey(FollowUpRound, on_delete=models.CASCADE, null=True, blank=True, related_name="reports")
    # When the round that it was made of was closed; None of an open one, whose answers still come.
    closed_at = models.DateTimeField(null=True, blank=True)
    year = models.PositiveSmallIntegerField("år", null=True, blank=True)
    # All of them, of a länsrapport that is over several; `organisation` is the first.
    counties = models.ManyToManyField(Organisation, blank=True, related_name="+", verbose_name="län")
    title = LineField("titel", blank=True)
    ordered_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    ordered_at = models.DateTimeField(auto_now_add=True)
    queued_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    progress = models.PositiveSmallIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    failure = models.TextField(blank=True)
    document = models.JSONField(null=True)

    objects = ReportQuerySet.as_manager()

    if TYPE_CHECKING:
        files: RelatedManager[ReportFile]
        parts: RelatedManager[ReportPart]

    class Meta:
        ordering = ["-ordered_at", "-pk"]
        constraints = [
            models.CheckConstraint(name="report_progress", condition=Q(progress__lte=100)),
            models.CheckConstraint(
                name="report_about_one_thing", condition=Q(plan__isnull=True) | Q(round__isnull=True)
            ),
            models.CheckConstraint(
                name="report_done_has_document", condition=~Q(state="done") | Q(document__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("reports")

    @property
    def over(self) -> list[Organisation]:
        several = list(self.counties.all()) if self.pk else []
        # A länsrapport of one län keeps none beside it.
        return several or [self.organisation]

    @property
    def is_finished(self) -> bool:
        return self.state in (self.State.DONE, self.State.FAILED)

    @property
    def is_final(self) -> bool:
        # Made of what was frozen: it will never say anything else.
        return self.version_id is not None or self.closed_at is not None

    @property
    def is_archive_copy(self) -> bool:
        # Of what is final, and of a whole län's year.
        return self.is_final or self.kind == self.Kind.COUNTY

    @property
    def formats(self) -> list[Format]:
        return [format for format in Format if format != Format.XLSX or self.kind not in self.WITHOUT_EXCEL]

    @property
    def about_url(self) -> str:
        # Where that has a page of its own.
        if self.plan_id:
            return reverse("plan", args=[self.plan_id])
        return reverse("round", args=[self.round_id]) if self.round_id else ""

    @property
    def made_of(self) -> str:
        if self.version:
            return f"Fastställd, version {self.version.number}"
        if self.round_id:
            # Letters are made of closed rounds alone.
            is_closed = self.closed_at or self.kind in self.LETTERS
            return "Avslutad uppföljning" if is_closed else "Pågående uppföljning"
        return "Utkast" if self.plan_id else f"Läget {day_text(timezone.localdate(self.ordered_at))}"

    @property
    def name(self) -> str:
        # A plan's own document is called what sort of plan it is.
        is_whole_plan = self.kind == self.Kind.IMPLEMENTATION_PLAN and self.plan
        return self.plan.get_kind_display() if is_whole_plan and self.plan else self.get_kind_display()

    @property
    def stage(self) -> str:
        """Where it stands before it is finished, and that its worker died, in words."""
        has_died = self.lease_until and self.lease_until < timezone.now()
        if self.state == self.State.RUNNING:
            return "Arbetet avbröts och tas snart om" if has_died else "Görs"
        return "Arbetet avbröts. Väntar på ett nytt försök" if self.attempts else "Väntar på sin tur"

    @property
    def progress_words(self) -> str:
        return f"{self.progress} procent"

    @property
    def news(self) -> str:
        is_done = self.state == self.State.DONE
        return f"”{self.title}” är klar att hämta." if is_done else f"”{self.title}” gick inte att göra."

    @property
    def is_due(self) -> bool:
        if self.state == self.State.RUNNING:
            return timezone.now() >= (self.lease_until or self.ordered_at) + LEASE * (self.attempts - 1)
        # Each time it has waited in vain the pause grows.
        waited = self.queued_at - self.ordered_at
        return timezone.now() >= self.queued_at + min(max(waited, LEASE), LONGEST_PAUSE)

    def finish(self, document: dict[str, Any]) -> None:
        self._end(
            state=self.State.DONE, progress=100, document=document, title=shortened(document["title"]), failure=""
        )

    def fail(self, failure: str) -> None:
        """`failure` is a sentence for the person who ordered."""
        self._end(state=self.State.FAILED, failure=failure)

    def _end(self, **values: Any) -> None:
        # A worker that was thought dead, and comes back, does not overwrite what another has finished.
        unfinished = Report.objects.filter(pk=self.pk, state__in=[self.State.WAITING, self.State.RUNNING])
        unfinished.update(finished_at=timezone.now(), lease_until=None, **values)

    def wait_again(self, **values: Any) -> bool:
        """Back in the queue from the state that this row was read in; False when somebody else was quicker."""
        # Compared in the database with what was read: of two sweeps, one updates a row and the other none.
        same = Report.objects.filter(pk=self.pk, state=self.state, attempts=self.attempts, queued_at=self.queued_at)
        return bool(same.update(state=self.State.WAITING, queued_at=timezone.now(), lease_until=None, **values))

    def keep_file(self, format: str, content: bytes) -> None:
        # First the file and then its row, so that a row always has its file.
        stored = default_storage.save(f"reports/{self.kind}-{self.pk}.{format}", ContentFile(content))
        if not self.keep_stored(format, stored, hashlib.sha256(content).hexdigest()):
            default_storage.delete(stored)

    def forget_files(self) -> None:
        """Within a transaction. A version's own files stay: every report of it has them."""
        own = [] if self.version_id else [str(kept.file) for kept in self.files.all()]
        self.files.all().delete()

        def delete() -> None:
            for stored in own:
                default_storage.delete(stored)

        # Not before the rows are gone for good: a row without its file would be worse than a file without its row.
        transaction.on_commit(delete, robust=True)

    def keep_stored(self, format: str, path: str, sha256: str) -> bool:
        """A file that is in the storage already; False when the report has one in this format."""
        values = {"file": path, "sha256": sha256}
        return ReportFile.objects.get_or_create(report=self, format=format, defaults=values)[1]


class ReportFile(models.Model):
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="files")
    format = models.CharField(max_length=10, choices=Format.choices)
    file = models.FileField(upload_to="reports/")
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(name="report_file_once", fields=["report", "format"])]

    def __str__(self) -> str:
        return f"{self.report}, {self.get_format_display()}"
