"""What awaits a person: answers to give, answers to accept, follow-ups to review. One query, which the page and the
e-mail digest share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import (
    Case,
    CharField,
    DateTimeField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils import timezone

from followup.models import Comment, FollowUp, FollowUpAnswer, FollowUpRound
from followup.periods import period_name
from organisations.models import Actor, Membership, Organisation, User
from organisations.models.organisations import LEVELS_BELOW
from organisations.roles import Permission, Role

ANSWER, ACCEPT, REVIEW = "answer", "accept", "review"
VERBS = {ANSWER: "Svara", ACCEPT: "Läs och godta", REVIEW: "Granska"}
NOBODY, NOTHING = Value("", output_field=CharField()), Value("", output_field=TextField())
# PostgreSQL takes a bare NULL for text, which no other part of a union agrees with.
NEVER = Cast(Value(None), output_field=DateTimeField())

Rows = QuerySet[Any, tuple[Any, ...]]


@dataclass(frozen=True)
class Awaiting:
    """One thing to do. `comment` is why it was sent back; `subject` is the id of the answer or the follow-up."""

    kind: str
    round: int
    subject: int
    title: str
    actor: str
    plan: str
    length: str
    starts: date
    last_day: date
    returned_at: datetime | None
    comment: str

    @property
    def url(self) -> str:
        return reverse("answer" if self.kind == ANSWER else "follow-up-detail", args=[self.round, self.subject])

    @property
    def verb(self) -> str:
        return VERBS[self.kind]

    @property
    def is_returned(self) -> bool:
        return self.returned_at is not None

    @property
    def period(self) -> str:
        return period_name(self.length, self.starts)

    @property
    def is_late(self) -> bool:
        return self.last_day < timezone.localdate()


def awaiting(who: User | str) -> list[Awaiting]:
    """What awaits a user, or somebody without an account by their e-mail address: what was sent back first, then by
    date. One query (and the user's roles, once a request)."""
    first, *others = _of_user(who) if isinstance(who, User) else [_to_answer(_held_from(who))]
    found = [Awaiting(*row) for row in first.union(*others, all=True)]
    return sorted(found, key=lambda item: (not item.is_returned, item.last_day, item.plan, item.kind, item.subject))


def _of_user(user: User) -> list[Rows]:
    parts = [_to_answer(FollowUpAnswer.objects.asked_of(user))]
    # Only the parts that the user's roles can give anything of.
    if user.scope.places(Permission.FOLLOW_UP):
        parts.append(_to_accept(user))
    if places := user.scope.places(Permission.REVIEW):
        parts.append(_to_review(places))
    return parts


def _held_from(email: str) -> QuerySet[FollowUpAnswer]:
    return FollowUpAnswer.objects.filter(actor__in=Actor.objects.held_from(email).values("pk"))


def _to_answer(answers: QuerySet[FollowUpAnswer]) -> Rows:
    back = Comment.objects.filter(follow_up=OuterRef("follow_up"), kind=Comment.Kind.RETURNED).order_by("-at")
    why = Case(When(returned_at__isnull=False, then=Subquery(back.values("text")[:1])), default=NOTHING)
    awaited = FollowUpAnswer.objects.awaited().filter(pk__in=answers.values("pk"))
    return _rows(awaited, ANSWER, "follow_up__", actor=F("actor__name"), returned=F("returned_at"), why=why)


def _to_accept(user: User) -> Rows:
    followed = FollowUpRound.objects.followed_up_by(user).values("pk")
    answers = FollowUpAnswer.objects.unaccepted().filter(follow_up__round__in=followed)
    return _rows(answers, ACCEPT, "follow_up__", subject="follow_up", actor=F("actor__name"))


def _to_review(places: list[int]) -> Rows:
    """Those submitted whose ansvarig's unit has this chef nearest; where no unit has one, the kommun's."""
    own = "follow_up__round__plan__organisation"
    nearest = _nearest("actor__unit", places) | (Q(actor__unit__isnull=True) & _nearest(own, places))
    answers = FollowUpAnswer.objects.present().filter(nearest, follow_up=OuterRef("pk"))
    submitted = FollowUp.objects.counted().filter(review=FollowUp.Review.SUBMITTED, round__state="open")
    return _rows(submitted.filter(Exists(answers)), REVIEW)


def _nearest(unit: str, places: list[int]) -> Q:
    """The first with a chef, from the unit up to its kommun, is one of these places."""
    found, below = Q(**{f"{unit}__in": places}), Q()
    for level in range(LEVELS_BELOW):
        here = "__".join([unit, *["parent"] * level])
        chefer = Membership.objects.filter(role=Role.MANAGER, user__is_active=True, organisation=OuterRef(here))
        below &= Q(**{f"{here}__kind__in": Organisation.UNITS}) & ~Q(Exists(chefer))
        found |= below & Q(**{f"{here}__parent__in": places})
    return found


def _rows(rows: QuerySet[Any], kind: str, to: str = "", *, subject: str = "pk", **known: Any) -> Rows:
    """What `Awaiting` is made of, in its order; `to` is the way from the row to its follow-up."""
    round_, activity = f"{to}round", f"{to}activity"
    name = Case(When(**{f"{activity}__title": ""}, then=F(f"{activity}__description")), default=F(f"{activity}__title"))
    return (
        rows.order_by()
        .annotate(
            what=Value(kind, output_field=CharField()),
            name=name,
            whose=Coalesce(known.get("actor", NOBODY), NOBODY, output_field=CharField()),
            back_at=Coalesce(known.get("returned", NEVER), NEVER, output_field=DateTimeField()),
            why=Coalesce(known.get("why", NOTHING), NOTHING, output_field=TextField()),
        )
        .values_list(
            *("what", round_, subject, "name", "whose", f"{round_}__plan__title", f"{round_}__length"),
            *(f"{round_}__starts", f"{round_}__last_day", "back_at", "why"),
        )
    )
