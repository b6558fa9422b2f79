"""Ids of rows as they come from outside: text that may be anything."""

from __future__ import annotations

from collections.abc import Iterable

# Ids are kept in 64 bits; longer ones were never given. Python would refuse to read thousands of figures.
_LONGEST = 18


def id_in(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _LONGEST else None


def ids_in(texts: Iterable[str]) -> set[int]:
    return {found for found in map(id_in, texts) if found is not None}
