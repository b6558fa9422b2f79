"""Begun, written, made, sent and decided, on pages that work without script; and who sees what."""

import io
from datetime import date
from zipfile import ZipFile

import pytest
from django.urls import reverse
from lxml import html

from activities.snapshot import frozen_content
from organisations.tests.cast import employed
from reports.board.beginning import begin
from reports.board.documents import make
from reports.models import BoardDecision, BoardPackage, Report
from reports.production import order
from reports.tests.board.conftest import made, owned


@pytest.fixture
def chief(lindvalla):
    """Chef at Lindvalla, who reads all of the kommun's."""
    return employed("Kerstin Holm", "manager", lindvalla)


def edited(package, **texts):
    """What the form of the package's texts sends, some of them other than they were."""
    names = ("title", "registry_number", "body", "proposal", "summary", "background", "economy", "children")
    sent = {name: getattr(package, name) for name in (*names, "dispatch", "officer", "signer")}
    return sent | {"seen": package.history.first().pk} | texts


def page(client, package, name="board-package"):
    return client.get(reverse(name, args=[package.pk]))


# --- Beginning


def test_package_is_begun_on_the_plans_page(signed_in, anna, plan):
    sent = {"matter": "adopt", "body": "Socialnämnden"}
    answer = signed_in(anna).post(reverse("plan-packages", args=[plan.pk]), sent)
    package = BoardPackage.objects.get()
    assert (answer.url, package.body) == (reverse("board-package-edit", args=[package.pk]), "Socialnämnden")
    assert package.history.get().history_user == anna


def test_extension_asks_for_a_day_after_the_last(signed_in, anna, adopted):
    sent = {"matter": "extend", "body": "Kommunstyrelsen", "extends_until": "2028-12-31"}
    answer = signed_in(anna).post(reverse("plan-packages", args=[adopted.pk]), sent)
    assert (answer.status_code, "Ange en dag efter 31 december 2028" in answer.text) == (422, True)


def test_matter_of_another_state_is_no_choice(signed_in, anna, plan):
    answer = signed_in(anna).post(reverse("plan-packages", args=[plan.pk]), {"matter": "repeal", "body": "KS"})
    assert (answer.status_code, BoardPackage.objects.count()) == (422, 0)


def test_open_round_says_to_close_it_first(signed_in, anna, closed):
    closed.reopen("Ett svar fattas", by=anna)
    assert "Avsluta uppföljningen först." in signed_in(anna).get(reverse("round-packages", args=[closed.pk])).text


@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_as_many_queries_for_three_as_for_one(
    signed_in, bo, round_package, closed, anna, count, django_assert_num_queries
):
    for _ in range(count - 1):
        begin(closed, "file", body="Socialnämnden", by=anna)
    client = signed_in(anna)
    with django_assert_num_queries(6):
        assert client.get(reverse("round-packages", args=[closed.pk])).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_plans_list_takes_as_many_queries_for_three_as_for_one(
    signed_in, anna, adopted, count, django_assert_num_queries
):
    for _ in range(count):
        begin(owned(adopted), "repeal", body="Kommunstyrelsen", by=anna)
    client = signed_in(anna)
    with django_assert_num_queries(8):
        assert client.get(reverse("plan-packages", args=[adopted.pk])).status_code == 200


# --- Writing


def test_texts_are_saved_with_who_wrote_them(signed_in, anna, package):
    answer = signed_in(anna).post(
        reverse("board-package-edit", args=[package.pk]), edited(package, summary="Kort och gott.")
    )
    package.refresh_from_db()
    assert (answer.url, package.summary) == (package.get_absolute_url(), "Kort och gott.")
    assert package.history.first().history_user == anna


def test_earlier_texts_are_shown(signed_in, anna, package):
    before = package.title
    package.write(by=anna, title="Planen antas")
    told = page(signed_in(anna), package, "board-package-history").text
    assert ("<del>" in told, before.split()[0] in told, "Anna Lindqvist" in told) == (True, True, True)


