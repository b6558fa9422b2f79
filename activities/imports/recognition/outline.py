"""Which headings are goals and areas, which are sections of text, and which name an activity or a list of them.

A heading is a node of the outline when activities stand under it, or when its own words say so ("Mål 1: …").
"""

from dataclasses import replace
from itertools import pairwise

from activities.imports.headings import Heading, heading_of
from activities.imports.plan import NodeKind
from activities.imports.recognition.pieces import Piece, without_mark
from activities.imports.recognition.wording import is_generic, is_section, list_heading

_UNSTYLED = 10.0  # headings without a style stand below those with one
_SET_OFF = 20.0
_ACTIVITY_WORDS = ("title", "description")
_SILENT = ("picture", "navigation", "aside", "margin")


def decide(pieces: list[Piece]) -> None:
    """Gives every heading its role and rank, and moves "Mål: …" lines into the area that follows them."""
    flow = [piece for piece in pieces if piece.role not in _SILENT]
    _mark_lone_labels(flow)
    _mark_lists(flow)
    _mark_activities(flow)
    _mark_ranks(flow)
    _mark_nodes(flow)
    _mark_kinds(flow)
    _move_goals_into_areas(pieces)


def _mark_lone_labels(flow: list[Piece]) -> None:
    # "Uppföljning" alone on its line is a label inside an activity, and a heading elsewhere.
    in_activity = False
    for index, piece in enumerate(flow):
        following = flow[index + 1].role if index + 1 < len(flow) else ""
        is_lone = piece.role == "label" and not piece.text and not piece.forced
        if is_lone and not in_activity and following != "label" and piece.field != "title":
            piece.role, piece.heading = "heading", heading_of(without_mark(piece.label))
            piece.text = piece.label
        in_activity = piece.role == "label" or (in_activity and piece.role in ("text", "item"))


def _mark_lists(flow: list[Piece]) -> None:
    for piece, following in pairwise(flow):
        if piece.forced or piece.role not in ("heading", "text", "label", "item") or following.role != "item":
            continue
        text = piece.label if piece.role == "label" and not piece.text else piece.text
        # A line that announces activities has bullets below it.
        announces = piece.role == "label" and piece.field == "responsible" and bool(piece.text)
        if (list_heading(text) and not piece.heading.is_labelled) or announces:
            piece.role = "list"


def _mark_activities(flow: list[Piece]) -> None:
    if any(piece.role == "label" and piece.field == "title" for piece in flow):
        _mark_forced(flow)
        return
    # The line right above an activity's first label is its title, where no label says "Aktivitet".
    for index, piece in enumerate(flow):
        if piece.role == "label" and index and _begins_activity(flow, index):
            before = flow[index - 1]
            if before.role in ("heading", "text", "item") and not before.heading.is_labelled and not before.forced:
                _mark_title(flow, index - 1)
    _mark_forced(flow)


def _mark_title(flow: list[Piece], index: int) -> None:
    above = flow[index - 1] if index else None
    # The title may be a heading above the text that describes the activity.
    is_described = flow[index].role == "text" and above is not None and above.role == "heading"
    if is_described and above and not above.heading.is_labelled and not above.forced and not is_section(above.text):
        above.role = "activity"
        flow[index].role, flow[index].field = "label", "description"
    else:
        flow[index].role = "activity"


def _mark_forced(flow: list[Piece]) -> None:
    for piece in flow:
        if piece.forced == "activity":
            piece.role = "activity"


def _begins_activity(flow: list[Piece], index: int) -> bool:
    before = flow[index - 1]
    if before.role == "label":
        return False
    if is_section(before.text) and before.role == "heading":
        return False
    following = flow[index + 1] if index + 1 < len(flow) else None
    return bool(following and following.role == "label") or flow[index].field not in ("own", "follow_up")


def _mark_ranks(flow: list[Piece]) -> None:
    first_kind = next((piece.heading.kind for piece in flow if piece.role == "heading" and _is_told(piece.heading)), "")
    for piece in flow:
        if piece.role == "heading" and not piece.rank:
            piece.rank = _rank(piece.heading, first_kind)


