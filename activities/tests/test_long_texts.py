"""Whatever is read out of a text takes time as the text is long: nobody's junk may keep the others waiting."""

from time import process_time

import pytest

from activities.filtering import _parts
from activities.imports.actors import KnownActors, suggest_actors
from activities.imports.schedule import classify
from activities.pasting.tabs import read_tabs
from activities.pasting.times import is_unreadable_date
from andts.lib.personal_data import warnings_in
from andts.lib.searching import excerpt, terms

SIGNS = 300_000
# A pattern that begins anew at each sign needs minutes, and one that does not a fraction of this.
SECONDS = 10
NOBODY = KnownActors.of({})


def personal_numbers() -> str:
    """All of them different, one in ten with the right check digit."""
    return " ".join(f"19850709-{last:04d} 19{year}0709-{last:04d}" for year in (60, 70) for last in range(7_000))


TEXTS = {
    "spaces": " " * SIGNS + "x",
    "tabs": "\t" * SIGNS + "x",
    "lines": "\n" * SIGNS + "x",
    "figures": "1" * SIGNS + "x",
    "figures and hyphens": "1-" * (SIGNS // 2) + "x",
    "letters": "a" * SIGNS,
    "and": "och " * (SIGNS // 4),
    "addresses": "a@" * (SIGNS // 2),
    "telephones": " ".join(f"07{number:08d}" for number in range(SIGNS // 11)),
    "personal numbers": personal_numbers(),
    "quotes": '"' * SIGNS,
    "quotes and lines": '"\n' * (SIGNS // 2),
}
READERS = {
    "warnings": warnings_in,
    "names to filter by": _parts,
    "actors": lambda text: suggest_actors(text, NOBODY),
    "schedule": classify,
    "date": is_unreadable_date,
    "pasted": read_tabs,
    "excerpt": lambda text: excerpt(text, terms("skola")),
}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("text", TEXTS)
def test_time_grows_as_the_text(reader, text):
    start = process_time()
    READERS[reader](TEXTS[text])
    assert process_time() - start < SECONDS
