"""What was decided in a package's matter, and the frozen content that it is bound to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from plans.models import Decision, Plan
from reports.models import ACTIONS, BoardDecision, BoardPackage, Format, Matter, Report


@dataclass(frozen=True)
class Decided:
    """A body's decision. `sha256` is of the frozen file; empty while that is being made."""

    body: str
    date: date
    paragraph: str
    registry_number: str
    frozen: str
    sha256: str


def decisions_of(package: BoardPackage) -> list[Decided]:
    return decisions_of_all([package])[package.pk]


def decisions_of_all(packages: Sequence[BoardPackage]) -> dict[int, list[Decided]]:
    """By package, of packages that are about one and the same; at most three queries."""
    if not packages:
        return {}
    plan = packages[0].plan
    return _of_plan(plan, packages) if plan else _of_round(packages)


def _of_plan(plan: Plan, packages: Iterable[BoardPackage]) -> dict[int, list[Decided]]:
    version = plan.versions.defer("content").order_by("-number").first()
    kept = version.file(Format.PDF, Report.Kind.IMPLEMENTATION_PLAN) if version else None
    frozen = f"Planen, version {version.number}, {'PDF' if kept else 'innehållet'}" if version else "Planen"
    sha256 = kept.sha256 if kept else version.sha256 if version else ""
    decisions = list(Decision.objects.filter(plan=plan))
    return {
        package.pk: [_decided(each, frozen, sha256) for each in decisions if _settles(each, package)]
        for package in packages
    }


def _settles(decision: Decision, package: BoardPackage) -> bool:
    is_same_day = package.extends_until is None or decision.extends_until == package.extends_until
    return decision.action == ACTIONS[Matter(package.matter)] and is_same_day


def _of_round(packages: Sequence[BoardPackage]) -> dict[int, list[Decided]]:
    made = BoardDecision.objects.filter(package__in=packages).select_related("report").prefetch_related("report__files")
    told = {decision.package_id: [_of_report(decision)] for decision in made.defer("report__document")}
    return {package.pk: told.get(package.pk, []) for package in packages}


def _of_report(decision: BoardDecision) -> Decided:
    kept = next((file.sha256 for file in decision.report.files.all() if file.format == Format.PDF), "")
    return _decided(decision, "Uppföljningsrapporten, PDF", kept)


def _decided(decision: Decision | BoardDecision, frozen: str, sha256: str) -> Decided:
    return Decided(decision.body, decision.date, decision.paragraph, decision.registry_number, frozen, sha256)


def was_reopened(package: BoardPackage) -> bool:
    decision = BoardDecision.objects.filter(package=package).select_related("report").defer("report__document").first()
    # Then the decision is about the report as it was.
    return bool(decision and package.round and package.round.closed_at != decision.report.closed_at)
