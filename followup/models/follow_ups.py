"""Where each activity's follow-up stands: the status that counts, its review, and what is said about it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self
from uuid import uuid4

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from activities.models import Activity
from andts.lib.fields import PlainTextField
from andts.lib.finished import ids_of
from andts.lib.recorded import Recorded
from andts.lib.states import StateError
from followup.models.rounds import FollowUpRound
from followup.statuses import status_of
from organisations.models import Actor, Organisation, User
from organisations.roles import Permission, Role

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from followup.models.answers import FollowUpAnswer

Status = Activity.Status


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    def visible_to(self, user: User) -> Self:
        """All of a round that the user reads whole; of another open one those that the user answers for or reviews."""
        whole = ids_of(FollowUpRound.objects.whole_for(user))
        here = self.model.objects.filter(round__state=FollowUpRound.State.OPEN)
        own = ids_of(
            here.filter(answers__actor__in=ids_of(Actor.objects.held_by(user))),
            here.filter(answers__actor__unit__in=user.scope.reach(Permission.REVIEW)),
        )
        return self.filter(Q(round__in=whole) | Q(pk__in=own))

    def as_if_open_to(self, user: User) -> Self:
        """Those that the user would read if their rounds were open."""
        rows = self.model.objects
        return self.filter(
            pk__in=ids_of(
                rows.filter(round__plan__organisation__in=user.scope.reach(Permission.READ_DRAFTS)),
                rows.filter(round__plan__co_owners__in=user.scope.reach_as(Role.COORDINATOR)),
                rows.filter(answers__actor__in=ids_of(Actor.objects.held_by(user))),
                rows.filter(answers__actor__unit__in=user.scope.reach(Permission.REVIEW)),
            )
        )

    def discussed_with(self, user: User) -> Self:
        """Those that the user answers for, reviews or coordinates, and so reads the thread of."""
        rows = self.model.objects
        reviewed = user.scope.reach(Permission.REVIEW)
        coordinated = user.scope.reach(Permission.FOLLOW_UP)
        return self.filter(
            pk__in=ids_of(
                rows.filter(round__plan__organisation__in=coordinated),
                rows.filter(answers__actor__in=ids_of(Actor.objects.held_by(user))),
                rows.filter(answers__actor__unit__in=reviewed),
                rows.filter(answers__actor__unit=None, round__plan__organisation__in=reviewed),
            )
        )

    def counted(self) -> Self:
        return self.filter(removed_at__isnull=True)


class FollowUp(Recorded):
    """One activity in one round.

    `status` is the status that counts: it follows from the answers (followup/statuses.py) until the samordnare has set
    another one (`is_set`). `review` is where its review stands, which is something else.
    """

    class Review(models.TextChoices):
        UNANSWERED = "unanswered", "Obesvarad"
        SUBMITTED = "submitted", "Inlämnad"
        RETURNED = "returned", "Återsänd"
        APPROVED = "approved", "Godkänd"

    round = models.ForeignKey(FollowUpRound, on_delete=models.CASCADE, related_name="follow_ups")
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="follow_ups")
    # The activity's own, by which earlier years' follow-ups of it are found although the plan has been revised.
    line = models.UUIDField(default=uuid4, editable=False, db_index=True)
    status = models.CharField("status", max_length=12, choices=Status.choices, blank=True)
    is_set = models.BooleanField(default=False)
    review = models.CharField("granskning", max_length=12, choices=Review.choices, default=Review.UNANSWERED)
    # The activity has been taken out of the plan since: its answers are kept and it is counted no more.
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = FollowUpQuerySet.as_manager()
    history = HistoricalRecords()

    if TYPE_CHECKING:
        answers: RelatedManager[FollowUpAnswer]
        comments: RelatedManager[Comment]

    class Meta:
        ordering = ["pk"]
        verbose_name, verbose_name_plural = "uppföljning av aktivitet", "uppföljningar av aktiviteter"
        constraints = [
            models.UniqueConstraint(name="follow_up_once", fields=["round", "activity"]),
            models.UniqueConstraint(name="follow_up_line_once", fields=["round", "line"]),
            models.CheckConstraint(name="follow_up_set_has_status", condition=Q(is_set=False) | ~Q(status="")),
        ]

    def __str__(self) -> str:
        return str(self.activity)

    @property
    def organisation(self) -> Organisation:
        return self.round.organisation

    @property
    def is_submitted(self) -> bool:
        return self.review == self.Review.SUBMITTED

    def present_answers(self) -> list[FollowUpAnswer]:
        # Read anew. Answers import this model: they are reached through the relation.
        return list(self.answers.model.objects.filter(follow_up=self).present())

    def count_answers(self, *, by: User | None) -> None:
        """Within a transaction that holds the round: status and review follow from the answers.

        A status that the samordnare has set stays. A review begins, or begins anew, when all have answered, what
        partners wrote has been accepted, and nothing waits to be written again.
        """
        self.refresh_from_db(fields=["status", "is_set", "review"])
        answers = self.present_answers()
        counted = [answer.status for answer in answers if answer.counts]
        changes: dict[str, Any] = {}
        if not self.is_set:
            changes["status"] = status_of(counted, len(answers) - len(counted))
        if counted and len(counted) == len(answers) and not any(answer.returned_at for answer in answers):
            changes["review"] = self.Review.SUBMITTED
        elif self.review in (self.Review.APPROVED, self.Review.SUBMITTED):
            changes["review"] = self.Review.UNANSWERED
        self.record(by=by, **changes)

    @transaction.atomic
    def set_status(self, status: str, *, by: User | None) -> None:
        self.hold()
        # An empty status lets the answers decide again.
        answers = self.present_answers()
        counted = [answer.status for answer in answers if answer.counts]
        self.record(by=by, is_set=bool(status), status=status or status_of(counted, len(answers) - len(counted)))

    @transaction.atomic
    def approve(self, *, by: User, read_at: datetime | None = None) -> None:
        """What the chef has read. Raises StateError when there is nothing to review, or it was changed after `read_at`,
        when the latest answer that was read had been given."""
        self.hold()
        self._require_submitted(read_at)
        self.record(by=by, review=self.Review.APPROVED)
        Comment.created(by=by, line=self.line, follow_up=self, author=by, kind=Comment.Kind.APPROVED)

    @transaction.atomic
    def send_back(self, comment: str, *, by: User, read_at: datetime | None = None) -> None:
        """To those who answered, with a comment; it awaits them again. Raises StateError when nobody has."""
        self.hold()
        given = [answer for answer in self.present_answers() if answer.is_given]
        if not given:
            raise StateError("Ingen har svarat än, så det finns inget att återsända.")
        self._require_unchanged(given, read_at)
        Comment.created(by=by, line=self.line, follow_up=self, author=by, kind=Comment.Kind.RETURNED, text=comment)
        for answer in given:
            answer.record(by=by, returned_at=timezone.now())
        self.record(by=by, review=self.Review.RETURNED)

    @transaction.atomic
    def say(self, text: str, *, by: User) -> Comment:
        # Also when the round is closed: it changes nothing that was answered.
        return Comment.created(by=by, line=self.line, follow_up=self, author=by, text=text)

    def thread(self) -> models.QuerySet[Comment]:
        owner = self.round.plan.organisation_id
        said = Comment.objects.filter(line=self.line, follow_up__round__plan__organisation=owner)
        return said.select_related("author", "follow_up__round").defer("follow_up__round__frozen")

    def hold(self) -> None:
        """Within a transaction: the round is open and nobody else answers or reviews until it ends."""
        self.round.hold_open()
        self.refresh_from_db(fields=["status", "is_set", "review", "removed_at"])

    def _require_submitted(self, read_at: datetime | None) -> None:
        if not self.is_submitted:
            raise StateError("Det finns inget inlämnat svar att granska just nu.")
        self._require_unchanged(self.present_answers(), read_at)

    @staticmethod
    def _require_unchanged(answers: list[FollowUpAnswer], read_at: datetime | None) -> None:
        if read_at and any(answer.answered_at and answer.answered_at > read_at for answer in answers):
            raise StateError("Svaret ändrades medan du läste. Läs det igen innan du granskar.")


class Comment(Recorded):
    """What is said about an activity's follow-up: a thread that follows the activity from plan to plan."""

    class Kind(models.TextChoices):
        COMMENT = "comment", "Kommentar"
        RETURNED = "returned", "Återsänd"
        APPROVED = "approved", "Godkänd"

    line = models.UUIDField(db_index=True)
    follow_up = models.ForeignKey(FollowUp, on_delete=models.CASCADE, related_name="comments")
    author = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.COMMENT)
    text = PlainTextField("kommentar")
    at = models.DateTimeField(default=timezone.now)

    history = HistoricalRecords()

    class Meta:
        ordering = ["at", "pk"]
        verbose_name, verbose_name_plural = "kommentar", "kommentarer"

    def __str__(self) -> str:
        return self.text[:80]