def test_two_who_write_at_once_do_not_erase_each_other(signed_in, anna, package):
    mine = edited(package, summary="Min sammanfattning.")
    package.write(by=None, background="Någon annans bakgrund.")
    client, address = signed_in(anna), reverse("board-package-edit", args=[package.pk])
    refused = client.post(address, mine)
    package.refresh_from_db()
    assert (refused.status_code, package.background) == (422, "Någon annans bakgrund.")
    assert ("ändrat texterna medan du skrev" in refused.text, "Min sammanfattning." in refused.text) == (True, True)
    # What was shown with the message is sent again by who has read it.
    seen = refused.context["form"]["seen"].value()
    assert client.post(address, mine | {"seen": seen}).status_code == 302


def test_personal_data_is_warned_of(signed_in, anna, package):
    sent = edited(package, background="Ring Eva på 070-123 45 67.")
    answer = signed_in(anna).post(reverse("board-package-edit", args=[package.pk]), sent, follow=True)
    assert "Bakgrund: 070… ser ut som ett telefonnummer." in answer.text


def test_proposal_without_a_point_is_asked_for(signed_in, anna, package):
    answer = signed_in(anna).post(reverse("board-package-edit", args=[package.pk]), edited(package, proposal=" \n "))
    assert (answer.status_code, "Skriv minst en punkt" in answer.text) == (422, True)


def test_new_suggestions_stand_beside_what_was_written(signed_in, anna, package, plan):
    plan.record(by=anna, prepared_by="Förebyggargruppen")
    told = page(signed_in(anna), package, "board-package-edit").text
    assert "Förslaget är framtaget av förebyggargruppen." in told


# --- Making and sending


def test_documents_are_ordered_and_waited_for(signed_in, anna, package):
    client = signed_in(anna)
    answer = client.post(reverse("board-package-produce", args=[package.pk]), follow=True)
    assert (package.documents.count(), answer.text.count("Väntar på sin tur")) == (3, 3)
    assert f'hx-get="{package.get_absolute_url()}"' in answer.text


def test_section_asked_for_by_itself_says_when_it_is_done(signed_in, anna, package):
    make(package, by=anna)
    for report in package.documents.all():
        report.finish({"title": "Klar"})
    told = signed_in(anna).get(package.get_absolute_url(), headers={"HX-Request": "true"}).text
    assert ("<html" in told, "Handlingarna är klara." in told, "hx-get" in told) == (False, True, False)


def test_whole_package_is_at_hand_when_it_has_been_made(signed_in, anna, package):
    make(package, by=anna)
    for report in package.documents.all():
        report.keep_file("pdf", b"%PDF-1.7")
        report.finish({"title": "Klar"})
    section = html.fromstring(signed_in(anna).get(package.get_absolute_url(), headers={"HX-Request": "true"}).content)
    assert section.cssselect("a.btn-primary")[0].get("href") == reverse("board-package-zip", args=[package.pk])


def test_reason_why_nothing_is_made_is_told(signed_in, anna, package):
    package.write(by=anna, background="Se 811218-9876.")
    answer = signed_in(anna).post(reverse("board-package-produce", args=[package.pk]), follow=True)
    assert ("personnummer under ”Bakgrund”" in answer.text, package.documents.count()) == (True, 0)


def test_whole_package_and_each_file_are_downloaded(signed_in, anna, package):
    made(package, anna)
    client = signed_in(anna)
    whole = client.get(reverse("board-package-zip", args=[package.pk]))
    with ZipFile(io.BytesIO(b"".join(whole.streaming_content))) as zipped:
        assert len(zipped.namelist()) == 5
    report = package.documents.get(kind="beslutsforslag")
    one = client.get(reverse("board-package-file", args=[package.pk, report.pk, "pdf"]))
    assert (
        b"".join(one.streaming_content)[:5],
        "2%20F%C3%B6rslag%20till%20beslut.pdf" in one["Content-Disposition"],
    ) == (
        b"%PDF-",
        True,
    )


def test_package_takes_as_many_queries_whatever_has_been_made(signed_in, anna, package, django_assert_max_num_queries):
    made(package, anna)
    client = signed_in(anna)
    with django_assert_max_num_queries(13):
        assert page(client, package).status_code == 200


def test_half_made_package_is_not_sent(signed_in, anna, package):
    make(package, by=anna)
    assert page(signed_in(anna), package, "board-package-zip").status_code == 404


