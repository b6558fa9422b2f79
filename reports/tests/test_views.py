"""The list of reports, ordering and the files, and who meets what."""

import io

import openpyxl
import pytest
from django.urls import reverse

from activities.models import Activity
from plans.models import Plan
from reports import production
from reports.models import Format, Report

PLAN = {"kind": "genomforandeplan"}


@pytest.fixture
def report(plan, anna):
    return made(plan, anna)


@pytest.fixture
def adopted_report(adopted, anna):
    return made(adopted, anna)


@pytest.fixture
def waiting(plan):
    return Report.objects.create(kind="kortversion", plan=plan, organisation=plan.organisation, title="Kort")


def made(plan, by):
    """A finished report with files that take no time to make."""
    report = production.order("genomforandeplan", plan=Plan.objects.with_owner().get(pk=plan.pk), by=by)
    for format in Format.values:
        report.keep_file(format, format.encode())
    report.finish({"title": plan.title})
    report.refresh_from_db()
    return report


def file_url(report, format="pdf"):
    return reverse("report-file", args=[report.pk, format])


def got(client, address):
    """The answer and its content; reading a file to its end closes it."""
    answer = client.get(address)
    return answer, b"".join(answer.streaming_content) if answer.streaming else answer.content


# --- The list


def test_empty_list_says_what_to_do(signed_in, anna, bo):
    assert "Välj en plan" in signed_in(anna).get("/rapporter/").text
    assert "Öppna en fastställd plan" in signed_in(bo).get("/rapporter/").text


def test_list_shows_what_of_which_version_by_whom_and_the_files(signed_in, anna, adopted_report):
    page = signed_in(anna).get("/rapporter/").text
    links = [file_url(adopted_report, format) for format in Format.values]
    sums = [file.sha256 for file in adopted_report.files.all()]
    wanted = ["ANDTS-arbetet i Lindvalla", "Fastställd, version 1", "Anna Lindqvist", *links, *sums]
    assert [text for text in wanted if text not in page] == []


def test_list_of_drafts_shows_no_checksums(signed_in, anna, report):
    assert "SHA-256" not in signed_in(anna).get("/rapporter/").text


@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_as_many_queries_for_three_as_for_one(signed_in, anna, plan, django_assert_num_queries, count):
    for number in range(count):
        Report.objects.create(kind="kortversion", plan=plan, organisation=plan.organisation, title=f"Rapport {number}")
    client = signed_in(anna)
    # session, user with roles, count, reports, files, plans to order, whether there are rounds to
    with django_assert_num_queries(7):
        assert client.get("/rapporter/").status_code == 200


def test_reader_without_the_right_sees_no_form(signed_in, bo, adopted_report):
    page = signed_in(bo).get("/rapporter/").text
    assert ("Ur en plan" in page, file_url(adopted_report) in page) == (False, True)


def test_who_reads_a_county_is_led_to_where_its_report_is_ordered(signed_in, lena, anna):
    assert ['href="/lan/">Till länet' in signed_in(user).get("/rapporter/").text for user in (lena, anna)] == [
        True,
        False,
    ]


def test_drafts_reports_are_not_listed_for_the_elected(signed_in, bo, report):
    assert report.title not in signed_in(bo).get("/rapporter/").text


def test_list_is_another_for_strangers(signed_in, cecilia, lena, report, adopted_report):
    assert adopted_report.title not in signed_in(cecilia).get("/rapporter/").text


def test_lists_long_titles_and_markup_as_text(signed_in, anna, plan):
    Report.objects.create(kind="kortversion", plan=plan, organisation=plan.organisation, title="<b>fet</b>")
    assert "&lt;b&gt;fet&lt;/b&gt;" in signed_in(anna).get("/rapporter/").text


# --- Progress


def test_row_asks_for_itself_until_it_is_finished(signed_in, anna, waiting):
    client, address = signed_in(anna), reverse("report-row", args=[waiting.pk])
    assert "Väntar på sin tur" in client.get(address).text
    Report.objects.claim(waiting.pk)
    Report.objects.renew(waiting.pk, 40)
    row = client.get(address).text
    assert ("40 procent" in row, f'hx-get="{address}"' in row) == (True, True)
    waiting.finish({"title": "Kort"})
    row = client.get(address).text
    assert ("hx-get" in row, "”Kort” är klar att hämta." in row) == (False, True)


def test_news_are_told_once(signed_in, anna, report):
    assert "är klar att hämta" not in signed_in(anna).get("/rapporter/").text


def test_failed_row_says_why_and_can_be_tried_again(signed_in, anna, waiting):
    waiting.fail("Trasig bild.")
    client = signed_in(anna)
    row = client.get(reverse("report-row", args=[waiting.pk])).text
    assert ("Trasig bild." in row, "Försök igen" in row) == (True, True)
    client.post(reverse("report-again", args=[waiting.pk]))
    waiting.refresh_from_db()
    assert (waiting.state, waiting.attempts, waiting.failure) == ("waiting", 0, "")


def test_finished_report_is_not_made_again(signed_in, anna, report):
    signed_in(anna).post(reverse("report-again", args=[report.pk]))
    report.refresh_from_db()
    assert (report.state, report.files.count()) == ("done", 3)


# --- Ordering


