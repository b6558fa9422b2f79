"""The organisation's colours and logo as they are served, and the arithmetic behind the colours."""

import pytest
from django.core.files.base import ContentFile

from andts.tests.test_colours import GRAPHIC_PAIRS, TEXT_PAIRS, read_tokens
from andts.tests.test_colours import contrast as contrast_in
from organisations.colours import READABLE, WHITE, contrast, on_screen, stylesheet
from organisations.models import Organisation, User
from organisations.tests.cast import SignIn

# From the lightest that is accepted to black; the second is a blue that many kommuner wear.
ACCEPTED = ["#767676", "#0072bc", "#b3261e", "#008000", "#a3006d", "#0b4f5c", "#000000"]


def test_contrast_is_wcags() -> None:
    assert contrast("#000000", WHITE) == 21
    assert round(contrast("#767676", WHITE), 2) == 4.54  # WCAG's well-known lightest grey on white


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("accent", ACCEPTED)
def test_every_accepted_colour_can_be_read_wherever_pages_use_it(accent: str, theme: str) -> None:
    assert contrast(accent, WHITE) >= READABLE
    tokens = read_tokens(theme) | {"organisation-accent": on_screen(accent)}
    texts = [pair for pair in TEXT_PAIRS if any("accent" in name for name in pair)]
    graphics = [pair for pair in GRAPHIC_PAIRS if any("accent" in name for name in pair)]
    too_faint = [pair for pair in texts if contrast_in(tokens, *pair) < 4.5]
    assert too_faint + [pair for pair in graphics if contrast_in(tokens, *pair) < 3] == []


def test_a_dark_colour_is_left_as_it_is() -> None:
    assert on_screen("#0b4f5c") == "#0b4f5c"


def test_the_stylesheet_sets_one_property() -> None:
    assert stylesheet("#0b4f5c") == ":root { --organisation-accent: #0b4f5c; }\n"


@pytest.fixture
def dressed(lindvalla: Organisation) -> Organisation:
    """Lindvalla with a colour and a logo."""
    content = ContentFile(b"\x89PNG (as if)", name="a1b2.png")
    lindvalla.record(by=None, accent="#0b4f5c", logo=content)
    return lindvalla


def test_every_page_wears_the_organisations_colours(dressed: Organisation, anna: User, signed_in: SignIn) -> None:
    page = signed_in(anna).get("/aktorer/")
    assert page.context["organisation_stylesheet"] == f"/utseende/{dressed.pk}/farger.css?v=0b4f5c"
    assert f'href="/utseende/{dressed.pk}/farger.css?v=0b4f5c"' in page.content.decode()


def test_a_unit_wears_what_its_kommun_does(dressed: Organisation, carl: User, signed_in: SignIn) -> None:
    client = signed_in(carl)
    sheet = client.get("/aktorer/").context["organisation_stylesheet"]
    assert client.get(sheet).status_code == 200


def test_the_stylesheet_is_kept_by_the_browser_alone(dressed: Organisation, anna: User, signed_in: SignIn) -> None:
    response = signed_in(anna).get(f"/utseende/{dressed.pk}/farger.css")
    assert response.content.decode() == ":root { --organisation-accent: #0b4f5c; }\n"
    assert response.headers["Content-Type"] == "text/css; charset=utf-8"
    assert response.headers["Cache-Control"] == "private, max-age=31536000, immutable"


def test_the_logo_is_served_as_what_it_is(dressed: Organisation, anna: User, signed_in: SignIn) -> None:
    response = signed_in(anna).get(dressed.logo_url)
    assert b"".join(response) == b"\x89PNG (as if)"
    assert response.headers["Content-Type"] == "image/png"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_strangers_see_neither(dressed: Organisation, cecilia: User, signed_in: SignIn) -> None:
    client = signed_in(cecilia)
    assert client.get(dressed.stylesheet_url).status_code == 404
    assert client.get(dressed.logo_url).status_code == 404


def test_a_new_logo_has_a_new_address(dressed: Organisation) -> None:
    before = dressed.logo_url
    dressed.record(by=None, logo=ContentFile(b"", name="c3d4.png"))
    assert dressed.logo_url != before
