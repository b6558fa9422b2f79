"""What a report is about, and who may order it: a plan, a round of follow-up, or a whole organisation in a year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from andts.lib.swedish import listed
from followup.models import FollowUpRound
from organisations.access import SignedIn, require
from organisations.models import Organisation, User
from organisations.roles import Permission
from plans.models import Plan, PlanVersion
from reports.models import Report


@dataclass(frozen=True)
class Subject:
    """The fields of a report's row. `version` and `closed_at` say that its content is frozen: it is made once."""

    organisation: Organisation
    title: str
    plan: Plan | None = None
    version: PlanVersion | None = None
    round: FollowUpRound | None = None
    closed_at: datetime | None = None
    year: int | None = None
    # All of them, where a länsrapport is over several.
    counties: tuple[Organisation, ...] = ()

    @property
    def is_final(self) -> bool:
        return bool(self.version or self.closed_at)

    @property
    def fields(self) -> dict[str, object]:
        """What two about the same have in common: not the title, which is what it was called then, nor several län."""
        named = ("organisation", "plan", "version", "round", "closed_at", "year")
        return {name: getattr(self, name) for name in named}

    def hold(self) -> None:
        """Within a transaction: nobody else orders of the same frozen content until it ends."""
        rows = PlanVersion.objects.all() if self.version else FollowUpRound.objects.all()
        frozen = self.version or (self.round if self.closed_at else None)
        if frozen:
            rows.select_for_update(no_key=True).order_by().values_list("pk").get(pk=frozen.pk)


def about_plan(plan: Plan) -> Subject:
    return Subject(plan.organisation, plan.title, plan=plan, version=latest_version(plan))


def about_round(round_: FollowUpRound) -> Subject:
    title = f"{round_}, {round_.plan.title}"
    return Subject(round_.organisation, title, round=round_, closed_at=round_.closed_at)


def about_organisation(organisation: Organisation, year: int | None = None) -> Subject:
    return Subject(organisation, " ".join(filter(None, [organisation.name, str(year or "")])), year=year)


def about_counties(counties: Sequence[Organisation], year: int | None = None) -> Subject:
    if len(counties) == 1:
        return about_organisation(counties[0], year)
    named = listed([county.name for county in counties])
    title = " ".join(filter(None, [named, str(year or "")]))
    return Subject(counties[0], title, year=year, counties=tuple(counties))


def subject_of(report: Report) -> Subject:
    """As it is now: of a plan that has been adopted since the report was ordered, the version.

    A letter to the nämnd is made of its package's texts, and is never the plan's or the round's own document.
    """
    if report.kind in Report.LETTERS:
        return Subject(report.organisation, report.title, plan=report.plan, round=report.round)
    if report.round:
        return about_round(report.round)
    return about_plan(report.plan) if report.plan else about_counties(report.over, report.year)


def latest_version(plan: Plan) -> PlanVersion | None:
    return plan.versions.order_by("-number").first() if plan.is_decided else None


# --- Who may order


def require_may_order(user: User, kind: str, subject: Subject) -> None:
    """Whoever reads what is decided or closed may have its documents; others are for those who may order (else 403)."""
    if kind == Report.Kind.COUNTY:
        for county in (subject.organisation, *subject.counties):
            require(user, Permission.READ_COUNTY, county)
    if not subject.is_final and not (subject.plan and subject.plan.is_decided):
        require(user, Permission.ORDER_REPORTS, subject.organisation)


def reported_round(request: SignedIn, pk: int) -> FollowUpRound:
    """A round that the user reads whole; 404 for strangers, 403 for those who see a part of it or belong there."""
    found = FollowUpRound.objects.with_owner().whole_for(request.user).filter(pk=pk).first()
    if found is None:
        around = request.user.scope.visible_organisations
        partly = FollowUpRound.objects.visible_to(request.user).filter(pk=pk).exists()
        hidden = partly or FollowUpRound.objects.filter(pk=pk, plan__organisation__in=around).exists()
        raise PermissionDenied if hidden else Http404
    return found


def reported_organisation(request: SignedIn, pk: int) -> Organisation:
    """An organisation that the user has something to do with (else 404); the right is `require_may_order`'s."""
    found = Organisation.objects.visible_to(request.user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def year_in(text: str) -> int:
    """The year that was asked for, or the present one where none that can be was."""
    is_year = len(text) == 4 and text.isascii() and text.isdecimal() and 1900 <= int(text) <= 2200
    return int(text) if is_year else timezone.localdate().year
