"""From source blocks to a plan."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from activities.imports.conservation import lost_words
from activities.imports.corrections import Corrections
from activities.imports.draft import Draft
from activities.imports.plan import ImportedPlan, Unplaced
from activities.imports.recognition.front import mark_title, with_guesses
from activities.imports.recognition.outline import bears, decide
from activities.imports.recognition.pieces import Piece, pieces_of
from activities.imports.recognition.trail import Trail
from activities.imports.recognition.walk import Walk
from activities.imports.source import Source
from andts.lib.folding import words


def recognise(source: Source, name: str, corrections: Corrections) -> ImportedPlan:
    """`name` is the file's; it becomes the title when the text has none.

    Should a text have been missed, its whole paragraph or cell is among the unplaced: the promise that nothing is lost
    does not rest on the recognition being without faults.
    """
    plan = recognised(source, name, corrections)
    lost = lost_words(source, plan)
    return replace(plan, unplaced=plan.unplaced + tuple(_rescued(source, lost))) if lost else plan


def _rescued(source: Source, lost: Counter[str]) -> Iterator[Unplaced]:
    for text, where, block in source.placed_texts():
        if found := lost & Counter(words(text)):
            lost = lost - found
            yield Unplaced(text, where, "other", block)


def recognised(source: Source, name: str, corrections: Corrections) -> ImportedPlan:
    """The same without the net below it."""
    pieces = pieces_of(source, corrections)
    mark_title(pieces)
    decide(pieces)
    draft = Draft(warnings=list(source.warnings))
    bullets_are_activities = not any(map(bears, pieces))
    Walk(pieces, draft, corrections, Trail(draft), _first_label(pieces), bullets_are_activities).read()
    if not draft.activities:
        draft.warnings.append(
            "Inga aktiviteter hittades. Välj vad tabellernas kolumner eller styckena är, eller lägg in dem för hand."
        )
    return with_guesses(draft.finished(), name)


def _first_label(pieces: list[Piece]) -> str:
    """The field whose label begins an activity; none where a line above the labels does."""
    fields = {piece.field for piece in pieces if piece.role == "label"}
    if "title" in fields:
        return "title"
    return "description" if "description" in fields and not any(piece.role == "activity" for piece in pieces) else ""
