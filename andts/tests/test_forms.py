"""Every form that is sent wrongly says so alike: a summary on top, each line a link to its field in the same words."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from andts.tests.everything import Everything
from andts.tests.test_access import READING, address, table
from organisations.tests.cast import client_of

pytestmark = pytest.mark.once

FORMS = "//main//form[translate(@method, 'POST', 'post') = 'post']"
CHOSEN = ".//select|.//input[@type='checkbox' or @type='radio']"
FIELDS = f".//input[not(@type='hidden' or @type='submit')]|.//textarea|{CHOSEN}"
# Too long, in none of the lists, no date and no address.
NONSENSE = "x" * 20_000
# Django's own sentences are a programmer's.
NOT_OUR_WORDS = ("Säkerställ", "Detta fält", "giltigt alternativ", "Fyll i en", "Fyll i ett", "“", "vänligen", "!")
SIGNED_OUT = ["account_login", "account_reset_password"]
# Forms where nothing that is sent empty or as nonsense is wrong, and why.
NEVER_WRONG = {
    "plan-unplaced@draft": "one button for each thing to do; anything else is no form of ours, and 400",
    "plan-import-preview@waiting": "what it cannot read it leaves as the file was read; tested in activities/tests",
    "plan-actors@draft": "the draft names nobody unknown, so it has no fields",
    "crosswalk-edit@framework": "there is nothing else to correspond to, so it has no fields",
    "person@person": "buttons alone",
}


@dataclass(frozen=True)
class Answer:
    """What one form said when it was sent with everything empty, or full of nonsense."""

    about: str
    page: html.HtmlElement

    @property
    def lines(self) -> list[html.HtmlElement]:
        return self.page.xpath("//div[contains(@class, 'error-summary')]//li")


def answers(client: Client, name: str, place: str) -> Iterator[Answer]:
    page = read(client.get(place))
    for number, form in enumerate(page.xpath(FORMS) if page is not None else []):
        for way in ("", NONSENSE):
            if data := filled(form, way):
                client.raise_request_exception = False
                found = read(client.post(form.get("action") or place, data))
                if found is not None:
                    yield Answer(f"{name} form {number} {'nonsense' if way else 'empty'}", found)


def read(response: Any) -> html.HtmlElement | None:
    content = b"".join(response) if response.streaming else response.content
    return html.document_fromstring(content) if b"<html" in content and response.status_code in (200, 422) else None


def filled(form: html.HtmlElement, way: str) -> dict[str, object]:
    """What the form sends when a person leaves all empty, or writes nonsense everywhere; nothing where nothing is asked."""
    fields = form.xpath(FIELDS)
    if not fields:
        return {}
    data: dict[str, object] = {name: value for name, value in form.form_values() if value is not None}
    for field in fields:
        data.pop(field.get("name"), None)
        if field.get("name") and field.get("type") != "file" and (way or not field.xpath("self::input[@type='radio']")):
            data[field.get("name")] = way
    return data


def asked(name: str, everything: Everything, request: pytest.FixtureRequest) -> list[Answer]:
    if name in SIGNED_OUT:
        return list(answers(Client(), name, reverse(name)))
    role = next(role for role, status in table(READING)[name].items() if status == 200)
    return list(answers(client_of(request.getfixturevalue(role)), name, address(name, everything)))


READABLE = [name for name, statuses in table(READING).items() if 200 in statuses.values()]


@pytest.mark.parametrize("name", [*READABLE, *SIGNED_OUT])
def test_every_error_is_told_on_top_and_at_its_field(
    name: str, everything: Everything, request: pytest.FixtureRequest
) -> None:
    found = asked(name, everything, request)
    assert [(answer.about, fault) for answer in found for fault in faults(answer)] == []
    if found and name not in NEVER_WRONG:
        assert any(answer.lines for answer in found), "nothing was wrong, so nothing was tried"


def faults(answer: Answer) -> list[str]:
    told = [words(line) for line in answer.lines]
    linked = [words(link) for line in answer.lines for link in line.xpath("a")]
    beside = [words(text).removeprefix("Fel: ") for text in answer.page.xpath("//p[contains(@class, 'field-error')]")]
    wrong = [f"not alike: {linked} {beside}"] if sorted(linked) != sorted(beside) else []
    if str(answer.page.findtext("head/title")).startswith("Fel: ") != bool(told):
        wrong.append("the title does not tell")
    return wrong + strays(answer) + [line for line in told if any(theirs in line for theirs in NOT_OUR_WORDS)]


def words(element: html.HtmlElement) -> str:
    return " ".join(str(element.text_content()).split())


def strays(answer: Answer) -> list[str]:
    """Links of the summary that lead to no field, or to a field that does not say the same."""
    return [link for line in answer.lines for link in line.xpath("a/@href") if not leads(answer.page, link, line)]


def leads(page: html.HtmlElement, link: str, line: html.HtmlElement) -> bool:
    fields = page.xpath(f"//*[@id='{link.removeprefix('#')}'][self::input or self::select or self::textarea]")
    around = [field.xpath("ancestor::*[contains(@class, 'has-error')][1]") for field in fields]
    return any(words(line) in words(element) for found in around for element in found)
