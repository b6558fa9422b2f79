"""From draft to decided in the browser, step by step, and who may take them."""

from datetime import date

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from lxml import html as markup

from activities.models import Activity
from activities.snapshot import frozen_content
from organisations.roles import Role
from organisations.tests.cast import employed
from plans.models import Decision, Node, Plan, PlanVersion
from plans.views.parts import PARTS
from workspace.tests.deciding import BOARD, adopted, adoption, draft

__all__ = ["adopted", "draft"]


def page(client, name, *args):
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200
    return response.content.decode()


def told(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


# --- The review


def test_review_shows_gaps_first_with_the_way_back(draft, anna, signed_in):
    html = page(signed_in(anna), "plan-review", draft.pk)
    gap, whole = Activity.objects.get(title="Vandring"), Activity.objects.get(title="Föräldramöte")
    assert html.index(f'id="aktivitet-{gap.pk}"') < html.index(f'id="aktivitet-{whole.pk}"')
    assert f'/aktiviteter/{gap.pk}/?next=/planer/{draft.pk}/granska/%23aktivitet-{gap.pk}"' in html
    assert "1 av 2 aktiviteter saknar när, ansvarig eller uppföljning." in html


def test_review_leads_to_the_first_activity_that_lacks_something(draft, anna, signed_in):
    link = f'<a href="/planer/{draft.pk}/granska/#aktivitet-{Activity.objects.get(title="Vandring").pk}">'
    assert f"{link}Visa aktiviteten</a>" in page(signed_in(anna), "plan-review", draft.pk)
    Activity.objects.get(title="Föräldramöte").record(by=anna, follow_up="")
    Activity.add(draft, by=anna, title="Nattvandring", follow_up="Antal vuxna")
    assert "Visa den första</a>" in page(signed_in(anna), "plan-review", draft.pk)


def test_review_is_come_back_to_after_a_change(draft, anna, signed_in):
    gap = Activity.objects.get(title="Vandring")
    back = f"/planer/{draft.pk}/granska/#aktivitet-{gap.pk}"
    address = reverse("activity-edit", args=[draft.pk, gap.pk], query={"next": back})
    client = signed_in(anna)
    assert f'href="{back}">Avbryt' in client.get(address).content.decode()
    response = client.post(address, {"title": "Vandring", "schedule": "Våren", "node": draft.nodes.get().pk})
    assert (response.status_code, response["Location"]) == (302, back)


def test_review_has_nothing_to_change_for_one_who_only_reads(draft, lindvalla, signed_in):
    chief = employed("Moa Dahl", Role.MANAGER, lindvalla)
    html = page(signed_in(chief), "plan-review", draft.pk)
    assert "Ändra<" not in html
    assert "fastställande" not in html


def test_review_of_a_decided_plan_leads_to_its_versions(adopted, anna, signed_in):
    response = signed_in(anna).get(reverse("plan-review", args=[adopted.pk]))
    assert response["Location"] == reverse("plan-versions", args=[adopted.pk])


@pytest.mark.parametrize("rows", [1, 3])
def test_review_page_takes_as_many_queries_however_long_the_plan(
    rows, draft, anna, signed_in, django_assert_num_queries
):
    for number in range(rows):
        node = Node.created(by=anna, plan=draft, kind="area", heading=f"Område {number}")
        Activity.add(draft, by=anna, node=node, title=f"Nr {number}")
    client = signed_in(anna)
    with django_assert_num_queries(12):  # session, user with roles, plan, and the nine of the review
        client.get(reverse("plan-review", args=[draft.pk]))


# --- Remiss


def test_consultation_is_begun_and_ended(draft, anna, signed_in):
    client = signed_in(anna)
    client.post(reverse("plan-consultation", args=[draft.pk]))
    assert Plan.objects.get().state == "consultation"
    assert "Avsluta remissen" in page(client, "plan-review", draft.pk)
    client.post(reverse("plan-consultation-delete", args=[draft.pk]))
    assert Plan.objects.get().state == "draft"


def test_consultation_begun_twice_tells_the_second(draft, anna, signed_in):
    client = signed_in(anna)
    client.post(reverse("plan-consultation", args=[draft.pk]))
    response = client.post(reverse("plan-consultation", args=[draft.pk]))
    assert (response.status_code, response["Location"]) == (302, f"/planer/{draft.pk}/")
    assert told(response)[-1] == "Planen är på remiss, och då går det inte att göra."


# --- Adopting


def test_adoption_freezes_the_plan_with_its_decisions(draft, anna, signed_in):
    second = {"form-1-body": "Polismyndigheten", "form-1-date": "2026-11-01"}
    response = signed_in(anna).post(reverse("plan-adoption", args=[draft.pk]), adoption(**second))
    assert response["Location"] == reverse("plan-versions", args=[draft.pk])
    assert [str(row) for row in Decision.objects.all()] == [
        "Polismyndigheten antar 2026-11-01",
        "Kommunstyrelsen antar 2026-11-03 § 112",
    ]
    version = PlanVersion.objects.get()
    document = version.content["documents"]["genomforandeplan"]
    assert (document["draft"], version.created_by, Plan.objects.get().state) == (False, anna, "adopted")
    assert "Kommunstyrelsen, 3 november 2026, § 112" in str(document["header"])


def test_adoption_shows_what_is_missing_and_asks_to_accept_it(draft, anna, signed_in):
    html = page(signed_in(anna), "plan-adoption", draft.pk)
    assert "1 av 2 aktiviteter saknar när, ansvarig eller uppföljning." in html
    assert 'name="accept"' in html


def test_adoption_numbers_what_is_to_be_done(draft, anna, signed_in):
    client = signed_in(anna)
    assert steps(client, draft) == ["1. Läs vad som saknas", "2. Fyll i beslutet", "3. Fastställ planen"]
    Activity.objects.get(title="Vandring").record(by=anna, schedule="Våren")
    assert steps(client, draft) == ["1. Fyll i beslutet", "2. Fastställ planen"]


def steps(client, draft):
    found = markup.fromstring(page(client, "plan-adoption", draft.pk)).xpath("//main//form//h2")
    return [heading.text_content() for heading in found]


def test_further_bodies_are_folded_until_one_is_begun(draft, anna, signed_in):
    client = signed_in(anna)
    assert '<details class="fold">' in page(client, "plan-adoption", draft.pk)
    sent = client.post(reverse("plan-adoption", args=[draft.pk]), adoption(**{"form-1-body": "Polisen"}))
    assert '<details class="fold" open>' in sent.content.decode()


def test_adoption_without_accepting_is_refused(draft, anna, signed_in):
    response = signed_in(anna).post(reverse("plan-adoption", args=[draft.pk]), adoption(accept=""))
    assert response.status_code == 422
    assert "Bekräfta att du har läst vad som saknas" in response.content.decode()
    assert Plan.objects.get().state == "draft"


def test_adoption_of_a_complete_plan_asks_nothing_more(draft, anna, signed_in):
    Activity.objects.get(title="Vandring").record(by=anna, schedule="Våren")
    client = signed_in(anna)
    assert 'name="accept"' not in page(client, "plan-adoption", draft.pk)
    client.post(reverse("plan-adoption", args=[draft.pk]), adoption(accept=""))
    assert Plan.objects.get().state == "adopted"


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"form-0-body": ""}, "Ange vem som har beslutat, till exempel Kommunstyrelsen."),
        ({"form-0-date": "2026-02-30"}, "Ange ett datum som finns, till exempel 2026-03-12."),
        ({"form-0-date": "2999-01-01"}, "Ange den dag då beslutet fattades. Den kan inte ligga i framtiden."),
        ({"form-1-body": "Polisen"}, "Ange vilken dag beslutet fattades."),
        ({"form-0-body": "Stina 811228-9874"}, "Ta bort personnumret. Det får inte stå i ett beslut."),
        ({"form-0-registry_number": "811228-9874"}, "Ta bort personnumret. Det får inte stå i ett beslut."),
    ],
)
def test_adoption_with_a_decision_that_does_not_hold_is_refused(fields, error, draft, anna, signed_in):
    response = signed_in(anna).post(reverse("plan-adoption", args=[draft.pk]), adoption(**fields))
    assert response.status_code == 422
    assert error in response.content.decode()
    assert (Plan.objects.get().state, Decision.objects.count()) == ("draft", 0)


