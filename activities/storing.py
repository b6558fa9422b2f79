"""From what an import found to a draft plan: every piece of it, in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction

from activities.classification import Classified, classified
from activities.imports.plan import ImportedActivity, ImportedPlan, Unplaced
from activities.models import Activity, PlanSource, UnplacedText
from andts.lib.bulk import create_all
from andts.lib.fields import LONGEST_LINE, one_line, plain_text
from andts.lib.pictures import rewritten
from organisations.models import User
from plans.models import HeaderLine, Node, Plan, PlanColumn, PlanPicture, PlanText, Tip

# A header line of these also fills the plan's field of the same name, when it fits there; the line itself stays.
PLAN_FIELDS = (
    "document_owner",
    "prepared_by",
    "revised_by",
    "applies_to",
    "registry_number",
    "related_documents",
)

LONGEST_NUMBER = 50


class AlreadyStoredError(Exception):
    """A plan has been made of this source."""


@transaction.atomic
def store_plan(imported: ImportedPlan, *, source: PlanSource, by: User | None, **facts: Any) -> Plan:
    """A draft plan of the source's organisation; `facts` are fields of Plan as the user confirmed them.

    Raises AlreadyStoredError when somebody was quicker to make a plan of it.
    """
    if not PlanSource.objects.select_for_update().waiting().filter(pk=source.pk):
        raise AlreadyStoredError
    plan = Plan.created(by=by, organisation=source.organisation, **(_from_header(imported) | facts))
    _store_header(plan, imported, by)
    texts = _store_texts(plan, imported, by)
    nodes = _store_nodes(plan, imported, by)
    nameless = [activity for activity in imported.activities if not activity.title and not activity.description]
    _store_activities(plan, [each for each in imported.activities if each not in nameless], imported, nodes, by)
    _store_tips(plan, imported, nodes, by)
    refused = list(_store_pictures(plan, imported, texts, nodes, by))
    _keep_unplaced(plan, source, [*imported.unplaced, *_pieces(nameless), *refused])
    source.plan = plan
    source.save(update_fields=["plan"])
    return plan


def _from_header(imported: ImportedPlan) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for line in imported.header:
        if line.field in PLAN_FIELDS:
            longest = getattr(Plan._meta.get_field(line.field), "max_length", None)
            if longest is None or len(line.text) <= longest:
                found.setdefault(line.field, line.text)
    return found


def _store_header(plan: Plan, imported: ImportedPlan, by: User | None) -> None:
    lines = [
        HeaderLine(plan=plan, order=order, label=line.label, text=line.text, field=line.field or "")
        for order, line in enumerate(imported.header)
    ]
    create_all(lines, by=by, reason="import")


def _store_texts(plan: Plan, imported: ImportedPlan, by: User | None) -> dict[str, PlanText]:
    said = [text for text in imported.texts if text.heading or text.text]
    rows = [
        PlanText(plan=plan, order=order, placement=text.placement, heading=text.heading, text=paragraphs(text.text))
        for order, text in enumerate(said)
    ]
    create_all(rows, by=by, reason="import")
    return {text.key: row for text, row in zip(said, rows, strict=True)}


def paragraphs(text: str) -> str:
    lines = text.split("\n")
    # With an empty line between as in our texts; a list keeps together.
    pairs = pairwise([*lines, ""])
    return "".join(line + ("\n" if _is_item(line) and _is_item(after) else "\n\n") for line, after in pairs).rstrip()


def _is_item(line: str) -> bool:
    return line.lstrip()[:1] in tuple("•-–*")


def _store_nodes(plan: Plan, imported: ImportedPlan, by: User | None) -> dict[str, Node]:
    stored: dict[str, Node] = {}
    waiting = list(enumerate(imported.nodes))
    # Level by level, so that each row's parent is there before it.
    while waiting:
        level = [(order, node) for order, node in waiting if node.parent is None or node.parent in stored]
        if not level:
            raise ValueError("En rubrik ligger under en rubrik som inte finns.")
        rows = [
            Node(
                plan=plan,
                parent=stored[node.parent] if node.parent else None,
                order=order,
                kind=node.kind,
                **_numbered("heading", node.number, node.heading or node.label or "Utan rubrik"),
                written_label=node.label,
                text=node.text,
                term=node.term,
            )
            for order, node in level
        ]
        create_all(rows, by=by, reason="import")
        stored |= {node.key: row for (_, node), row in zip(level, rows, strict=True)}
        waiting = [(order, node) for order, node in waiting if node.key not in stored]
    return stored


def _store_activities(
    plan: Plan, activities: list[ImportedActivity], imported: ImportedPlan, nodes: dict[str, Node], by: User | None
) -> None:
    readings = [classified(activity) for activity in activities]
    written = [*imported.own_columns, *(name for reading in readings for name in reading.own)]
    names = dict.fromkeys(map(_column_name, written))
    columns = [PlanColumn(plan=plan, order=order, name=name) for order, name in enumerate(names)]
    create_all(columns, by=by, reason="import")
    keys = {name: str(column.pk) for name, column in zip(names, columns, strict=True)}
    rows = [
        _activity(plan, order, activity, reading, nodes, keys)
        for order, (activity, reading) in enumerate(zip(activities, readings, strict=True))
    ]
    create_all(rows, by=by, reason="import")


def _activity(
    plan: Plan,
    order: int,
    activity: ImportedActivity,
    reading: Classified,
    nodes: dict[str, Node],
    keys: dict[str, str],
) -> Activity:
    return Activity(
        plan=plan,
        node=nodes[activity.node] if activity.node else None,
        order=order,
        **_numbered("title", activity.number, activity.title),
        description=activity.description,
        schedule=activity.schedule,
        partners_text=activity.partners,
        responsible_text=activity.responsible,
        follow_up=activity.follow_up,
        target_group=activity.target_group,
        arena=activity.arena,
        place=activity.place,
        cost=activity.cost,
        extra=_own_texts(reading, keys),
        **reading.values,
    )


def _own_texts(reading: Classified, keys: dict[str, str]) -> dict[str, str]:
    texts: dict[str, str] = {}
    for name, text in reading.own.items():
        key = keys[_column_name(name)]
        # What stood in two columns that are called the same stands together.
        texts[key] = "\n".join(filter(None, [texts.get(key), plain_text(text)]))
    return {key: text for key, text in texts.items() if text}


def _column_name(written: str) -> str:
    return one_line(written)[:LONGEST_LINE]


def _numbered(field: str, number: str, text: str) -> dict[str, str]:
    number = one_line(number)
    if len(number) > LONGEST_NUMBER:
        # What is too long to be a number begins the text.
        return {"number": "", field: f"{number} {text}".strip()}
    return {"number": number, field: text}


def _store_tips(plan: Plan, imported: ImportedPlan, nodes: dict[str, Node], by: User | None) -> None:
    rows = [
        Tip(plan=plan, order=order, node=nodes[tip.node] if tip.node else None, text=tip.text)
        for order, tip in enumerate(imported.tips)
    ]
    create_all(rows, by=by, reason="import")


def _store_pictures(
    plan: Plan, imported: ImportedPlan, texts: dict[str, PlanText], nodes: dict[str, Node], by: User | None
) -> Iterator[Unplaced]:
    """Stores what a browser and a PDF can show; yields the others, which stay in the source file."""
    node_of = {activity.key: activity.node for activity in imported.activities}
    for order, picture in enumerate(imported.pictures):
        try:
            shown = rewritten(ContentFile(picture.content), widest=2000, highest=2000)
        except ValidationError:
            text = picture.alternative or f"Bild av slaget {picture.media_type}"
            yield Unplaced(text, picture.where, "other", picture.source)
            continue
        place = picture.belongs_to or ""
        row = PlanPicture(
            plan=plan,
            order=order,
            text=texts.get(place),
            node=nodes.get(place) or nodes.get(node_of.get(place) or ""),
            alternative=picture.alternative,
        )
        row.file.save("bild.png", shown, save=False)
        row.record_new(by=by)


def _pieces(activities: Iterable[ImportedActivity]) -> Iterator[Unplaced]:
    # Rows that say neither what is done nor how: no activity, and not lost.
    for activity in activities:
        for field, where in activity.where.items():
            text = activity.extra.get(field.removeprefix("extra."), "") or getattr(activity, field, "")
            if text:
                yield Unplaced(text, where, "other", activity.source)


def _keep_unplaced(plan: Plan, source: PlanSource, pieces: Iterable[Unplaced]) -> None:
    UnplacedText.objects.bulk_create(
        UnplacedText(plan=plan, source=source, order=order, text=piece.text, where=piece.where, kind=piece.kind)
        for order, piece in enumerate(pieces)
    )
