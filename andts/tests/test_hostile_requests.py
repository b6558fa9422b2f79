"""Requests that no browser of ours would send: each is refused in words, changes nothing and keeps the headers."""

from pathlib import Path

import pytest
from django.conf import settings
from django.db import IntegrityError
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from andts.middleware import Collisions, NumbersInReach
from andts.tests.addresses import addresses
from organisations.tests.cast import client_of

HEADERS = {
    "Content-Security-Policy",
    "Cross-Origin-Opener-Policy",
    "Cross-Origin-Resource-Policy",
    "Permissions-Policy",
    "Referrer-Policy",
    "X-Content-Type-Options",
    "X-Frame-Options",
}
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def visitor(anna):
    """Anna's, with the token of her session and errors answered as they are to anybody."""
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(anna, backend="organisations.signin.Backend")
    client.get(reverse("plans"))
    client.defaults["HTTP_X_CSRFTOKEN"] = client.cookies["csrftoken"].value
    return client


@pytest.fixture
def static_file():
    """A file as `collectstatic` leaves it."""
    file = Path(settings.STATIC_ROOT, "prov.css")
    file.write_text("")
    yield
    file.unlink()


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/planer/", 302),
        ("/static/prov.css", 200),
        ("/finns-inte/", 404),
        ("/planer/?sok=%00", 400),
        ("/logga-in/%00", 400),
        ("/rapporter/ny/", 405),
    ],
)
def test_every_answer_has_the_headers(anna, path, status, static_file):
    client = Client(raise_request_exception=False)
    if status == 405:
        client.force_login(anna, backend="organisations.signin.Backend")
    response = client.get(path)
    response.close()
    assert (response.status_code, HEADERS - set(response.headers)) == (status, set())


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"text=x", f"{FORM}; charset=utf-7"),
        (b"text=" + b"x" * 6_000_000, FORM),
        (b"&".join(b"f%d=x" % number for number in range(20_001)), FORM),
        (b"x", "multipart/form-data"),
        (b"x", "multipart/form-data; boundary=" + "x" * 300),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(visitor, everything, body, content_type):
    page = reverse("part-create", args=[everything.draft.pk, "tips"])
    response = visitor.generic("POST", page, body, content_type)
    assert (response.status_code, everything.draft.tips.count()) == (400, 1)
    assert "Inget har ändrats." in response.content.decode()


# The first number that no database of ours has room for.
BEYOND = 2**63
NAMED = [each for each in addresses() if each.parameters & {"pk", "organisation"}]
ROWS = [each for each in NAMED if each.parameters & {"row", "user", "unit", "number"}]


def answers(client, address, **values):
    """How a GET and a POST are answered."""
    beyond = dict.fromkeys(["row", "user", "unit", "number", "version", "follow_up", "answer", "report"], BEYOND)
    values = {"slug": "tips", "field": "title", "format": "pdf"} | beyond | values
    page = reverse(address.name, kwargs={name: values[name] for name in address.parameters})
    return {client.get(page).status_code, client.post(page).status_code}


def test_numbers_beyond_every_id_are_not_found(anna, adam, everything):
    clients = [client_of(anna), client_of(adam)]
    found = [answers(client, each, pk=BEYOND, organisation=BEYOND) for each in NAMED for client in clients]
    assert set.union(*found) == {404, 405}


@pytest.mark.parametrize(
    ("first", "who", "above"),
    [("planer", "anna", "draft"), ("aktorer", "anna", "actor"), ("installningar", "adam", "organisation")],
)
def test_numbers_beyond_every_row_are_not_found(request, everything, first, who, above):
    place, client = getattr(everything, above).pk, client_of(request.getfixturevalue(who))
    found = {each.name: answers(client, each, pk=place) for each in ROWS if each.route.startswith(first)}
    # What is not removed is taken for undone already.
    assert {name: got - {404, 405} for name, got in found.items() if got - {404, 405}} in ({}, {"part-restore": {302}})


