"""Uppföljningsrapport: how it goes, what has changed, goal by goal what became of each activity, and what deviates."""

from __future__ import annotations

from collections.abc import Iterator

from andts.lib.document import Block, BulletList, Column, Document, Figure, HeaderField, Paragraph, Section, Table
from andts.lib.swedish import day_text, period_text
from followup.charts import Chart, charts_of
from followup.models import FollowUp
from followup.round_table import Section as Heading
from followup.snapshot.activities import Told, outcome_table, text_table
from followup.snapshot.deviations import deviations
from followup.snapshot.gathered import Gathered
from followup.snapshot.sheets import report_sheets
from followup.snapshot.words import answers_text, moved_text
from followup.statistics import Figure as Number
from followup.statistics import sentence
from followup.tallies import LABELS, NONE, Tally

KIND = "Uppföljningsrapport"
# A chart as wide as the text, in its own pixels (96 to an inch).
PORTRAIT, LANDSCAPE = 642, 860
DEEPEST = 4
# The share of a table's width that its first column has.
LABELLED = 30


def report_of(whole: Gathered) -> Document:
    # Overview on portrait pages; then landscape ones, where the tables have room.
    sections = (*_overview(whole), *_compared(whole), *_groups(whole), *_outcomes(whole), *deviations(whole))
    notes = (*_removed(whole), _counted_how(whole))
    return whole.document(KIND, (*sections, *notes), header=tuple(_header(whole)), sheets=report_sheets(whole))


def _header(whole: Gathered) -> Iterator[HeaderField]:
    round_, answers = whole.round, whole.answers
    yield HeaderField("Plan", whole.plan.title)
    if whole.decided:
        yield HeaderField("Planen beslutad", whole.decided)
    yield HeaderField("Period", period_text(round_.starts, round_.ends))
    yield HeaderField("Läge", whole.state)
    yield HeaderField("Sista dag att svara", day_text(round_.last_day))
    yield HeaderField("Har svarat", f"{answers.answered} av {answers.asked}")
    if whole.plan.registry_number:
        yield HeaderField("Diarienummer", whole.plan.registry_number)


# --- How it goes


def _overview(whole: Gathered) -> Iterator[Section]:
    dashboard = whole.dashboard
    said = [f"{dashboard.sentence} {answers_text(whole.answers)}".strip(), moved_text(whole.moved)]
    note = Paragraph("Procent räknas av alla aktiviteter, valid procent av dem som har fått en status.")
    tables = (figures_table(dashboard.figures), note, dashboard.tables["status"].on_paper(LABELLED))
    yield Section("Sammanfattning", 1, (*(Paragraph(text) for text in said if text), *tables))


def figures_table(figures: list[Number]) -> Table:
    columns = tuple(Column(each.label, 100 / len(figures), numeric=True) for each in figures)
    # As over the page's charts: a share stands with its number.
    row = tuple(f"{each.number} ({each.share_text})" if each.share_text else str(each.number) for each in figures)
    return Table("", columns, (row,), row_headers=False)


def _drawn(chart: Chart, width: int) -> Figure:
    return Figure(chart.picture(width))


# --- What has changed


def _compared(whole: Gathered) -> Iterator[Section]:
    trend = charts_of(whole.dashboard).get("trend")
    if trend:
        blocks: tuple[Block, ...] = (_drawn(trend, PORTRAIT), whole.dashboard.tables["trend"].on_paper(LABELLED))
        yield Section("Jämfört med tidigare uppföljningar", 1, blocks)
    if whole.moved and whole.moved.rows:
        yield Section(f"Nytt sedan {whole.moved.since}", 2, (_moved_table(whole),))


def _moved_table(whole: Gathered) -> Table:
    assert whole.moved
    told = {each.pk: Told(each, whole.rows[each.pk]) for each in whole.follow_ups}
    columns = (Column("Aktivitet", 56), Column(whole.moved.since, 22), Column(whole.round.period, 22))
    rows = [(told[row.pk].name, LABELS[before], LABELS[row.status]) for row, before in whole.moved.rows]
    return Table("Aktiviteter som har fått en annan status", columns, tuple(rows))


# --- By goal and by who is responsible


def _groups(whole: Gathered) -> Iterator[Section]:
    dashboard, chart = whole.dashboard, charts_of(whole.dashboard).get("status")
    drawn = [_drawn(chart, LANDSCAPE)] if chart else []
    rubrics = dashboard.tables["rubriker"].on_paper(LABELLED)
    yield Section("Läget efter mål och ansvarig", 1, (*drawn, rubrics), orientation="landscape")
    note = Paragraph("En aktivitet som flera ansvarar för räknas en gång hos var och en.")
    actors = dashboard.tables["ansvariga"].on_paper(LABELLED)
    yield Section("", 2, (note, actors), orientation="landscape")


# --- What became of each activity


def _outcomes(whole: Gathered) -> Iterator[Section]:
    if not whole.table.sections:
        nothing = Paragraph("Det finns inga aktiviteter att följa upp.")
        yield Section("Mål för mål", 1, (nothing,), orientation="landscape")
        return
    yield Section("Mål för mål", 1, orientation="landscape")
    for section in whole.table.sections:
        yield _outcome(whole, section)


def _outcome(whole: Gathered, section: Heading) -> Section:
    told = told_of(whole, section.follow_ups)
    table = [outcome_table(told)] if told else []
    heading = section.heading
    # The sentence counts what lies below its headings too.
    counted = _counted(whole)[str(heading.pk) if heading else NONE]
    said = Paragraph(sentence(counted, (), is_over=whole.dashboard.is_over))
    name, number = (heading.heading, heading.number) if heading else ("Aktiviteter utan rubrik", "")
    return Section(name, min(max(section.level, 1) + 1, DEEPEST), (said, *table), number, "landscape")


def _counted(whole: Gathered) -> dict[str, Tally]:
    # As in the table and on the page.
    return {group.chosen["rubrik"]: group.tally for group in whole.dashboard.headings}


def told_of(whole: Gathered, follow_ups: list[FollowUp]) -> list[Told]:
    return [Told(each, whole.rows.get(each.pk)) for each in follow_ups]


# --- What else there is to know


def _removed(whole: Gathered) -> Iterator[Section]:
    if whole.table.removed:
        told = told_of(whole, whole.table.removed)
        note = Paragraph("Aktiviteterna har tagits bort ur planen sedan uppföljningen öppnades. De räknas inte.")
        table = text_table("", [("Aktivitet", 40, lambda each: each.name), ("Svar", 60, lambda each: each.said)], told)
        yield Section("Borttagna ur planen", 1, (note, table), orientation="landscape")


def _counted_how(whole: Gathered) -> Section:
    rules = [
        "Varje aktivitet räknas en gång, med den status som gäller. Den följer av svaren, om inte samordnaren har satt "
        "en annan.",
        "När flera ansvarar för en aktivitet är den genomförd först när alla har svarat att den är det.",
        f"Sen är en aktivitet som saknade svar när sista dagen, {day_text(whole.round.last_day)}, hade gått. Det är "
        "något annat än försenad, som är ett svar.",
        "Andelar är avrundade till en decimal.",
    ]
    return Section("Så är siffrorna räknade", 1, (BulletList(tuple(rules)),), orientation="landscape")
