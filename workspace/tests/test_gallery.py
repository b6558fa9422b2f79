"""The page of components: every component drawn, in development only."""

import pytest
from django.conf import settings
from django.contrib.messages import success
from django.contrib.messages.storage.session import SessionStorage
from django.test.signals import template_rendered
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


def test_no_component_is_left_out(rf, anna):
    """Each file among the components is drawn, on its own or in another."""
    drawn: set[str] = set()

    def listen(template, **_):
        drawn.add(str(template.name))

    template_rendered.connect(listen)
    request = rf.get("/komponenter/")
    request.user, request.session = anna, {}
    request._messages = SessionStorage(request)
    success(request, "Raden är borttagen.")
    gallery(request)
    there = {path.name for path in (settings.BASE_DIR / "templates/components").glob("*.html")}
    assert {f"components/{name}" for name in there - ELSEWHERE} - drawn == set()


def test_it_is_not_there_in_production():
    with pytest.raises(NoReverseMatch):
        reverse("gallery")
