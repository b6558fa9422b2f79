"""How far a round has come: the sentence that its page says, and the numbers in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from activities.models import Activity
from followup.models import FollowUp, FollowUpRound

Status = Activity.Status


@dataclass(frozen=True)
class RoundFigures:
    """`late` is what is unanswered after the last day: it is no status. `late_most` is whose most of it is."""

    activities: int
    done: int
    asked: int
    answered: int
    late: int
    late_most: str

    @property
    def unanswered(self) -> int:
        return self.asked - self.answered

    @property
    def sentence(self) -> str:
        """How it goes, in one sentence."""
        if not self.activities:
            return "Det finns inga aktiviteter att följa upp."
        said = f"{self.done} av {self.activities} aktiviteter är genomförda"
        if self.late:
            whose = f", flest hos {self.late_most}" if self.late_most else ""
            return f"{said}; {self.late} svar är sena{whose}."
        if self.unanswered:
            return f"{said}; {self.unanswered} av {self.asked} svar saknas än."
        return f"{said}. Alla har svarat."


def round_figures(round_: FollowUpRound, follow_ups: Sequence[FollowUp]) -> RoundFigures:
    """Of follow-ups with their present answers and these' actors fetched; those taken out of the plan are left out."""
    counted = [follow_up for follow_up in follow_ups if follow_up.removed_at is None]
    answers = [answer for follow_up in counted for answer in follow_up.answers.all()]
    missing = [answer for answer in answers if not answer.is_given]
    late = missing if round_.is_past() else []
    whose = Counter(str(answer.actor) for answer in late if answer.actor)
    most = whose.most_common(2)
    return RoundFigures(
        activities=len(counted),
        done=sum(follow_up.status == Status.DONE for follow_up in counted),
        asked=len(answers),
        answered=len(answers) - len(missing),
        late=len(late),
        # Where two share the first place, nobody is pointed out.
        late_most=most[0][0] if most and (len(most) == 1 or most[0][1] > most[1][1]) else "",
    )
