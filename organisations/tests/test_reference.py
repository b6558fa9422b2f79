"""The list of län and kommuner, against facts known from elsewhere and against the reference file where it exists."""

import csv
from pathlib import Path

import pytest

from organisations import reference
from organisations.models import Organisation

SHARED = Path(__file__).parents[3] / "shared" / "reference"
# The reference file adds a genitive s to every name that ends in a consonant; these four kommuner do not.
CALL_THEMSELVES = {
    "1421": "Orust kommun",
    "2080": "Falu kommun",
    "2513": "Överkalix kommun",
    "2514": "Kalix kommun",
}


def test_there_are_21_counties_and_290_municipalities() -> None:
    assert (len(reference.counties()), len(reference.municipalities())) == (21, 290)


def test_every_municipality_is_in_a_county() -> None:
    assert {row["code"][:2] for row in reference.municipalities()} == {row["code"] for row in reference.counties()}


@pytest.mark.parametrize("name", ["counties", "municipalities"])
def test_codes_and_names_are_those_of_the_reference_file(name: str) -> None:
    file = SHARED / f"{name}.csv"
    if not file.exists():
        pytest.skip("the reference file is not here")
    with file.open(encoding="utf-8") as rows:
        known = {row["code"]: row["name"] for row in csv.DictReader(rows)}
    expected = {code: CALL_THEMSELVES.get(code, name) for code, name in known.items()}
    assert {row["code"]: row["name"] for row in getattr(reference, name)()} == expected


@pytest.mark.parametrize(
    ("code", "name", "short_name"),
    [
        ("0180", "Stockholms kommun", "Stockholm"),
        ("2417", "Norsjö kommun", "Norsjö"),
        ("1490", "Borås kommun", "Borås"),
        ("2080", "Falu kommun", "Falun"),
        ("1462", "Lilla Edets kommun", "Lilla Edet"),
        ("14", "Västra Götalands län", "Västra Götaland"),
    ],
)
def test_a_name_bears_its_genitive_and_the_short_one_none(code: str, name: str, short_name: str, db: None) -> None:
    reference.load()
    found = Organisation.objects.named(code)
    assert (found.name, found.short_name) == (name, short_name)


def test_a_municipality_belongs_to_the_county_of_its_code(db: None) -> None:
    reference.load()
    norsjo = Organisation.objects.named("norsjo-kommun")
    assert norsjo.code == "2417"
    assert norsjo.parent == Organisation.objects.named("24")


def test_loading_again_changes_nothing(db: None) -> None:
    assert reference.load() == 311
    Organisation.objects.named("2417").record(by=None, name="Norsjö kommun i Västerbotten")
    before = list(Organisation.objects.values())
    assert reference.load() == 0
    assert list(Organisation.objects.values()) == before
