"""From source blocks to a plan."""

from activities.imports.corrections import Corrections
from activities.imports.draft import Draft
from activities.imports.plan import ImportedPlan
from activities.imports.recognition.front import mark_title, with_guesses
from activities.imports.recognition.outline import bears, decide
from activities.imports.recognition.pieces import Piece, pieces_of
from activities.imports.recognition.trail import Trail
from activities.imports.recognition.walk import Walk
from activities.imports.source import Source


def recognise(source: Source, name: str, corrections: Corrections) -> ImportedPlan:
    """`name` is the file's; it becomes the title when the text has none."""
    pieces = pieces_of(source, corrections)
    mark_title(pieces)
    decide(pieces)
    draft = Draft(warnings=list(source.warnings))
    walk = Walk(draft, corrections, Trail(draft), _first_label(pieces), bullets_under_nodes=not any(map(bears, pieces)))
    walk.read(pieces)
    if not draft.activities:
        draft.warnings.append("Inga aktiviteter hittades. Välj vad tabellernas kolumner eller styckena är, eller lägg in dem för hand.")
    return with_guesses(draft.finished(), name)


def _first_label(pieces: list[Piece]) -> str:
    """The field whose label begins an activity; none where a line above the labels does."""
    fields = {piece.field for piece in pieces if piece.role == "label"}
    if "title" in fields:
        return "title"
    return "description" if "description" in fields and not any(piece.role == "activity" for piece in pieces) else ""
