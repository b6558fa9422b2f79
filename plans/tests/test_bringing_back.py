"""Undoing a removal after more has happened: what the row leaned on may be gone, and its place taken."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from andts.tests.pixel import PIXEL
from plans.models import Node, Plan, PlanColumn, PlanPicture, PlanText, Tip


@pytest.fixture
def plan(lindvalla, anna):
    return Plan.created(by=anna, organisation=lindvalla, title="Plan")


@pytest.fixture
def area(plan, anna):
    return Node.created(by=anna, plan=plan, kind="area", heading="Skolan")


def test_heading_whose_heading_is_gone_stands_at_the_top(plan, area, anna):
    goal = Node.created(by=anna, plan=plan, kind="goal", heading="Rökfritt", parent=area)
    pk = goal.pk
    goal.remove(by=anna)
    area.remove(by=anna)
    Node.bring_back(plan, pk, by=anna)
    assert (plan.nodes.get().heading, plan.nodes.get().parent) == ("Rökfritt", None)


def test_heading_whose_heading_lies_deep_by_now_stands_at_the_top(plan, area, anna):
    goal = Node.created(by=anna, plan=plan, kind="goal", heading="Rökfritt", parent=area)
    pk = goal.pk
    goal.remove(by=anna)
    above = Node.created(by=anna, plan=plan, kind="area", heading="Unga")
    area.record(by=anna, parent=Node.created(by=anna, plan=plan, kind="area", heading="Barn", parent=above))
    Node.bring_back(plan, pk, by=anna)
    assert Node.objects.get(pk=pk).parent is None


def test_tip_whose_heading_is_gone_stands_by_itself(plan, area, anna):
    tip = Tip.created(by=anna, plan=plan, node=area, text="Bjud in föreningarna")
    pk = tip.pk
    tip.remove(by=anna)
    area.remove(by=anna)
    Tip.bring_back(plan, pk, by=anna)
    assert (plan.tips.get().text, plan.tips.get().node) == ("Bjud in föreningarna", None)


def test_picture_whose_text_is_gone_stands_by_itself(plan, area, anna):
    text = PlanText.created(by=anna, plan=plan, heading="Bakgrund")
    picture = PlanPicture(plan=plan, text=text, node=area)
    picture.file.save("bild.png", ContentFile(PIXEL), save=False)
    picture.record_new(by=anna)
    pk = picture.pk
    picture.remove(by=anna)
    text.remove(by=anna)
    PlanPicture.bring_back(plan, pk, by=anna)
    assert (plan.pictures.get().text, plan.pictures.get().node) == (None, area)


def test_column_whose_name_is_taken_gets_another(plan, anna):
    column = PlanColumn.created(by=anna, plan=plan, name="Nämnd")
    pk = column.pk
    column.remove(by=anna)
    PlanColumn.created(by=anna, plan=plan, name="Nämnd")
    PlanColumn.bring_back(plan, pk, by=anna)
    assert sorted(plan.columns.values_list("name", flat=True)) == ["Nämnd", "Nämnd (2)"]


def test_second_column_of_a_name_is_refused_in_words(signed_in, anna, plan):
    PlanColumn.created(by=anna, plan=plan, name="Nämnd")
    response = signed_in(anna).post(reverse("part-create", args=[plan.pk, "kolumner"]), {"name": " Nämnd "})
    assert response.status_code == 422
    assert "Planen har redan kolumnen Nämnd. Ange ett annat namn." in response.content.decode()


def test_column_keeps_its_own_name(signed_in, anna, plan):
    column = PlanColumn.created(by=anna, plan=plan, name="Nämnd")
    page = reverse("part-edit", args=[plan.pk, "kolumner", column.pk])
    assert signed_in(anna).post(page, {"name": "Nämnd"}).status_code == 302


# --- For thirty days


@pytest.fixture
def restore(signed_in, anna, plan):
    """Presses Återställ a while later; what the page says then."""

    def press(tip, later):
        with time_machine.travel(timezone.now() + later, tick=False):
            response = signed_in(anna).post(reverse("part-restore", args=[plan.pk, "tips", tip]), follow=True)
        return response.redirect_chain[0][0], [str(message) for message in response.context["messages"]]

    return press


@pytest.fixture
def removed_tip(plan, anna):
    tip = Tip.created(by=anna, plan=plan, text="Bjud in föreningarna")
    pk = tip.pk
    tip.remove(by=anna)
    return pk


def test_removed_row_comes_back_within_thirty_days(restore, removed_tip, plan):
    assert restore(removed_tip, timedelta(days=29, hours=23))[1] == ["Ångrat. Raden är tillbaka."]
    assert plan.tips.get().pk == removed_tip


def test_removed_row_is_refused_after_thirty_days(restore, removed_tip, plan):
    where, said = restore(removed_tip, timedelta(days=30, minutes=1))
    assert said == ["Det är mer än 30 dagar sedan, och då går det inte längre att ta tillbaka."]
    assert (where, plan.tips.count()) == (f"/planer/{plan.pk}/", 0)
