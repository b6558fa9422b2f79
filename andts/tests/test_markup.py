"""What people write is text on every page: no letter of it becomes markup."""

import pytest
from django.apps import apps
from django.db import models
from django.test import Client
from lxml import html

from activities.snapshot import frozen_content
from andts.tests.test_access import READING, address, table
from organisations.tests.cast import client_of

pytestmark = pytest.mark.once

HOSTILE = "x\"'><x-evil a='b'>{{ 'q'|add:'q' }}&amp;</title></textarea></script>"
# Read by machines, or held to a form of their own.
NOT_TEXT = {"accent", "code", "email", "folded", "format", "password", "sha256", "slug", "substances", "variant"}


def texts(model: type[models.Model]) -> list[str]:
    """The fields of the model that hold what somebody wrote, whatever a form would say of it."""
    fields = [field for field in model._meta.concrete_fields if isinstance(field, models.CharField | models.TextField)]
    return [field.name for field in fields if not field.choices and field.name not in NOT_TEXT]


@pytest.fixture
def hostile(everything, anna):
    """Every text of Lindvalla's is markup, in rows and in what was adopted."""
    for model in apps.get_models():
        if model._meta.app_label in ("organisations", "plans", "activities", "reports") and texts(model):
            rows = model._default_manager.all()
            for number, row in enumerate(rows):
                written = {name: HOSTILE[: model._meta.get_field(name).max_length] for name in texts(model)}
                if "name" in written:
                    written["name"] = f"{HOSTILE}{number}.csv"  # some must differ, and one says how to read a file
                rows.filter(pk=row.pk).update(**written)
    version = everything.adopted.versions.get()
    version.content = frozen_content(type(everything.adopted).objects.with_owner().get(pk=everything.adopted.pk))
    version.save()
    return everything


@pytest.mark.parametrize(("name", "statuses"), table(READING).items())
def test_what_people_wrote_is_shown_as_they_wrote_it(request, hostile, name, statuses):
    reader = next((role for role, status in statuses.items() if status == 200), None)
    if reader is None:
        return
    response = client_of(request.getfixturevalue(reader)).get(address(name, hostile))
    response.close()
    if "text/html" not in response["Content-Type"]:
        return
    page = html.fromstring(response.content)
    assert (response.status_code, page.xpath("//x-evil|//*[@a='b']")) == (200, [])
    assert "qq&" not in response.content.decode()


def test_every_text_is_hostile(hostile):
    assert hostile.draft.activities.get().title == HOSTILE


def test_the_page_signed_out_shows_nothing_of_it(hostile):
    assert "x-evil" not in Client().get("/").content.decode()
