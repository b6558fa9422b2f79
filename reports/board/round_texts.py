"""What a package about a closed round begins with; every figure is the dashboard's (followup.statistics)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from activities.models import Activity
from andts.lib.fields import shortened
from andts.lib.swedish import begun, inside
from followup.models import FollowUp, FollowUpRound
from followup.rows import rows_of, with_answers
from followup.statistics import AnswerCount, count_answers, sentence
from followup.tallies import LABELS, STATUSES, Row, Tally, by_actor, percent_text, tally
from reports.board.wording import adoptions, paragraphs, quoted, sentences, the_plan
from reports.models import Matter

DEVIATING = (Activity.Status.DELAYED, Activity.Status.CANCELLED)
CHILDREN = (
    "Beslutet påverkar inga barn direkt. Uppföljningen visar hur det går med arbetet för att skydda barn och unga."
)
MOST_NAMED = 5
LONGEST_NAME = 90


@dataclass(frozen=True)
class RoundFigures:
    """How a round went, as its dashboard says it."""

    round: FollowUpRound
    rows: list[Row]
    answers: AnswerCount

    @property
    def whole(self) -> Tally:
        return tally(self.rows)

    @property
    def sentence(self) -> str:
        return sentence(self.whole, by_actor(self.rows), is_over=not self.round.is_open)

    @property
    def shares(self) -> str:
        whole = self.whole
        # "genomförd 38 (65,5 %), pågår 10 (17,2 %)": each status that any activity has.
        counts = [(LABELS[status], whole.by_status[status], whole.percent(status)) for status in STATUSES]
        return ", ".join(
            f"{inside(label)} {number} ({percent_text(share)})" for label, number, share in counts if number
        )

    @property
    def deviating(self) -> list[str]:
        return [row.title for row in self.rows if row.status in DEVIATING]


def round_figures(round_: FollowUpRound) -> RoundFigures:
    """Of the whole round; four queries."""
    counted = with_answers(FollowUp.objects.filter(round=round_).counted())
    follow_ups = list(counted.order_by("activity__order", "activity"))
    return RoundFigures(round_, rows_of(follow_ups, [round_]), count_answers(follow_ups))


@dataclass(frozen=True)
class RoundTexts:
    """`body` is who decides."""

    round: FollowUpRound
    matter: Matter
    body: str

    def texts(self) -> dict[str, str]:
        plan, figures = self.round.plan, round_figures(self.round)
        return {
            "title": shortened(f"Uppföljning {self.round.period} av {plan.title}"),
            "registry_number": plan.registry_number[:60],
            "proposal": self._point(),
            "summary": paragraphs(*self._summary(figures)),
            "background": paragraphs(sentences(self._how_it_was_made(figures)), sentences(_deviations(figures))),
            "economy": "Beslutet medför inga kostnader.",
            "children": CHILDREN,
        }

    def _point(self) -> str:
        what = f"uppföljningen för {self.round.period} av {the_plan(self.round.plan)}"
        if self.matter == Matter.FILE:
            return f"{self.body} lägger {what} till handlingarna."
        return f"{self.body} godkänner {what}."

    def _summary(self, figures: RoundFigures) -> Iterator[str]:
        plan = self.round.plan
        yield f"{plan.organisation.name} har följt upp {the_plan(plan)} för {self.round.period}. {figures.sentence}"
        if figures.rows:
            yield f"Så fördelar sig aktiviteterna: {figures.shares}."

    def _how_it_was_made(self, figures: RoundFigures) -> Iterator[str]:
        yield from adoptions(self.round.plan)
        yield "De som ansvarar för planens aktiviteter har svarat på vad som är gjort."
        yield (
            f"{figures.answers.answered} av {figures.answers.asked} svar har kommit in."
            if figures.answers.asked
            else ""
        )


def _deviations(figures: RoundFigures) -> Iterator[str]:
    names = [shortened(begun(name).rstrip("."), LONGEST_NAME) for name in figures.deviating]
    if names:
        # Only the first few are named.
        more = f" och {len(names) - MOST_NAMED} till" if len(names) > MOST_NAMED else ""
        yield f"Aktiviteter som är försenade eller utgår: {', '.join(map(quoted, names[:MOST_NAMED]))}{more}."
        yield "Skäl och nästa steg står i uppföljningsrapporten."