def test_file_of_another_package_is_not_found(signed_in, anna, package, plan):
    other = begin(owned(plan), "adopt", body="Socialnämnden", by=anna)
    made(other, anna)
    report = other.documents.get(kind="tjansteskrivelse")
    address = reverse("board-package-file", args=[package.pk, report.pk, "pdf"])
    assert signed_in(anna).get(address).status_code == 404


# --- The decision about a plan


def test_plans_decision_is_entered_on_its_own_page_with_what_is_known(signed_in, anna, package):
    client = signed_in(anna)
    answer = page(client, package, "board-package-decision")
    assert answer.url.startswith(reverse("plan-adoption", args=[package.plan_id]))
    assert 'value="Kommunstyrelsen"' in client.get(answer.url).text


def test_what_was_filled_in_for_the_plans_decision_is_decided(signed_in, anna, package):
    client = signed_in(anna)
    address = page(client, package, "board-package-decision").url
    form = html.fromstring(client.get(address).content).xpath("//main//form[@method='post']")[0]
    sent = dict(form.form_values()) | {"form-0-date": "2026-11-10", "accept": "on"}
    assert client.post(address, sent).status_code == 302
    decision = package.plan.decisions.get()
    assert (decision.body, decision.registry_number) == ("Kommunstyrelsen", "KS 2026/117")


def test_extension_is_entered_with_its_day(signed_in, anna, adopted):
    package = begin(owned(adopted), "extend", body="Kommunstyrelsen", until=date(2029, 12, 31), by=anna)
    client = signed_in(anna)
    told = client.get(page(client, package, "board-package-decision").url).text
    assert ('value="2029-12-31"' in told, '<option value="extend" selected>' in told) == (True, True)


def test_adopted_plan_binds_the_package_to_its_frozen_file(signed_in, anna, package, plan):
    adopt(plan, anna)
    version = plan.versions.get()
    kept = version.keep_file("pdf", "genomforandeplan", b"%PDF-1.7")
    told = page(signed_in(anna), package).text
    wanted = ["Beslutat 10 november 2026, § 7", "Planen, version 1, PDF", kept.sha256]
    assert [each for each in wanted if each not in told] == []


def test_before_the_file_is_made_the_frozen_content_is_what_binds(signed_in, anna, package, plan):
    adopt(plan, anna)
    assert plan.versions.get().sha256 in page(signed_in(anna), package).text


def test_extension_to_another_day_is_another_matter(signed_in, anna, adopted):
    package = begin(owned(adopted), "extend", body="Kommunstyrelsen", until=date(2029, 12, 31), by=anna)
    facts = {"action": "extend", "body": "Kommunstyrelsen", "date": date(2026, 11, 20)}
    adopted.decide(**facts, extends_until=date(2030, 12, 31), by=anna)
    assert "Ärendet är inte beslutat." in page(signed_in(anna), package).text
    adopted.decide(**facts, extends_until=date(2029, 12, 31), by=anna)
    assert "Beslutat 20 november 2026" in page(signed_in(anna), package).text


def test_decided_matter_is_not_written_anew(signed_in, anna, package, plan):
    before = edited(package, title="Ny rubrik")
    adopt(plan, anna)
    answer = signed_in(anna).post(reverse("board-package-edit", args=[package.pk]), before)
    package.refresh_from_db()
    assert (answer.status_code, package.title) == (302, "Antagande av ANDTS-arbetet i Lindvalla")


# --- The decision about a round


def decide(client, package, **facts):
    sent = {"body": "Kommunstyrelsen", "date": "2026-11-20", "paragraph": "§ 130"} | facts
    return client.post(reverse("board-package-decision", args=[package.pk]), sent)


def test_rounds_decision_is_bound_to_its_frozen_report(signed_in, anna, round_package):
    client = signed_in(anna)
    assert decide(client, round_package).url == round_package.get_absolute_url()
    report = BoardDecision.objects.get().report
    report.keep_file("pdf", b"%PDF-1.7")
    told = page(client, round_package).text
    wanted = ["Beslutat 20 november 2026, § 130, av Kommunstyrelsen", report.files.get().sha256]
    assert [each for each in wanted if each not in told] == []
    assert (report.kind, report.closed_at) == ("uppfoljning", round_package.round.closed_at)


