"""How many of each group's activities stand where: a stacked bar for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from textwrap import wrap

from followup.charts.drawing import BAR, GAP, LABEL_LINE, NARROW, TIGHT_LINE, Chart
from followup.charts.shapes import LETTER, Drawing, Piece, Text
from followup.filters import short
from followup.tallies import LABELS, STATUSES, Group, Tally


@dataclass(frozen=True)
class StatusChart(Chart):
    """A stacked bar for each group, all as long: what share of its activities stands where.

    `whole` is of all the groups, where an activity may stand in several and so would be counted twice.
    """

    groups: tuple[Group, ...] = ()
    whole: Tally | None = None

    def draw(self, width: int, top: float) -> Drawing:
        drawn, y = self._key(width, top)
        is_beside = width > NARROW
        left = round(0.34 * width) if is_beside else 0
        for group in self.groups:
            lines = _lines(group.label, (left - 12 if is_beside else width) / LETTER, 2 if is_beside else 1)
            first = y + 15 if is_beside else y + 13
            y += 0 if is_beside else LABEL_LINE
            drawn.texts.extend(Text(0, first + TIGHT_LINE * line, words) for line, words in enumerate(lines))
            drawn.pieces.extend(_bar(group, left, y, width - left))
            y += (BAR if len(lines) < 2 or not is_beside else 2 * TIGHT_LINE) + GAP
        return replace(drawn, height=y)

    def _key(self, width: int, top: float) -> tuple[Drawing, float]:
        key, x, y = Drawing(width, 0), 0.0, top
        for status in STATUSES:
            tallies = [self.whole] if self.whole else [group.tally for group in self.groups]
            number = sum(each.by_status[status] for each in tallies)
            if not number:
                continue
            words = f"{LABELS[status]} {number}"
            needed = 22 + len(words) * LETTER + 10
            # A row, or as many as it takes.
            if x and x + needed > width:
                x, y = 0.0, y + LABEL_LINE
            key.pieces.append(Piece(x, y, 16, 14, status))
            key.texts.append(Text(x + 22, y + 12, words))
            x += needed
        return key, y + LABEL_LINE + 8


def _lines(text: str, letters: float, most: int) -> list[str]:
    lines = wrap(" ".join(text.split()), int(letters))
    # What has no room is cut away.
    return lines if len(lines) <= most else [*lines[: most - 1], short(" ".join(lines[most - 1 :]), int(letters))]


def _bar(group: Group, left: float, y: float, width: float) -> list[Piece]:
    pieces, x = [], left
    for status in STATUSES:
        number = group.tally.by_status[status]
        if number:
            part = width * number / group.tally.total
            about = f"{group.label}: {LABELS[status].lower()} {number} av {group.tally.total}"
            pieces.append(Piece(round(x, 1), y, round(max(part - 2, 1), 1), BAR, status, about, str(number)))
            x += part
    return pieces


def status_chart(groups: Sequence[Group], source: str, whole: Tally | None = None) -> StatusChart:
    """`whole` as in `StatusChart`."""
    # What lies below the highest headings is counted in them.
    shown = [group for group in groups if group.level == 1]
    words = "; ".join(f"{group.label}: {_statuses(group)}" for group in shown)
    point = _status_point(shown, whole)
    return StatusChart("status", point, "Antal aktiviteter", source, 480, words, groups=tuple(shown), whole=whole)


def _status_point(groups: Sequence[Group], whole: Tally | None) -> str:
    tallies = [whole] if whole else [group.tally for group in groups]
    done, total = sum(each.done for each in tallies), sum(each.total for each in tallies)
    if not done:
        return "Ingen aktivitet är genomförd"
    if done == total:
        return "Alla aktiviteter är genomförda" if total > 1 else "Aktiviteten är genomförd"
    ranked = sorted(groups, key=_share, reverse=True)
    if len(ranked) == 1 or _share(ranked[0]) == _share(ranked[1]):
        return f"{done} av {total} aktiviteter {_are_done(done)}"
    # One has come furthest.
    first = ranked[0]
    number = first.tally.done
    return f"Längst har ”{short(first.label)}” kommit: {number} av {first.tally.total} {_are_done(number)}"


def _are_done(number: int) -> str:
    return "är genomförda" if number > 1 else "är genomförd"


def _share(group: Group) -> float:
    return group.tally.done / group.tally.total


def _statuses(group: Group) -> str:
    counted = group.tally.by_status
    return ", ".join(f"{LABELS[status].lower()} {counted[status]}" for status in STATUSES if counted[status])
