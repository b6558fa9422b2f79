"""Placeholder until the guarded reader lands."""
from activities.imports.corrections import Corrections
from activities.imports.plan import ImportedPlan


def read_plan_safely(content: bytes, name: str, corrections: Corrections | None = None) -> ImportedPlan:
    from activities.imports.reading import read_plan

    return read_plan(content, name, corrections)