@pytest.mark.parametrize("total", ["0", "-1", "x", "999999"])
def test_adoption_without_a_deciding_body_is_refused(total, draft, anna, signed_in):
    sent = adoption(**{"form-TOTAL_FORMS": total, "form-0-body": ""})
    assert signed_in(anna).post(reverse("plan-adoption", args=[draft.pk]), sent).status_code == 422


def test_adoption_reads_no_more_bodies_than_the_page_has(draft, anna, signed_in):
    sent = adoption(**{"form-TOTAL_FORMS": "999999"})
    response = signed_in(anna).post(reverse("plan-adoption", args=[draft.pk]), sent)
    assert (response.status_code, len(response.context["formset"].forms)) == (422, 3)


def test_adoption_is_stopped_by_a_personal_number(draft, anna, signed_in):
    draft.record(by=anna, applies_to="Gäller 811228-9874")
    client = signed_in(anna)
    html = page(client, "plan-adoption", draft.pk)
    assert "Planens uppgifter: personnumret som börjar på 81 måste bort." in html
    assert "Fastställ planen</button>" not in html
    assert client.post(reverse("plan-adoption", args=[draft.pk]), adoption()).status_code == 422
    assert Plan.objects.get().state == "draft"


def test_adoption_by_the_second_of_two_tells_why(adopted, anna, signed_in):
    response = signed_in(anna).post(reverse("plan-adoption", args=[adopted.pk]), adoption())
    assert (response.status_code, response["Location"]) == (302, f"/planer/{adopted.pk}/")
    assert told(response) == ["Planen är fastställd och går inte att ändra. Skapa en revidering för att ändra den."]
    assert PlanVersion.objects.count() == 1


# --- Later decisions


