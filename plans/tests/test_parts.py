"""Adding, changing, moving, removing and bringing back each kind of row of a plan."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from lxml import html

from activities.models import Activity
from andts.lib.states import StateError
from andts.tests.pixel import PIXEL
from organisations.tests.cast import employed
from plans.models import Node, Plan, PlanColumn, PlanText, Tip
from plans.views.parts import PARTS

# Slug → what to post, and what then stands in the row.
POSTED = {
    "rubriker": ({"kind": "goal", "heading": "Färre börjar snusa", "term": "long"}, "Färre börjar snusa"),
    "texter": ({"placement": "before", "level": "1", "heading": "Bakgrund", "text": "Så gick det till."}, "Bakgrund"),
    "tips": ({"text": "Bjud in föreningarna"}, "Bjud in föreningarna"),
    "huvud": ({"label": "Dokumentägare", "text": "Förebyggargruppen"}, "Dokumentägare"),
    "bilder": ({"alternative": "Organisationen som ett träd"}, "Organisationen som ett träd"),
    "kolumner": ({"name": "Nämnd"}, "Nämnd"),
}
EVERY_PART = pytest.mark.parametrize("slug", PARTS)


@pytest.fixture
def plan(lindvalla, anna):
    return Plan.created(by=anna, organisation=lindvalla, title="Plan")


@pytest.fixture
def berit(lindvalla):
    """A second samordnare of Lindvalla."""
    return employed("Berit Holm", "coordinator", lindvalla)


@pytest.fixture
def client(signed_in, anna):
    return signed_in(anna)


def add(client, plan, slug):
    files = {"file": SimpleUploadedFile("bild.png", PIXEL)} if slug == "bilder" else {}
    response = client.post(reverse("part-create", args=[plan.pk, slug]), POSTED[slug][0] | files)
    assert response.status_code == 302, response.context["form"].errors
    return PARTS[slug].model.objects.latest("pk")


def test_every_part_is_tried():
    assert set(POSTED) == set(PARTS)


@EVERY_PART
def test_adding(client, plan, anna, slug):
    row = add(client, plan, slug)
    assert (str(row), row.plan, row.order) == (POSTED[slug][1], plan, 0)
    assert row.history.first().history_user == anna


@EVERY_PART
def test_empty_is_refused(client, plan, slug):
    response = client.post(reverse("part-create", args=[plan.pk, slug]), {"order": "1"})
    assert (response.status_code, PARTS[slug].model.objects.count()) == (422, 0)


@EVERY_PART
def test_changing_keeps_the_former_in_history(client, plan, anna, slug):
    row = add(client, plan, slug)
    field = {"rubriker": "heading", "texter": "heading", "huvud": "label", "bilder": "caption", "kolumner": "name"}.get(
        slug, "text"
    )
    client.post(reverse("part-edit", args=[plan.pk, slug, row.pk]), POSTED[slug][0] | {field: "Nytt"})
    row.refresh_from_db()
    assert getattr(row, field) == "Nytt"
    assert [getattr(past, field) for past in row.history.all()] == ["Nytt", POSTED[slug][0].get(field, "")]


def another(row):
    """One more like it, after it."""
    other = type(row).objects.get(pk=row.pk)
    other.pk = None
    other._state.adding = True
    if isinstance(row, PlanColumn):
        other.name = "Roll"
    other.order = 1
    other.record_new(by=None)
    return other


@EVERY_PART
def test_moving_changes_places_by_the_buttons_of_its_page_and_back_by_undo(client, plan, slug):
    first = add(client, plan, slug)
    second = another(first)
    page = html.fromstring(client.get(reverse("part-edit", args=[plan.pk, slug, second.pk])).content)
    up, down = page.xpath("//section[@aria-labelledby='ordning']//form")
    assert down.xpath(".//button[@disabled]/text()") == ["Flytta ner"]
    response = client.post(up.action, follow=True)
    assert response.redirect_chain == [(reverse("part-edit", args=[plan.pk, slug, second.pk]), 302)]
    assert [row.pk for row in PARTS[slug].model.objects.all()] == [second.pk, first.pk]
    [told] = response.context["messages"]
    assert str(told).endswith("är flyttad till plats 1 av 2.")
    client.post(told.extra_tags)
    assert [row.pk for row in PARTS[slug].model.objects.all()] == [first.pk, second.pk]


def test_text_changes_places_with_one_that_is_seen_beside_it(client, plan, anna):
    before = PlanText.created(by=anna, plan=plan, heading="Bakgrund", order=0)
    PlanText.created(by=anna, plan=plan, heading="Utfall", placement="after", order=1)
    last = PlanText.created(by=anna, plan=plan, heading="Syfte", order=2)
    client.post(reverse("part-up", args=[plan.pk, "texter", last.pk]))
    assert list(plan.texts.filter(placement="before")) == [last, before]


def test_tip_changes_places_with_one_under_the_same_heading(client, plan, anna):
    area = Node.created(by=anna, plan=plan, kind="area", heading="Skolan")
    first = Tip.created(by=anna, plan=plan, node=area, text="Bjud in", order=0)
    Tip.created(by=anna, plan=plan, text="Ring", order=1)
    last = Tip.created(by=anna, plan=plan, node=area, text="Skriv", order=2)
    client.post(reverse("part-up", args=[plan.pk, "tips", last.pk]))
    assert list(plan.tips.filter(node=area)) == [last, first]


def test_moved_heading_is_where_the_plan_page_leads(client, plan, anna):
    node = Node.created(by=anna, plan=plan, kind="area", heading="Skolan")
    assert (
        client.post(reverse("part-up", args=[plan.pk, "rubriker", node.pk])).url
        == f"/planer/{plan.pk}/#rubrik-{node.pk}"
    )


@EVERY_PART
def test_moving_the_first_up_leaves_it(client, plan, slug):
    row = add(client, plan, slug)
    assert client.post(reverse("part-up", args=[plan.pk, slug, row.pk])).status_code == 302
    row.refresh_from_db()
    assert row.order == 0


@EVERY_PART
def test_removing_can_be_undone_from_the_message(client, plan, slug):
    row = add(client, plan, slug)
    page = client.post(reverse("part-delete", args=[plan.pk, slug, row.pk]), follow=True).content.decode()
    undo = reverse("part-restore", args=[plan.pk, slug, row.pk])
    assert (f'action="{undo}"' in page, PARTS[slug].model.objects.count()) == (True, 0)
    client.post(undo)
    assert str(PARTS[slug].model.objects.get(pk=row.pk)) == POSTED[slug][1]


def test_undoing_twice_brings_back_one(client, plan):
    row = add(client, plan, "tips")
    client.post(reverse("part-delete", args=[plan.pk, "tips", row.pk]))
    for _ in range(2):
        client.post(reverse("part-restore", args=[plan.pk, "tips", row.pk]))
    assert plan.tips.count() == 1


def test_removing_a_heading_moves_what_lies_under_it_up(client, plan, anna):
    area = Node.created(by=anna, plan=plan, kind="area", heading="Skolan")
    goal = Node.created(by=anna, plan=plan, kind="goal", heading="Rökfritt", parent=area)
    activity = Activity.add(plan, by=anna, node=goal, title="Tillsyn")
    client.post(reverse("part-delete", args=[plan.pk, "rubriker", goal.pk]))
    activity.refresh_from_db()
    assert (activity.node, plan.nodes.get()) == (area, area)


def test_heading_cannot_lie_under_itself(client, plan, anna):
    area = Node.created(by=anna, plan=plan, kind="area", heading="Skolan")
    below = Node.created(by=anna, plan=plan, kind="goal", heading="Rökfritt", parent=area)
    data = {"kind": "area", "heading": "Skolan", "parent": below.pk}
    response = client.post(reverse("part-edit", args=[plan.pk, "rubriker", area.pk]), data)
    assert response.status_code == 422
    assert "En rubrik kan inte ligga under sig själv" in response.content.decode()


def test_two_headings_are_never_laid_under_each_other(plan, anna):
    """Both were asked for when neither lay under the other."""
    one, other = (Node.created(by=anna, plan=plan, kind="area", heading=name) for name in ("Skolan", "Fritiden"))
    one.record(by=anna, parent=Node.objects.get(pk=other.pk))
    with pytest.raises(StateError):
        other.record(by=anna, parent=Node.objects.get(pk=one.pk))
    assert [node.parent for node in plan.nodes.order_by("pk")] == [other, None]


def test_heading_is_not_laid_under_one_that_has_gone(plan, anna):
    above = Node.created(by=anna, plan=plan, kind="area", heading="Skolan")
    gone = Node.objects.get(pk=above.pk)
    above.remove(by=anna)
    with pytest.raises(StateError):
        Node.created(by=anna, plan=plan, kind="goal", heading="Rökfritt", parent=gone)


def test_fourth_level_of_headings_is_refused(client, plan, anna):
    above = None
    for name in ("Ett", "Två", "Tre"):
        above = Node.created(by=anna, plan=plan, kind="area", heading=name, parent=above)
    data = {"kind": "goal", "heading": "Fyra", "parent": above.pk}
    response = client.post(reverse("part-create", args=[plan.pk, "rubriker"]), data)
    assert (response.status_code, plan.nodes.count()) == (422, 3)


def test_heading_of_another_plan_cannot_be_chosen(client, plan, lindvalla, anna):
    other = Node.created(
        by=anna, plan=Plan.created(by=anna, organisation=lindvalla, title="B"), kind="area", heading="X"
    )
    data = {"kind": "goal", "heading": "Mål", "parent": other.pk}
    assert client.post(reverse("part-create", args=[plan.pk, "rubriker"]), data).status_code == 422


def test_row_of_another_plan_is_not_found(client, plan, lindvalla, anna):
    other = Plan.created(by=anna, organisation=lindvalla, title="B")
    node = Node.created(by=anna, plan=other, kind="area", heading="X")
    assert client.get(reverse("part-edit", args=[plan.pk, "rubriker", node.pk])).status_code == 404


def test_file_that_is_no_picture_is_refused_in_words(client, plan):
    data = {"file": SimpleUploadedFile("bild.png", b"<script>alert(1)</script>"), "alternative": "x"}
    response = client.post(reverse("part-create", args=[plan.pk, "bilder"]), data)
    assert (response.status_code, plan.pictures.count()) == (422, 0)


def test_picture_is_served_as_pixels_only(client, plan):
    picture = add(client, plan, "bilder")
    response = client.get(reverse("picture-file", args=[plan.pk, picture.pk]))
    content = b"".join(response.streaming_content)
    assert (response["Content-Type"], response["X-Content-Type-Options"], content[:4]) == (
        "image/png",
        "nosniff",
        b"\x89PNG",
    )


def test_row_of_a_decided_plan_is_refused_with_the_way_on(client, everything):
    response = client.get(reverse("part-create", args=[everything.adopted.pk, "tips"]))
    assert response.status_code == 403
    assert "Skapa en revidering för att ändra den." in response.content.decode()


# --- Two who have the page open at the same time


@pytest.fixture
def opened(client):
    """Opens a page of a form; what is returned sends it, as it was opened but for what is given."""

    def open_page(url):
        form = next(form for form in html.fromstring(client.get(url).content).forms if form.xpath(".//textarea"))
        values = {}
        for name, value in form.form_values():
            values.setdefault(name, []).append(value)
        return lambda **changes: client.post(url, values | changes)

    return open_page


@pytest.fixture
def text(plan, anna):
    return PlanText.created(by=anna, plan=plan, heading="Bakgrund", text="Så gick det till.")


@pytest.fixture
def send_text(opened, plan, text):
    """The text's page, opened before what a test does."""
    return opened(reverse("part-edit", args=[plan.pk, "texter", text.pk]))


