"""Every address × every role: who gets the page (200), is told no (403), or learns nothing (404)."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from andts.tests.addresses import addresses
from andts.tests.everything import SECRET, Everything

# Pages for those who have not signed in.
PUBLIC = {
    "start",
    "health",
    "account_login",
    "account_logout",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
}

# anna samordnare · bo förtroendevald · carl chef at a förvaltning · lena länssamordnare · adam administratör ·
# rut ansvarig · cecilia samordnare of another kommun. A name after @ chooses what the address names.
ROLES = ["anna", "bo", "carl", "lena", "adam", "rut", "cecilia"]
READING = """
plans                           200 200 200 200 200 200 200
plan-create                     200 403 403 200 403 403 200
plan@draft                      200 403 403 404 403 403 404
plan@adopted                    200 200 403 200 200 200 404
plan-edit@draft                 200 403 403 404 403 403 404
plan-edit@adopted               403 403 403 403 403 403 404
part-create@part                200 403 403 404 403 403 404
part-edit@node                  200 403 403 404 403 403 404
part-edit@text                  200 403 403 404 403 403 404
part-edit@picture               200 403 403 404 403 403 404
picture-file@image              200 403 403 404 403 403 404
activity-create@draft           200 403 403 404 403 403 404
activity-edit@activity          200 403 403 404 403 403 404
plan-import                     200 403 403 200 403 403 200
plan-import-preview@waiting     200 403 403 404 403 403 404
plan-unplaced@draft             200 403 403 404 403 403 404
plan-source@source              200 403 403 404 403 403 404
frameworks                      200 200 200 200 200 200 200
framework-create                200 403 403 200 403 403 200
framework-edit@framework        200 403 403 404 403 403 404
crosswalk-edit@framework        200 403 403 404 403 403 404
account_change_password         302 302 302 302 302 302 302
"""
CHANGING = """
part-up@node                    302 403 403 404 403 403 404
part-down@node                  302 403 403 404 403 403 404
part-delete@node                302 403 403 404 403 403 404
part-restore@node               302 403 403 404 403 403 404
activity-up@activity            302 403 403 404 403 403 404
activity-down@activity          302 403 403 404 403 403 404
activity-delete@activity        302 403 403 404 403 403 404
activity-restore@activity       302 403 403 404 403 403 404
plan-import-discard@waiting     302 403 403 404 403 403 404
plan-unplaced-settle@unplaced   302 403 403 404 403 403 404
"""


def table(written: str) -> dict[str, dict[str, int]]:
    rows = [line.split() for line in written.split("\n") if line]
    return {name: dict(zip(ROLES, map(int, statuses), strict=True)) for name, *statuses in rows}


def address(name: str, things: Everything) -> str:
    """The address of "part-edit@node": a named address and the thing of Lindvalla's that it names."""
    name, _, thing = name.partition("@")
    return reverse(name, kwargs=_arguments(thing, things) if thing else {})


def _arguments(thing: str, things: Everything) -> dict[str, object]:
    draft = things.draft.pk
    match thing:
        case "node" | "text" | "picture":
            slug = {"node": "rubriker", "text": "texter", "picture": "bilder"}[thing]
            found = {"pk": draft, "slug": slug, "row": getattr(things, thing).pk}
        case "activity" | "unplaced" | "source":
            found = {"pk": draft, "row": getattr(things, thing).pk}
        case "part":
            found = {"pk": draft, "slug": "rubriker"}
        case "image":
            found = {"pk": draft, "row": things.picture.pk}
        case _:
            found = {"pk": getattr(things, thing).pk}
    return found


@pytest.fixture
def visit(request, everything, signed_in):
    """Opens a page as somebody of the cast; the response, and what it says."""

    def open_page(name: str, role: str, method: str = "get"):
        client = signed_in(request.getfixturevalue(role))
        response = getattr(client, method)(address(name, everything))
        text = b"".join(response) if response.streaming else response.content
        return response, re.sub(r'"[A-Za-z0-9]{64}"', "(token)", text.decode(errors="replace"))

    return open_page


def test_every_address_is_in_the_table():
    """A new page must say who may see it."""
    told = {name.partition("@")[0] for name in [*table(READING), *table(CHANGING)]} | PUBLIC
    assert told == {each.name for each in addresses()}


def test_every_address_with_an_id_is_tried_by_a_stranger():
    named = {name.partition("@")[0] for name in [*table(READING), *table(CHANGING)] if "@" in name}
    assert named == {each.name for each in addresses() if each.parameters and each.name not in PUBLIC}


@pytest.mark.parametrize(("name", "expected"), table(READING).items())
def test_reading_as_each_role(visit, name, expected):
    assert {role: visit(name, role)[0].status_code for role in ROLES} == expected


@pytest.mark.parametrize(("name", "expected"), table(CHANGING).items())
def test_changing_as_each_role(visit, name, expected):
    """Those who may not change it try first."""
    order = sorted(ROLES, key=lambda role: expected[role] == 302)
    assert {role: visit(name, role, "post")[0].status_code for role in order} == expected


@pytest.mark.parametrize("name", table(CHANGING))
def test_changing_takes_a_post(visit, name):
    assert visit(name, "anna")[0].status_code == 405


def test_without_sign_in_one_is_sent_to_it(everything):
    for name in [*table(READING), *table(CHANGING)]:
        found = address(name, everything)
        response = Client().get(found)
        assert (response.status_code, response.url) == (302, f"{reverse('account_login')}?next={found}")


def test_strangers_read_nothing_of_lindvallas(visit):
    leaking = [name for name in table(READING) if SECRET in visit(name, "cecilia")[1]]
    assert leaking == []


def test_lans_coordinator_reads_only_what_is_decided(visit):
    shown = [name for name in table(READING) if SECRET in visit(name, "lena")[1]]
    assert shown == ["plans", "plan@adopted"]


def test_unknown_id_and_a_strangers_id_look_the_same(visit, signed_in, cecilia):
    there, there_says = visit("plan@draft", "cecilia")
    nowhere = signed_in(cecilia).get(reverse("plan", args=[9_999_999]))
    nowhere_says = re.sub(r'"[A-Za-z0-9]{64}"', "(token)", nowhere.content.decode())
    assert (there.status_code, there_says) == (nowhere.status_code, nowhere_says)
