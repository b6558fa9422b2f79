"""A script that asks is told where a redirect leads; a browser is sent there."""

import pytest
from django.test import Client
from django.urls import reverse

from andts.tests.everything import Everything
from organisations.models import User
from organisations.tests.cast import SignIn


@pytest.fixture
def client(signed_in: SignIn, anna: User) -> Client:
    return signed_in(anna)


def test_script_learns_the_place_on_the_page(client: Client, everything: Everything) -> None:
    activity = everything.activity
    url = reverse("activity-up", args=[activity.plan_id, activity.pk])
    response = client.post(url, headers={"X-Place": "1"})
    assert (response.status_code, response.json()) == (
        200,
        {"location": f"/planer/{activity.plan_id}/#aktivitet-{activity.pk}"},
    )


def test_browser_is_sent_on(client: Client, everything: Everything) -> None:
    activity = everything.activity
    assert client.post(reverse("activity-up", args=[activity.plan_id, activity.pk])).status_code == 302


def test_what_is_no_redirect_is_answered_as_ever(client: Client, everything: Everything) -> None:
    """A form with errors, and a way that is closed."""
    plan = everything.draft.pk
    refused = client.post(reverse("activity-create", args=[plan]), {"title": ""}, headers={"X-Place": "1"})
    missing = client.post(reverse("activity-up", args=[plan, 99_999]), headers={"X-Place": "1"})
    assert (refused.status_code, missing.status_code) == (422, 404)


def test_who_has_signed_out_is_sent_to_sign_in(everything: Everything) -> None:
    """The script is told to go there, and sees that what comes is not the plan."""
    url = reverse("activity-up", args=[everything.draft.pk, everything.activity.pk])
    location = Client().post(url, headers={"X-Place": "1"}).json()["location"]
    assert location == f"{reverse('account_login')}?next={url}"
