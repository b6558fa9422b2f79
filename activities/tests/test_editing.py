"""What each kind of cell takes, and what it makes of it."""

import pytest

from activities.editing import CELLS, CellError, cell_named
from activities.forms import ActivityForm
from activities.models import Activity

CHOICES = {
    "status": Activity.Status,
    "level": Activity.Level,
    "strategy": Activity.Strategy,
    "orientation": Activity.Orientation,
}
EVERY_CHOICE = [(name, value) for name, choices in CHOICES.items() for value in choices.values]


def test_every_text_and_choice_of_the_form_is_a_cell():
    """But where it lies and what it is linked to, which are no texts."""
    no_texts = {"node", "responsible", "partners", "serves"}
    assert set(CELLS) == set(ActivityForm._meta.fields) - no_texts


@pytest.mark.parametrize(
    "name", ["node", "deleted_at", "line", "order", "extra", "own-", "own-0", "own-01", "own-x", "own-1 "]
)
def test_what_is_no_cell_has_none(name):
    assert cell_named(name) is None


@pytest.mark.parametrize("text", ["", "Två rader\noch en till", "<b>fet</b>", "=1+1", "ord " * 20_000 + "slut"])
def test_text_is_taken_whatever_it_says(text):
    assert cell_named("description").checked(text) == text


@pytest.mark.parametrize(
    ("written", "stored"),
    [("  Tillsyn \r\n", "Tillsyn"), ("Fo\u0308rskola", "Förskola"), ("a\x00b\x0bc", "abc"), ("en\rtvå", "en\ntvå")],
)
def test_text_is_compared_as_it_would_be_stored(written, stored):
    assert cell_named("title").checked(written) == stored


def test_number_is_one_line():
    assert cell_named("number").checked(" 1.2\n b ") == "1.2 b"


def test_number_of_fifty_characters_is_the_longest():
    assert cell_named("number").checked("9" * 50) == "9" * 50
    with pytest.raises(CellError, match="högst 50 tecken"):
        cell_named("number").checked("9" * 51)


@pytest.mark.parametrize(("name", "value"), EVERY_CHOICE)
def test_every_choice_is_taken(name, value):
    assert cell_named(name).checked(value) == value


@pytest.mark.parametrize("name", ["status", "level", "strategy", "orientation"])
def test_choice_may_be_none_but_not_another(name):
    assert cell_named(name).checked("") == ""
    with pytest.raises(CellError, match="Välj ett av alternativen"):
        cell_named(name).checked("Universell")


def test_substances_stand_in_the_order_of_their_letters():
    assert cell_named("substances").checked("SNA") == "ANS"


@pytest.mark.parametrize("text", ["X", "a", "A, N", "Alkohol"])
def test_substances_are_letters_of_andts(text):
    with pytest.raises(CellError, match="Välj bland alkohol"):
        cell_named("substances").checked(text)


@pytest.mark.parametrize(("name", "links"), [("partners_text", "partners"), ("responsible_text", "responsible")])
def test_actors_stand_beside_their_text(name, links):
    cell = cell_named(name)
    assert (cell.links, cell.change(Activity(title="A"), "Polisen")) == (links, {name: "Polisen"})


def test_own_column_is_read_and_changed_beside_the_others():
    activity = Activity(title="A", extra={"7": "40 000 kr", "8": "Ja"})
    cell = cell_named("own-7")
    assert (cell.read(activity), cell.change(activity, "50 000 kr")) == (
        "40 000 kr",
        {"extra": {"7": "50 000 kr", "8": "Ja"}},
    )


def test_empty_own_column_leaves_nothing():
    assert cell_named("own-7").change(Activity(extra={"7": "Ja"}), "") == {"extra": {}}


@pytest.mark.parametrize(("name", "other"), [("title", "description"), ("description", "title")])
def test_last_of_title_and_description_stays(name, other):
    with pytest.raises(CellError, match="Ange en aktivitet, eller beskriv den under Vad"):
        cell_named(name).change(Activity(**{name: "Tillsyn"}), "")
    assert cell_named(name).change(Activity(**{name: "Tillsyn", other: "Besök"}), "") == {name: ""}
