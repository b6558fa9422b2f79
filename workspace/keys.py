"""The keys that do something, as the page of keys lists them; what they do stands in static/js."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from workspace.navigation import Entry


@dataclass(frozen=True)
class Key:
    """Ways to do one thing: each the keys pressed together, or one after another when `follows`."""

    does: str
    ways: tuple[tuple[str, ...], ...]
    joined_by: str = "+"


def key(does: str, *ways: str) -> Key:
    """`key("Spara", "Ctrl+S", "F2")`"""
    return Key(does, tuple(tuple(way.split("+")) for way in ways))


@dataclass(frozen=True)
class KeyGroup:
    slug: str
    label: str
    keys: tuple[Key, ...]
    about: str = ""


EVERYWHERE = KeyGroup(
    "overallt",
    "Överallt",
    (
        key("Hoppa till en sida, plan, rubrik eller aktivitet (⌘+K på Mac)", "Ctrl+K"),
        key("Stäng en meny eller en ruta", "Esc"),
    ),
)
SHEET = KeyGroup(
    "tabellen",
    "I planens tabell",
    (
        key("Gå mellan cellerna", "←", "→", "↑", "↓"),
        key("Gå till nästa eller förra cellen", "Tab", "Shift+Tab"),
        key("Gå till radens första eller sista cell", "Home", "End"),
        key("Gå till tabellens första eller sista cell", "Ctrl+Home", "Ctrl+End"),
        key("Skriv i cellen, efter det som står", "Enter", "F2"),
        key("Ersätt det som står: börja skriva", "A–Ö"),
        key("Medan du skriver: till cellen bredvid, över eller under (F2 ger pilarna åt texten)", "←", "→", "↑", "↓"),
        key("Töm cellen", "Del"),
        key("Kopiera eller klipp ut cellen, klistra in", "Ctrl+C", "Ctrl+X", "Ctrl+V"),
        key("Ångra det du ändrade senast i cellerna, gör om", "Ctrl+Z", "Ctrl+Y"),
        key("Klar: till cellen under", "Enter"),
        key("Klar: till cellen bredvid", "Tab"),
        key("Ny rad i texten", "Shift+Enter", "Alt+Enter"),
        key("I Samverkan och Ansvarig: gå bland förslagen och välj", "↓", "↑", "Enter"),
        key("I Samverkan och Ansvarig: visa förslag, och kopplingar att ta bort", "Alt+↓"),
        key("Avbryt, och behåll det som stod", "Esc"),
        key("Lägg till en rad under", "Alt+Enter"),
        key("Flytta raden uppåt eller nedåt", "Alt+↑", "Alt+↓"),
        key("Markera raden", "Shift+Mellanslag"),
        key("Markera flera rader", "Shift+↑", "Shift+↓"),
        key("Visa radens meny", "Shift+F10"),
        key("Gå ut ur tabellen", "Esc"),
    ),
    about="Gäller i planer som du får ändra.",
)


def single_keys(navigation: Iterable[Entry]) -> KeyGroup:
    # One key, or g and then a letter of the menu.
    menu = (Key(entry.label, (("g", entry.key),), " sedan ") for entry in navigation if entry.key)
    return KeyGroup(
        "enstaka", "Enstaka tangenter", (key("Gå till sökrutan", "/"), key("Visa den här listan", "?"), *menu)
    )
