"""Reads plans that people already have, in Word, Excel, CSV or as text, into plain values. No models here."""

from activities.imports.corrections import Corrections
from activities.imports.plan import ImportedPlan
from activities.imports.reading import read_plan
from activities.imports.refusal import ImportRefused
from activities.imports.safety import read_plan_safely

__all__ = ["Corrections", "ImportRefused", "ImportedPlan", "read_plan", "read_plan_safely"]
