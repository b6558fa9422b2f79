"""How much can be pasted at once."""

from activities.imports.grid import WIDEST
from activities.imports.refusal import ImportRefused

MOST_ROWS = 1_000
LONGEST = 4_000_000  # signs, within the 5 MB that a request may hold


def require_size(rows: int, columns: int) -> None:
    if rows > MOST_ROWS:
        raise ImportRefused(
            f"Du har klistrat in {_grouped(rows)} rader. Det går att klistra in högst {_grouped(MOST_ROWS)} åt gången. "
            "Dela upp dem och klistra in en del i taget."
        )
    if columns > WIDEST:
        raise ImportRefused(
            f"Det du har klistrat in har fler än {WIDEST} kolumner. Kopiera bara de kolumner som hör till planen."
        )


def require_length(text: str) -> None:
    if len(text) > LONGEST:
        raise ImportRefused("Texten är för lång. Dela upp raderna och klistra in en del i taget.")


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", "\u00a0")