def test_what_only_another_changed_stays(send_text, text, berit):
    text.record(by=berit, heading="Historia")
    assert send_text(text="Så gick det inte till.").status_code == 302
    text.refresh_from_db()
    assert (text.heading, text.text) == ("Historia", "Så gick det inte till.")


def test_what_both_changed_is_shown_and_saved_when_it_is_sent_again(send_text, text, berit):
    text.record(by=berit, text="Berits text")
    response = send_text(text="Annas text")
    [words] = response.context["form"].errors["text"]
    assert (response.status_code, PlanText.objects.get().text) == (422, "Berits text")
    assert words == (
        "Berit Holm har ändrat fältet medan du skrev. Nu står det ”Berits text”. "
        "Spara igen om det du har skrivit ska gälla."
    )
    assert send_text(text="Annas text", seen=response.context["form"].data["seen"]).status_code == 302
    assert [row.text for row in text.history.all()] == ["Annas text", "Berits text", "Så gick det till."]


def test_both_who_wrote_the_same_agree(send_text, text, berit):
    text.record(by=berit, text="Så blev det.")
    assert send_text(text=" Så blev det.\r\n").status_code == 302


def test_place_and_goals_of_a_heading_that_another_chose_stay(opened, plan, anna, berit):
    area, other = [Node.created(by=anna, plan=plan, kind="area", heading=name) for name in ("Skolan", "Fritiden")]
    send = opened(reverse("part-edit", args=[plan.pk, "rubriker", area.pk]))
    area.record(by=berit, parent=other)
    assert send(heading="Förskolan").status_code == 302
    area.refresh_from_db()
    assert (area.heading, area.parent) == ("Förskolan", other)


def test_facts_of_the_plan_that_another_changed_stay(opened, plan, berit):
    send = opened(reverse("plan-edit", args=[plan.pk]))
    plan.record(by=berit, valid_from=date(2027, 1, 1), document_owner="Kommunstyrelsen")
    assert send(title="Planen").status_code == 302
    plan.refresh_from_db()
    assert (plan.title, plan.valid_from, plan.document_owner) == ("Planen", date(2027, 1, 1), "Kommunstyrelsen")


def test_day_that_both_changed_is_told_in_words(opened, plan, berit):
    send = opened(reverse("plan-edit", args=[plan.pk]))
    plan.record(by=berit, valid_from=date(2027, 1, 1))
    assert "Nu står det ”1 januari 2027”." in send(valid_from="2028-01-01").context["form"].errors["valid_from"][0]
