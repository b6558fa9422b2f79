"""What a plan lacks before it is decided. Few things stop a decision; the rest are remarks that the user may accept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from activities.gaps import given, without_activities
from activities.models import Activity, UnplacedText
from activities.outline import Outline, plan_outline
from andts.lib.fields import shortened
from andts.lib.personal_data import personal_data_in
from andts.lib.personal_numbers import may_be_telephone, personal_numbers
from plans.models import HeaderLine, Node, Plan, PlanColumn, PlanPicture, PlanText

# What the table shows of each activity beside its name, and of these what may not be left out without a remark.
SHOWN = {"schedule": "När", "partners_text": "Samverkan", "responsible_text": "Ansvarig", "follow_up": "Uppföljning"}
EXPECTED = ("responsible_text", "schedule", "follow_up")
PLAN_TEXTS = (
    "title",
    "subtitle",
    "place",
    "document_owner",
    "prepared_by",
    "revised_by",
    "applies_to",
    "related_documents",
    "registry_number",
)
# Of a text, as much as one needs to know which it is.
LONGEST_NAME = 60
ACTIVITY_TEXTS = (*Activity.TEXTS, "number", "target_group", "arena", "place", "cost")


@dataclass(frozen=True)
class Remark:
    """Something about the plan, and the page that puts it right: the part of its address that follows the plan's."""

    sentence: str
    place: str
    blocks: bool = False


@dataclass(frozen=True)
class Row:
    """An activity with the names of what it lacks."""

    activity: Activity
    missing: tuple[str, ...]

    @property
    def cells(self) -> list[tuple[str, str]]:
        """(column, text); the text is empty when nothing is given."""
        return [(label, given(getattr(self.activity, name))) for name, label in SHOWN.items()]


@dataclass(frozen=True)
class Heading:
    """The activities right under a heading of the plan, those that lack something first."""

    node: Node | None
    rows: list[Row]

    @property
    def gaps(self) -> int:
        return sum(1 for row in self.rows if row.missing)


@dataclass(frozen=True)
class Review:
    plan: Plan
    remarks: list[Remark]
    headings: list[Heading]

    @cached_property
    def blocks(self) -> list[Remark]:
        return [remark for remark in self.remarks if remark.blocks]

    @cached_property
    def acceptable(self) -> list[Remark]:
        return [remark for remark in self.remarks if not remark.blocks]

    @property
    def activities(self) -> int:
        return sum(len(heading.rows) for heading in self.headings)

    @cached_property
    def gaps(self) -> int:
        return sum(heading.gaps for heading in self.headings)

    @cached_property
    def first_gap(self) -> Activity | None:
        """The first activity that lacks something, in the order they are shown."""
        return next((row.activity for heading in self.headings for row in heading.rows if row.missing), None)

    @property
    def is_complete(self) -> bool:
        return not self.remarks and not self.gaps


def review(plan: Plan) -> Review:
    """Nine queries, however long the plan is."""
    outline = plan_outline(plan)
    activities, pictures = outline.all_activities, list(plan.pictures.all())
    expected = tuple(name for name in EXPECTED if any(given(getattr(activity, name)) for activity in activities))
    return Review(
        plan,
        [
            *_must_be(plan, outline, activities),
            *_personal_data(plan, outline, pictures),
            *_about_plan(plan),
            *_about_headings(plan, outline),
            *_never_given(activities, expected),
            *_about_the_rest(plan, pictures),
        ],
        [heading for heading in _headings(outline, expected) if heading.rows],
    )


def _must_be(plan: Plan, outline: Outline, activities: list[Activity]) -> Iterator[Remark]:
    if not plan.title:
        yield Remark("Planen har ingen titel.", "uppgifter/", blocks=True)
    if not activities and not any(branch.node.kind == Node.Kind.GOAL for branch in outline.walk()):
        yield Remark("Planen har varken mål eller aktiviteter.", "rubriker/ny/", blocks=True)


def _about_plan(plan: Plan) -> Iterator[Remark]:
    if not plan.valid_from:
        yield Remark("Planen har inget datum då den börjar gälla.", "uppgifter/")
    if not plan.document_owner:
        yield Remark("Planen har ingen dokumentägare.", "uppgifter/")


