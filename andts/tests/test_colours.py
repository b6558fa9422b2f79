"""The contrast of every pair of colours the stylesheets use, worked out from tokens.css as WCAG 2.2 defines it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

STYLESHEETS = Path(__file__).resolve().parents[2] / "static" / "css"

SURFACES = ("paper", "ground", "well")
TEXTS = ("ink", "ink-quiet")
STATUSES = tuple(f"status-{word}" for word in ("not-started", "ongoing", "partly-done", "done", "delayed", "cancelled"))
MESSAGES = ("danger", "warning", "success", "info")

TEXT_PAIRS = [
    *((text, surface) for text in TEXTS for surface in (*SURFACES, "accent-tint")),
    *((text, surface) for text in ("accent", "accent-strong", *STATUSES) for surface in ("paper", "ground")),
    *((message, surface) for message in MESSAGES for surface in ("paper", "ground", f"{message}-tint")),
    *(("ink", f"{message}-tint") for message in MESSAGES),
    *(("accent", f"{message}-tint") for message in MESSAGES),
    ("ink", "added-tint"),
    ("ink", "removed-tint"),
    ("accent", "accent-tint"),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("on-accent", "danger"),
    ("on-accent", "danger-strong"),
    ("danger-strong", "paper"),
]
GRAPHIC_PAIRS = [
    *(("line-control", surface) for surface in SURFACES),
    *((status, "well") for status in STATUSES),
    ("accent", "well"),
]

# What only tokens.css may say. A share of the text around (.9375em) is no size of its own.
BARE = {
    "a colour in figures": r"#[0-9a-fA-F]{3,8}\b(?=[\s;,)])|\b(?:rgb|hsl|oklch)a?\(",
    "a colour by name": r"(?:color|background|border[\w-]*|outline|fill|stroke)\s*:[^;{}]*\b"
    r"(?:red|green|blue|black|white|gr[ae]y|silver|orange|yellow|navy|teal)\b",
    "a size of type": r"font(?:-size)?\s*:[^;{}]*\d(?:px|pt|rem)\b",
    "a face of type": r"font-family\s*:(?!\s*(?:var\(|inherit))",
}

Tokens = dict[str, str]


@pytest.fixture(scope="module", params=["light", "dark"])
def tokens(request: pytest.FixtureRequest) -> Tokens:
    return read_tokens(request.param)


@pytest.mark.parametrize(("text", "surface"), TEXT_PAIRS)
def test_text_can_be_read(tokens: Tokens, text: str, surface: str) -> None:
    assert contrast(tokens, text, surface) >= 4.5


@pytest.mark.parametrize(("graphic", "surface"), GRAPHIC_PAIRS)
def test_graphics_can_be_seen(tokens: Tokens, graphic: str, surface: str) -> None:
    assert contrast(tokens, graphic, surface) >= 3


def test_the_default_accent_is_strong_on_paper() -> None:
    assert contrast(read_tokens("light"), "accent", "paper") >= 7


@pytest.mark.parametrize("accent", ["#000000", "#0000ff", "#8a0000", "#005500", "#5c4400", "#4b0082"])
def test_any_allowed_accent_can_be_read_in_the_dark(accent: str) -> None:
    dark = read_tokens("dark") | {"organisation-accent": accent}
    pairs = [("accent", "paper"), ("accent", "ground"), ("accent", "accent-tint"), ("on-accent", "accent")]
    assert [pair for pair in pairs if contrast(dark, *pair) < 4.5] == []


def test_contrast_follows_the_definition() -> None:
    known = {"black": "#000000", "white": "#ffffff", "grey": "#767676"}
    assert contrast(known, "black", "white") == 21
    assert round(contrast(known, "grey", "white"), 2) == 4.54  # WCAG's well-known lightest grey on white


def test_mixing_is_by_channel() -> None:
    tokens = {"mixed": "color-mix(in srgb, var(--base) 25%, #ffffff)", "base": "#000000"}
    assert colour(tokens, "var(--mixed)") == (0.75, 0.75, 0.75)


@pytest.mark.parametrize("what", BARE)
def test_what_is_measured_or_coloured_is_a_token(what: str) -> None:
    """print.css is for PDF, where there are no tokens; paper.css is the tokens of paper."""
    elsewhere = {
        path.name: re.findall(BARE[what], re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL))
        for path in STYLESHEETS.glob("*.css")
        if path.name not in {"tokens.css", "print.css", "paper.css"}
    }
    assert {name: found for name, found in elsewhere.items() if found} == {}


@pytest.mark.parametrize(
    ("what", "written"),
    [
        ("a colour in figures", "p { color: #1b1f24; }"),
        ("a colour in figures", "p { background: rgb(0 0 0 / 8%); }"),
        ("a colour by name", "p { border: 1px solid red; }"),
        ("a size of type", "p { font-size: 15px; }"),
        ("a face of type", "p { font-family: Arial; }"),
    ],
)
def test_what_is_no_token_would_be_found(what: str, written: str) -> None:
    assert re.findall(BARE[what], written)


def read_tokens(theme: str) -> Tokens:
    """The custom properties of tokens.css as they stand in one theme, unresolved."""
    text = re.sub(r"/\*.*?\*/", "", (STYLESHEETS / "tokens.css").read_text(), flags=re.DOTALL)
    light, dark = text.split("@media screen and (prefers-color-scheme: dark)")
    blocks = light if theme == "light" else light + dark.split("@media")[0]
    return dict(re.findall(r"--([\w-]+):\s*([^;]+);", blocks))


def contrast(tokens: Tokens, one: str, other: str) -> float:
    lighter, darker = sorted((luminance(colour(tokens, f"var(--{name})")) for name in (one, other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(channels: tuple[float, float, float]) -> float:
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def colour(tokens: Tokens, value: str) -> tuple[float, float, float]:
    """Red, green and blue, each 0 to 1, of a CSS value made of hex colours, var() and color-mix() in srgb."""
    for pattern, resolve in RESOLVERS:
        if match := re.fullmatch(pattern, value.strip()):
            return resolve(tokens, *match.groups())
    raise ValueError(f"Not a colour this test can read: {value}")


def _hex(_tokens: Tokens, digits: str) -> tuple[float, float, float]:
    red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return red, green, blue


def _var(tokens: Tokens, name: str, fallback: str | None) -> tuple[float, float, float]:
    return colour(tokens, tokens.get(name, fallback or ""))


def _mix(tokens: Tokens, one: str, percent: str, other: str) -> tuple[float, float, float]:
    share = float(percent) / 100
    pairs = zip(colour(tokens, one), colour(tokens, other), strict=True)
    red, green, blue = (share * first + (1 - share) * second for first, second in pairs)
    return red, green, blue


Resolver = Callable[..., tuple[float, float, float]]
RESOLVERS: list[tuple[str, Resolver]] = [
    (r"#([0-9a-fA-F]{6})", _hex),
    (r"var\(--([\w-]+)(?:,\s*(.+))?\)", _var),
    (r"color-mix\(in srgb, (.+) ([\d.]+)%, (.+)\)", _mix),
]
