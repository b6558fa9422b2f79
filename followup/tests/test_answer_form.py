"""What is typed in an answer: numbers as Swedes write them, measures, and what an error says."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict

from followup.forms.answers import AnswerForm, NumberField, measures


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12", "12"),
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        ("1 234,5", "1234.5"),
        ("1\u00a0234", "1234"),
        ("\u22123,25", "-3.25"),
        ("0,125", "0.125"),
        (" 7 ", "7"),
    ],
)
def test_number_is_read_as_written(typed, number):
    assert NumberField().clean(typed) == Decimal(number)


@pytest.mark.parametrize("typed", ["tolv", "1e5", "12,5,1", "NaN", "12 st", "1,2345", "123456789012", "٣", "--1"])
def test_number_that_is_none_is_refused(typed):
    with pytest.raises(ValidationError, match="Ange ett tal"):
        NumberField().clean(typed)


def test_point_that_may_be_two_things_is_asked_about():
    with pytest.raises(ValidationError, match="Menar du 1234 eller 1,234"):
        NumberField().clean("1.234")


def test_nothing_is_no_number():
    assert NumberField(required=False).clean("") is None


@pytest.mark.parametrize(("number", "text"), [("1234.500", "1\u00a0234,5"), ("12.000", "12"), ("-0.250", "\u22120,25")])
def test_number_is_shown_as_swedes_write_it(number, text):
    shown = NumberField().prepare_value(Decimal(number))
    assert shown == text
    assert NumberField().clean(shown) == Decimal(number)


def test_answer_needs_a_status_alone():
    form = AnswerForm({})
    assert form.errors == {"status": ["Välj hur det har gått."]}


def sent(*rows, known=()):
    data = {"matt-TOTAL_FORMS": len(rows), "matt-INITIAL_FORMS": len(known)}
    for number, row in enumerate(rows):
        data |= {f"matt-{number}-{name}": text for name, text in row.items()}
    query = QueryDict(mutable=True)
    query.update({name: str(value) for name, value in data.items()})
    return measures(query, known)


KNOWN = {"name": "Antal köp", "unit": "st", "number": None, "target": Decimal(15)}


def test_known_measure_takes_a_number():
    given = sent({"name": "Antal köp", "unit": "st", "number": "12,5", "target": "15"}, known=[KNOWN])
    assert given.is_valid()
    assert given.values() == [{"name": "Antal köp", "unit": "st", "number": Decimal("12.5"), "target": Decimal(15)}]


def test_known_measure_may_be_left_empty():
    assert sent({"name": "Antal köp", "unit": "st", "number": "", "target": "15"}, known=[KNOWN]).is_valid()


def test_own_measure_left_empty_is_none():
    given = sent({"name": "", "unit": "", "number": "", "target": ""})
    assert (given.is_valid(), given.values()) == (True, [])


@pytest.mark.parametrize(
    ("row", "error"),
    [
        ({"name": "Deltagare", "number": ""}, {"number": ["Ange ett värde för Deltagare."]}),
        ({"name": "", "number": "12"}, {"name": ["Ange vad som mäts."]}),
        ({"name": "Deltagare", "number": "många"}, {"number": ["Ange ett tal, till exempel 12 eller 12,5."]}),
    ],
)
def test_own_measure_that_is_half_says_what_is_missing(row, error):
    given = sent(row)
    assert not given.is_valid()
    assert given.forms[0].errors == error


def test_measure_that_is_there_already_is_told():
    row = {"name": "Antal köp", "unit": "st", "number": "12", "target": ""}
    given = sent(row, {"name": "antal köp", "number": "3"}, known=[KNOWN])
    assert not given.is_valid()
    assert given.forms[1].errors == {"name": ["Måttet finns redan. Skriv värdet där."]}
