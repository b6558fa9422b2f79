"""No import may lose text: every word of the source is in the result at least as often as in the source."""

from collections import Counter
from collections.abc import Iterator

from activities.imports.plan import ACTIVITY_FIELDS, ImportedActivity, ImportedPlan
from activities.imports.source import Source
from andts.lib.folding import words


def lost_words(source: Source, plan: ImportedPlan) -> Counter[str]:
    """The words that are missing in the result, with how many times; empty when nothing is lost."""
    return _counted(source.texts()) - _counted(plan_texts(plan))


def plan_texts(plan: ImportedPlan) -> Iterator[str]:
    """Every text of a plan: its fields, what is unplaced, and the headings and labels that named the fields."""
    yield plan.title
    yield from (part for line in plan.header for part in (line.label, line.text))
    yield from (part for text in plan.texts for part in (text.heading, text.text))
    yield from (part for node in plan.nodes for part in (node.number, node.label, node.heading, node.text))
    yield from (part for activity in plan.activities for part in _activity_texts(activity))
    yield from (tip.text for tip in plan.tips)
    yield from (piece.text for piece in plan.unplaced)
    yield from (label.label for label in plan.labels for _ in range(label.count))


def _activity_texts(activity: ImportedActivity) -> Iterator[str]:
    yield from (str(getattr(activity, name)) for name in ACTIVITY_FIELDS)
    yield from activity.extra.values()


def _counted(texts: Iterator[str]) -> Counter[str]:
    return Counter(word for text in texts for word in words(text))
