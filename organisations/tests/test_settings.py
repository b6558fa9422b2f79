"""An organisation's name, logo and colour, and its units."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from organisations.models import Actor, Organisation, User
from organisations.roles import Role
from organisations.tests.cast import SignIn, client_of, employed

FACTS = {"name": "Lindvalla kommun", "short_name": "Lindvalla", "accent": ""}


@pytest.fixture
def client(adam: User, signed_in: SignIn) -> Client:
    """Adam's."""
    return signed_in(adam)


def picture(form: str = "PNG", size: tuple[int, int] = (300, 100), name: str = "logga.png") -> SimpleUploadedFile:
    content = BytesIO()
    Image.new("RGB", size, "#0b4f5c").save(content, form)
    return SimpleUploadedFile(name, content.getvalue())


def change(client: Client, organisation: Organisation, **values: object) -> Any:
    """The errors by field when it was refused, else what the organisation became."""
    response = client.post(f"/installningar/{organisation.pk}/andra/", FACTS | values)
    if response.status_code == 422:
        return dict(response.context["form"].errors)
    organisation.refresh_from_db()
    return organisation


def test_one_organisation_opens_at_once(client: Client, lindvalla: Organisation) -> None:
    assert client.get("/installningar/").headers["Location"] == f"/installningar/{lindvalla.pk}/"


def test_several_are_chosen_among(client: Client, adam: User, havsby: Organisation) -> None:
    employed_too = adam.memberships.model.created(by=None, user=adam, organisation=havsby, role=Role.ADMINISTRATOR)
    page = client.get("/installningar/").content.decode()
    assert "Lindvalla kommun" in page
    assert employed_too.organisation.name in page


def test_names_are_changed_and_who_did_it_is_kept(client: Client, lindvalla: Organisation, adam: User) -> None:
    change(client, lindvalla, name="Lindvalla stad", short_name="Linden")
    row = lindvalla.history.latest()
    assert (lindvalla.name, lindvalla.short_name, row.history_user) == ("Lindvalla stad", "Linden", adam)


# --- Colour


def test_a_colour_that_can_be_read_is_kept(client: Client, lindvalla: Organisation) -> None:
    change(client, lindvalla, accent="#0B4F5C")
    assert lindvalla.accent == "#0b4f5c"
    assert "Kontrasten mot vitt är 9,1:1." in client.get(f"/installningar/{lindvalla.pk}/").content.decode()


@pytest.mark.parametrize(
    ("accent", "error"),
    [
        # #767676 is the lightest grey that reaches 4.5:1 on white; #777777 is 4.48:1.
        (
            "#777777",
            "Färgen är för ljus: kontrasten mot vitt är 4,4:1 och behöver vara minst 4,5:1. Välj en mörkare färg.",
        ),
        (
            "#ffffff",
            "Färgen är för ljus: kontrasten mot vitt är 1,0:1 och behöver vara minst 4,5:1. Välj en mörkare färg.",
        ),
        ("blå", "Ange färgen som #rrggbb, till exempel #0b4f5c."),
        ("#12345g", "Ange färgen som #rrggbb, till exempel #0b4f5c."),
    ],
)
def test_a_colour_that_cannot_be_read_is_refused(
    accent: str, error: str, client: Client, lindvalla: Organisation
) -> None:
    assert change(client, lindvalla, accent=accent) == {"accent": [error]}
    lindvalla.refresh_from_db()
    assert lindvalla.accent == ""


# --- Logo


def test_a_logo_is_written_anew_as_png_and_no_larger_than_needed(client: Client, lindvalla: Organisation) -> None:
    change(client, lindvalla, logo=picture("JPEG", (3000, 1000), "logga.jpg"))
    with lindvalla.logo.open() as file, Image.open(file) as logo:
        assert (logo.format, logo.size) == ("PNG", (1200, 400))


def test_what_is_hidden_after_the_pixels_is_gone(client: Client, lindvalla: Organisation) -> None:
    upload = SimpleUploadedFile("logga.png", picture().read() + b"<script>alert(1)</script>")
    change(client, lindvalla, logo=upload)
    with lindvalla.logo.open() as file:
        assert b"script" not in file.read()


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "Filen gick inte att läsa som en bild."),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "Filen gick inte att läsa som en bild."),
        (b"x" * (5 * 1024 * 1024 + 1), "Bilden är större än 5 MB."),
    ],
)
def test_what_is_no_picture_is_refused(content: bytes, error: str, client: Client, lindvalla: Organisation) -> None:
    errors = change(client, lindvalla, logo=SimpleUploadedFile("logga.png", content))
    assert isinstance(errors, dict)
    assert errors["logo"][0].startswith(error)


def test_a_picture_of_too_many_pixels_is_refused_unopened(client: Client, lindvalla: Organisation) -> None:
    content = BytesIO()
    Image.new("1", (20_000, 20_000)).save(content, "PNG")  # 400 million pixels in some 50 kB
    errors = change(client, lindvalla, logo=SimpleUploadedFile("logga.png", content.getvalue()))
    assert errors == {"logo": ["Bilden har för många bildpunkter. Spara den i mindre format och försök igen."]}


def test_a_logo_is_removed(client: Client, lindvalla: Organisation) -> None:
    change(client, lindvalla, logo=picture())
    change(client, lindvalla, without_logo="on")
    assert not lindvalla.logo


def test_other_changes_leave_the_logo(client: Client, lindvalla: Organisation) -> None:
    change(client, lindvalla, logo=picture())
    change(client, lindvalla, short_name="Linden")
    assert lindvalla.logo


# --- Units


