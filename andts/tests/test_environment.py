"""Addresses in environment variables become Django's settings, or a sentence that says what is wrong."""

import os
import subprocess
import sys
from datetime import date

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from andts import environment

SERVED = {
    "SITE_URL": "https://andts.example.se",
    "SECRET_KEY": "".join(chr(33 + number) for number in range(64)),
    "TRUSTED_PROXIES": "1",
    "DATABASE_URL": "postgres://andts@localhost/andts",
    "REDIS_URL": "redis://localhost/0",
    "EMAIL_URL": "smtp://localhost",
    "STATEMENT_ACTOR": "Lindvalla kommun",
    "STATEMENT_EMAIL": "andts@lindvalla.example",
}


def test_database_file_has_an_absolute_path():
    assert environment.database("sqlite:////srv/andts/a%20b.sqlite3")["NAME"] == "/srv/andts/a b.sqlite3"


def test_database_server_is_taken_apart():
    found = environment.database("postgres://anna:hemligt%40ord@db.example.se:5433/andts")
    assert [found[name] for name in ("USER", "PASSWORD", "HOST", "PORT", "NAME")] == [
        "anna",
        "hemligt@ord",
        "db.example.se",
        5433,
        "andts",
    ]


def test_database_server_may_be_a_socket():
    assert environment.database("postgres://anna@/andts?host=/run/postgresql")["HOST"] == "/run/postgresql"


def test_unknown_database_is_named():
    with pytest.raises(ImproperlyConfigured, match="inte mysql://"):
        environment.database("mysql://localhost/andts")


@pytest.mark.parametrize(
    ("url", "port", "starttls", "tls"),
    [
        ("smtp://mail.example.se", 25, False, False),
        ("smtp+tls://mail.example.se", 587, True, False),
        ("smtps://mail.example.se", 465, False, True),
        ("smtp://mail.example.se:2525", 2525, False, False),
    ],
)
def test_mail_server_has_the_port_of_its_kind(url, port, starttls, tls):
    found = environment.mail(url)
    assert (found["EMAIL_PORT"], found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (port, starttls, tls)


def test_secret_is_made_once_and_for_its_user_only(tmp_path):
    path = tmp_path / "var" / "secret_key"
    first = environment.stored_secret(path)
    assert len(first) > 50
    assert environment.stored_secret(path) == first
    assert path.stat().st_mode & 0o777 == 0o600


def test_served_settings_pass_djangos_checks():
    done = check(**SERVED)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("name", ["SECRET_KEY", "TRUSTED_PROXIES"])
def test_served_settings_ask_for_what_has_no_safe_default(name):
    done = check(**{key: value for key, value in SERVED.items() if key != name})
    assert done.returncode != 0
    assert name in done.stderr


def test_a_served_installation_is_asked_for_its_accessibility_statement():
    done = check(**{key: value for key, value in SERVED.items() if not key.startswith("STATEMENT_")})
    assert done.returncode != 0
    assert "Ange STATEMENT_ACTOR." in done.stderr


def test_debug_is_refused_when_served():
    assert "DEBUG får inte vara på" in check(**SERVED, DEBUG="on").stderr


def check(**variables):
    kept = {name: value for name, value in os.environ.items() if name not in {*SERVED, "DJANGO_ALLOW_ASYNC_UNSAFE"}}
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level=WARNING"],
        env={**kept, "DJANGO_SETTINGS_MODULE": "andts.settings", **variables},
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
    )


def test_a_word_must_be_one_of_those_there_are():
    assert environment.one_of(("helt", "delvis"), "X", "delvis") == "delvis"
    with pytest.raises(ImproperlyConfigured, match="X måste vara helt, delvis eller inte, inte 'nästan'"):
        environment.one_of(("helt", "delvis", "inte"), "X", "nästan")


def test_a_day_is_read_or_refused():
    assert environment.day("X", "2027-03-12") == date(2027, 3, 12)
    assert environment.day("X", "") is None
    with pytest.raises(ImproperlyConfigured, match="X måste vara ett datum som 2026-03-12, inte '12/3'"):
        environment.day("X", "12/3")


def test_a_web_address_is_not_a_script():
    assert environment.web_address("X", "https://lindvalla.example/") == "https://lindvalla.example/"
    with pytest.raises(ImproperlyConfigured, match="X måste börja med https://"):
        environment.web_address("X", "javascript:alert(1)")


def test_items_stand_between_bars():
    assert environment.items(" En brist, ty så är det. | En till. | ") == ["En brist, ty så är det.", "En till."]
    assert environment.items("") == []
