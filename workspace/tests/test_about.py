"""What the pages open to all tell: what this is, what it keeps in the browser, what it is made of, how one does things."""

import re
from importlib.metadata import version

import pytest
from django.conf import settings
from django.test import Client
from django.urls import resolve
from lxml import html

from organisations.models import User
from workspace.parts import parts

pytestmark = pytest.mark.django_db


def page_of(client: Client, path: str) -> html.HtmlElement:
    response = client.get(path)
    assert response.status_code == 200
    return html.fromstring(response.content)


def test_about_tells_the_version(client: Client, anna: User) -> None:
    assert f"version {settings.VERSION}." in page_of(client, "/om/").xpath("string(//main)")


def test_about_names_every_cookie_that_is_set(client: Client, anna: User) -> None:
    """The sign-in page sets all there are; a message, shown once, needs no cookie of its own."""
    client.force_login(anna, backend="organisations.signin.Backend")
    client.post("/mitt-konto/", {"name": "Anna Lind"})
    client.get("/logga-ut/")
    told = page_of(client, "/om/").xpath("//section[@aria-labelledby='kakor']//tbody//code/text()")
    assert sorted(client.cookies) == sorted(told)


def test_about_names_every_part_and_its_licence() -> None:
    required = re.findall(r"^([\w.-]+)", (settings.BASE_DIR / "requirements.txt").read_text(), re.MULTILINE)
    assert len(parts()) == len(required)
    assert [part.name for part in parts() if not part.licence] == []
    assert {part.name: part for part in parts()}["Django"].version == version("django")


def test_about_lists_the_parts(client: Client, anna: User) -> None:
    rows = page_of(client, "/om/").xpath("//section[@aria-labelledby='delar']//tbody/tr")
    assert [row.xpath("string(th)") for row in rows] == [part.name for part in parts()]


@pytest.mark.parametrize("path", ["/om/", "/hjalp/", "/tillganglighet/"])
def test_every_link_of_ours_leads_somewhere(client: Client, anna: User, path: str) -> None:
    page = page_of(client, path)
    for target in page.xpath("//main//a/@href[starts-with(., '/')]"):
        assert resolve(target)
    here = set(page.xpath("//*/@id"))
    assert [target for target in page.xpath("//main//a/@href[starts-with(., '#')]") if target[1:] not in here] == []


def test_help_lists_every_answer_it_has(client: Client, anna: User) -> None:
    page = page_of(client, "/hjalp/")
    assert page.xpath("//nav[@aria-label='På den här sidan']//a/@href") == [
        f"#{each}" for each in page.xpath("//main//h2/@id")
    ]


def test_help_is_one_press_away_from_every_page(client: Client, anna: User) -> None:
    client.force_login(anna, backend="organisations.signin.Backend")
    assert "/hjalp/" in page_of(client, "/").xpath("//header//a/@href")


def test_help_speaks_of_buttons_that_exist(client: Client, anna: User) -> None:
    """A word in bold is what stands on a button, a link or a menu somewhere among the templates or in the frame."""
    pages = [path for path in (settings.BASE_DIR / "templates").rglob("*.html") if path.name != "help.html"]
    shown = "".join(path.read_text() for path in [*pages, settings.BASE_DIR / "workspace/navigation.py"])
    named = page_of(client, "/hjalp/").xpath("//main//b/text()")
    assert [word for word in named if not re.search(rf'[>"]{word}[<"{{]', shown)] == []
