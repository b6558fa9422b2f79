"""What the preview of a paste asks and shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from activities.import_forms import Choice
from activities.pasting.answers import COLUMN, HEADING, ROW, Answers
from activities.pasting.columns import GROUPS, offered
from activities.pasting.ground import Ground
from activities.pasting.headings import CREATE, NONE, Unknown
from activities.pasting.proposal import ADDED, AGAIN, CHANGED, LEFT, SAME, Proposal, ProposedRow
from activities.pasting.proposal import HEADING as IS_HEADING
from activities.pasting.rows import ACTIVITY, APART, ROW_LEFT, UPDATE

# As much of an activity's name as a line in a list can show.
_NAME = 60
_SUGGESTED = ""
_KINDS = {
    ADDED: "Läggs till",
    CHANGED: "Ändras",
    SAME: "Är redan så här",
    IS_HEADING: "Rubrik",
    LEFT: "Tas inte med",
    AGAIN: "Kolumnrubriker",
}


@dataclass(frozen=True)
class AskedColumn:
    heading: str
    example: str
    choice: Choice


@dataclass(frozen=True)
class ShownRow:
    row: ProposedRow
    kind: str
    choice: Choice


@dataclass(frozen=True)
class Preview:
    """`answers` are what the proposal was made with."""

    proposal: Proposal
    columns: list[AskedColumn]
    headings: list[tuple[Unknown, Choice]]
    rows: list[ShownRow]
    labels: list[str]

    @classmethod
    def of(cls, proposal: Proposal, answers: Answers, ground: Ground) -> Preview:
        words = offered(ground.own)
        return cls(
            proposal,
            list(_columns(proposal, words)),
            [(unknown, _heading_choice(unknown, ground)) for unknown in proposal.unknown],
            [ShownRow(row, _KINDS[row.kind], _row_choice(row, answers.rows.get(row.id, ""))) for row in proposal.rows],
            [words[field] for field in proposal.columns.fields],
        )


def _columns(proposal: Proposal, words: dict[str, str]) -> Iterator[AskedColumn]:
    for index, field in enumerate(proposal.columns.fields):
        texts = (row.cells[index].text for row in proposal.rows if len(row.cells) == len(proposal.columns.fields))
        choice = Choice(f"{COLUMN}{index}", field, list(words.items()))
        yield AskedColumn(proposal.columns.headings[index], next(filter(None, texts), ""), choice)


def _heading_choice(unknown: Unknown, ground: Ground) -> Choice:
    there = [(str(node.pk), f"Lägg under {str(node)[:_NAME]}") for node in ground.nodes]
    options = [(CREATE, f"Ny rubrik ({GROUPS[unknown.kind].lower()})"), (NONE, "Ingen egen rubrik"), *there]
    return Choice(f"{HEADING}{unknown.key}", unknown.answer, options)


def _row_choice(row: ProposedRow, answer: str) -> Choice:
    # First what was suggested, which stands without being sent.
    options = [(_SUGGESTED, "Som vi först läste raden" if answer else _KINDS[row.kind]), (ACTIVITY, "Ny aktivitet")]
    if row.namesake:
        options.append((UPDATE, f"Ändra {str(row.namesake)[:_NAME]}"))
    if row.more:
        options.append((APART, "Varje rad en aktivitet"))
    options += [*GROUPS.items(), (ROW_LEFT, "Ska inte med")]
    return Choice(f"{ROW}{row.id}", answer, options)
