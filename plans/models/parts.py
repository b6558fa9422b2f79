"""What every row of a plan shares: who sees it, when it may change, its place among the others, and its way back."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Max
from django.utils import timezone

from andts.lib.recorded import Recorded
from andts.lib.states import StateError
from organisations.models import Organisation, User
from organisations.roles import Permission
from plans.models.plans import Plan

# What has been removed can be brought back this long.
KEPT_FOR = timedelta(days=30)


class TooLateError(StateError):
    """What was removed is not kept any longer."""


def require_kept(removed_at: datetime) -> None:
    if timezone.now() - removed_at > KEPT_FOR:
        raise TooLateError(f"Det är mer än {KEPT_FOR.days} dagar sedan, och då går det inte längre att ta tillbaka.")


class InPlanQuerySet(models.QuerySet[Any]):
    """Rows that belong to a plan are seen by those who see the plan."""

    def visible_to(self, user: User) -> Self:
        return self.filter(plan__in=Plan.objects.visible_to(user).values("pk"))

    def managed_by(self, user: User) -> Self:
        # Whoever works with a plan also sees it.
        return self.filter(plan__organisation__in=user.scope.reach(Permission.EDIT_PLANS))

    def held(self) -> Self:
        """Within a transaction, and as it is now: with its plan, and until the end nobody else changes either.

        `plan.held_open(is_locked=True)` is to follow. The plan is locked first, as everybody does who changes its rows:
        the other way round two could wait for each other. The row is locked too, although the plan would do: only what
        is locked is read again when the wait is over.
        """
        return self.select_related("plan").select_for_update(of=("plan", "self"), no_key=True)


class InPlan(Recorded):
    """A row of a plan: it changes only while the plan is open."""

    class Meta:
        abstract = True

    plan: models.ForeignKey[Plan, Plan]
    order: models.PositiveIntegerField

    @classmethod
    def next_order(cls, plan: Plan) -> int:
        rows: models.Manager[Any] = cls._default_manager
        last = rows.filter(plan=plan).aggregate(last=Max("order"))["last"]
        return 0 if last is None else last + 1

    @property
    def organisation(self) -> Organisation:
        return self.plan.organisation

    def record_new(self, *, by: User | None) -> None:
        with self.plan.held_open():
            super().record_new(by=by)

    def record(self, *, by: User | None, **changes: Any) -> list[str]:
        with self.plan.held_open():
            return self._record(by=by, **changes)

    def record_deleted(self, *, by: User | None) -> None:
        with self.plan.held_open():
            super().record_deleted(by=by)

    def siblings(self) -> models.QuerySet[Any]:
        """The rows that this one is ordered among."""
        rows: models.Manager[Any] = type(self)._default_manager
        return rows.filter(plan=self.plan)

    def move(self, *, up: bool, by: User | None) -> bool:
        """Change places with the neighbour, if there is one; whether there was."""
        with self.plan.held_open():
            rows = list(self.siblings().select_for_update())
            here = rows.index(self)
            there = here - 1 if up else here + 1
            if not 0 <= there < len(rows):
                return False
            rows[here], rows[there] = rows[there], rows[here]
            for order, row in enumerate(rows):
                if row.order != order:
                    row.plan = self.plan
                    row.record(by=by, order=order)
            return True

    def standing(self) -> tuple[int, int]:
        """(2, 5): the second of five."""
        beside = list(self.siblings().values_list("pk", flat=True))
        return beside.index(self.pk) + 1, len(beside)

    def remove(self, *, by: User | None) -> None:
        # `bring_back` undoes it.
        self.record_deleted(by=by)

    @classmethod
    def bring_back(cls, plan: Plan, pk: int, *, by: User | None) -> None:
        """A deleted row of this plan as it was when it was deleted; nothing when it is already back.

        Raises TooLateError when it is not kept any longer.
        """
        with plan.held_open():
            deleted = cls.last_deletion(pk, plan_id=plan.pk).first()
            if deleted and not cls._default_manager.filter(pk=pk).exists():
                require_kept(deleted.history_date)
                row = deleted.instance
                row.plan = plan
                row.fit_in()
                row.record_new(by=by)
                row.gather(deleted.history_date, by=by)

    def fit_in(self) -> None:
        """Let go of the rows of the plan that have disappeared since this one did."""
        for field in self._meta.concrete_fields:
            other: Any = field.related_model
            if not (isinstance(other, type) and issubclass(other, InPlan)):
                continue
            rows: models.Manager[Any] = other._default_manager
            if not rows.filter(plan=self.plan, pk=field.value_from_object(self)).exists():
                setattr(self, field.attname, None)

    def gather(self, removed_at: datetime, *, by: User | None) -> None:
        """Get back what let go of this row when it was removed; most rows have nothing that does."""
