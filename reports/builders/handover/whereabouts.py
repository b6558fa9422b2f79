"""Where things are: documents, versions and decisions, with the addresses where they open."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from andts.lib.document import Column, Paragraph, Section, Sheet, Table
from andts.lib.swedish import day_text
from plans.models import Plan, PlanVersion
from reports.builders.handover.gathered import Gathered
from reports.builders.handover.plans import decision_text
from reports.builders.handover.tables import Part

HEADING = "Var allt finns"
COLUMNS = (Column("Plan", 28), Column("Version", 20), Column("Beslut", 32), Column("Adress", 20))
PAGES = (Column("Vad", 60), Column("Adress", 40))


def whereabouts(known: Gathered) -> Part:
    """One query."""
    versions: dict[int, list[PlanVersion]] = {}
    for version in PlanVersion.objects.filter(plan__in=known.plans).defer("content").order_by("number"):
        versions.setdefault(version.plan_id, []).append(version)
    rows = tuple(_row(plan, versions.get(plan.pk, [])) for plan in known.plans)
    said = (
        Paragraph(f"Adresserna börjar med {settings.SITE_URL}. Den som har en roll i organisationen loggar in där."),
        Paragraph(
            "Planer, beslut och de fastställda versionernas filer ligger på planens sida Versioner och beslut. En "
            "fastställd version ändras aldrig: filen är samma som beslutet gällde."
        ),
        Table("Sidor att känna till", PAGES, _pages()),
        Table("Planernas dokument och beslut", COLUMNS, rows),
    )
    return Part((Section(HEADING, 1, said),), (Sheet("Beslut och versioner", COLUMNS, rows),))


def _row(plan: Plan, versions: list[PlanVersion]) -> tuple[str, ...]:
    made = [f"Version {version.number}, {day_text(timezone.localdate(version.created_at))}" for version in versions]
    decided = "\n".join(map(decision_text, plan.decisions.all())) or "Inget beslut"
    address = reverse("plan-versions", args=[plan.pk])
    return f"{plan.title} ({plan.period})", "\n".join(made) or "Ingen fastställd", decided, address


def _pages() -> tuple[tuple[str, ...], ...]:
    named = {
        "Mitt arbete, det som väntar på dig": "start",
        "Planerna": "plans",
        "Uppföljningar och översikt": "follow-up",
        "Att se över i alla planer": "health-overview",
        "Beställda rapporter": "reports",
        "Aktörer och vem som står bakom dem": "actors",
        "Hjälp": "help",
    }
    return tuple((what, reverse(name)) for what, name in named.items())
