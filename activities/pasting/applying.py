"""Doing what a proposal says: one change of the plan, which one Ångra takes back."""

from __future__ import annotations

from typing import Any

from activities.imports.headings import heading_of
from activities.linking import CELLS, still_meant
from activities.models import Activity, BulkChange
from activities.models.values import OWN
from activities.pasting.columns import LABELS
from activities.pasting.headings import NewHeading, Spot
from activities.pasting.proposal import ADDED, CHANGED, Proposal, ProposedRow
from activities.storing import LONGEST_NUMBER
from activities.together import Together
from andts.lib.fields import plain_text
from andts.lib.swedish import counted
from organisations.models import Actor
from plans.models import Node


def apply(proposal: Proposal, together: Together) -> BulkChange:
    """Within `changed_together`, of a proposal made within it."""
    return _Applying(proposal, together).done()


class _Applying:
    def __init__(self, proposal: Proposal, together: Together) -> None:
        self.proposal, self.together = proposal, together
        self.nodes: dict[NewHeading, Node] = {}
        self.columns: dict[str, str] = {}

    def done(self) -> BulkChange:
        self.columns = {name: self._column(name) for name in self.proposal.new_columns}
        for row in self.proposal.rows:
            if row.kind == ADDED:
                self.together.add(node=self._node(row.spot), **self._fields(row))
            elif row.kind == CHANGED and row.activity:
                where = {"node": self._node(row.spot)} if row.moves else {}
                self.together.change(row.activity, **where, **self._fields(row), **_links(row, row.activity))
            elif row.spot:
                self._node(row.spot)
        return self.together.keep(what(self.proposal))

    def _column(self, name: str) -> str:
        return str(self.together.add_column(name).pk)

    def _node(self, spot: Spot) -> Node | None:
        if not isinstance(spot, NewHeading):
            return spot
        if spot not in self.nodes:
            fields = {"kind": spot.kind, "parent": self._node(spot.parent)}
            self.nodes[spot] = self.together.add_heading(**_numbered(spot.text), **fields)
        return self.nodes[spot]

    def _fields(self, row: ProposedRow) -> dict[str, Any]:
        own = {self._key(name): plain_text(text) for name, text in row.values.items() if not _is_field(name)}
        fields: dict[str, Any] = {name: value for name, value in row.values.items() if _is_field(name)}
        if own:
            texts = {**(row.activity.extra if row.activity else {}), **own}
            fields["extra"] = {key: text for key, text in texts.items() if text}
        return fields

    def _key(self, name: str) -> str:
        return self.columns[name] if name in self.columns else name.removeprefix(OWN)


def _links(row: ProposedRow, activity: Activity) -> dict[str, list[Actor]]:
    """The actors of the cells that are written over, without those that are named there no longer."""
    return {
        relation: still_meant(getattr(activity, relation).all(), before=getattr(activity, cell), now=row.values[cell])
        for cell, relation in CELLS.items()
        if cell in row.values
    }


def _is_field(name: str) -> bool:
    return name in LABELS


def _numbered(text: str) -> dict[str, str]:
    # "Mål 1: Trygga unga" is a number, what the plan calls it, and its own words.
    found = heading_of(text)
    if len(found.number) > LONGEST_NUMBER:
        return {"heading": text}
    return {"number": found.number, "written_label": f"{found.chapter} {found.label}".strip(), "heading": found.text}


def what(proposal: Proposal) -> str:
    # "Klistrade in 200 aktiviteter"
    added, changed = len(proposal.of_kind(ADDED)), len(proposal.of_kind(CHANGED))
    if changed and not added:
        return f"Klistrade in text i {counted(changed, 'aktivitet', 'aktiviteter')}"
    told = f"Klistrade in {counted(added, 'aktivitet', 'aktiviteter')}"
    return f"{told} och ändrade {changed}" if changed else told
