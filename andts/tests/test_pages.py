"""What every page must have, whatever it is about: read from the HTML that is sent, for each role that may see it."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from andts.tests.everything import Everything
from andts.tests.test_access import READING, ROLES, address, table
from organisations.models import User

pytestmark = pytest.mark.once

# Pages for everybody, in the table of nobody.
OPEN = ["start", "about", "help", "accessibility_statement"]
SIGNED_OUT = [*OPEN, "account_login", "account_reset_password", "account_reset_password_done", "account_inactive"]
CONTROLS = ".//input[not(@type='hidden' or @type='submit')]|.//select|.//textarea"
# Words of programmers' and machines', and a date as they write it.
FOREIGN = re.compile(
    r"\b(None|True|False|null|undefined|Submit|Cancel|Delete|Search|Save|Edit|Yes|No|Error|Page|of|Next|Previous"
    r"|January|February|March|May|June|July|October|Mon|Tue|Wed|Thu|Fri|a\.m\.|p\.m\.|\d{4}-\d\d-\d\d(?!\d))\b"
)
# What a person typed or a machine named stands in these.
NOT_OURS = ".//code|.//kbd|.//*[@lang='en']|.//textarea|.//script|.//*[contains(@class, 'version-sum')]"


@dataclass(frozen=True)
class Sent:
    """One page as it was sent to somebody."""

    name: str
    tree: html.HtmlElement

    @property
    def title(self) -> str:
        return str(self.tree.findtext("head/title"))


@pytest.fixture
def pages_of(
    request: pytest.FixtureRequest, everything: Everything, signed_in: Callable[[User], Client]
) -> Callable[[str], list[Sent]]:
    """All that somebody of the cast, or "nobody", can open, fetched once."""

    def fetch(role: str) -> list[Sent]:
        if role == "nobody":
            return list(sent(Client(), {name: reverse(name) for name in SIGNED_OUT}))
        names = [name for name, statuses in table(READING).items() if statuses[role] == 200]
        places = {name: address(name, everything) for name in [*OPEN, *names]}
        return list(sent(signed_in(request.getfixturevalue(role)), places))

    return fetch


def sent(client: Client, places: dict[str, str]) -> Iterator[Sent]:
    """The pages among the answers; files and pieces of pages are left out."""
    for name, place in places.items():
        response = client.get(place)
        content = b"".join(response) if response.streaming else response.content
        assert (name, response.status_code) == (name, 200)
        if b"<html" in content:
            yield Sent(name, html.fromstring(content))


def lacks_language_or_heading(page: Sent) -> list[str]:
    found = (page.tree.get("lang"), len(page.tree.xpath("//h1")))
    return [] if found == ("sv", 1) else [str(found)]


def nameless_fields(page: Sent) -> list[str]:
    labelled = set(page.tree.xpath("//label/@for"))
    return [
        str(field.get("name"))
        for field in page.tree.xpath(CONTROLS)
        if field.get("id") not in labelled
        and not field.xpath("ancestor::label")
        and not (field.get("aria-label") or field.get("aria-labelledby"))
    ]


def forms_without_button(page: Sent) -> list[str]:
    """A tag within a form's tag ends that form, before its button. A search needs none: one presses Enter."""
    buttons = page.tree.xpath("//button[not(@type='button')]")
    pressed = {form for button in buttons for form in button.xpath("ancestor::form")}
    named = {button.get("form") for button in buttons if button.get("form")}
    forms = [
        form
        for form in page.tree.xpath("//form[not(@role='search')]")
        if form not in pressed and form.get("id") not in named
    ]
    return [str(form.get("action") or form.get("class")) for form in forms]


def inline_pieces(page: Sent) -> list[str]:
    found = page.tree.xpath("//@style|//style|//script[not(@src)]|//@*[starts-with(name(), 'on')]")
    return [str(piece) for piece in found]


def fetched_from_elsewhere(page: Sent) -> list[str]:
    asked = page.tree.xpath("//@src|//link/@href|//@srcset|//form/@action|//*[local-name() = 'use']/@href")
    return [place for place in asked if re.match(r"(https?:)?//", place)]


def repeated_ids(page: Sent) -> list[str]:
    return [name for name, times in Counter(page.tree.xpath("//@id")).items() if times > 1]


def loose_ends(page: Sent) -> list[str]:
    here = set(page.tree.xpath("//@id"))
    named = [target[1:] for target in page.tree.xpath("//a/@href[starts-with(., '#')]")]
    spoken = " ".join(page.tree.xpath("//@aria-labelledby|//@aria-describedby|//@aria-controls|//label/@for"))
    return [name for name in [*named, *spoken.split()] if name not in here]


def unscoped(page: Sent) -> list[str]:
    return [header.text_content().strip() for header in page.tree.xpath("//th[not(@scope)]")]


def foreign_words(page: Sent) -> list[str]:
    skipped = set(page.tree.xpath(NOT_OURS))
    texts = [
        str(text)
        for text in page.tree.xpath("//body//text()|//@aria-label|//@title|//@placeholder|//@alt")
        if not skipped & {text.getparent(), *text.getparent().iterancestors()}
    ]
    return [text.strip()[:80] for text in texts if FOREIGN.search(text)]


RULES = {
    "language and one heading": lacks_language_or_heading,
    "every field has a name": nameless_fields,
    "every form has a button": forms_without_button,
    "nothing inline": inline_pieces,
    "nothing from elsewhere": fetched_from_elsewhere,
    "no id twice": repeated_ids,
    "what is pointed at is there": loose_ends,
    "headers say what they head": unscoped,
    "Swedish words and dates": foreign_words,
}


@pytest.mark.parametrize("role", [*ROLES, "nobody"])
def test_every_page_keeps_the_rules(pages_of: Callable[[str], list[Sent]], role: str) -> None:
    broken = {
        (page.name, rule): found for page in pages_of(role) for rule, find in RULES.items() if (found := find(page))
    }
    assert broken == {}


@pytest.mark.parametrize("role", ["anna", "adam", "nobody"])
def test_no_two_pages_have_the_same_title(pages_of: Callable[[str], list[Sent]], role: str) -> None:
    names: dict[str, list[str]] = {}
    for page in pages_of(role):
        names.setdefault(page.title, []).append(page.name)
    assert {title: sharing for title, sharing in names.items() if len(sharing) > 1 or title.startswith(" –")} == {}


def test_the_walk_is_long_enough(pages_of: Callable[[str], list[Sent]]) -> None:
    assert len(pages_of("anna")) > 40


def test_a_fault_would_be_found() -> None:
    page = Sent("test", html.document_fromstring("<input name='q'><p style='x'>Sparad 2026-03-12</p>"))
    assert (nameless_fields(page), inline_pieces(page)) == (["q"], ["x"])
    assert foreign_words(page) == ["Sparad 2026-03-12"]
