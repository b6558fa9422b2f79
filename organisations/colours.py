"""An organisation's colour: whether it can be read, and the stylesheet that dresses the pages in it (WCAG 2.2)."""

from django.core.exceptions import ValidationError

WHITE = "#ffffff"
# The darkest surface that stands in text's way on a light page: the colour's own tint (static/css/tokens.css).
TINT = 0.09
READABLE = 4.5
DARKER = 0.96


def contrast(one: str, other: str) -> float:
    """Between 1 and 21, for two colours as #rrggbb."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def validate_readable(accent: str) -> None:
    found = contrast(accent, WHITE)
    # Neither read as text, nor seen as a button, on white paper.
    if found < READABLE:
        raise ValidationError(
            f"Färgen är för ljus: kontrasten mot vitt är {_figure(found)}:1 och behöver vara minst "
            f"{_figure(READABLE)}:1. Välj en mörkare färg."
        )


def contrast_text(accent: str) -> str:
    return f"Kontrasten mot vitt är {_figure(contrast(accent, WHITE))}:1."


def on_screen(accent: str) -> str:
    """The colour, darkened as little as it takes to be read on its own tint as well as on white."""
    channels = _channels(accent)
    while contrast(_hex(channels), _hex([TINT * value + (1 - TINT) for value in channels])) < READABLE:
        channels = [value * DARKER for value in channels]
    return _hex(channels)


def stylesheet(accent: str) -> str:
    # tokens.css works all the others out from this one property, dark mode's too.
    return f":root {{ --organisation-accent: {on_screen(accent)}; }}\n"


def _luminance(colour: str) -> float:
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in _channels(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _channels(colour: str) -> list[float]:
    return [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]


def _hex(channels: list[float]) -> str:
    return "#" + "".join(f"{round(value * 255):02x}" for value in channels)


def _figure(value: float) -> str:
    # Cut, not rounded: what shows as 4,5 is at least 4.5.
    return f"{int(value * 10) / 10:.1f}".replace(".", ",")
