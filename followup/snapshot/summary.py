"""One A4 page for the board: how it goes, one chart, what deviates most, and what is asked of the board.

Every text that can be long is cut, and of the deviations so many are told as there is room for: it stays one page
whatever a plan is called and however much it holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import ceil

from andts.lib.document import BulletList, Document, Figure, Paragraph, Section
from followup.charts import Chart, charts_of, status_chart
from followup.filters import short
from followup.snapshot.activities import Told
from followup.snapshot.deviations import KINDS
from followup.snapshot.gathered import Gathered
from followup.snapshot.report import PORTRAIT, figures_table
from followup.snapshot.words import answers_text, last_day_text, moved_text
from followup.statistics import to_account_for
from followup.tallies import Group
from organisations.models import Organisation

# The most bars that the chart has, and the most letters of each text.
BARS = 5
TITLE, LEAD, CHART_TITLE, SOURCE, LINE, RESPONSIBLE = 90, 350, 150, 160, 150, 40
# Letters on a line of text; millimetres of a line, of the page, and of all that stands on it whatever the round:
# head, figures, headings and the space between.
LETTERS, LINE_HEIGHT, PAGE, REST = 88, 5.2, 254, 94
MM = 25.4 / 96
FEWEST, MOST = 2, 8
BOARDS = {Organisation.Kind.MUNICIPALITY: "Kommunstyrelsen", Organisation.Kind.REGION: "Regionstyrelsen"}


def summary_of(whole: Gathered) -> Document:
    board, chart, lead, asked = board_of(whole), _chart(whole), _lead(whole), _asked(whole)
    room = (PAGE - REST - chart.height(PORTRAIT) * MM) / LINE_HEIGHT - _lines(lead) - sum(map(_lines, asked))
    overview = (Paragraph(lead), figures_table(whole.figures), Figure(chart.picture(PORTRAIT)))
    return whole.document(
        f"Sammanfattning för {board[0].lower()}{board[1:]}",
        (Section("", 1, overview), _deviations(whole, int(room)), _asking(whole, board, asked)),
        title=short(f"Uppföljning {whole.round.period} av {whole.plan.title}", TITLE),
        subtitle=whole.state,
        compact=True,
    )


def board_of(whole: Gathered) -> str:
    return BOARDS.get(Organisation.Kind(whole.organisation.authority.kind), "Styrelsen")


def _lines(text: str) -> int:
    return ceil(len(text) / LETTERS)


def _lead(whole: Gathered) -> str:
    said = [whole.dashboard.sentence, answers_text(whole.answers), moved_text(whole.moved)]
    return short(" ".join(filter(None, said)), LEAD)


def _chart(whole: Gathered) -> Chart:
    dashboard = whole.dashboard
    charts = charts_of(dashboard)
    highest = [group for group in dashboard.headings if group.level == 1]
    # By goal where they have room; else over the years, and of a first round with many goals the whole as one bar.
    if 0 < len(highest) <= BARS:
        chosen = charts["status"]
    else:
        chosen = charts.get("trend") or status_chart([Group("Alla aktiviteter", dashboard.whole, {})], dashboard.source)
    return replace(chosen, title=short(chosen.title, CHART_TITLE), source=short(chosen.source, SOURCE))


# --- What deviates


def _deviations(whole: Gathered, room: int) -> Section:
    """`room` in lines."""
    found = list(_deviating(whole))
    if not found:
        return Section("Viktigaste avvikelserna", 1, (Paragraph("Inget avviker från planen."),))
    told = _fitting(found, room)
    more = [f"… och {len(found) - len(told)} till, se uppföljningsrapporten."] if len(found) > len(told) else []
    return Section("Viktigaste avvikelserna", 1, (BulletList((*told, *more)),))


def _fitting(found: list[str], room: int) -> list[str]:
    told: list[str] = []
    for text in found[:MOST]:
        # With a line to spare for how many are left.
        room -= _lines(text)
        if room < 1 and len(told) >= FEWEST:
            break
        told.append(text)
    return told


def _deviating(whole: Gathered) -> Iterator[str]:
    told = [Told(each, whole.rows[each.pk]) for each in whole.follow_ups]
    first, *others = KINDS
    late = [each for each in told if each.row and each.row.is_late and each.follow_up.status != first]
    # What is delayed first, then whose answers are late, then the rest; each once.
    yield from (_said(each) for each in told if each.follow_up.status == first)
    yield from (short(f"{_name(each)}: svar saknas från {each.unanswered}.", LINE) for each in late)
    for status in others:
        yield from (_said(each) for each in told if each.follow_up.status == status and each not in late)


def _said(told: Told) -> str:
    status = str(told.follow_up.get_status_display()).lower()
    return short(f"{_name(told)} ({short(told.responsible, RESPONSIBLE)}): {status}. {told.reasons}".strip(), LINE)


def _name(told: Told) -> str:
    return short(told.name).rstrip(".")


# --- What is asked


def _asked(whole: Gathered) -> list[str]:
    # One sentence while it goes on; else the points of what the board is to do.
    if whole.round.is_open:
        return [f"Uppföljningen pågår. {last_day_text(whole.round)} Inget beslut behövs än."]
    unfinished = to_account_for(whole.dashboard.narrowed.rows)
    account = [f"uppmana de ansvariga att {_account(unfinished)}"] if unfinished else []
    return ["ta del av uppföljningen och lägga den till handlingarna", *account]


def _asking(whole: Gathered, board: str, asked: list[str]) -> Section:
    if whole.round.is_open:
        return Section(f"{board} behöver veta", 1, (Paragraph(asked[0]),))
    return Section(f"{board} föreslås", 1, (BulletList(tuple(asked)),))


def _account(number: int) -> str:
    those = "den aktivitet som är försenad" if number == 1 else f"de {number} aktiviteter som är försenade"
    return f"redovisa {those} eller saknar svar"