def _is_told(heading: Heading) -> bool:
    return heading.is_labelled or heading.kind == "area"


def _rank(heading: Heading, first_kind: str) -> float:
    if not (_is_told(heading) or heading.depth):
        return _SET_OFF
    later = 0.5 if _is_told(heading) and first_kind and heading.kind != first_kind else 0.0
    return _UNSTYLED + max(heading.depth, 1) + later


def _mark_nodes(flow: list[Piece]) -> None:
    bearing = [bears(piece) for piece in flow]
    found_any = any(bearing)
    for index, piece in enumerate(flow):
        if piece.role != "heading":
            continue
        has_activities = any(bearing[index + 1 : _end_of(flow, index)])
        right_below = index + 1 < len(flow) and bearing[index + 1]
        if piece.forced:
            piece.role = "section" if piece.forced == "text_heading" else "node"
        elif is_generic(without_mark(piece.heading.text)) and not piece.heading.is_labelled:
            piece.role = "wrapper" if has_activities else "section"
        else:
            piece.role = "node" if _is_node(piece, has_activities, right_below, found_any) else "section"


def bears(piece: Piece) -> bool:
    # Activities come with it.
    if piece.role == "table" and piece.shape:
        return piece.shape.kind in ("activities", "labels")
    return piece.role in ("list", "activity") or (piece.role == "label" and piece.field in _ACTIVITY_WORDS)


def _end_of(flow: list[Piece], index: int) -> int:
    rank = flow[index].rank
    for later in range(index + 1, len(flow)):
        if flow[later].role in ("heading", "node", "section", "wrapper") and 0 < flow[later].rank <= rank:
            return later
    return len(flow)


def _is_node(piece: Piece, has_activities: bool, right_below: bool, found_any: bool) -> bool:
    if piece.heading.is_labelled or right_below:
        return True
    if is_section(piece.heading.text) and piece.heading.kind != "goal":
        return False
    return has_activities or (not found_any and bool(piece.heading.kind) and bool(piece.heading.number))


def _mark_kinds(flow: list[Piece]) -> None:
    # Where the words of a heading do not tell, its neighbours of the same rank do; then what is above it.
    nodes = [piece for piece in flow if piece.role == "node"]
    for piece in nodes:
        if not piece.heading.kind and piece.forced not in ("goal", "area"):
            _set_kind(piece, _kind_among(nodes, piece.rank) or "area")
        elif piece.forced in ("goal", "area"):
            _set_kind(piece, piece.forced)
        elif not _is_told(piece.heading) and (labelled := _labelled_kind(nodes, piece.rank)):
            _set_kind(piece, labelled)


def _labelled_kind(nodes: list[Piece], rank: float) -> str:
    return next((piece.heading.kind for piece in nodes if piece.rank == rank and piece.heading.is_labelled), "")


def _kind_among(nodes: list[Piece], rank: float) -> str:
    kinds = [piece.heading.kind for piece in nodes if piece.rank == rank and piece.heading.kind]
    told = len([piece for piece in nodes if piece.rank == rank])
    goals = kinds.count("goal")
    if 2 * goals >= told and goals:
        return "goal"
    return "area" if "area" in kinds else ""


def _set_kind(piece: Piece, kind: str) -> None:
    piece.heading = replace(piece.heading, kind=kind)


def kind_of(piece: Piece) -> NodeKind:
    return "goal" if piece.heading.kind == "goal" else "area"


def _move_goals_into_areas(pieces: list[Piece]) -> None:
    for index in range(len(pieces) - 1):
        goal, area = pieces[index], pieces[index + 1]
        if goal.role != "node" or area.role != "node" or goal.forced:
            continue
        # A goal with nothing under it right above an area that is not its own belongs to that area.
        if kind_of(goal) == "goal" and kind_of(area) == "area" and area.rank <= goal.rank:
            pieces[index], pieces[index + 1] = area, goal
            goal.rank = max(goal.rank, area.rank + 0.25)
