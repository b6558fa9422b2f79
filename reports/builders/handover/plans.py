"""What plans there are and where they stand: state, validity, what has been decided, what is to be decided next."""

from __future__ import annotations

from collections.abc import Sequence

from andts.lib.document import Column
from andts.lib.swedish import day_text
from plans.models import Decision, Plan
from reports.builders.handover.gathered import Gathered
from reports.builders.handover.tables import Part, tabled

COLUMNS = (
    Column("Plan", 26),
    Column("Läge", 13),
    Column("Gäller", 15),
    Column("Beslutad", 20),
    Column("Nästa beslut", 26),
)


def plans(known: Gathered) -> Part:
    return tabled(
        "Planerna",
        COLUMNS,
        [_row(known, plan) for plan in known.living],
        otherwise="Ingen plan gäller och inget utkast är påbörjat.",
    )


def former_plans(known: Gathered) -> Part:
    if not known.past:
        return Part()
    return tabled("Tidigare planer", COLUMNS, [_row(known, plan) for plan in known.past], otherwise="")


def _row(known: Gathered, plan: Plan) -> tuple[str, ...]:
    name = f"{plan.title}\n{plan.get_kind_display()}, {plan.organisation.label}"
    return name, plan.state_label, plan.period, _decided(plan), next_decision(known, plan)


def _decided(plan: Plan) -> str:
    decisions = list(plan.decisions.all())
    if not decisions:
        return "Inte än"
    # The first body alone: every decision stands under Var allt finns.
    first, others = decisions[0], len(decisions) - 1
    said = ", ".join(filter(None, [f"{first.body} {day_text(first.date)}", first.paragraph]))
    return f"{said}, och {others} beslut till" if others else said


def decision_text(decision: Decision) -> str:
    # Kommunstyrelsen antar 9 november 2026, § 112, KS 2026/117
    what = f"{decision.body} {decision.get_action_display()} {day_text(decision.date)}"
    until = f"till {day_text(decision.extends_until)}" if decision.extends_until else ""
    return ", ".join(filter(None, [f"{what} {until}".strip(), decision.paragraph, decision.registry_number]))


def next_decision(known: Gathered, plan: Plan) -> str:
    """What somebody has to decide about the plan next, and when."""
    match plan.state:
        case Plan.State.DRAFT:
            return f"Utkastet ska fastställas.{_replaces(known, plan)}"
        case Plan.State.CONSULTATION:
            return f"Planen är på remiss och ska sedan fastställas.{_replaces(known, plan)}"
        case Plan.State.REPLACED | Plan.State.REPEALED:
            return "Inget. Planen gäller inte längre."
    successor = known.successor(plan)
    if successor and plan in known.past and successor.is_decided:
        return f"Inget. {successor.title} ({successor.period}) har tagit vid."
    return " ".join([*_of_adopted(known, plan), *_followed_by(successor)])


def _replaces(known: Gathered, plan: Plan) -> str:
    before = next((each for each in known.plans if each.pk == plan.revises_id), None)
    return f" Det ersätter {before.title} ({before.period})." if before else ""


def _of_adopted(known: Gathered, plan: Plan) -> Sequence[str]:
    last, found = plan.last_day(), []
    if plan.review_due_at:
        verb = "skulle ha aktualitetsprövats" if plan.review_due_at < known.today else "ska aktualitetsprövas"
        found.append(f"Planen {verb} senast {day_text(plan.review_due_at)}.")
    if last and last < known.today:
        found.append(f"Planen slutade gälla {day_text(last)}. Förläng den eller fastställ en ny.")
    elif last:
        found.append(f"Förläng planen eller fastställ en ny före {day_text(last)}.")
    return found or ["Inget beslut väntar. Planen gäller tills vidare."]


def _followed_by(successor: Plan | None) -> list[str]:
    if successor is None:
        return []
    what = "En revidering" if successor.revises_id else "En ny plan"
    return [f"{what} finns: {successor.title} ({successor.state_label.lower()})."]
