"""From the plan to one file for the diarium, in a real browser; the worker's part is done by the test."""

from urllib.parse import unquote
from zipfile import ZipFile

import pytest
from playwright.sync_api import expect

from reports import production
from reports.models import BoardPackage

pytestmark = pytest.mark.django_db(transaction=True)


def test_plan_is_taken_to_the_board(plan, anna, sign_in, visit, tmp_path):
    sign_in(anna)
    page = visit(f"/planer/{plan.pk}/")
    page.get_by_text("Mer", exact=True).click()
    page.get_by_role("link", name="Nämndpaket").click()
    page.get_by_role("button", name="Börja nämndpaketet").click()
    page.get_by_label("Undertecknas av").fill("Kommundirektör")
    page.get_by_role("button", name="Spara texterna").click()
    page.get_by_role("button", name="Gör handlingarna").click()
    expect(page.get_by_role("progressbar")).to_have_count(3)
    for report in BoardPackage.objects.get().documents.all():
        production.produce(report.pk)
    expect(page.get_by_role("status")).to_contain_text("Handlingarna är klara.", timeout=20_000)
    with page.expect_download() as download:
        page.get_by_role("status").get_by_role("link", name="Hämta hela paketet").click()
    assert unquote(download.value.suggested_filename) == "Nämndpaket Antagande av ANDTS-arbetet i Lindvalla.zip"
    download.value.save_as(tmp_path / "paket.zip")
    assert ZipFile(tmp_path / "paket.zip").namelist()[0] == "1 Tjänsteskrivelse.docx"
