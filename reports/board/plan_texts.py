"""What a package about a plan begins with, in the plan's own facts: for the samordnare to read and change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from activities.models import Activity
from activities.outline import Outline, plan_outline
from andts.lib.fields import shortened
from andts.lib.swedish import begun, counted, day_text, inside, listed
from plans.models import Decision, Plan
from reports.board.round_texts import RoundFigures, round_figures
from reports.board.wording import adoptions, paragraphs, quoted, sentences, the_plan
from reports.models import Matter

HEADINGS = {
    Matter.ADOPT: "Antagande av",
    Matter.REVISE: "Revidering av",
    Matter.EXTEND: "Förlängning av",
    Matter.REPEAL: "Upphävande av",
}
# About safety in a place as much as about substances.
OF_PLACES = (Plan.Kind.PROMISE, Plan.Kind.PLACE)
# Words in a target group that say that the activity is for children or the young.
YOUNG = ("barn", "unga", "ungdom", "elev", "skola", "gymnasi", "årskurs")
YOUNG_AT_STAKE = "Barn har rätt att skyddas mot narkotika och annat som skadar deras hälsa."


@dataclass(frozen=True)
class PlanTexts:
    """`body` is who decides; `until` the day that an extension lasts to."""

    plan: Plan
    matter: Matter
    body: str
    until: date | None = None

    def texts(self) -> dict[str, str]:
        return {
            "title": shortened(f"{HEADINGS[self.matter]} {self.plan.title}"),
            "registry_number": self.plan.registry_number[:60],
            "proposal": "\n".join(self._points()),
            "summary": paragraphs(*self._summary()),
            "background": paragraphs(sentences(self._how_it_came()), sentences(self._how_it_goes())),
            "economy": sentences(self._economy()),
            "children": sentences(self._children()),
        }

    # --- What is decided

    def _points(self) -> Iterator[str]:
        the = the_plan(self.plan)
        match self.matter:
            case Matter.ADOPT:
                yield f"{self.body} antar {the}. Planen gäller {self.plan.period}."
                yield f"Planen följs upp varje år, och uppföljningen redovisas för {inside(self.body)}."
            case Matter.REVISE:
                yield f"{self.body} antar den reviderade planen {quoted(self.plan.title)}."
                yield f"Den ersätter den plan som antogs {self._earlier}." if self._earlier else ""
            case Matter.EXTEND:
                yield f"{self.body} förlänger {the} till och med {day_text(self.until)}." if self.until else ""
            case Matter.REPEAL:
                yield f"{self.body} upphäver {the}."

    def _summary(self) -> Iterator[str]:
        yield sentences([self._what_it_is(), self._validity()])
        if self.matter == Matter.REVISE:
            yield self._revised()
        elif self.matter == Matter.REPEAL:
            yield "När planen är upphävd slutar den att gälla, och dess aktiviteter följs inte upp längre."
        yield self._size()

    def _what_it_is(self) -> str:
        if self.plan.kind in OF_PLACES:
            return ""
        harm = "skador av alkohol, narkotika, dopning, tobak och spel om pengar"
        return f"{begun(the_plan(self.plan))} beskriver hur {self.plan.organisation.name} förebygger {harm}."

    def _validity(self) -> str:
        if self.matter == Matter.EXTEND and self.until:
            last = self.plan.last_day()
            now = f"Planen gäller till och med {day_text(last)}. " if last else ""
            return f"{now}Förslaget är att den ska gälla till och med {day_text(self.until)}. Innehållet är detsamma."
        return f"Planen gäller {self.plan.period}."

    def _size(self) -> str:
        number = len(self._activities)
        if not number:
            return ""
        headings = len(list(self._outline.walk()))
        under = f" under {counted(headings, 'rubrik', 'rubriker')}" if headings else ""
        named = sum(1 for activity in self._activities if activity.responsible_text or activity.responsible.all())
        return f"Planen har {counted(number, 'aktivitet', 'aktiviteter')}{under}. {_who(named, number)}"

    def _revised(self) -> str:
        before = Activity.objects.filter(plan=self.plan.revises).present()
        old, now = set(before.values_list("line", flat=True)), {activity.line for activity in self._activities}
        # By the line that follows an activity.
        new, gone = len(now - old), len(old - now)
        came = f"{counted(new, 'aktivitet är ny', 'aktiviteter är nya')}" if new else "Ingen aktivitet är ny"
        return f"{came}, och {gone if gone else 'ingen'} har tagits bort."

    @cached_property
    def _earlier(self) -> str:
        decisions = Decision.objects.filter(plan=self.plan.revises_id, action=Decision.Action.ADOPT)
        last = decisions.last()
        # "9 december 2025, § 187"
        return ", ".join(filter(None, [day_text(last.date), last.paragraph])) if last else ""

    # --- How it came to this

    def _how_it_came(self) -> Iterator[str]:
        plan = self.plan
        if plan.is_open:
            yield f"Förslaget är framtaget av {inside(plan.prepared_by)}." if plan.prepared_by else ""
            yield self._consultation()
        yield from adoptions(plan)
        names = [str(framework) for framework in plan.frameworks.all()]
        yield f"Planen bygger på {listed(names)}." if names else ""
        yield f"Den följer på {quoted(plan.continues.title)}." if plan.continues else ""
        yield f"{begun(plan.document_owner)} ansvarar för att hålla planen aktuell." if plan.document_owner else ""

    def _consultation(self) -> str:
        if self.plan.state == Plan.State.CONSULTATION:
            return "Förslaget är på remiss."
        sent = self.plan.history.filter(state=Plan.State.CONSULTATION).exists()
        return "Förslaget har varit på remiss." if sent else ""

    def _how_it_goes(self) -> Iterator[str]:
        # Of the plan, or of the one that it revises.
        figures = self._latest_round
        if figures:
            yield f"Uppföljningen av {figures.round.period} visar hur det har gått. {figures.sentence}"

    @cached_property
    def _latest_round(self) -> RoundFigures | None:
        family = [self.plan.pk, self.plan.revises_id]
        rounds = self.plan.rounds.model.objects.closed().filter(plan__in=family).select_related("plan__organisation")
        found = rounds.order_by("-starts", "-pk").first()
        return round_figures(found) if found else None

    # --- What it means

    def _economy(self) -> Iterator[str]:
        # What the plan says, and nothing that only the samordnare knows.
        costs = [activity for activity in self._activities if activity.cost]
        if self.matter == Matter.REPEAL:
            yield "Beslutet medför inga kostnader."
        elif costs:
            number = counted(len(costs), "aktivitet", "aktiviteter")
            yield f"Planen anger kostnad för {number}:"
            yield f"{'; '.join(f'{activity.brief} ({activity.cost})' for activity in costs[:5])}."
            yield "Övriga kostnader står i planen." if len(costs) > 5 else ""
        else:
            yield "Planen anger inga kostnader för sina aktiviteter."

    def _children(self) -> Iterator[str]:
        number = sum(1 for activity in self._activities if _is_for_young(activity))
        if self.matter == Matter.REPEAL:
            yield "Planens aktiviteter för barn och unga har inte längre stöd i planen när den upphävs."
        else:
            yield YOUNG_AT_STAKE
            whole = len(self._activities)
            yield f"Barn, unga eller deras skola är målgrupp i {number} av {whole} aktiviteter." if number else ""

    @cached_property
    def _outline(self) -> Outline:
        return plan_outline(self.plan, actors=True)

    @property
    def _activities(self) -> list[Activity]:
        return self._outline.all_activities


def _who(named: int, number: int) -> str:
    if named == number:
        return "Alla har en ansvarig." if number > 1 else "Den har en ansvarig."
    return f"{named} av dem har en ansvarig." if named else "Ingen av dem har en ansvarig än."


def _is_for_young(activity: Activity) -> bool:
    return any(word in activity.target_group.lower() for word in YOUNG)
