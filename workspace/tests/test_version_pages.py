"""Versions, revisions, the next period's plan and comparisons in the browser."""

import re
from datetime import date

import pytest
import time_machine
from django.urls import reverse
from django.utils.html import strip_tags

from activities.copying import revise
from activities.models import Activity
from activities.snapshot import frozen_content
from plans.models import Decision, Plan, PlanVersion
from workspace.tests.deciding import BOARD, adopted, draft
from workspace.tests.test_deciding_pages import page, told

__all__ = ["adopted", "draft"]


# --- Versions


def test_version_list_tells_when_by_whom_and_what_was_decided(adopted, anna, signed_in):
    html = page(signed_in(anna), "plan-versions", adopted.pk)
    assert "Kommunstyrelsen, 3 november 2026, § 112" in strip_tags(html)
    assert f"av {anna}" in html
    assert reverse("plan-version", args=[adopted.pk, 1]) in html


@pytest.mark.parametrize("revisions", [1, 3])
def test_version_list_takes_as_many_queries_however_many(
    revisions, adopted, anna, signed_in, django_assert_num_queries
):
    for _ in range(revisions):
        newest = Plan.objects.get(state="adopted")
        revision = Plan.created(by=anna, organisation=newest.organisation, title="Ny", revises=newest)
        revision.adopt(content=frozen_content, decisions=[BOARD], by=anna)
    client = signed_in(anna)
    with django_assert_num_queries(10):
        html = page(client, "plan-versions", adopted.pk)
    assert html.count('/">Version ') == revisions + 1


def test_version_shows_what_was_adopted_with_text_as_text(adopted, anna, signed_in):
    html = page(signed_in(anna), "plan-version", adopted.pk, 1)
    assert "Så är &lt;b&gt;läget&lt;/b&gt;." in html
    assert re.search(r"<td>\s*Polisen\s*</td>", html)
    assert "Kontrollsumman stämmer:" in html
    assert PlanVersion.objects.get().sha256 in html


def test_version_that_was_tampered_with_says_so(adopted, anna, signed_in):
    version = PlanVersion.objects.get()
    version.content["plan"]["title"] = "Annan"
    PlanVersion.objects.filter(pk=version.pk).update(content=version.content)
    assert "Kontrollsumman stämmer inte." in page(signed_in(anna), "plan-version", adopted.pk, 1)


def test_version_stays_as_it_was_when_decisions_are_completed(adopted, anna, signed_in):
    Decision.objects.get().record(by=anna, paragraph="§ 999")
    html = page(signed_in(anna), "plan-version", adopted.pk, 1)
    assert "§ 112" in html
    assert "§ 999" not in html


