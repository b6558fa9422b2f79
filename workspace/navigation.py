"""The frame round every page: who I am, where I can go."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from organisations.models import User
from organisations.roles import Permission


@dataclass(frozen=True)
class Entry:
    label: str
    url: str
    icon: str
    is_current: bool
    # After g on the keyboard.
    key: str
    is_secondary: bool = False


def frame(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"navigation": [], "organisation": None, "app_version": settings.VERSION}
    entries = [
        ("Mitt arbete", reverse("start"), "home", "m"),
        ("Planer", reverse("plans"), "plans", "p"),
        ("Uppföljning", reverse("follow-up"), "follow-up", "u"),
        ("Rapporter", reverse("reports"), "reports", "r"),
    ]
    secondary = [("Aktörer", reverse("actors"), "cooperation", "a")]
    if user.scope.counties:
        secondary.append(("Länet", _county(user), "county", "l"))
    if user.scope.places(Permission.MANAGE_ORGANISATION):
        secondary.append(("Inställningar", reverse("settings"), "settings", "i"))
    home = user.scope.home
    return {
        "navigation": [_entry(request, *entry) for entry in entries]
        + [_entry(request, *entry, is_secondary=True) for entry in secondary],
        "organisation": home,
        "app_version": settings.VERSION,
        "organisation_stylesheet": home.stylesheet_url if home else "",
        "shortcuts_off": bool(user.preferences.get("shortcuts.off")),
    }


def _county(user: User) -> str:
    home = user.scope.home
    is_only = home is not None and user.scope.counties == [home.pk]
    # The list where there are several.
    return reverse("county", args=[home.code or home.slug]) if home and is_only else reverse("counties")


def _entry(request: HttpRequest, label: str, url: str, icon: str, key: str, *, is_secondary: bool = False) -> Entry:
    current = request.path == url if url == "/" else request.path.startswith(url)
    return Entry(label, url, icon, current, key, is_secondary)
