"""What is typed, as forms read it: in the shape that the database keeps, before anything is asked of it."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from andts.lib.fields import Line, PlainText
from plans.models import GoalFramework

# One letter that Unicode's NFC writes with two.
GROWING = "\u0958"


def test_text_is_composed_and_without_what_xml_cannot_hold():
    assert PlainText().clean("Fo\u0308r\x00skola\r\nen\x01 rad\udc80\uffff") == "Förskola\nen rad"


def test_line_is_one_line():
    assert Line().clean(" Socialt\tarbete\r\ni\u2028Lindvalla ") == "Socialt arbete i Lindvalla"


def test_line_is_measured_as_it_is_kept():
    assert Line().clean(GROWING * 150) == "\u0915\u093c" * 150
    with pytest.raises(ValidationError):
        Line().clean(GROWING * 151)


@pytest.mark.parametrize("field", [Line(), PlainText()])
@pytest.mark.parametrize("nothing", ["", " \n", "\x01\x1f", "\uffff"])
def test_what_cannot_be_kept_is_nothing(field, nothing):
    with pytest.raises(ValidationError):
        field.clean(nothing)


@pytest.mark.parametrize("field", ["title", "registry_number"])
def test_a_plans_line_that_grows_is_refused(signed_in, anna, everything, field):
    facts = {"kind": "policy", "title": "Policy", field: GROWING * 300}
    response = signed_in(anna).post(reverse("plan-edit", args=[everything.draft.pk]), facts)
    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])


@pytest.mark.parametrize(
    ("part", "facts"),
    [("rubriker", {"kind": "goal"}), ("texter", {"placement": "before", "level": 1})],
)
def test_a_heading_without_a_letter_is_refused(signed_in, anna, everything, part, facts):
    page = reverse("part-create", args=[everything.draft.pk, part])
    response = signed_in(anna).post(page, facts | {"heading": "\x01"})
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["heading"])


def test_a_long_row_of_figures_is_no_goals_number(anna, lindvalla):
    framework = GoalFramework.created(by=anna, organisation=lindvalla, name="Egna mål", first_year=2026)
    framework.set_goals(["1.2. Skolan", "123456789012345678901 flaskor"], by=anna)
    assert [(goal.number, goal.text) for goal in framework.goals.all()] == [
        ("1.2", "Skolan"),
        ("", "123456789012345678901 flaskor"),
    ]


@pytest.mark.parametrize("name", ["ß" * 300, "x" * 301, GROWING * 300])
def test_a_name_that_does_not_fit_is_refused(signed_in, anna, everything, name):
    client, page = signed_in(anna), reverse("actor-create", args=[everything.organisation.pk])
    refused = client.post(page, {"name": name}), client.post(page, {"name": "Polisen", "aliases": name})
    assert [list(response.context["form"].errors) for response in refused] == [["name"], ["aliases"]]