def test_version_file_is_the_same_bytes(adopted, anna, bo, signed_in, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    kept = PlanVersion.objects.get().keep_file("pdf", "", b"%PDF-1.7")
    assert reverse("plan-version-file", args=[adopted.pk, 1, kept.pk]) in page(
        signed_in(bo), "plan-versions", adopted.pk
    )
    response = signed_in(bo).get(reverse("plan-version-file", args=[adopted.pk, 1, kept.pk]))
    assert (b"".join(response), response["Content-Type"]) == (b"%PDF-1.7", "application/pdf")
    assert response["Content-Disposition"] == f'attachment; filename="plan-{adopted.pk}-version-1.pdf"'


def test_version_files_are_named_in_words(adopted, bo, signed_in, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    PlanVersion.objects.get().keep_file("docx", "genomforandeplan", b"PK")
    assert "Genomförandeplan, Word</a>" in page(signed_in(bo), "plan-versions", adopted.pk)


def test_version_is_not_found_by_strangers_or_under_another_plan(adopted, cecilia, anna, signed_in):
    other = Plan.created(by=anna, organisation=adopted.organisation, title="Annan")
    assert signed_in(cecilia).get(reverse("plan-version", args=[adopted.pk, 1])).status_code == 404
    assert signed_in(anna).get(reverse("plan-version", args=[other.pk, 1])).status_code == 404
    assert signed_in(anna).get(reverse("plan-version", args=[adopted.pk, 2])).status_code == 404


# --- Revision and next period


def test_revision_is_begun_and_readers_keep_the_adopted_plan(adopted, anna, bo, signed_in):
    response = signed_in(anna).post(reverse("plan-revision", args=[adopted.pk]))
    draft = Plan.objects.get(state="draft")
    assert (response["Location"], draft.revises) == (f"/planer/{draft.pk}/", adopted)
    assert signed_in(bo).get(f"/planer/{draft.pk}/").status_code == 403
    assert "Pågående arbete" not in page(signed_in(bo), "plan-versions", adopted.pk)
    assert "Pågående arbete" in page(signed_in(anna), "plan-versions", adopted.pk)


def test_revision_begun_twice_leads_to_the_first(adopted, anna, signed_in):
    client = signed_in(anna)
    first = client.post(reverse("plan-revision", args=[adopted.pk]))
    second = client.post(reverse("plan-revision", args=[adopted.pk]))
    assert first["Location"] == second["Location"]
    assert told(second)[-1] == "Planen revideras redan. Fortsätt här."
    assert Plan.objects.count() == 2


def test_revision_of_a_draft_is_refused(draft, anna, signed_in):
    response = signed_in(anna).post(reverse("plan-revision", args=[draft.pk]))
    assert told(response) == ["Planen är utkast, och då går det inte att göra."]
    assert Plan.objects.count() == 1


def test_next_plan_suggests_the_day_after_and_every_activity(adopted, anna, signed_in):
    html = page(signed_in(anna), "plan-next", adopted.pk)
    assert 'value="2027-01-01"' in html
    assert html.count(" checked") == 2


def test_next_plan_carries_the_chosen_activities(adopted, anna, signed_in):
    kept = Activity.objects.get(title="Vandring")
    facts = {"title": "Plan 2027", "valid_from": "2027-01-01", "valid_until": "2027-12-31", "activities": [kept.pk]}
    response = signed_in(anna).post(reverse("plan-next", args=[adopted.pk]), facts)
    plan = Plan.objects.get(continues=adopted)
    assert response["Location"] == plan.get_absolute_url()
    assert (plan.title, plan.valid_until) == ("Plan 2027", date(2027, 12, 31))
    assert [activity.line for activity in plan.activities.all()] == [kept.line]


@pytest.mark.parametrize(
    ("facts", "error"),
    [
        ({"title": ""}, "Ange vad planen heter."),
        ({"valid_until": "2026-01-01"}, "Ange ett slutdatum som är efter startdatumet."),
        ({"activities": ["999999"]}, "Välj ett av alternativen."),
    ],
)
def test_next_plan_that_does_not_hold_is_refused(facts, error, adopted, anna, signed_in):
    sent = {"title": "Plan 2027", "valid_from": "2027-01-01"} | facts
    response = signed_in(anna).post(reverse("plan-next", args=[adopted.pk]), sent)
    assert response.status_code == 422
    assert error in response.content.decode()
    assert Plan.objects.count() == 1


# --- Comparison


@pytest.fixture
def revised(adopted, anna):
    draft = revise(adopted, by=anna)
    draft.activities.get(title="Vandring").record(by=anna, title="Kvällsvandring <i>", schedule="Varje vår")
    draft.activities.get(title="Föräldramöte").remove(by=anna)
    Activity.add(draft, by=anna, title="Utbildning")
    return draft


def test_comparison_is_of_the_draft_with_what_it_is_to_replace(revised, anna, signed_in):
    html = page(signed_in(anna), "plan-comparison", revised.pk)
    assert ">Borttagen</span> Föräldramöte" in html
    assert ">Ny</span> Utbildning" in html
    assert ">Ändrad</span> Kvällsvandring &lt;i&gt;" in html
    assert '<del><span class="visually-hidden">[borttaget: </span>Vandring' in html
    assert '<ins><span class="visually-hidden">[tillagt: </span>Varje vår' in html


def test_comparison_stands_the_same_way_from_either_side(revised, anna, signed_in):
    old, new = revised.revises_id, revised.pk
    client = signed_in(anna)
    here = client.get(reverse("plan-comparison", args=[new]), {"med": old}).context
    there = client.get(reverse("plan-comparison", args=[old]), {"med": new}).context
    assert (here["old"], here["new"], here["parts"]) == (there["old"], there["new"], there["parts"])


def test_comparison_shows_no_draft_to_one_who_may_not_see_it(revised, bo, signed_in):
    response = signed_in(bo).get(reverse("plan-comparison", args=[revised.revises_id]), {"med": revised.pk})
    assert "Det finns inget att jämföra med än" in response.content.decode()
    assert "Kvällsvandring" not in response.content.decode()


def test_comparison_with_a_strangers_plan_is_as_if_nothing_was_chosen(revised, havsby, cecilia, anna, signed_in):
    theirs = Plan.created(by=cecilia, organisation=havsby, title="Havsbys plan")
    response = signed_in(anna).get(reverse("plan-comparison", args=[revised.pk]), {"med": theirs.pk})
    assert "Havsbys plan" not in response.content.decode()
    assert response.context["old"].startswith("Plan 2026")


@pytest.mark.parametrize("rows", [1, 3])
def test_comparison_takes_as_many_queries_however_long_the_plan(
    rows, revised, anna, signed_in, django_assert_max_num_queries
):
    for number in range(rows):
        Activity.add(revised, by=anna, title=f"Nr {number}")
    client = signed_in(anna)
    with django_assert_max_num_queries(26):
        client.get(reverse("plan-comparison", args=[revised.pk]))


def test_revision_is_told_from_the_plan_of_the_same_name(adopted, anna, signed_in):
    revision = revise(adopted, by=anna)
    client = signed_in(anna)
    assert client.get(reverse("plans")).text.count("<small>Revidering</small>") == 1
    assert f'Revidering av <a href="{adopted.get_absolute_url()}">den fastställda</a>' in page(
        client, "plan", revision.pk
    )


@pytest.mark.parametrize(("day", "stamp"), [("2026-12-31", "adopted"), ("2027-01-01", "replaced")])
def test_plan_that_has_ended_is_stamped_quietly(adopted, day, stamp):
    with time_machine.travel(f"{day}T12:00:00+01:00"):
        assert adopted.stamp == stamp