def test_extension_is_registered(adopted, anna, signed_in):
    facts = {"action": "extend", "body": "Kommunstyrelsen", "date": "2026-11-10", "extends_until": "2027-06-30"}
    signed_in(anna).post(reverse("decision-create", args=[adopted.pk]), facts)
    assert Plan.objects.get().last_day() == date(2027, 6, 30)


@pytest.mark.parametrize(
    ("facts", "error"),
    [
        ({"action": "extend"}, "Ange en dag efter 31 december 2026, då planen annars slutar."),
        (
            {"action": "extend", "extends_until": "2026-12-31"},
            "Ange en dag efter 31 december 2026, då planen annars slutar.",
        ),
        ({"action": "repeal", "extends_until": "2027-06-30"}, "Lämna tomt när beslutet inte är att förlänga planen."),
        ({"action": "sänka"}, "Välj ett av alternativen."),
        ({"action": "repeal", "paragraph": "811228-9874"}, "Ta bort personnumret. Det får inte stå i ett beslut."),
    ],
)
def test_decision_that_does_not_hold_is_refused(facts, error, adopted, anna, signed_in):
    address = reverse("decision-create", args=[adopted.pk])
    response = signed_in(anna).post(address, {"body": "KS", "date": "2026-11-10"} | facts)
    assert response.status_code == 422
    assert error in response.content.decode()
    assert Decision.objects.count() == 1


def test_repeal_closes_the_plan_and_a_second_one_is_told(adopted, anna, signed_in):
    client = signed_in(anna)
    facts = {"action": "repeal", "body": "Kommunstyrelsen", "date": "2026-11-10"}
    client.post(reverse("decision-create", args=[adopted.pk]), facts)
    assert Plan.objects.get().state == "repealed"
    response = client.post(reverse("decision-create", args=[adopted.pk]), facts)
    assert told(response)[-1] == "Planen är upphävd, och då går det inte att göra."


def test_decision_is_completed_afterwards_and_history_keeps_both(adopted, anna, signed_in):
    decision = Decision.objects.get()
    address = reverse("decision-edit", args=[adopted.pk, decision.pk])
    facts = {"body": "Kommunstyrelsen", "date": "2026-11-03", "paragraph": "§ 113", "action": "repeal"}
    signed_in(anna).post(address, facts)
    decision.refresh_from_db()
    assert (decision.paragraph, decision.action) == ("§ 113", "adopt")
    assert [row.paragraph for row in decision.history.order_by("history_id")] == ["§ 112", "§ 113"]
    assert PlanVersion.objects.get().is_intact


# --- Who may

READ = ["plan-review", "plan-versions", "plan-comparison"]
CHANGE = ["plan-adoption", "decision-create", "plan-next"]
POST_ONLY = ["plan-consultation", "plan-consultation-delete", "plan-revision"]


@pytest.mark.parametrize("name", READ + CHANGE + POST_ONLY)
def test_stranger_finds_nothing(name, adopted, cecilia, signed_in):
    client, address = signed_in(cecilia), reverse(name, args=[adopted.pk])
    expected = {405} if name in POST_ONLY else {404}
    assert {client.get(address).status_code} == expected
    if name not in READ:
        assert client.post(address).status_code == 404


@pytest.mark.parametrize("name", CHANGE + POST_ONLY)
@pytest.mark.parametrize("state", ["draft", "adopted"])
def test_member_without_the_right_may_not(name, state, bo, adam, rut, request, signed_in):
    plan = request.getfixturevalue(state)
    for user in (bo, adam, rut):
        assert signed_in(user).post(reverse(name, args=[plan.pk])).status_code == 403
    assert Plan.objects.get().state == state


@pytest.mark.parametrize("name", READ)
def test_member_reads_what_is_decided_but_no_draft(name, draft, anna, bo, signed_in):
    client, address = signed_in(bo), reverse(name, args=[draft.pk])
    assert client.get(address).status_code == 403
    draft.adopt(content=frozen_content, decisions=[BOARD], by=anna)
    assert client.get(address, follow=True).status_code == 200


def test_state_is_never_changed_by_looking(draft, anna, signed_in):
    client = signed_in(anna)
    for name in READ + CHANGE + POST_ONLY:
        client.get(reverse(name, args=[draft.pk]))
    assert (Plan.objects.get().state, Plan.objects.count()) == ("draft", 1)


def test_every_page_that_changes_a_row_refuses_an_adopted_plan(draft, anna, signed_in):
    activity, node = draft.activities.first(), draft.nodes.get()
    draft.adopt(content=frozen_content, decisions=[BOARD], by=anna)
    names = ["edit", "up", "down", "delete", "restore"]
    addresses = [reverse(f"activity-{name}", args=[draft.pk, activity.pk]) for name in names]
    addresses += [reverse(f"part-{name}", args=[draft.pk, "rubriker", node.pk]) for name in names]
    addresses += [reverse("part-create", args=[draft.pk, slug]) for slug in PARTS]
    addresses += [reverse("activity-create", args=[draft.pk]), reverse("plan-edit", args=[draft.pk])]
    client = signed_in(anna)
    assert {client.post(address, {"title": "Annat", "heading": "Annat"}).status_code for address in addresses} == {403}
