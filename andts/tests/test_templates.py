"""What the Content-Security-Policy and the frame ask of every template, read from the templates themselves."""

import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted(path for path in (PROJECT / "templates").rglob("*.html") if "print" not in path.parts)
SYMBOLS = set(re.findall(r'<symbol id="([\w-]+)"', (PROJECT / "static" / "img" / "icons.svg").read_text()))
FORBIDDEN = {
    "an inline style": r"\sstyle\s*=|<style",
    "an inline script": r"<script(?![^>]*\ssrc=)|\son[a-z]+\s*=\s*[\"']|javascript:",
    # A plain link may lead away; nothing may be fetched.
    "another origin": r"(?<!<a )(?:src|href)\s*=\s*[\"']https?://",
    "unescaped text": r"\|\s*safe\b|autoescape\s+off",
    "a comment that Django would print": r"\{#[^\n]*?\n(?:(?!\{#).)*?#\}",
}

every_template = pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(PROJECT)))


# A mail is no page of ours: no policy of ours reaches it, and it can bring no other style.
ALLOWED = {"emails": "an inline style"}


@every_template
@pytest.mark.parametrize("what", FORBIDDEN)
def test_template_is_free_from(path: Path, what: str) -> None:
    if ALLOWED.get(path.parent.name) == what:
        return
    assert re.findall(FORBIDDEN[what], path.read_text(), re.DOTALL) == []


@every_template
def test_icons_exist(path: Path) -> None:
    named = set(re.findall(r"(?:icons\.svg' %\}|\{\{ icons \}\})#([\w-]+)\"", path.read_text()))
    assert named - SYMBOLS == set()


def test_a_forbidden_comment_is_found() -> None:
    assert re.search(FORBIDDEN["a comment that Django would print"], "{# one\ntwo #}", re.DOTALL)
    assert not re.search(FORBIDDEN["a comment that Django would print"], "{# one #}\n{# two #}", re.DOTALL)
