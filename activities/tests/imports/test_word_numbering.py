"""The numbers that Word counts itself, as ECMA-376 (17.9) has them."""

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from activities.imports.word.numbering import Numbering


def level(depth: int, form: str, pattern: str, start: int = 1) -> str:
    values = {"start": start, "numFmt": form, "lvlText": pattern}
    inner = "".join(f'<w:{name} w:val="{value}"/>' for name, value in values.items())
    return f'<w:lvl w:ilvl="{depth}">{inner}</w:lvl>'


def numbering(levels: str, **lists: str) -> Numbering:
    """One abstract list, and lists of it by id, each with its own changes."""
    numbers = [
        f'<w:num w:numId="{key}"><w:abstractNumId w:val="0"/>{changes}</w:num>' for key, changes in lists.items()
    ]
    abstract = f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
    return Numbering(parse_xml(f"<w:numbering {nsdecls('w')}>{abstract}{''.join(numbers)}</w:numbering>"))


def shown(numbers: Numbering, *places: tuple[str, int]) -> list[str]:
    return [numbers.next_number(key, depth)[1] for key, depth in places]


@pytest.mark.parametrize(
    ("form", "count", "written"),
    [
        ("decimal", 12, "12"),
        ("decimalZero", 7, "07"),
        ("decimalZero", 12, "12"),
        ("lowerLetter", 1, "a"),
        ("lowerLetter", 26, "z"),
        ("lowerLetter", 28, "bb"),  # after z comes aa, and then bb
        ("upperLetter", 3, "C"),
        ("lowerRoman", 4, "iv"),
        ("lowerRoman", 49, "xlix"),
        ("upperRoman", 9, "IX"),
        ("upperRoman", 1994, "MCMXCIV"),
        ("ordinalText", 2, "2"),  # what is not known is counted in figures
    ],
)
def test_number_is_written_in_its_form(form: str, count: int, written: str) -> None:
    numbers = numbering(level(0, form, "%1)", start=count), a="")
    assert numbers.next_number("a", 0) == (True, f"{written})")


def test_number_holds_those_above_it_which_start_again() -> None:
    numbers = numbering(level(0, "upperRoman", "%1.") + level(1, "lowerLetter", "%1.%2"), a="")
    places = [("a", 0), ("a", 1), ("a", 1), ("a", 0), ("a", 1)]
    assert shown(numbers, *places) == ["I.", "I.a", "I.b", "II.", "II.a"]


def test_level_that_nothing_stands_above_counts_from_its_start() -> None:
    numbers = numbering(level(0, "decimal", "%1.", start=3) + level(1, "decimal", "%1.%2"), a="")
    assert shown(numbers, ("a", 1), ("a", 0)) == ["3.1", "4."]


def test_lists_that_share_what_they_look_like_count_on_together() -> None:
    numbers = numbering(level(0, "decimal", "%1."), a="", b="")
    assert shown(numbers, ("a", 0), ("b", 0), ("a", 0)) == ["1.", "2.", "3."]


def test_list_with_a_start_of_its_own_counts_for_itself() -> None:
    own = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    numbers = numbering(level(0, "decimal", "%1."), a="", b=own)
    assert shown(numbers, ("a", 0), ("b", 0), ("a", 0), ("b", 0)) == ["1.", "5.", "2.", "6."]


def test_list_with_a_level_of_its_own_shows_that() -> None:
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "Mål %1")}</w:lvlOverride>'
    numbers = numbering(level(0, "decimal", "%1."), a="", b=own)
    assert shown(numbers, ("a", 0), ("b", 0)) == ["1.", "Mål A"]


def test_bullet_is_in_a_list_and_has_no_number() -> None:
    assert numbering(level(0, "bullet", "•"), a="").next_number("a", 0) == (True, "")


@pytest.mark.parametrize(("key", "depth"), [("nej", 0), ("a", 1), ("a", -1)])
def test_list_that_is_not_there_numbers_nothing(key: str, depth: int) -> None:
    assert numbering(level(0, "decimal", "%1."), a="").next_number(key, depth) == (False, "")
