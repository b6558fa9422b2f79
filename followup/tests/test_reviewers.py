"""Who may approve where a kommun has no chef: the samordnare is told, and who can see to it."""

import pytest
from django.urls import reverse
from lxml import html

from followup.rounds import close_round
from organisations.models import Membership
from organisations.tests.cast import client_of

TITLE = "Ingen chef kan godkänna"


def told(user, address):
    """The notice, or nothing."""
    page = html.fromstring(client_of(user).get(address).content)
    found = [each.text_content() for each in page.cssselect(".notice-warning") if TITLE in each.text_content()]
    return " ".join(" ".join(found).split()).removeprefix(TITLE).strip()


@pytest.fixture
def page(opened):
    return opened.get_absolute_url()


@pytest.fixture
def chef(lindvalla, carl):
    """Carl, chef of the whole kommun too."""
    return Membership.created(by=None, user=carl, organisation=lindvalla, role="manager")


def test_round_says_for_how_much_there_is_no_chef_and_who_can_see_to_it(page, anna, adam):
    assert told(anna, page) == (
        "4 aktiviteter har ingen chef som granskar svaren, varken vid den ansvarigas enhet eller i Lindvalla. "
        f"{adam}, som är administratör, kan ge någon rollen Chef, och den personen kan sedan godkänna. "
        "Uppföljningen går att avsluta ändå."
    )


def test_without_an_administrator_too_it_is_told(page, anna):
    assert "Den som är administratör kan ge någon rollen Chef" in told(anna, page)


def test_what_the_chef_of_a_unit_reviews_is_not_counted(page, anna, carl, carl_reviews):
    assert told(anna, page).startswith("3 aktiviteter har ingen chef")


def test_chef_of_the_kommun_reviews_all_of_it(page, anna, chef):
    assert told(anna, page) == ""


def test_chef_whose_account_is_closed_reviews_nothing(page, anna, chef, carl):
    carl.deactivate(by=None)
    assert told(anna, page).startswith("4 aktiviteter")


def test_only_the_samordnare_is_told(page, carl, carl_reviews, rut, rut_answers):
    assert [told(user, page) for user in (carl, rut)] == ["", ""]


def test_closed_round_does_not_say_it(page, opened, anna):
    close_round(opened, by=anna)
    assert told(anna, page) == ""


@pytest.mark.parametrize("name", ["health-overview", "plan-health"])
def test_att_se_over_says_it(adopted, anna, adam, name):
    address = reverse(name, args=[adopted.pk] if name == "plan-health" else [])
    assert told(anna, address) == (
        "Lindvalla har ingen chef. Det som ingen enhets chef granskar kan då inte godkännas. "
        f"{adam}, som är administratör, kan ge någon rollen Chef, och den personen kan sedan godkänna."
    )
    Membership.created(by=None, user=adam, organisation=adopted.organisation, role="manager")
    assert told(anna, address) == ""


def test_who_can_see_to_it_is_led_there(page, anna, lindvalla):
    Membership.created(by=None, user=anna, organisation=lindvalla, role="administrator")
    client = client_of(anna)
    [link] = html.fromstring(client.get(page).content).cssselect(".notice-warning .notice-link")
    assert client.get(link.get("href")).status_code == 200
