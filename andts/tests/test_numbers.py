"""Numbers on pages: an id is never a figure."""

from django.template import Context, Template
from django.urls import reverse

from activities.models import Activity


def test_a_number_is_written_without_separators():
    assert Template("{{ id }}").render(Context({"id": 1_234_567})) == "1234567"


def test_the_thousandth_activity_can_be_changed(signed_in, anna, everything):
    row = Activity.add(everything.draft, by=anna, id=1_234_567, title="Nattvandring")
    page = signed_in(anna).get(reverse("plan", args=[everything.draft.pk])).content.decode()
    assert f'href="{reverse("activity-edit", args=[everything.draft.pk, row.pk])}"' in page
