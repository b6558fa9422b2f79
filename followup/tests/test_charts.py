"""Charts as drawings: what they say, that they read without colour, and that a page may hold them."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree

import pytest

from andts.tests.test_colours import contrast, read_tokens
from followup.charts import NARROW, PAINTS, Chart, StatusChart, status_chart, trend_chart
from followup.charts.drawing import PAPER_FONTS
from followup.grouping import Period
from followup.tallies import STATUSES, Group, tally
from followup.tests.test_tallies import row

SVG = "{http://www.w3.org/2000/svg}"
SOURCE = "Uppföljning 2027, Lindvalla kommun, 3 maj 2027"


def group(label: str, *statuses: str, level: int = 1) -> Group:
    return Group(label, tally(row(status) for status in statuses), {}, level)


AHEAD = group("1 Tillgång", "done", "done", "delayed")
BEHIND = group("2 Skolan", "done", "ongoing", "", "")
YEARS = [Period("2025", date(2025, 1, 1), 10, 4), Period("2026", date(2026, 1, 1), 12, 6)]


def drawn(chart: Chart, width: int = 0) -> ElementTree.Element:
    return ElementTree.fromstring(chart.svg(width))


def texts(chart: Chart, width: int = 0) -> list[str]:
    return [text.text or "" for text in drawn(chart, width).iter(f"{SVG}text")]


@pytest.fixture
def status() -> StatusChart:
    return status_chart([AHEAD, BEHIND], SOURCE)


@pytest.fixture
def trend() -> Chart:
    found = trend_chart(YEARS, SOURCE, is_open=False)
    assert found
    return found


@pytest.mark.parametrize(
    ("groups", "title"),
    [
        ([AHEAD, BEHIND], "Längst har ”1 Tillgång” kommit: 2 av 3 är genomförda"),
        ([AHEAD], "2 av 3 aktiviteter är genomförda"),
        ([group("A", "done", "")], "1 av 2 aktiviteter är genomförd"),
        ([group("A", "done")], "Aktiviteten är genomförd"),
        ([group("A", "done", ""), group("B", "done", "")], "2 av 4 aktiviteter är genomförda"),
        ([group("A", "ongoing")], "Ingen aktivitet är genomförd"),
        ([group("A", "done"), group("B", "done")], "Alla aktiviteter är genomförda"),
    ],
)
def test_status_title_says_the_point(groups: list[Group], title: str) -> None:
    assert status_chart(groups, SOURCE).title == title


@pytest.mark.parametrize(
    ("done", "is_open", "title"),
    [
        (6, False, "Mer genomfört 2026 än 2025: 50,0\u00a0% mot 40,0\u00a0%"),
        (3, False, "Mindre genomfört 2026 än 2025: 25,0\u00a0% mot 40,0\u00a0%"),
        (3, True, "Hittills är 25,0\u00a0% genomfört 2026, mot 40,0\u00a0% 2025"),
    ],
)
def test_trend_title_says_the_point(done: int, is_open: bool, title: str) -> None:
    years = [YEARS[0], Period("2026", date(2026, 1, 1), 12, done)]
    chart = trend_chart(years, SOURCE, is_open=is_open)
    assert chart
    assert chart.title == title


def test_trend_that_stands_still_says_so() -> None:
    chart = trend_chart([YEARS[0], Period("2026", date(2026, 1, 1), 5, 2)], SOURCE, is_open=False)
    assert chart
    assert chart.title == "Lika mycket genomfört 2026 som 2025: 40,0\u00a0%"


def test_one_year_is_no_trend() -> None:
    assert trend_chart(YEARS[:1], SOURCE, is_open=True) is None


def test_groups_under_others_are_counted_once(status: StatusChart) -> None:
    with_area = status_chart([AHEAD, group("1.1 Langning", "done", level=2), BEHIND], SOURCE)
    assert with_area.alternative == status.alternative


@pytest.mark.parametrize("width", [0, NARROW])
def test_chart_says_unit_and_source(status: StatusChart, width: int) -> None:
    said = " ".join(texts(status, width))
    assert "Antal aktiviteter" in said
    assert f"Källa: {SOURCE}" in said


def test_key_says_each_status_and_how_many(status: StatusChart) -> None:
    said = texts(status)
    for words in ("Genomförd 3", "Pågår 1", "Försenad 1", "Inget svar 2"):
        assert said.count(words) == 1


def test_bars_are_labelled_with_their_figures(status: StatusChart) -> None:
    assert [text for text in texts(status) if text.isdecimal()] == ["2", "1", "1", "1", "2"]


def test_each_part_is_as_long_as_its_share(status: StatusChart) -> None:
    """2 of 3 beside 1 of 3: the first is twice as long, less the gap of 2 after each."""
    bars = [each for each in status.draw(480, 0).pieces if each.about.startswith("1 Tillgång")]
    assert bars[0].width + 2 == pytest.approx(2 * (bars[1].width + 2), abs=0.3)


def test_trend_says_share_and_number(trend: Chart) -> None:
    said = texts(trend)
    for words in ("40,0\u00a0%", "4 av 10", "2025", "50,0\u00a0%", "6 av 12", "2026"):
        assert words in said


def test_trend_shows_the_latest_that_have_room() -> None:
    years = [Period(f"våren {year}", date(year, 1, 1), 100, 50) for year in range(2018, 2028)]
    chart = trend_chart(years, SOURCE, is_open=False)
    assert chart
    assert [text for text in texts(chart) if text.startswith("våren")][-1] == "våren 2027"
    assert len([text for text in texts(chart) if text.startswith("våren")]) < 10


@pytest.mark.parametrize("width", [0, NARROW])
def test_nothing_is_drawn_outside(status: StatusChart, trend: Chart, width: int) -> None:
    for chart in (status, trend):
        wide = width or chart.wide
        for piece in chart.draw(wide, 0).pieces:
            assert 0 <= piece.x <= piece.x + piece.width <= wide


def test_alternative_says_all_of_it(status: StatusChart) -> None:
    assert status.alternative == "1 Tillgång: genomförd 2, försenad 1; 2 Skolan: genomförd 1, pågår 1, inget svar 2"


def test_drawing_is_named_for_those_who_do_not_see_it(status: StatusChart) -> None:
    top = drawn(status)
    ids = {each.get("id"): each.text for each in top if each.get("id")}
    named = [ids[name] or "" for name in (top.get("aria-labelledby") or "").split()]
    assert top.get("role") == "img"
    assert (named[0], SOURCE in named[1]) == (status.title, True)


@pytest.mark.parametrize("word", ["style", "<script", "onload", "href"])
def test_drawing_holds_nothing_that_the_page_forbids(status: StatusChart, trend: Chart, word: str) -> None:
    assert word not in status.svg() + trend.svg()


def test_what_users_wrote_is_text() -> None:
    hostile = '</title><script>alert(1)</script>" onload="x'
    found = drawn(status_chart([group(hostile, "done")], hostile))
    assert not list(found.iter(f"{SVG}script"))
    assert found.get("onload") is None


def test_wide_and_narrow_share_no_id(status: StatusChart) -> None:
    ids = [each.get("id") for wide in (0, NARROW) for each in drawn(status, wide).iter() if each.get("id")]
    assert len(ids) == len(set(ids))


def test_paints_are_the_tokens() -> None:
    tokens = read_tokens("light")
    names = {status: f"status-{status.replace('_', '-') or 'not-started'}" for status in STATUSES}
    assert {status: tokens[name] for status, name in names.items()} == PAINTS


def test_at_most_five_hues_that_can_be_seen() -> None:
    tokens = read_tokens("light")
    assert len(set(PAINTS.values())) <= 5
    for status in STATUSES:
        assert contrast(tokens, f"status-{status.replace('_', '-') or 'not-started'}", "paper") >= 3


def test_every_status_has_a_pattern_but_the_full_and_the_empty() -> None:
    """In greyscale the hues are the same: the pattern tells them apart. Genomförd is solid, what waits for an answer bare."""
    chart = status_chart([group("A", *STATUSES)], SOURCE)
    fills = {each.get("fill") for each in drawn(chart).iter(f"{SVG}rect")}
    patterns = {each.get("id") for each in drawn(chart).iter(f"{SVG}pattern")}
    assert {f"url(#{name})" for name in patterns} == {fill for fill in fills if fill and fill.startswith("url")}
    assert len(patterns) == len(STATUSES) - 2


def test_picture_is_the_same_drawing(status: StatusChart) -> None:
    picture = status.picture()
    assert (picture.media_type, picture.content.decode()) == ("image/svg+xml", status.svg(fonts=PAPER_FONTS))


def test_what_stands_for_the_picture_begins_with_its_point(status: StatusChart) -> None:
    said = status.picture().alternative
    assert said == f"{status.title}. Antal aktiviteter. {status.alternative}."