def _about_headings(plan: Plan, outline: Outline) -> Iterator[Remark]:
    links = Activity.serves.through.objects.filter(activity__plan=plan, activity__deleted_at=None)
    served = set(links.values_list("node", flat=True))
    if outline.branches and not outline.count:
        # That is said once, and not of each heading.
        yield Remark("Planen har inga aktiviteter.", "aktiviteter/ny/")
        return
    for branch in without_activities(outline, served):
        yield Remark(
            f"{branch.node.label}: ”{_short(str(branch.node))}” har inga aktiviteter.",
            f"rubriker/{branch.node.pk}/",
        )


def _never_given(activities: list[Activity], expected: tuple[str, ...]) -> Iterator[Remark]:
    # A column that the whole plan does without is said once, not on every row.
    for name in EXPECTED:
        if activities and name not in expected:
            yield Remark(f"Ingen aktivitet har något angivet under {SHOWN[name]}.", "")


def _about_the_rest(plan: Plan, pictures: list[PlanPicture]) -> Iterator[Remark]:
    for picture in (picture for picture in pictures if not given(picture.alternative)):
        name = f" ”{_short(picture.caption)}”" if picture.caption else ""
        yield Remark(f"Bilden{name} saknar beskrivning för den som inte ser den.", f"bilder/{picture.pk}/")
    unsettled = UnplacedText.objects.filter(plan=plan, outcome="").count()
    if unsettled:
        texts = "En text" if unsettled == 1 else f"{unsettled} texter"
        yield Remark(f"{texts} ur den inlästa filen har inte placerats eller avfärdats.", "utan-plats/")


def _headings(outline: Outline, expected: tuple[str, ...]) -> Iterator[Heading]:
    yield Heading(None, _rows(outline.activities, expected))
    for branch in outline.walk():
        yield Heading(branch.node, _rows(branch.activities, expected))


def _rows(activities: Iterable[Activity], expected: tuple[str, ...]) -> list[Row]:
    rows = [Row(activity, _missing(activity, expected)) for activity in activities]
    return sorted(rows, key=lambda row: not row.missing)


def _missing(activity: Activity, expected: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(SHOWN[name] for name in expected if not given(getattr(activity, name)))


def _personal_data(plan: Plan, outline: Outline, pictures: list[PlanPicture]) -> Iterator[Remark]:
    # A personnummer stops the decision; what only looks like a person's data is for the user to judge.
    for what, place, texts in _texts(plan, outline, pictures):
        # Numbers that begin alike are told alike: once is enough.
        yield from dict.fromkeys(_personal_data_in("\n".join(texts), what, place))


def _personal_data_in(text: str, what: str, place: str) -> Iterator[Remark]:
    numbers = dict.fromkeys(personal_numbers(text))
    for number in numbers:
        if may_be_telephone(number):
            yield Remark(f"{what}: {number[:2]}… kan vara ett personnummer. Ta bort det om det är det.", place)
        else:
            yield Remark(f"{what}: personnumret som börjar på {number[:2]} måste bort.", place, blocks=True)
    for found in personal_data_in(text):
        if found.text not in numbers:
            yield Remark(f"{what}: {found.sentence}", place)


def _texts(plan: Plan, outline: Outline, pictures: list[PlanPicture]) -> Iterator[tuple[str, str, list[str]]]:
    """(what it is, where it is changed, its texts) for every text a user has written."""
    yield "Planens uppgifter", "uppgifter/", [getattr(plan, name) for name in PLAN_TEXTS]
    for line in HeaderLine.objects.filter(plan=plan):
        yield "Dokumenthuvudet", f"huvud/{line.pk}/", [line.label, line.text]
    for text in PlanText.objects.filter(plan=plan):
        yield f"Texten ”{_short(text.heading)}”", f"texter/{text.pk}/", [text.heading, text.text]
    for picture in pictures:
        yield "En bild", f"bilder/{picture.pk}/", [picture.alternative, picture.caption]
    for column in PlanColumn.objects.filter(plan=plan):
        yield "En egen kolumn", f"kolumner/{column.pk}/", [column.name]
    for branch in outline.walk():
        node = branch.node
        yield node.label, f"rubriker/{node.pk}/", [node.number, node.heading, node.written_label, node.text]
    for tip in outline.all_tips:
        yield "Ett tips", f"tips/{tip.pk}/", [tip.text]
    for activity in outline.all_activities:
        own = [str(text) for text in activity.extra.values()]
        texts = [getattr(activity, name) for name in ACTIVITY_TEXTS]
        yield f"Aktiviteten ”{_short(str(activity))}”", f"aktiviteter/{activity.pk}/", texts + own


def _short(text: str) -> str:
    return shortened(text, LONGEST_NAME)
