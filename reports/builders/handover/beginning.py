"""What to do first: the state of things in a few sentences, and the steps in order of haste."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from andts.lib.document import Block, BulletList, Paragraph, Section
from andts.lib.swedish import counted, day_text, inside
from followup.models import FollowUpRound
from followup.periods import Length, period_around, period_before
from followup.tallies import tally
from plans.models import Plan
from reports.builders.handover.calendar import coming
from reports.builders.handover.gathered import Gathered
from reports.builders.handover.rounds import to_accept
from reports.builders.handover.tables import Part

# A board decides a few times a term, and what it decides is prepared for weeks.
SOON = timedelta(days=183)


def beginning(known: Gathered) -> Part:
    blocks: list[Block] = [Paragraph(_state(known))]
    if steps := tuple(_steps(known)):
        blocks += [Paragraph("Det här är det första att ta tag i, i den ordningen:"), BulletList(steps, numbered=True)]
    else:
        blocks.append(Paragraph("Inget brådskar just nu."))
    return Part((Section("Börja här", 1, tuple(blocks)),))


def _state(known: Gathered) -> str:
    drafts = [plan for plan in known.living if plan.is_open]
    said = [
        f"Planer som gäller: {len(known.current)}. Utkast under arbete: {len(drafts)}. "
        f"Uppföljningar som pågår: {len(known.open_rounds)}."
    ]
    if ahead := coming(known):
        day, what, plan = ahead[0]
        said.append(f"Närmast kommer {day_text(day)}: {inside(what)} ({plan.title}).")
    return " ".join(said)


def _steps(known: Gathered) -> Iterator[str]:
    yield from _answers(known)
    yield from _ending(known)
    yield from _not_followed_up(known)
    yield from _drafts(known)
    if number := known.health.count:
        yield _to_look_over(number)


def _to_look_over(number: int) -> str:
    if number == 1:
        return "Se över en sak som saknas, är bortglömd eller sen. Den står under Det som är oavslutat."
    return f"Se över {number} saker som saknas, är bortglömda eller sena. De står under Det som är oavslutat."


def _answers(known: Gathered) -> Iterator[str]:
    for round_ in known.open_rounds:
        whole, about = tally(known.rows(round_)), f"{round_} av {round_.plan.title}"
        if whole.late:
            yield f"{about}: {_activities(whole.late)} saknar svar fast sista dagen var {_last_day(round_)}."
        elif whole.unanswered:
            yield f"{about}: {_activities(whole.unanswered)} väntar på svar, senast {_last_day(round_)}."
        else:
            yield f"{about}: alla har svarat. Läs svaren och avsluta uppföljningen."
        if number := to_accept(known, [round_]):
            yield f"{about}: läs och godta {number} svar från partner."


def _ending(known: Gathered) -> Iterator[str]:
    for plan in known.plans:
        last = plan.last_day()
        if plan.state != Plan.State.ADOPTED or last is None or last > known.today + SOON or known.successor(plan):
            continue
        if last >= known.today:
            yield f"{plan.title} slutar gälla {day_text(last)}: ta fram ett beslut om förlängning eller en ny plan."
        elif last >= known.today - SOON:
            yield f"{plan.title} slutade gälla {day_text(last)} utan att en ny tog vid: förläng den eller gör en ny."


def _not_followed_up(known: Gathered) -> Iterator[str]:
    for plan in known.current:
        rounds = known.line_of_rounds(plan)
        length = rounds[0].length if rounds else Length.YEAR
        # The latest whole period.
        starts, ends = period_before(length, period_around(length, known.today)[0])
        has_begun = plan.valid_from is None or plan.valid_from <= ends
        if has_begun and not any(round_.starts >= starts for round_ in rounds):
            yield f"{plan.title} har inte följts upp för perioden som slutade {day_text(ends)}: öppna en uppföljning."


def _drafts(known: Gathered) -> Iterator[str]:
    for plan in known.living:
        if plan.state == Plan.State.CONSULTATION:
            yield f"{plan.title} är på remiss: ta hand om svaren och för planen till beslut."
        elif plan.state == Plan.State.DRAFT:
            yield f"Utkastet {plan.title} ({plan.period}): gör klart det och för det till beslut."


def _activities(number: int) -> str:
    return counted(number, "aktivitet", "aktiviteter")


def _last_day(round_: FollowUpRound) -> str:
    return day_text(round_.last_day)
