"""What did not go as planned, with its reason and what happens now; and whose answers are missing."""

from __future__ import annotations

from collections.abc import Iterator

from activities.models import Activity
from andts.lib.document import Paragraph, Section
from andts.lib.swedish import day_text
from followup.snapshot.activities import Told, text_table
from followup.snapshot.gathered import Gathered
from followup.snapshot.words import last_day_text

Status = Activity.Status
# The order they are told in: what somebody must act on first.
KINDS: dict[str, str] = {
    Status.DELAYED: "Försenade",
    Status.NOT_STARTED: "Ej påbörjade",
    Status.PARTLY_DONE: "Delvis genomförda",
    Status.CANCELLED: "Utgår",
}


def deviations(whole: Gathered) -> Iterator[Section]:
    told = [Told(each, whole.rows[each.pk]) for each in whole.follow_ups]
    found = [section for status, label in KINDS.items() for section in _of_status(label, status, told)]
    nothing = [] if found else [Paragraph("Ingen aktivitet avviker från planen bland dem som har fått svar.")]
    yield Section("Avvikelser", 1, tuple(nothing), orientation="landscape")
    yield from found
    yield from _unanswered(whole, told)


def _of_status(label: str, status: str, told: list[Told]) -> Iterator[Section]:
    those = [each for each in told if each.follow_up.status == status]
    if those:
        columns = [
            ("Aktivitet", 28, lambda each: each.name),
            ("Ansvarig", 18, lambda each: each.responsible),
            ("Orsak", 29, lambda each: each.reasons or "Ingen orsak är angiven."),
            ("Nästa steg", 25, lambda each: each.next_steps or "–"),
        ]
        yield Section(f"{label}: {len(those)}", 2, (text_table("", columns, those),), orientation="landscape")


def _unanswered(whole: Gathered, told: list[Told]) -> Iterator[Section]:
    those = [each for each in told if each.row and not each.row.is_answered]
    if not those:
        return
    # Late after the last day, else waited for; the heading says which.
    late = whole.dashboard.whole.late
    if late:
        heading, said = f"Sena: {late}", f"Svar saknas, och sista dagen var {day_text(whole.round.last_day)}."
    elif whole.round.is_open:
        heading, said = f"Väntar på svar: {len(those)}", last_day_text(whole.round)
    else:
        heading, said = f"Saknar svar: {len(those)}", last_day_text(whole.round)
    columns = [
        ("Aktivitet", 46, lambda each: each.name),
        ("Saknar svar från", 34, lambda each: each.unanswered),
        ("Status", 20, lambda each: each.status),
    ]
    table = text_table("", columns, those)
    yield Section(heading, 2, (Paragraph(said), table), orientation="landscape")