def test_order_makes_a_row_that_is_queued(signed_in, anna, plan, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as queued:
        answer = signed_in(anna).post("/rapporter/ny/", {"plan": plan.pk, "kind": "kortversion"})
    report = Report.objects.get()
    assert (answer.status_code, answer.url) == (302, f"/rapporter/#rapport-{report.pk}")
    assert (report.ordered_by, report.state, report.version, len(queued)) == (anna, "waiting", None, 1)


def test_order_by_a_reader_of_an_adopted_plan(signed_in, bo, adopted):
    signed_in(bo).post("/rapporter/ny/", PLAN | {"plan": adopted.pk})
    report = Report.objects.get()
    assert (report.ordered_by, report.version) == (bo, adopted.versions.get())


def test_order_of_a_finished_pdf_sends_it(signed_in, bo, adopted, adopted_report):
    answer = signed_in(bo).post("/rapporter/ny/", PLAN | {"plan": adopted.pk, "format": "pdf"})
    assert answer.url == file_url(adopted_report)


@pytest.mark.parametrize("data", [{}, {"plan": ""}, {"plan": "sju"}, {"plan": "1", "kind": "okänd"}])
def test_order_that_does_not_hold_is_answered_with_the_form(signed_in, anna, plan, data):
    data = data | ({"plan": plan.pk} if data.get("plan") == "1" else {})
    answer = signed_in(anna).post("/rapporter/ny/", data)
    assert (answer.status_code, Report.objects.count()) == (422, 0)


ORDERS = [("anna", 302), ("carl", 403), ("bo", 403), ("rut", 403), ("adam", 403), ("cecilia", 404), ("lena", 404)]


@pytest.mark.parametrize(("who", "status"), ORDERS)
def test_draft_is_ordered_by_those_who_may(signed_in, plan, request, who, status):
    user = request.getfixturevalue(who)
    assert signed_in(user).post("/rapporter/ny/", PLAN | {"plan": plan.pk}).status_code == status


# --- Files


def test_file_is_named_after_the_plan(signed_in, anna, adopted_report):
    answer, content = got(signed_in(anna), file_url(adopted_report))
    assert answer["Content-Disposition"] == (
        "attachment; filename*=utf-8''Genomf%C3%B6randeplan%20Lindvalla%202027%E2%80%932028.pdf"
    )
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
    assert "no-store" in answer["Cache-Control"]
    assert content == b"pdf"


def test_file_of_a_draft_says_so_in_its_name(signed_in, anna, report):
    answer, _ = got(signed_in(anna), file_url(report, "xlsx"))
    assert "utkast.xlsx" in answer["Content-Disposition"]


def test_name_that_no_disk_would_take_is_mended(signed_in, anna, lindvalla, report):
    lindvalla.record(by=anna, short_name='Lind/valla: "1"')
    answer, _ = got(signed_in(anna), file_url(report))
    assert "Lind%20valla%201%202027" in answer["Content-Disposition"]


def test_every_format_opens_and_no_other_exists(signed_in, anna, report):
    client = signed_in(anna)
    contents = [got(client, file_url(report, format))[1] for format in ("pdf", "docx", "xlsx")]
    assert contents == [b"pdf", b"docx", b"xlsx"]
    assert client.get(f"/rapporter/{report.pk}/exe/").status_code == 404


def test_unfinished_report_has_no_files(signed_in, anna, waiting):
    waiting.keep_file("pdf", b"pdf")
    assert signed_in(anna).get(file_url(waiting)).status_code == 404


DRAFT = [("anna", 200), ("bo", 403), ("rut", 403), ("adam", 403), ("carl", 403), ("cecilia", 404), ("lena", 404)]
ADOPTED = [("anna", 200), ("bo", 200), ("rut", 200), ("adam", 200), ("lena", 200), ("cecilia", 404)]
ADDRESSES = ["report-file", "report-row", "plan-excel"]


def opened(client, address, report):
    arguments = {
        "report-file": [report.pk, "pdf"],
        "report-row": [report.pk],
        "plan-excel": [report.plan_id],
    }
    answer, _ = got(client, reverse(address, args=arguments[address]))
    return answer.status_code


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(("who", "status"), DRAFT)
def test_draft_is_opened_by_those_who_read_it(signed_in, report, request, who, status, address):
    assert opened(signed_in(request.getfixturevalue(who)), address, report) == status


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(("who", "status"), ADOPTED)
def test_adopted_is_opened_by_all_who_read_it(signed_in, adopted_report, request, who, status, address):
    assert opened(signed_in(request.getfixturevalue(who)), address, adopted_report) == status


def test_nothing_is_shown_without_signing_in(client, report):
    for name, arguments in (("reports", []), ("report-row", [report.pk]), ("report-file", [report.pk, "pdf"])):
        answer = client.get(reverse(name, args=arguments))
        assert (answer.status_code, answer.url.startswith("/logga-in/")) == (302, True)


# --- The plan as Excel, at once


@pytest.mark.parametrize("more", [0, 30])
def test_plan_as_excel_takes_nine_queries(signed_in, anna, plan, django_assert_num_queries, more):
    for number in range(more):
        Activity.add(plan, by=anna, title=f"Aktivitet {number}")
    client = signed_in(anna)
    # session, user with roles, plan, nodes, activities, tips, what activities serve, columns, actors
    with django_assert_num_queries(9):
        _, content = got(client, reverse("plan-excel", args=[plan.pk]))
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Aktiviteter"]
    assert sheet.max_row == 1 + 4 + more
