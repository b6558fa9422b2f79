"""The page of components: every component drawn, in development only."""

import pytest
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


def test_it_is_not_there_in_production():
    with pytest.raises(NoReverseMatch):
        reverse("gallery")
