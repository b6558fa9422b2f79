"""The page of keys, and what of it can be turned off."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from lxml import html

from workspace.keys import EVERYWHERE, SHEET, key, single_keys
from workspace.navigation import frame

PAGE = reverse("keyboard-help")
SCRIPTS = "".join(path.read_text() for path in Path(settings.BASE_DIR, "static/js").rglob("*.js"))
# How the keys of the page are called in a script.
IN_SCRIPT = {
    "←": "ArrowLeft",
    "→": "ArrowRight",
    "↑": "ArrowUp",
    "↓": "ArrowDown",
    "Esc": "Escape",
    "Del": "Delete",
    "Ctrl": "ctrlKey",
    "Shift": "shiftKey",
    "Alt": "altKey",
    "Mellanslag": '" "',
    "A–Ö": "key.length === 1",
    "K": '"k"',
    "C": '"copy"',
    "X": '"cut"',
    "V": '"paste"',
    "Z": '"z"',
    "Y": '"y"',
    "/": '"/"',
    "?": '"?"',
}


@pytest.fixture
def navigation(rf, adam):
    request = rf.get("/")
    request.user = adam
    return frame(request)["navigation"]


def test_each_entry_of_the_menu_has_a_letter_of_its_own(navigation):
    letters = [entry.key for entry in navigation]
    assert len(set(letters)) == len(letters) == 6
    assert all(re.fullmatch("[a-zåäö]", letter) for letter in letters)


def test_menu_tells_the_script_its_letters(navigation, signed_in, adam):
    page = html.fromstring(signed_in(adam).get("/").content)
    links = page.xpath("//nav[@class='frame-menu']/ul/li/a[@data-key]")
    assert [(link.get("href"), link.get("data-key")) for link in links] == [
        (entry.url, entry.key) for entry in navigation
    ]


def test_page_lists_the_letters_of_ones_own_menu(signed_in, anna, adam):
    assert "Inställningar" not in signed_in(anna).get(PAGE).content.decode()
    assert ("<kbd>g</kbd> sedan <kbd>i</kbd>" in signed_in(adam).get(PAGE).content.decode()) is True


@pytest.mark.parametrize("group", [EVERYWHERE, SHEET, single_keys([])], ids=lambda group: group.slug)
def test_listed_keys_are_known_to_a_script(group):
    pressed = {one for each in group.keys for way in each.ways for one in way}
    unknown = [one for one in pressed if IN_SCRIPT.get(one, one) not in SCRIPTS]
    assert unknown == []


def test_key_may_be_pressed_in_several_ways():
    assert key("Skriv", "Enter", "Shift+F2").ways == (("Enter",), ("Shift", "F2"))


def test_page_turns_single_keys_off_and_on(signed_in, anna):
    client = signed_in(anna)
    address = f"{reverse('preferences')}?next={PAGE}"
    for value, words in (("on", "Slå på enstaka tangenter"), ("off", "Stäng av enstaka tangenter")):
        response = client.post(address, {"name": "shortcuts.off", "value": value}, follow=True)
        assert response.redirect_chain == [(PAGE, 302)]
        assert words in response.content.decode()


def test_every_page_says_whether_they_are_off(signed_in, anna):
    client = signed_in(anna)
    assert "data-shortcuts" not in client.get("/planer/").content.decode()
    anna.prefer("shortcuts.off", value=True)
    assert '<body data-shortcuts="off">' in client.get("/planer/").content.decode()


def test_choice_of_one_is_not_the_others(signed_in, anna, bo):
    anna.prefer("shortcuts.off", value=True)
    assert "data-shortcuts" not in signed_in(bo).get("/").content.decode()
