"""A municipality's figures as JSON, as a länsrapport on its way keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from followup.county.figures import ClosedRound, FollowedActivity, FrameworkGoals, Municipality
from followup.county.plans import HeldPlan
from followup.county.reading import ActivityName, names_of, read, rounds_of
from organisations.models import Organisation


@dataclass(frozen=True)
class ToldMunicipality:
    """Its figures, and what its activities are called, by follow-up."""

    figures: Municipality
    names: Mapping[int, ActivityName]


def municipality_part(organisation: Organisation, year: int, framework: FrameworkGoals) -> dict[str, Any]:
    """As JSON types; eight queries."""
    (figures,) = read([organisation], rounds_of([organisation.pk]), year, framework)
    names = names_of(activity.pk for activity in figures.activities)
    return as_json(ToldMunicipality(figures, names))


def as_json(told: ToldMunicipality) -> dict[str, Any]:
    """`from_json` gives an equal one back."""
    municipality = told.figures
    return {
        **{name: getattr(municipality, name) for name in ("pk", "key", "name", "label", "county")},
        "plans": [asdict(plan) | {"adopted": plan.adopted.isoformat()} for plan in municipality.plans],
        "rounds": [asdict(round_) for round_ in municipality.rounds],
        "activities": [each._asdict() | {"goals": sorted(each.goals)} for each in municipality.activities],
        # JSON has no keys but texts.
        "names": [[pk, asdict(name)] for pk, name in told.names.items()],
    }


def from_json(stored: Mapping[str, Any]) -> ToldMunicipality:
    facts = {name: value for name, value in stored.items() if name != "names"}
    plans = [HeldPlan(**plan | {"adopted": date.fromisoformat(plan["adopted"])}) for plan in stored["plans"]]
    activities = [FollowedActivity(**each | {"goals": frozenset(each["goals"])}) for each in stored["activities"]]
    rounds = [ClosedRound(**round_) for round_ in stored["rounds"]]
    lists: dict[str, Any] = {"plans": tuple(plans), "rounds": tuple(rounds), "activities": tuple(activities)}
    names = {pk: ActivityName(**name) for pk, name in stored["names"]}
    return ToldMunicipality(Municipality(**facts | lists), names)
