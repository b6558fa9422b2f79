"""What was decided in a package's matter, and the frozen content that it is bound to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from plans.models import Decision
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
    """At most three queries."""
    if package.plan:
        return _of_plan(package)
    decision = BoardDecision.objects.filter(package=package).select_related("report").first()
    return [_of_round(decision)] if decision else []


def _of_plan(package: BoardPackage) -> list[Decided]:
    assert package.plan
    decisions = Decision.objects.filter(plan=package.plan, action=ACTIONS[Matter(package.matter)])
    if package.extends_until:
        decisions = decisions.filter(extends_until=package.extends_until)
    version = package.plan.versions.defer("content").order_by("-number").first()
    kept = version.file(Format.PDF, Report.Kind.IMPLEMENTATION_PLAN) if version else None
    frozen = f"Planen, version {version.number}, {'PDF' if kept else 'innehållet'}" if version else "Planen"
    sha256 = kept.sha256 if kept else version.sha256 if version else ""
    return [_decided(decision, frozen, sha256) for decision in decisions]


def _of_round(decision: BoardDecision) -> Decided:
    kept = decision.report.files.filter(format=Format.PDF).first()
    return _decided(decision, "Uppföljningsrapporten, PDF", kept.sha256 if kept else "")


def _decided(decision: Decision | BoardDecision, frozen: str, sha256: str) -> Decided:
    return Decided(decision.body, decision.date, decision.paragraph, decision.registry_number, frozen, sha256)


def was_reopened(package: BoardPackage) -> bool:
    """Whether the round has been open since it was decided about: the decision is about the report as it was."""
    decision = BoardDecision.objects.filter(package=package).select_related("report").first()
    return bool(decision and package.round and package.round.closed_at != decision.report.closed_at)
