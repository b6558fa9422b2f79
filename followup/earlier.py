"""What was answered for the same activity in an earlier round, whatever plan it stood in then."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Prefetch, Q

from followup.models import FollowUp, FollowUpAnswer, FollowUpRound, MeasuredValue
from organisations.models import User


@dataclass(frozen=True)
class Earlier:
    """The latest earlier follow-up of the activity, and what each actor answered then."""

    follow_up: FollowUp | None = None
    by_actor: dict[int | None, FollowUpAnswer] = field(default_factory=dict)

    @property
    def period(self) -> str:
        return self.follow_up.round.period if self.follow_up else ""

    def of(self, answer: FollowUpAnswer) -> FollowUpAnswer | None:
        """What the same actor answered; where only one answered, that one's: the task may have changed hands."""
        if answer.actor_id in self.by_actor:
            return self.by_actor[answer.actor_id]
        return next(iter(self.by_actor.values())) if len(self.by_actor) == 1 else None

    def values_of(self, answer: FollowUpAnswer) -> list[MeasuredValue]:
        found = self.of(answer)
        return list(found.values.all()) if found else []


def earlier(follow_up: FollowUp, reader: User | None = None) -> Earlier:
    """Three queries. Only of the same organisation: an activity copied to another has the same line there.

    For a reader, of closed rounds and of those that are read whole; whoever answers is shown the own ones anyhow.
    """
    answers = Prefetch("answers", FollowUpAnswer.objects.given().select_related("actor").prefetch_related("values"))
    before = FollowUp.objects.filter(
        line=follow_up.line,
        round__plan__organisation=follow_up.round.plan.organisation_id,
        round__starts__lt=follow_up.round.starts,
    )
    if reader:
        whole = FollowUpRound.objects.whole_for(reader).values("pk")
        before = before.filter(Q(round__state=FollowUpRound.State.CLOSED) | Q(round__in=whole))
    with_round = before.select_related("round").defer("round__frozen")
    found = with_round.prefetch_related(answers).order_by("-round__starts").first()
    if found is None:
        return Earlier()
    # What a partner wrote is nobody else's until it has been accepted.
    accepted = [answer for answer in found.answers.all() if not answer.awaits_acceptance]
    return Earlier(found, {answer.actor_id: answer for answer in accepted})