def test_decision_is_completed_later(signed_in, anna, round_package):
    client = signed_in(anna)
    decide(client, round_package, paragraph="")
    decide(client, round_package, paragraph="§ 131")
    assert [row.paragraph for row in BoardDecision.history.all()] == ["§ 131", ""]


def test_open_round_is_not_decided_about(signed_in, anna, round_package, closed):
    closed.reopen("Ett svar fattas", by=anna)
    answer = decide(signed_in(anna), round_package)
    assert (answer.status_code, BoardDecision.objects.count()) == (422, 0)


def test_round_opened_after_the_decision_is_told(signed_in, anna, round_package, closed):
    client = signed_in(anna)
    decide(client, round_package)
    closed.reopen("Ett svar fattas", by=anna)
    assert "har öppnats igen sedan beslutet" in page(client, round_package).text


def test_decision_of_tomorrow_is_refused(signed_in, anna, round_package):
    assert decide(signed_in(anna), round_package, date="2999-01-01").status_code == 422


def test_decision_holds_no_personal_number(signed_in, anna, round_package):
    answer = decide(signed_in(anna), round_package, body="Eva 811218-9876")
    assert (answer.status_code, BoardDecision.objects.count()) == (422, 0)


# --- Who sees it


def test_chief_reads_and_does_not_write(signed_in, chief, package):
    client = signed_in(chief)
    told = page(client, package)
    assert (told.status_code, "Ändra texterna" in told.text, "Gör handlingarna" in told.text) == (200, False, False)
    assert page(client, package, "board-package-edit").status_code == 403


def test_elected_read_it_when_it_is_decided(signed_in, bo, anna, package, plan):
    client = signed_in(bo)
    assert page(client, package).status_code == 403
    adopt(plan, anna)
    assert page(client, package).status_code == 200


def test_elected_read_the_attached_draft_as_it_went_to_the_board(signed_in, bo, anna, package, plan):
    made(package, anna)
    adopt(plan, anna)
    assert page(signed_in(bo), package, "board-package-zip").status_code == 200


def test_what_was_decided_about_is_not_made_anew(signed_in, anna, package, plan):
    made(package, anna)
    package.write(by=anna, title="Ändrad efteråt")
    adopt(plan, anna)
    told = page(signed_in(anna), package).text
    assert ("Gör om handlingarna" in told, "Hämta hela paketet" in told) == (False, True)


def test_elected_see_no_package_of_an_undecided_extension(signed_in, bo, anna, adopted):
    begin(owned(adopted), "extend", body="Kommunstyrelsen", until=date(2029, 12, 31), by=anna)
    told = signed_in(bo).get(reverse("plan-packages", args=[adopted.pk]))
    assert (told.status_code, "Förlängning av" in told.text) == (200, False)


def test_elected_read_the_rounds_package_when_it_is_decided(signed_in, bo, anna, round_package):
    client = signed_in(bo)
    assert page(client, round_package).status_code == 403
    report = order("uppfoljning", round_=round_package.round, by=anna)
    round_package.decide(report, body="Kommunstyrelsen", date=date(2026, 11, 20), by=anna)
    assert page(client, round_package).status_code == 200


def test_lans_coordinator_and_strangers_learn_nothing(signed_in, lena, cecilia, package):
    assert [page(signed_in(who), package).status_code for who in (lena, cecilia)] == [404, 404]


def test_letters_are_not_among_reports_for_the_elected(signed_in, bo, anna, adopted):
    package = begin(owned(adopted), "repeal", body="Kommunstyrelsen", by=anna)
    make(package, by=anna)
    assert not Report.objects.visible_to(bo).filter(kind="tjansteskrivelse").exists()
    assert Report.objects.visible_to(anna).filter(kind="tjansteskrivelse").exists()


def adopt(plan, by):
    decision = {"body": "Kommunstyrelsen", "date": date(2026, 11, 10), "paragraph": "§ 7"}
    owned(plan).adopt(content=frozen_content, decisions=[decision], by=by)
