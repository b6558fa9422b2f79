"""A plan as the document that is printed: header, texts, outline with tables of activities, texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import prefetch_related_objects
from django.utils import timezone

from activities.outline import Branch
from activities.snapshot.cells import Sheaf, gathered
from activities.snapshot.header import accent, header_fields, organisation_name
from activities.snapshot.pictures import logo, stored_picture
from activities.snapshot.tables import activity_table
from activities.snapshot.workbook import plan_sheets
from andts.lib.document import (
    Block,
    BulletList,
    Document,
    Figure,
    Orientation,
    Paragraph,
    Section,
)
from plans.models import Decision, Node, Plan, PlanPicture, PlanText, Tip

TIPS = "Tips för lokala aktiviteter"
DEEPEST = 4
TERMS = {
    Node.Term.OVERALL: "Övergripande mål",
    Node.Term.LONG: "Mål på lång sikt",
    Node.Term.SHORT: "Mål på kort sikt",
}
_EMPTY_LINE = re.compile(r"\n\s*\n")


def plan_document(plan: Plan, *, short: bool = False) -> Document:
    """The whole plan, or the kortversion: its goals and areas only.

    Fetch the plan `with_owner()`. The number of queries does not depend on the number of activities. Each
    picture's file is read: raises PictureMissing.
    """
    prefetch_related_objects([plan], "decisions")
    rows = gathered(plan, framework_goals=True)
    printed = _Printed(plan, rows, list(plan.texts.all()), list(plan.pictures.all()), short)
    organisation = plan.organisation
    kind = plan.get_kind_display()
    return Document(
        title=plan.title,
        kind=f"{kind}, kortversion" if short else kind,
        organisation=organisation_name(organisation),
        subtitle=plan.subtitle,
        registry_number=plan.registry_number,
        dated=_day(plan),
        draft=plan.is_open,
        accent=accent(organisation),
        logo=logo(organisation),
        header=header_fields(plan),
        sections=tuple(printed.sections()),
        sheets=plan_sheets(rows, short=short),
        keywords=("ANDTS", kind, organisation.label),
    )


def _day(plan: Plan) -> date:
    adopted = [decision.date for decision in plan.decisions.all() if decision.action == Decision.Action.ADOPT]
    return max(adopted) if adopted and plan.is_decided else timezone.localdate()


@dataclass
class _Printed:
    """The plan's sections, in the order they stand on paper."""

    plan: Plan
    rows: Sheaf
    texts: list[PlanText]
    pictures: list[PlanPicture]
    short: bool

    def sections(self) -> Iterator[Section]:
        yield from self._texts(PlanText.Placement.BEFORE)
        yield from self._loose_pictures()
        found = list(self._outline())
        yield from found or [Section("", 1, (Paragraph("Planen har inga mål, insatsområden eller aktiviteter än."),))]
        yield from self._texts(PlanText.Placement.AFTER)

    @property
    def orientation(self) -> Orientation:
        # Tables need the width; the headings between them follow, or each would have a page of its own.
        return "landscape" if self.rows.outline.all_activities and not self.short else "portrait"

    def _texts(self, placement: str) -> Iterator[Section]:
        for text in self.texts:
            if text.placement == placement and not self.short:
                figures = self._figures(picture for picture in self.pictures if picture.text_id == text.pk)
                yield Section(text.heading, text.level, (*_paragraphs(text.text), *figures))

    def _loose_pictures(self) -> Iterator[Section]:
        loose = [picture for picture in self.pictures if not picture.text_id and not picture.node_id]
        if loose and not self.short:
            yield Section("", 1, tuple(self._figures(iter(loose))))

    def _outline(self) -> Iterator[Section]:
        if self.rows.outline.activities and not self.short:
            table = activity_table(self.rows.outline.activities, self.rows)
            yield Section("Aktiviteter", 1, (table,), orientation=self.orientation)
        for branch in self.rows.outline.branches:
            yield from self._branch(branch)
        yield from self._tips(self.rows.outline.tips, 1)

    def _branch(self, branch: Branch) -> Iterator[Section]:
        node = branch.node
        table = [activity_table(branch.activities, self.rows)] if branch.activities and not self.short else []
        figures = self._figures(picture for picture in self.pictures if picture.node_id == node.pk)
        blocks = (*_node_texts(node), *figures, *table)
        yield Section(_heading(node), branch.level, blocks, node.number, self.orientation)
        for below in branch.branches:
            yield from self._branch(below)
        # After the headings below, as in the plans that have them.
        yield from self._tips(branch.tips, branch.level + 1)

    def _tips(self, tips: list[Tip], level: int) -> Iterator[Section]:
        if tips and not self.short:
            items = BulletList(tuple(tip.text for tip in tips))
            yield Section(TIPS, min(level, DEEPEST), (items,), orientation=self.orientation)

    def _figures(self, pictures: Iterator[PlanPicture]) -> Iterator[Block]:
        for picture in pictures:
            alternative = picture.alternative or picture.caption or "Bild som saknar beskrivning"
            yield Figure(stored_picture(picture.file, alternative), picture.caption)


def _heading(node: Node) -> str:
    # As the plan writes it: "Område för samhandling: En hälsofrämjande skola"; a bare goal says that it is one.
    is_bare_goal = node.kind == Node.Kind.GOAL and not node.number and not node.term
    label = node.written_label or ("Mål" if is_bare_goal else "")
    if not label or node.heading.casefold().startswith(label.casefold()):
        return node.heading
    return f"{label}: {node.heading}"


def _node_texts(node: Node) -> Iterator[Block]:
    if node.term:
        yield Paragraph(TERMS[Node.Term(node.term)])
    yield from _paragraphs(node.text)
    for goal in node.framework_goals.all():
        yield Paragraph(f"Svarar mot {goal.framework}: {goal}")


def _paragraphs(text: str) -> Iterator[Block]:
    text = text.strip("\n")
    # A text without empty lines, as imports give it, has a paragraph on each line.
    for paragraph in _EMPTY_LINE.split(text) if _EMPTY_LINE.search(text) else text.split("\n"):
        if paragraph.strip():
            yield Paragraph(paragraph)