def test_a_unit_is_added(client: Client, lindvalla: Organisation) -> None:
    unit = {"name": "Kultur- och fritidsnämnden", "kind": "committee", "parent": lindvalla.pk}
    client.post(f"/installningar/{lindvalla.pk}/enheter/ny/", unit)
    made = Organisation.objects.get(name="Kultur- och fritidsnämnden")
    assert (made.parent, made.slug) == (lindvalla, "lindvalla-kommun-kultur-och-fritidsnamnden")


def test_units_stand_below_each_other_in_order(client: Client, lindvalla: Organisation) -> None:
    names = ["Östra", "Åsen", "Ängen"]
    districts = [
        Organisation.created(by=None, kind="district", name=name, parent=lindvalla, slug=name) for name in names
    ]
    Organisation.created(by=None, kind="administration", name="Skolan", parent=districts[1])
    shown = client.get(f"/installningar/{lindvalla.pk}/").context["branches"]
    assert [branch.label for branch in shown] == ["Åsen", "– Skolan", "Ängen", "Östra"]


def unit_at(parent: Organisation, name: str) -> Organisation:
    return Organisation.created(by=None, kind="administration", name=name, parent=parent)


def test_a_unit_is_moved(client: Client, lindvalla: Organisation, social_services: Organisation) -> None:
    committee = Organisation.created(by=None, kind="committee", name="Socialnämnden", parent=lindvalla)
    moved = {"name": "Socialförvaltningen", "kind": "administration", "parent": committee.pk}
    change(client, social_services, **moved)
    assert social_services.parent == committee


def test_a_unit_does_not_lie_below_itself(
    client: Client, lindvalla: Organisation, social_services: Organisation
) -> None:
    child = unit_at(social_services, "Öppenvården")
    errors = change(client, social_services, kind="administration", parent=child.pk)
    assert isinstance(errors, dict)
    assert list(errors) == ["parent"]


def test_a_unit_with_units_is_not_moved_too_deep(client: Client, lindvalla: Organisation) -> None:
    first = unit_at(lindvalla, "Första")
    second = unit_at(first, "Andra")
    branch = unit_at(lindvalla, "Grenen")
    unit_at(branch, "Kvisten")
    errors = change(client, branch, name="Grenen", kind="administration", parent=second.pk)
    assert errors == {"parent": ["Enheter kan ligga i högst 3 nivåer. Välj en plats högre upp."]}


def test_two_units_of_one_name_do_not_lie_together(
    client: Client, lindvalla: Organisation, social_services: Organisation
) -> None:
    unit = {"name": "socialförvaltningen", "kind": "administration", "parent": lindvalla.pk}
    response = client.post(f"/installningar/{lindvalla.pk}/enheter/ny/", unit)
    assert response.context["form"].errors["name"] == [
        "Under Lindvalla kommun finns redan socialförvaltningen. Välj ett annat namn."
    ]


def test_an_empty_unit_is_removed_and_brought_back(
    client: Client, lindvalla: Organisation, social_services: Organisation
) -> None:
    client.post(f"/installningar/{social_services.pk}/bort/")
    assert not Organisation.objects.filter(pk=social_services.pk).exists()
    client.post(f"/installningar/{lindvalla.pk}/enheter/{social_services.pk}/ater/")
    assert Organisation.objects.get(pk=social_services.pk).slug == social_services.slug


def test_a_unit_where_somebody_works_stays(client: Client, social_services: Organisation, carl: User) -> None:
    response = client.post(f"/installningar/{social_services.pk}/bort/", follow=True)
    assert "Socialförvaltningen går inte att ta bort." in response.content.decode()
    assert Organisation.objects.filter(pk=social_services.pk).exists()


def test_a_unit_that_an_actor_belongs_to_stays(
    client: Client, lindvalla: Organisation, social_services: Organisation
) -> None:
    Actor.known_as("Elevhälsan", organisation=lindvalla, by=None, unit=social_services)
    client.post(f"/installningar/{social_services.pk}/bort/")
    assert Organisation.objects.filter(pk=social_services.pk).exists()


def test_a_kommun_is_nobodys_to_remove(client: Client, lindvalla: Organisation) -> None:
    assert client.post(f"/installningar/{lindvalla.pk}/bort/").status_code == 403


def test_the_administrator_of_a_unit_neither_moves_nor_removes_it(
    signed_in: SignIn, social_services: Organisation
) -> None:
    client = signed_in(employed("Disa Dahl", Role.ADMINISTRATOR, social_services))
    page = client.get(f"/installningar/{social_services.pk}/andra/")
    assert "parent" not in page.context["form"].fields
    assert client.post(f"/installningar/{social_services.pk}/bort/").status_code == 403


def test_a_unit_does_not_get_its_siblings_name(social_services: Organisation, lindvalla: Organisation) -> None:
    other = Organisation.created(by=None, kind="committee", name="Skolnämnden", parent=lindvalla)
    ulla = client_of(employed("Ulla Dahl", Role.ADMINISTRATOR, other))
    assert list(change(ulla, other, name="socialförvaltningen")) == ["name"]


def test_a_unit_whose_name_is_taken_is_not_brought_back(client: Client, lindvalla: Organisation, adam: User) -> None:
    unit = Organisation.created(by=adam, kind="committee", name="Skolnämnden", parent=lindvalla)
    pk = unit.pk
    unit.remove(by=adam)
    Organisation.created(by=adam, kind="committee", name="Skolnämnden", parent=lindvalla)
    response = client.post(f"/installningar/{lindvalla.pk}/enheter/{pk}/ater/", follow=True)
    assert "finns redan Skolnämnden. Byt namn på den och försök igen." in response.content.decode()