def test_an_order_of_a_number_too_long_to_read_is_refused(anna, everything):
    order = {"plan": "9" * 5000, "kind": "kortversion"}
    assert client_of(anna).post(reverse("report-order"), order).status_code == 422


LONG = "9" * 5000


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("activities-bulk", {"row": LONG}),
        ("activity-row", {"title": "Nattvandring", "after": LONG}),
        ("activity-row", {"title": "Nattvandring", "node": LONG}),
        ("activity-place", {"place": f"-{LONG}"}),
        ("activity-field", {"value": "Polisen", "actor": LONG}),
        ("plan-presence", {"activity": LONG}),
        ("plan-presence", {"since": LONG}),
        ("plan-paste", {"text": "Mål\tAktivitet\nNytt\tMöte", "target": LONG, f"kolumn-{LONG}": "title"}),
        ("plan-paste", {"text": "Mål\tAktivitet\nNytt\tMöte", "rubrik-r2-goal": LONG}),
    ],
)
def test_numbers_too_long_to_read_are_no_fault_of_ours(visitor, everything, name, sent):
    given = {"pk": everything.draft.pk, "row": everything.activity.pk, "field": "responsible_text"}
    base = {"base": everything.activity.responsible_text}
    route = next(each for each in addresses() if each.name == name)
    response = visitor.post(reverse(name, kwargs={key: given[key] for key in route.parameters}), sent | base)
    assert response.status_code in (200, 302, 400, 422)


def test_a_row_to_stand_after_too_long_to_read_is_nobody(visitor, everything):
    page = reverse("activity-create", args=[everything.draft.pk])
    assert visitor.get(page, {"after": LONG}).status_code == 200


def test_what_was_seen_nested_too_deep_is_nothing_seen(visitor, everything):
    page = reverse("activity-edit", args=[everything.draft.pk, everything.activity.pk])
    assert visitor.post(page, {"title": "Möte", "seen": "[" * 100_000}).status_code == 302


def test_a_cell_of_a_plan_beyond_every_number_is_not_found(visitor, everything):
    page = reverse("activity-field", args=[10**20, everything.activity.pk, "title"])
    assert visitor.post(page, {"value": "Möte", "base": ""}).status_code == 404


@pytest.mark.parametrize("name", ["responsible", "partners", "serves"])
def test_a_choice_beyond_every_number_is_refused(visitor, everything, name):
    page = reverse("activity-edit", args=[everything.draft.pk, everything.activity.pk])
    assert visitor.post(page, {"title": "Möte", name: str(10**20)}).status_code in (400, 422)


def test_the_second_of_two_who_collide_is_told(rf, anna):
    request = rf.post("/planer/1/kolumner/ny/")
    request.user = anna
    response = Collisions(lambda request: HttpResponse()).process_exception(request, IntegrityError("column_once"))
    assert response.status_code == 409
    assert "Inget av ditt har sparats." in response.content.decode()


def test_other_overflows_are_faults_of_ours(rf):
    taken = NumbersInReach(lambda request: HttpResponse()).process_exception(
        rf.get("/"), OverflowError("math range error")
    )
    assert taken is None


def test_other_faults_are_not_taken_for_collisions(rf):
    assert Collisions(lambda request: HttpResponse()).process_exception(rf.get("/"), ValueError()) is None


def compressed(client, path):
    return client.get(path, headers={"accept-encoding": "gzip"}).headers.get("Content-Encoding")


def test_pages_are_compressed_and_documents_are_not(visitor, everything):
    excel = reverse("plan-excel", args=[everything.draft.pk])
    assert [compressed(visitor, path) for path in ("/planer/", excel)] == ["gzip", None]


def test_length_of_a_compressed_page_tells_nothing(visitor, everything):
    lengths = {len(visitor.get("/planer/", headers={"accept-encoding": "gzip"}).content) for _ in range(12)}
    assert len(lengths) > 1
