"""The page of components: every component drawn, in development only."""

import pytest
from django.conf import settings
from django.contrib.messages import success
from django.contrib.messages.storage.session import SessionStorage
from django.test import SimpleTestCase
from django.urls import NoReverseMatch, reverse

from workspace.views.gallery import gallery


def test_every_component_is_drawn(rf, anna):
    request = rf.get("/komponenter/")
    request.user = anna
    page = gallery(request).content.decode()
    assert page.count('class="status ') >= 6
    assert "Ange ett slutdatum som är efter startdatumet." in page
    assert page.count("Tips och exempel") == 2
    assert "070… ser ut som ett telefonnummer." in page


# Pieces that make no sense beside the rest.
ELSEWHERE = {"gallery.html", "new_password.html"}
COMPONENTS = sorted(path.name for path in (settings.BASE_DIR / "templates/components").glob("*.html"))


@pytest.mark.parametrize("name", [name for name in COMPONENTS if name not in ELSEWHERE])
def test_no_component_is_left_out(rf, anna, name):
    """Each file among the components is drawn, on its own or in another."""
    request = rf.get("/komponenter/")
    request.user, request.session = anna, {}
    request._messages = SessionStorage(request)
    success(request, "Raden är borttagen.")
    with SimpleTestCase().assertTemplateUsed(f"components/{name}"):
        gallery(request)


def test_it_is_not_there_in_production():
    with pytest.raises(NoReverseMatch):
        reverse("gallery")
