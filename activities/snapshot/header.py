"""The municipal document header: the plan's own facts, and the labels of the document it was imported from.

A line of the source stands as it was written as long as the plan's own field says the same. Once the field says
something else, the field is printed, and the line only where the two do not speak of the same thing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from andts.lib.document import Document, HeaderField
from andts.lib.folding import plain
from andts.lib.swedish import day_text
from organisations.models import Organisation
from plans.models import Decision, HeaderLine, Plan


@dataclass(frozen=True)
class Fact:
    """A fact of the plan. `fields` are the header fields of an import that speak of it.

    `written` is how else its text is written. `shares_fields` says that several facts hide behind those fields, so that
    a line with another label is another fact.
    """

    label: str
    text: str
    fields: tuple[str, ...] = ()
    written: str = ""
    shares_fields: bool = False

    def is_said_by(self, line: HeaderLine) -> bool:
        return line.field in self.fields and plain(line.text) in (plain(self.text), plain(self.written))

    def covers(self, line: HeaderLine, lines: list[HeaderLine]) -> bool:
        if not self.text or line.field not in self.fields:
            return False
        # It was read from the line, or it repeats it.
        is_source = not self.shares_fields and line == next(line for line in lines if line.field in self.fields)
        return is_source or self._repeats(line)

    def _repeats(self, line: HeaderLine) -> bool:
        return plain(line.label) == plain(self.label) or plain(line.text) in plain(f"{self.text} {self.written}")


def organisation_name(organisation: Organisation) -> str:
    # From the kommun down: "Lindvalla kommun, Socialförvaltningen".
    return ", ".join(above.name for above in reversed(organisation.lineage))


def accent(organisation: Organisation) -> str:
    return next((above.accent for above in organisation.lineage if above.accent), Document.accent)


def header_fields(plan: Plan) -> tuple[HeaderField, ...]:
    """Five queries: decisions, header lines, the two sorts it is shared with, and its goal frameworks.

    What the source says of the same thing follows each fact; labels that are none of ours come last.
    """
    lines = [line for line in plan.header_lines.all() if line.text]
    facts = list(_facts(plan, lines))
    left = [line for line in lines if not any(fact.covers(line, lines) for fact in facts)]
    stated: list[HeaderField] = []
    for fact in facts:
        stated += _stated(fact, lines)
        stated += [HeaderField(line.label, line.text) for line in left if line.field in fact.fields]
        left = [line for line in left if line.field not in fact.fields]
    return (*stated, *(HeaderField(line.label, line.text) for line in left))


def _stated(fact: Fact, lines: list[HeaderLine]) -> list[HeaderField]:
    if not fact.text:
        return []
    written = next((line for line in lines if fact.is_said_by(line)), None)
    return [HeaderField(written.label, written.text) if written else HeaderField(fact.label, fact.text)]


def _facts(plan: Plan, lines: list[HeaderLine]) -> Iterator[Fact]:
    kind = next((line.text for line in lines if line.field == "document_kind"), plan.get_kind_display())
    yield Fact("Dokumenttyp", kind, ("document_kind",), shares_fields=True)
    yield Fact("Dokumentägare", plan.document_owner, ("document_owner",))
    yield _decided(plan)
    yield _date("Gäller från", plan.valid_from, "valid_from", "period")
    yield _until(plan, lines)
    yield Fact("Upprättad av", plan.prepared_by, ("prepared_by",))
    yield Fact("Reviderad av", plan.revised_by, ("revised_by",))
    yield _date("Senast reviderad", plan.revised_at, "revised_at", shares_fields=True)
    yield Fact("Gäller för", plan.applies_to, ("applies_to",))
    yield _date("Aktualitetsprövas senast", plan.review_due_at, "revised_at", shares_fields=True)
    yield Fact("Diarienummer", plan.registry_number, ("registry_number",))
    yield Fact("Plats", plan.place)
    yield Fact("Relaterade dokument", plan.related_documents, ("related_documents",), shares_fields=True)
    yield Fact("Delas med", ", ".join(_sharers(plan)))
    yield Fact("Bygger på målen i", "\n".join(str(framework) for framework in plan.frameworks.all()))


def _date(label: str, day: date | None, *fields: str, shares_fields: bool = False) -> Fact:
    text, written = (day_text(day), day.isoformat()) if day else ("", "")
    return Fact(label, text, fields, written, shares_fields)


def _until(plan: Plan, lines: list[HeaderLine]) -> Fact:
    if plan.valid_until:
        return _date("Gäller till", plan.valid_until, "valid_until", "period")
    is_written = any(line.field in ("valid_until", "period") for line in lines)
    return Fact("Gäller till", "tills vidare" if plan.valid_from and not is_written else "", ("valid_until",))


def _decided(plan: Plan) -> Fact:
    decisions = list(plan.decisions.all())
    return Fact(
        "Beslutsinstans",
        "\n".join(_decision_text(decision) for decision in decisions),
        ("decision_body", "adopted_at", "adopted_by", "paragraph"),
        written=" ".join(decision.date.isoformat() for decision in decisions),
        shares_fields=True,
    )


def _decision_text(decision: Decision) -> str:
    done = ""
    if decision.extends_until:
        done = f"förlänger till {day_text(decision.extends_until)}"
    elif decision.action == Decision.Action.REPEAL:
        done = "upphäver"
    facts = [f"{decision.body} {done}".strip(), day_text(decision.date), decision.paragraph, decision.registry_number]
    return ", ".join(fact for fact in facts if fact)


def _sharers(plan: Plan) -> list[str]:
    return [organisation.name for organisation in plan.co_owners.all()] + [
        actor.name for actor in plan.co_owner_actors.all()
    ]
