"""What each of those responsible answers: status, words and measured values."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from activities.models import Activity
from andts.lib.fields import LineField, PlainTextField
from andts.lib.recorded import Recorded
from andts.lib.states import StateError
from followup.models.follow_ups import FollowUp
from followup.models.rounds import FollowUpRound
from organisations.models import Actor, Organisation, User
from organisations.roles import Permission

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from followup.models.attachments import Attachment

Status = Activity.Status


class AnsweredMeanwhileError(StateError):
    """Somebody else who answers for the same actor has done so since the answer was read."""


class FollowUpAnswerQuerySet(models.QuerySet["FollowUpAnswer"]):
    def present(self) -> Self:
        return self.filter(Q(removed_at__isnull=True) | Q(answered_at__isnull=False))

    def given(self) -> Self:
        return self.filter(answered_at__isnull=False)

    def unaccepted(self) -> Self:
        # Nothing counts until the samordnare has accepted it.
        return self.in_open_rounds().given().filter(accepted_at=None)

    def awaited(self) -> Self:
        """What somebody has to do: not answered, or sent back since; in open rounds."""
        return self.in_open_rounds().filter(Q(answered_at__isnull=True) | Q(returned_at__isnull=False))

    def in_open_rounds(self) -> Self:
        return self.filter(
            removed_at__isnull=True,
            follow_up__removed_at__isnull=True,
            follow_up__round__state=FollowUpRound.State.OPEN,
        )

    def asked_of(self, user: User) -> Self:
        """Those of the actors that the user holds today, and the plan's own where the user follows the plan up."""
        held = Actor.objects.held_by(user).values("pk")
        followed = user.scope.reach(Permission.FOLLOW_UP)
        return self.filter(Q(actor__in=held) | Q(actor__isnull=True, follow_up__round__plan__organisation__in=followed))


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
    # Sent back, and not written again since.
    returned_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    # What an answer writes over: read anew before it does, or what did not differ from a stale row would not be saved.
    SAID = (
        *("status", "done", "reason", "next_step", "answered_at", "answered_by", "answered_from", "on_behalf"),
        *("accepted_at", "returned_at"),
    )

    objects = FollowUpAnswerQuerySet.as_manager()
    history = HistoricalRecords()

    if TYPE_CHECKING:
        values: RelatedManager[MeasuredValue]
        attachments: RelatedManager[Attachment]

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

    @property
    def awaits_acceptance(self) -> bool:
        return self.is_given and self.accepted_at is None

    @property
    def counts(self) -> bool:
        return self.is_given and self.accepted_at is not None

    @property
    def author(self) -> str:
        # As a reader is told.
        return str(self.answered_by or self.answered_from)

    @transaction.atomic
    def give(
        self,
        *,
        by: User | None,
        address: str = "",
        on_behalf: bool = False,
        read_at: datetime | None = None,
        **said: Any,
    ) -> None:
        """The answer, or a new one: status, done, reason, next_step, and `values` (a list of {name, unit, number,
        target}; one without a number is taken away).

        Raises StateError when the round is closed or the answer is not asked for any longer, and
        AnsweredMeanwhileError when it was given after `read_at`, when the page that this was written on was made.
        """
        self.hold()
        self._require_read(read_at, by, address)
        values = said.pop("values", None)
        self.record(
            by=by,
            answered_at=timezone.now(),
            answered_by=by,
            answered_from=address,
            on_behalf=on_behalf,
            accepted_at=None if address else timezone.now(),
            returned_at=None,
            **said,
        )
        if values is not None:
            self._measure(values, by=by)
        self.follow_up.count_answers(by=by)

    def hold(self) -> None:
        """Within a transaction, and as it is now. Raises StateError when it is not asked for any longer.

        What was answered before the plan was revised is kept, and so it can be put right.
        """
        self.follow_up.hold()
        self.refresh_from_db(fields=[*self.SAID, "removed_at"])
        if not self.is_given and (self.removed_at or self.follow_up.removed_at):
            raise StateError("Planen har ändrats, och det här svaret behövs inte längre.")

    @transaction.atomic
    def note_files(self, *, by: User | None) -> None:
        """Its files have changed: what was accepted or approved was something else."""
        self.hold()
        if self.is_given:
            if by is None:
                self.record(by=None, accepted_at=None)
            self.follow_up.count_answers(by=by)

    def _require_read(self, read_at: datetime | None, by: User | None, address: str) -> None:
        # One who presses twice is not somebody else.
        is_mine = (self.answered_by, self.answered_from) == (by, address)
        if read_at and self.answered_at and self.answered_at > read_at and not is_mine:
            raise AnsweredMeanwhileError(f"{self.author} svarade medan du skrev.")

    def _measure(self, values: Iterable[dict[str, Any]], *, by: User | None) -> None:
        # The same measure, however it is spelt on a page that was made before.
        stored = {value.name.casefold(): value for value in self.values.all()}
        # Each value is a row by its name; a value without a number is taken away.
        for given in values:
            row = stored.get(given["name"].casefold())
            if row and given["number"] is None:
                row.record_deleted(by=by)
            elif row:
                row.record(by=by, **given)
            elif given["number"] is not None:
                MeasuredValue.created(by=by, answer=self, **given)

    @transaction.atomic
    def accept(self, *, by: User) -> None:
        self.follow_up.hold()
        self.refresh_from_db(fields=["answered_at", "accepted_at"])
        if self.awaits_acceptance:
            # Everybody's from now on.
            self.record(by=by, accepted_at=timezone.now())
            self.follow_up.count_answers(by=by)


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
