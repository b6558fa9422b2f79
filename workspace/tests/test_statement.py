"""The accessibility statement: all that the law (2018:1937, 13 §) and Digg's instructions ask, from the settings."""

from datetime import date

import pytest
from django.conf import LazySettings
from django.test import Client
from lxml import html

from andts.lib.swedish import day_text
from organisations.models import User
from workspace.statement import ASSESSED, KNOWN_FAULTS, check_statement

pytestmark = pytest.mark.django_db
DIGG = "https://www.digg.se/tdosanmalan"


@pytest.fixture
def filled(settings: LazySettings, anna: User) -> LazySettings:
    """An installation that has said who it is."""
    settings.STATEMENT_ACTOR = "Lindvalla kommun"
    settings.STATEMENT_EMAIL = "andts@lindvalla.example"
    return settings


def words(client: Client) -> str:
    """What the page says, from its heading to the foot."""
    response = client.get("/tillganglighet/")
    assert response.status_code == 200
    (main,) = html.fromstring(response.content).xpath("//main")
    return " ".join(" ".join(main.itertext()).split())


def test_it_says_whose_service_it_is(client: Client, filled: LazySettings) -> None:
    filled.STATEMENT_SERVICE = "Lindvallas ANDTS-plan"
    said = words(client)
    assert "Tillgänglighetsredogörelse för Lindvallas ANDTS-plan Lindvalla kommun står bakom tjänsten." in said
    assert "Offentlig aktör Lindvalla kommun" in said


@pytest.mark.parametrize("word", ["helt", "delvis", "inte"])
def test_it_uses_one_of_the_three_phrases(client: Client, filled: LazySettings, word: str) -> None:
    filled.STATEMENT_CONFORMITY = word
    said = words(client)
    phrase = f"är {word} förenlig med lagen om tillgänglighet till digital offentlig service."
    assert phrase in said
    assert [other for other in ("helt", "delvis", "inte") if f"är {other} förenlig" in said] == [word]


def test_it_lists_what_is_known_and_what_the_installation_adds(client: Client, filled: LazySettings) -> None:
    filled.STATEMENT_FAULTS = ["Kartan på intranätet saknar text, för den är gjord av en annan leverantör."]
    page = html.fromstring(client.get("/tillganglighet/").content)
    items = page.xpath("//section[@aria-labelledby='brister']//li")
    assert [item.text for item in items] == KNOWN_FAULTS + filled.STATEMENT_FAULTS


def test_it_tells_what_is_excepted_and_why(client: Client, filled: LazySettings) -> None:
    filled.STATEMENT_BURDEN = ["Gamla bilder får inte ny text, för det skulle ta ett år."]
    filled.STATEMENT_EXEMPT = ["Planer från före 2018."]
    said = words(client)
    assert "anpassning (12 §) Gamla bilder får inte ny text, för det skulle ta ett år." in said
    assert "omfattas av lagen (9 §) Planer från före 2018." in said


def test_without_exceptions_it_says_that_there_are_none(client: Client, filled: LazySettings) -> None:
    said = words(client)
    assert "(12 §) Vi åberopar inget sådant undantag." in said
    assert "(9 §) Vi räknar inte något innehåll dit." in said


def test_it_dates_the_assessment_and_the_statement(client: Client, filled: LazySettings) -> None:
    filled.STATEMENT_ASSESSED, filled.STATEMENT_UPDATED = date(2027, 3, 12), date(2027, 4, 1)
    said = words(client)
    assert "Senast bedömd 12 mars 2027" in said
    assert "Redogörelsen uppdaterad 1 april 2027" in said


def test_without_dates_they_are_those_of_the_version(client: Client, filled: LazySettings) -> None:
    day = day_text(ASSESSED)
    assert f"Senast bedömd {day} Redogörelsen uppdaterad {day}" in words(client)


def test_it_says_how_it_was_assessed(client: Client, filled: LazySettings) -> None:
    assert "Hur vi har bedömt tjänsten Självskattning." in words(client)
    filled.STATEMENT_METHOD = "Granskad av Tillgänglighetsbyrån."
    assert "Hur vi har bedömt tjänsten Granskad av Tillgänglighetsbyrån." in words(client)


def test_it_can_be_answered_in_every_way_there_is(client: Client, filled: LazySettings) -> None:
    filled.STATEMENT_PHONE, filled.STATEMENT_LINK = "0123-456 78", "https://lindvalla.example/kontakt"
    page = html.fromstring(client.get("/tillganglighet/").content)
    ways = page.xpath("//section[@aria-labelledby='kontakt']//li")
    assert [way.text_content() for way in ways] == [
        "Mejla andts@lindvalla.example",
        "Ring 0123-456 78",
        "Skriv till oss på webben",
    ]
    assert page.xpath("//section[@aria-labelledby='kontakt']//a/@href") == [
        "mailto:andts@lindvalla.example",
        "https://lindvalla.example/kontakt",
    ]


def test_it_leads_to_the_authority_that_supervises(client: Client, filled: LazySettings) -> None:
    page = html.fromstring(client.get("/tillganglighet/").content)
    assert page.xpath("//section[@aria-labelledby='tillsyn']//a/@href") == [DIGG]


def test_not_filled_in_it_says_so(client: Client, anna: User) -> None:
    said = words(client)
    assert "Redogörelsen är inte färdig" in said
    assert "Här saknas en kontaktväg." in said
    assert "står bakom tjänsten" not in said


def test_filled_in_it_does_not_say_otherwise(client: Client, filled: LazySettings) -> None:
    assert "inte färdig" not in words(client)


def test_it_is_linked_from_every_page_signed_in_or_not(client: Client, filled: LazySettings, anna: User) -> None:
    for signed_in in (False, True):
        if signed_in:
            client.force_login(anna, backend="organisations.signin.Backend")
        for path in ("/", "/om/", "/hjalp/", "/tillganglighet/"):
            page = html.fromstring(client.get(path).content)
            assert page.xpath("//footer//a/text()") == ["Tillgänglighetsredogörelse", "Om ANDTS-planen"]


def test_it_is_there_before_anybody_has_begun(client: Client) -> None:
    assert client.get("/tillganglighet/").status_code == 200


# --- What `manage.py check` says of it


def warnings(settings: LazySettings, **values: object) -> list[str]:
    for name, value in values.items():
        setattr(settings, name, value)
    return [found.id or "" for found in check_statement(None)]


def test_in_service_it_must_be_filled_in(settings: LazySettings) -> None:
    assert warnings(settings, SERVED=True) == ["andts.W001", "andts.W002"]


@pytest.mark.parametrize("name", ["STATEMENT_EMAIL", "STATEMENT_PHONE", "STATEMENT_LINK"])
def test_one_way_of_contact_is_enough(settings: LazySettings, name: str) -> None:
    assert warnings(settings, SERVED=True, STATEMENT_ACTOR="Lindvalla kommun", **{name: "något"}) == []


def test_wholly_conforming_with_known_faults_is_questioned(filled: LazySettings) -> None:
    assert warnings(filled, SERVED=True, STATEMENT_CONFORMITY="helt") == ["andts.W003"]


def test_a_checkout_needs_none(settings: LazySettings) -> None:
    assert warnings(settings, SERVED=False) == []
