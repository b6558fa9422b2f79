"""What differs between two plans, as plan JSON (docs/plan-json.md): added, removed and changed, word by word.

Activities are matched by their `line`, which follows them from plan to plan; headings, texts and the rest by what they
are called, and then by their place. The time is linear in the rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from activities.models import Activity
from andts.lib.differences import Piece, word_pieces
from andts.lib.swedish import day_text
from plans.models import Node, Plan

Json = dict[str, Any]

PLAN_FACTS = {
    "title": "Titel",
    "subtitle": "Underrubrik",
    "kind": "Dokumenttyp",
    "valid_from": "Gäller från",
    "valid_until": "Gäller till",
    "place": "Plats",
    "document_owner": "Dokumentägare",
    "prepared_by": "Upprättad av",
    "revised_by": "Reviderad av",
    "revised_at": "Senast reviderad",
    "review_due_at": "Aktualitetsprövas senast",
    "applies_to": "Gäller för",
    "related_documents": "Relaterade dokument",
    "registry_number": "Diarienummer",
}
NODE_FACTS = {
    "number": "Nummer",
    "heading": "Rubrik",
    "kind": "Slag",
    "written_label": "Kallas i planen",
    "term": "Sikt",
    "text": "Text",
}
ACTIVITY_FACTS = {
    "number": "Nummer",
    "title": "Aktivitet",
    "description": "Vad",
    "schedule": "När",
    "partners_text": "Samverkan",
    "responsible_text": "Ansvarig",
    "follow_up": "Uppföljning",
    "target_group": "Målgrupp",
    "arena": "Arena",
    "status": "Status",
    "level": "Preventionsnivå",
    "strategy": "Strategi",
    "orientation": "Inriktning",
    "substances": "ANDTS-område",
    "place": "Plats",
    "cost": "Kostnad",
}
DAYS = ("valid_from", "valid_until", "revised_at", "review_due_at")
CHOICES = (Plan.Kind, Node.Kind, Node.Term, Activity.Status, Activity.Level, Activity.Strategy, Activity.Orientation)
WORDS = {value: label for choices in CHOICES for value, label in choices.choices}
CHOSEN = ("kind", "term", "status", "level", "strategy", "orientation")


@dataclass(frozen=True)
class FieldChange:
    label: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Change:
    """A thing that is new, gone or changed; `fields` tells what, of a new or gone thing all that it says."""

    kind: Literal["added", "removed", "changed"]
    name: str
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True)
class Part:
    """The changes among things of one sort, and how many of these are as they were."""

    label: str
    changes: tuple[Change, ...]
    unchanged: int


@dataclass(frozen=True)
class Item:
    """A thing to compare: its name, what it says by label, and the keys that find its counterpart, the surest first."""

    name: str
    says: dict[str, str]
    keys: tuple[Any, ...]


def compare_plans(old: Json, new: Json) -> list[Part]:
    """The parts of the plan in the order of the page; parts that neither plan has are left out."""
    sorts: list[tuple[str, Callable[[Json], Iterator[Item]]]] = [
        ("Planens uppgifter", _facts),
        ("Dokumenthuvudet", _header_lines),
        ("Texter", _texts),
        ("Mål och insatsområden", _nodes),
        ("Aktiviteter", _activities),
        ("Tips", _tips),
        ("Bilder", _pictures),
    ]
    parts = [compare(label, list(items(old)), list(items(new))) for label, items in sorts]
    return [part for part in parts if part.changes or part.unchanged]


def compare(label: str, old: Sequence[Item], new: Sequence[Item]) -> Part:
    counterparts = _matched(old, new)
    changes = [_change(counterparts.get(position), item) for position, item in enumerate(new)]
    found = {id(item) for item in counterparts.values()}
    gone = [Change("removed", item.name, _differences(item.says, {})) for item in old if id(item) not in found]
    changed = [change for change in changes if change]
    return Part(label, (*changed, *gone), len(new) - len(changed))


def _change(old: Item | None, new: Item) -> Change | None:
    if old is None:
        return Change("added", new.name, _differences({}, new.says))
    differences = _differences(old.says, new.says)
    return Change("changed", new.name, differences) if differences else None


def _differences(old: dict[str, str], new: dict[str, str]) -> tuple[FieldChange, ...]:
    labels = dict.fromkeys([*new, *old])
    pairs = ((label, old.get(label, ""), new.get(label, "")) for label in labels)
    return tuple(FieldChange(label, word_pieces(before, after)) for label, before, after in pairs if before != after)


def _matched(old: Sequence[Item], new: Sequence[Item]) -> dict[int, Item]:
    """The old item of each new one, by its position: key after key, those of one key in their order."""
    found: dict[int, Item] = {}
    left = list(old)
    for level in range(max((len(item.keys) for item in [*old, *new]), default=0)):
        waiting: dict[Any, list[Item]] = defaultdict(list)
        # Reversed, so that pop() below takes the first of those that are called the same.
        for item in reversed(left):
            waiting[_key(item, level)].append(item)
        for position, item in enumerate(new):
            same = waiting.get(_key(item, level)) if position not in found and _key(item, level) is not None else None
            if same:
                found[position] = same.pop()
        taken = {id(item) for item in found.values()}
        left = [item for item in left if id(item) not in taken]
    return found


def _key(item: Item, level: int) -> Any:
    return item.keys[level] if level < len(item.keys) else None


# --- What a plan's JSON has to compare


def _facts(plan: Json) -> Iterator[Item]:
    says = _said(plan, PLAN_FACTS)
    says["Delas med"] = ", ".join(owner["name"] for owner in [*plan["co_owners"], *plan["co_owner_actors"]])
    says["Bygger på målramverk"] = ", ".join(framework["name"] for framework in plan["frameworks"])
    for label, text in says.items():
        if text:
            yield Item(label, {label: text}, (label,))


def _header_lines(plan: Json) -> Iterator[Item]:
    for line in plan["header"]:
        yield Item(line["label"], {line["label"]: line["text"]}, (line["label"].casefold(),))


def _texts(plan: Json) -> Iterator[Item]:
    for position, text in enumerate(plan["texts"]):
        heading = text["heading"]
        keys = (heading.casefold() or None, (text["placement"], position))
        yield Item(heading or "Text utan rubrik", {"Rubrik": heading, "Text": text["text"]}, keys)


def _nodes(plan: Json) -> Iterator[Item]:
    headings = _headings(plan)
    places = _places(plan["nodes"])
    for node in plan["nodes"]:
        kind, number, heading = node["kind"], node["number"], node["heading"].casefold()
        says = _said(node, NODE_FACTS) | {"Ligger under": headings.get(node["parent"], "")}
        says["Svarar mot målen"] = "\n".join(goal["text"] for goal in node["framework_goals"])
        keys = ((kind, number, heading), heading, (kind, number) if number else None, (kind, places[node["id"]]))
        yield Item(headings[node["id"]], says, keys)


def _activities(plan: Json) -> Iterator[Item]:
    headings = _headings(plan)
    columns = {str(column["id"]): column["name"] for column in plan["columns"]}
    for activity in plan["activities"]:
        says = _said(activity, ACTIVITY_FACTS) | {"Ligger under": headings.get(activity["node"], "")}
        says["Ansvariga aktörer"] = ", ".join(actor["name"] for actor in activity["responsible"])
        says["Samverkande aktörer"] = ", ".join(actor["name"] for actor in activity["partners"])
        says["Bidrar också till"] = "\n".join(headings.get(node, "") for node in activity["serves"])
        says |= {columns[column]: text for column, text in activity["extra"].items() if column in columns}
        yield Item(activity["title"] or activity["description"], says, (activity["line"],))


def _tips(plan: Json) -> Iterator[Item]:
    headings = _headings(plan)
    for tip in plan["tips"]:
        says = {"Tips": tip["text"], "Ligger under": headings.get(tip["node"], "")}
        yield Item(tip["text"], says, (tip["text"].casefold(),))


def _pictures(plan: Json) -> Iterator[Item]:
    for picture in plan["pictures"]:
        says = {"Beskrivning": picture["alternative"], "Bildtext": picture["caption"]}
        yield Item(picture["alternative"] or "Bild utan beskrivning", says, (picture["file"],))


def _said(row: Json, labels: dict[str, str]) -> dict[str, str]:
    # A version made before a field existed says nothing in it.
    return {label: _as_read(name, row.get(name)) for name, label in labels.items()}


def _as_read(name: str, value: str | None) -> str:
    if value and name in DAYS:
        return day_text(date.fromisoformat(value))
    return str(WORDS.get(value, value)) if value and name in CHOSEN else value or ""


def _headings(plan: Json) -> dict[int, str]:
    return {node["id"]: f"{node['number']} {node['heading']}".strip() for node in plan["nodes"]}


def _places(nodes: list[Json]) -> dict[int, tuple[int, ...]]:
    """Each node's way down the outline: (1, 0) is the first under the second. Parents stand before their children."""
    places: dict[int, tuple[int, ...]] = {}
    children: dict[int | None, int] = defaultdict(int)
    for node in nodes:
        places[node["id"]] = (*places.get(node["parent"], ()), children[node["parent"]])
        children[node["parent"]] += 1
    return places
