"""What each activity's follow-up says: the answers of those responsible, the status that counts, and its review."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self
from uuid import uuid4

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from activities.models import Activity
from andts.lib.fields import LineField, PlainTextField
from andts.lib.recorded import Recorded
from followup.models.rounds import FollowUpRound
from followup.statuses import status_of
from organisations.models import Actor, Organisation, User

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

Status = Activity.Status


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    def visible_to(self, user: User) -> Self:
        """Those of the rounds the user sees; of an open round where the user only answers, the user's own."""
        return self.filter(round__in=FollowUpRound.objects.visible_to(user).values("pk"))


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

    @transaction.atomic
    def count_answers(self, *, by: User | None) -> None:
        """The status and the review follow from the answers, where the samordnare has set no other."""
        answers = list(FollowUpAnswer.objects.filter(follow_up=self).present())
        given = [answer.status for answer in answers if answer.is_given]
        changes: dict[str, Any] = {}
        if not self.is_set:
            changes["status"] = status_of(given, len(answers) - len(given))
        if given and self.review in (self.Review.UNANSWERED, self.Review.RETURNED) and len(given) == len(answers):
            changes["review"] = self.Review.SUBMITTED
        self.record(by=by, **changes)

    @transaction.atomic
    def set_status(self, status: str, *, by: User | None) -> None:
        """The samordnare says what counts; an empty status lets the answers decide again."""
        self.round.hold_open()
        self.record(by=by, is_set=bool(status), status=status)
        if not status:
            self.count_answers(by=by)

    @transaction.atomic
    def approve(self, *, by: User | None) -> None:
        self.round.hold_open()
        self.record(by=by, review=self.Review.APPROVED)

    @transaction.atomic
    def send_back(self, comment: str, *, by: User) -> None:
        """To those who answered, with a comment; it awaits them again."""
        self.round.hold_open()
        Comment.created(by=by, line=self.line, follow_up=self, author=by, kind=Comment.Kind.RETURNED, text=comment)
        self.record(by=by, review=self.Review.RETURNED)


class FollowUpAnswerQuerySet(models.QuerySet["FollowUpAnswer"]):
    def present(self) -> Self:
        """Without those of actors that are no longer responsible and never answered."""
        return self.filter(Q(removed_at__isnull=True) | Q(answered_at__isnull=False))

    def given(self) -> Self:
        return self.filter(answered_at__isnull=False)

    def awaited(self) -> Self:
        """What somebody has to do: not answered, or sent back since; in open rounds."""
        unanswered = Q(answered_at__isnull=True) | Q(follow_up__review=FollowUp.Review.RETURNED)
        return self.present().filter(
            unanswered,
            removed_at__isnull=True,
            follow_up__removed_at__isnull=True,
            follow_up__round__state=FollowUpRound.State.OPEN,
        )


class FollowUpAnswer(Recorded):
    """What one of those responsible answers for an activity. The row is made when the round opens, and waits.

    Without an actor it is the plan's own answer: of an activity that nobody has been made responsible for.
    """

    follow_up = models.ForeignKey(FollowUp, on_delete=models.CASCADE, related_name="answers")
    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="answers")
    status = models.CharField("status", max_length=12, choices=Status.choices, blank=True)
    done = PlainTextField("vad som är gjort", blank=True)
    reason = PlainTextField("varför det inte gick som planerat", blank=True)
    next_step = PlainTextField("nästa steg", blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    # Who wrote it: a user, or the address of a partner without an account; the samordnare may write for somebody.
    answered_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    answered_from = models.EmailField(blank=True)
    on_behalf = models.BooleanField(default=False)
    # What a partner without an account wrote is accepted by the samordnare before it is everybody's.
    accepted_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = FollowUpAnswerQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["actor__name", "pk"]
        verbose_name, verbose_name_plural = "svar", "svar"
        constraints = [
            models.UniqueConstraint(name="answer_once", fields=["follow_up", "actor"]),
            models.UniqueConstraint(
                name="answer_without_actor_once", fields=["follow_up"], condition=Q(actor__isnull=True)
            ),
            models.CheckConstraint(
                name="answer_given_has_status",
                condition=Q(answered_at__isnull=True, status="") | (Q(answered_at__isnull=False) & ~Q(status="")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.actor or self.follow_up)

    @property
    def organisation(self) -> Organisation:
        return self.follow_up.organisation

    @property
    def is_given(self) -> bool:
        return self.answered_at is not None

    @transaction.atomic
    def give(self, *, by: User | None, address: str = "", on_behalf: bool = False, **said: Any) -> None:
        """The answer, or a new one: status, done, reason, next_step, and `values` ({measure or name: number})."""
        self.follow_up.round.hold_open()
        values = said.pop("values", None)
        self.record(
            by=by,
            answered_at=timezone.now(),
            answered_by=by,
            answered_from=address,
            on_behalf=on_behalf,
            accepted_at=None if address else timezone.now(),
            **said,
        )
        if values is not None:
            self._measure(values, by=by)
        self.follow_up.count_answers(by=by)

    def _measure(self, values: Iterable[dict[str, Any]], *, by: User | None) -> None:
        """Each value is a row by its name; a value without a number is taken away."""
        stored = {value.name: value for value in self.values.all()}
        for given in values:
            row = stored.get(given["name"])
            if row and given["number"] is None:
                row.record_deleted(by=by)
            elif row:
                row.record(by=by, **given)
            elif given["number"] is not None:
                MeasuredValue.created(by=by, answer=self, **given)


class MeasuredValue(Recorded):
    """A figure in an answer: "Antal tillfällen", 12 st, of a target of 15."""

    answer = models.ForeignKey(FollowUpAnswer, on_delete=models.CASCADE, related_name="values")
    name = LineField("mått")
    unit = LineField("enhet", max_length=40, blank=True)
    number = models.DecimalField("värde", max_digits=14, decimal_places=3)
    target = models.DecimalField("målvärde", max_digits=14, decimal_places=3, null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        verbose_name, verbose_name_plural = "mätvärde", "mätvärden"
        constraints = [models.UniqueConstraint(name="value_once", fields=["answer", "name"])]

    def __str__(self) -> str:
        return self.name


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
