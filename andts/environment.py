"""Reading of environment variables that fails loudly and in words."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from secrets import token_urlsafe
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 5,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
}


def database(url: str) -> dict[str, Any]:
    """Django's DATABASES entry for `sqlite:///PATH` or `postgres://user:password@host:port/name?host=/socket`."""
    parts = urlsplit(url)
    match parts.scheme:
        case "sqlite":
            return {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": unquote(parts.path[1:]) or ":memory:",
                "OPTIONS": SQLITE,
                # Opening the file and reading its tables anew for every page would take as long as two empty pages.
                "CONN_MAX_AGE": 600,
                # A file, so that workers and browsers in the tests meet the same database.
                "TEST": {"NAME": None},
            }
        case "postgres" | "postgresql":
            return {
                "ENGINE": "django.db.backends.postgresql",
                "NAME": unquote(parts.path[1:]),
                "USER": unquote(parts.username or ""),
                "PASSWORD": unquote(parts.password or ""),
                "HOST": parts.hostname or parse_qs(parts.query).get("host", [""])[0],
                "PORT": parts.port or "",
                "CONN_MAX_AGE": 600,
                "CONN_HEALTH_CHECKS": True,
            }
    raise ImproperlyConfigured(f"DATABASE_URL måste börja med sqlite:/// eller postgres://, inte {parts.scheme}://.")


def file_queue(folder: Path) -> dict[str, Any]:
    """Celery's broker options for a queue of files; makes the folders, which kombu expects to find."""
    control = folder / "control"
    control.mkdir(parents=True, exist_ok=True)
    return {
        "data_folder_in": str(folder),
        "data_folder_out": str(folder),
        "control_folder": str(control),
        "polling_interval": 0.05,
    }


def mail(url: str) -> dict[str, Any]:
    """Django's mail settings for `smtp://user:password@host:port`, `smtps://…` (TLS) or `file:///folder`."""
    parts = urlsplit(url)
    match parts.scheme:
        case "file":
            return {
                "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
                "EMAIL_FILE_PATH": unquote(parts.path),
            }
        case "smtp" | "smtp+tls" | "smtps":
            return {
                "EMAIL_BACKEND": "andts.lib.smtp.Backend",
                "EMAIL_HOST": parts.hostname,
                "EMAIL_PORT": parts.port or {"smtp": 25, "smtp+tls": 587, "smtps": 465}[parts.scheme],
                "EMAIL_HOST_USER": unquote(parts.username or ""),
                "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
                "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
                "EMAIL_USE_SSL": parts.scheme == "smtps",
                "EMAIL_TIMEOUT": 10,
            }
    raise ImproperlyConfigured(f"EMAIL_URL måste börja med smtp://, smtp+tls://, smtps:// eller file://, inte {url!r}.")


def stored_secret(path: Path) -> str:
    # The embedded installation's own key, made on the first start and readable by its user only.
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(token_urlsafe(64))
    return path.read_text().strip()


def one_of(choices: Sequence[str], name: str, text: str) -> str:
    if text not in choices:
        raise ImproperlyConfigured(f"{name} måste vara {', '.join(choices[:-1])} eller {choices[-1]}, inte {text!r}.")
    return text


def day(name: str, text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} måste vara ett datum som 2026-03-12, inte {text!r}.") from error


def web_address(name: str, text: str) -> str:
    # Shown as a link: nothing but a web page's address may stand there.
    if text and urlsplit(text).scheme not in ("http", "https"):
        raise ImproperlyConfigured(f"{name} måste börja med https:// eller http://, inte {text!r}.")
    return text


def items(text: str) -> list[str]:
    # Sentences with | between them, since an environment file has one line for each name.
    return [item.strip() for item in text.split("|") if item.strip()]
