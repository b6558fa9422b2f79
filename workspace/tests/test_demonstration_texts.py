"""The demonstration's words: plain Swedish, no persons, no cases, nothing said about real kommuner."""

import re

import pytest

from organisations import reference
from workspace.demonstration import files

NAMES = ["places", "people", "actors", *(f"plans/{name}" for name in files.PLANS)]
# What must not stand in a text, and an example that each is seen to find.
FAULTS = {
    "exclamation mark": (r"!", "Bra jobbat!"),
    "vänligen": (r"\bvänligen\b", "Vänligen svara"),
    "two spaces": (r"  ", "ett  ord"),
    "space before punctuation": (r" [,.:;]", "skola , fritid"),
    "space at an end": (r"^[ \t]|[ \t]$", "skola "),
    "straight quotation mark": (r"\"", 'kallas "löfte"'),
    "hyphen as dash": (r"\s-\s", "skola - fritid"),
    "hyphen between years": (r"\b20\d\d-20\d\d\b", "2026-2027"),
    "och/eller": (r"och/eller", "skola och/eller fritid"),
    "anglicism": (r"\b(?:dashboard|workshop|deadline|feedback|team ?building|implementera)", "en workshop"),
    "officialese": (r"\b(?:erfordras|avseende|tillse|beaktande|medelst|ovanstående)\b", "avseende skolan"),
    "doping": (r"\bdoping", "dopingmedel"),
    "personnummer": (r"\b(?:19|20)?\d{6}[-+ ]?\d{4}\b", "20090101-1234"),
    "telephone number": (r"\b(?:0\d{1,3}[-–/ ]\d{2,3}[ \d]{4,}|\+46)", "0910-123 45"),
    "real address": (r"@(?!\S+\.example\b)", "anna@kommunen.se"),
}
# The acts that domain knowledge supports, by what the plans may call them.
ACTS = {"2023:196", "2010:1622", "2018:2088", "2022:1257"}
TITLED = re.compile(r"\b(?:herr|fru|kommissarie|doktor) [A-ZÅÄÖ]", re.IGNORECASE)


def strings(value):
    """Every text in a file, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for each in value.values() for text in strings(each))
    elif isinstance(value, list):
        yield from (text for each in value for text in strings(each))


def everything():
    return [text for name in NAMES for text in strings(files.read(name))]


@pytest.mark.parametrize("fault", FAULTS)
def test_no_text_has_the_fault(fault):
    pattern, example = FAULTS[fault]
    found = re.compile(pattern, re.IGNORECASE | re.MULTILINE)
    assert found.search(example)
    assert [text for text in everything() if found.search(text)] == []


def test_only_known_acts_are_cited():
    cited = set(re.findall(r"\((\d{4}:\d+)\)", "\n".join(everything())))
    assert cited == ACTS


def test_functions_are_named_and_not_persons():
    people = {part for person in files.read("people")["people"] for part in person["name"].split()}
    written = [text for name in NAMES if name != "people" for text in strings(files.read(name))]
    assert [text for text in written if people & set(re.findall(r"\w+", text)) or TITLED.search(text)] == []


def test_no_real_kommun_or_county_is_mentioned():
    real = [*reference.counties(), *reference.municipalities()]
    names = {row["name"] for row in real} | {row["short_name"] for row in real if len(row["short_name"]) > 3}
    mentioned = re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(names))) + r")s?\b")
    assert [text for text in everything() if mentioned.search(text)] == []


def test_every_text_begins_with_a_capital_or_a_figure():
    """Words that people read; the files' own keys and choices are lower case."""
    columns = ("title", "description", "schedule", "partners", "responsible", "follow_up", "target_group", "heading")
    texts = [text for name in files.PLANS for text in read_in(columns, files.read(f"plans/{name}"))]
    assert len(texts) > 800
    assert [text for text in texts if not re.match(r"[A-ZÅÄÖ0-9]", text)] == []


def read_in(keys, value):
    if isinstance(value, dict):
        yield from (text for key, text in value.items() if key in keys and isinstance(text, str))
        value = list(value.values())
    if isinstance(value, list):
        yield from (text for each in value for text in read_in(keys, each))


def test_descriptions_end_as_sentences():
    texts = [text for name in files.PLANS for text in read_in(("description", "text"), files.read(f"plans/{name}"))]
    assert [text for text in texts if not text.endswith(".")] == []
