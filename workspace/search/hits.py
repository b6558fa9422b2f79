"""What is shown of a row that was found: what it is called, where it is, and the words that answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.urls import reverse

from activities.models import Activity
from andts.lib.searching import Piece, Term, excerpt, marked
from organisations.models import Actor
from plans.models import Node, Plan, PlanText, PlanVersion, Tip
from reports.models import Report

MOST_PASSAGES = 2
# A title is read whole, but for those who write all of an activity as one.
LONGEST_TITLE = 200


@dataclass(frozen=True)
class Passage:
    """Words of a row around what was found in them, and what its page calls the field."""

    label: str
    pieces: list[Piece]


@dataclass(frozen=True)
class Hit:
    title: list[Piece]
    url: str
    organisation: str
    kind: str = ""
    plan: Plan | None = None
    passages: list[Passage] = field(default_factory=list)
    files: list[tuple[str, str]] = field(default_factory=list)

    @property
    def shows_plan(self) -> bool:
        # Not where the title is the plan's own.
        return self.plan is not None and self.plan.title not in "".join(piece.text for piece in self.title)


def _title(text: str, asked: Sequence[Term]) -> list[Piece]:
    return marked(text, asked) if len(text) <= LONGEST_TITLE else excerpt(text, asked)


def _passages(fields: Iterable[tuple[str, str]], asked: Sequence[Term]) -> list[Passage]:
    answering = ((label, text) for label, text in fields if any(term.is_in(text) for term in asked))
    # The first that hold one of the words.
    shown = [Passage(label.capitalize(), excerpt(text, asked)) for label, text in answering]
    return shown[:MOST_PASSAGES]


def plan_hit(plan: Plan, asked: Sequence[Term]) -> Hit:
    names = ("subtitle", "place", "registry_number", "document_owner", "prepared_by", "applies_to", "related_documents")
    return Hit(
        _title(plan.title, asked),
        plan.get_absolute_url(),
        plan.organisation.label,
        kind=plan.get_kind_display(),
        plan=plan,
        passages=_passages(_fields(plan, names), asked),
    )


def node_hit(node: Node, asked: Sequence[Term]) -> Hit:
    passages = _passages(_fields(node, ["text"]), asked)
    return _in_plan(node.plan, str(node), f"rubrik-{node.pk}", asked, kind=node.label, passages=passages)


def text_hit(text: PlanText, asked: Sequence[Term]) -> Hit:
    passages = _passages([("", text.text)], asked) if text.heading else []
    return _in_plan(text.plan, str(text), f"text-{text.pk}", asked, kind="Text", passages=passages)


def tip_hit(tip: Tip, asked: Sequence[Term]) -> Hit:
    return _in_plan(tip.plan, tip.text, f"tips-{tip.pk}", asked, kind="Tips")


def activity_hit(activity: Activity, asked: Sequence[Term]) -> Hit:
    title = f"{activity.number} {activity}".strip()
    passages = _passages(_activity_fields(activity), asked)
    return _in_plan(activity.plan, title, f"aktivitet-{activity.pk}", asked, passages=passages)


def _activity_fields(activity: Activity) -> Iterator[tuple[str, str]]:
    # Without a title the activity is called by what it is about, which then is not said twice.
    yield from _fields(activity, Activity.TEXTS[1:] if activity.title else Activity.TEXTS[2:])
    for column in activity.plan.columns.all():
        yield column.name, str(activity.extra.get(str(column.pk), ""))
    yield "", activity.facts


def _in_plan(
    plan: Plan, title: str, place: str, asked: Sequence[Term], kind: str = "", passages: list[Passage] | None = None
) -> Hit:
    url = f"{plan.get_absolute_url()}#{place}"
    return Hit(_title(title, asked), url, plan.organisation.label, kind=kind, plan=plan, passages=passages or [])


def actor_hit(actor: Actor, asked: Sequence[Term]) -> Hit:
    also = ", ".join(str(alias) for alias in actor.other_names)
    url = reverse("actor", args=[actor.pk])
    return Hit(
        _title(actor.name, asked), url, actor.organisation.label, passages=_passages([("Kallas också", also)], asked)
    )


def version_hit(version: PlanVersion, asked: Sequence[Term]) -> Hit:
    plan, number = version.plan, version.number
    files = [
        (_file_name(file.format, file.variant), reverse("plan-version-file", args=[plan.pk, number, file.pk]))
        for file in version.files.all()
    ]
    return Hit(
        _title(f"{plan}, version {number}", asked),
        reverse("plan-version", args=[plan.pk, number]),
        plan.organisation.label,
        kind="Fastställd version",
        plan=plan,
        files=files,
    )


def report_hit(report: Report, asked: Sequence[Term]) -> Hit:
    files = [
        (file.get_format_display(), reverse("report-file", args=[report.pk, file.format]))
        for file in report.files.all()
    ]
    # To its first file: the list of reports has pages, and moves on.
    return Hit(
        _title(report.title, asked),
        files[0][1] if files else report.get_absolute_url(),
        report.organisation.label,
        kind=report.name if report.is_final else f"{report.name}, {report.made_of.lower()}",
        plan=report.plan,
        files=files,
    )


def _fields(row: Plan | Node | Activity, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    # What the page calls each field, and what stands in it.
    labels = {field.name: str(field.verbose_name) for field in row._meta.fields}
    return ((labels[name], getattr(row, name)) for name in names)


def _file_name(format: str, variant: str) -> str:
    name = {"docx": "Word", "xlsx": "Excel"}.get(format, format.upper())
    return f"{variant.capitalize()}, {name}" if variant else name
