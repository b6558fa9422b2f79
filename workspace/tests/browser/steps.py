"""What a samordnare does on the way from a Word file to a decided plan, step by step; the same with and without script."""

from io import BytesIO
from pathlib import Path

import pypdf
from playwright.sync_api import Page, expect

from workspace.tests.browser.word_plan import COMMENT

PASSWORD = "fyra gula hästar i regn"


def sign_in(page: Page, site: str, email: str) -> None:
    page.goto(f"{site}/logga-in/")
    page.get_by_label("E-postadress").fill(email)
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.get_by_role("button", name="Logga in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mitt arbete")


def read_in(page: Page, file: Path) -> None:
    """Uploads the file and looks at how it was read."""
    page.get_by_role("link", name="Planer", exact=True).click()
    page.get_by_role("link", name="Läs in från fil").click()
    page.get_by_label("Fil").set_input_files(file)
    page.get_by_role("button", name="Läs in", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Så läste vi {file.name}")
    expect(page.locator(".page-lead")).to_have_text("Vi hittade 3 aktiviteter, 2 mål och 1 insatsområde.")
    expect(page.get_by_label("Planens titel")).to_have_value("Genomförandeplan för Lindvalla 2026–2027")


def say_what_a_column_is(page: Page) -> None:
    """The file's "Vilka nås" was taken for a column of the plan's own."""
    page.get_by_text("Tabell 2 – 8 kolumner").click()
    column = page.get_by_label("Vad kolumnen Vilka nås är")
    expect(column).to_have_value("own")
    column.select_option(label="Målgrupp")
    page.get_by_role("button", name="Läs om med mina ändringar").click()
    expect(page.locator("#messages")).to_contain_text("Filen är läst igen med dina ändringar.")
    expect(page.get_by_label("Vad kolumnen Vilka nås är")).to_have_value("target_group")


def make_the_plan(page: Page) -> None:
    page.get_by_role("button", name="Skapa planen").click()
    expect(page.locator("#messages")).to_contain_text("Planen är skapad med 3 aktiviteter.")
    expect(page.get_by_role("row", name="Kvällsvandring")).to_contain_text("Unga")


def place_what_found_no_place(page: Page) -> None:
    """The comment in the file's margin becomes a text of the plan."""
    page.get_by_role("link", name="Placera texten").click()
    expect(page.get_by_text(COMMENT).first).to_be_visible()
    page.get_by_label("Vad texten ska bli").select_option("Ny text")
    page.get_by_role("button", name="Lägg in").click()
    page.get_by_label("Rubrik (valfritt)").fill("Att tänka på")
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_text("All text har fått sin plats")).to_be_visible()
    page.get_by_role("link", name="Genomförandeplan för Lindvalla 2026–2027").click()


def correct_an_activity(page: Page) -> None:
    """What the review misses is put right from there, and one comes back to the review."""
    page.get_by_role("link", name="Granska inför beslut").click()
    expect(page.get_by_role("row", name="Kvällsvandring")).to_contain_text("Saknas")
    page.get_by_role("link", name="Ändra Kvällsvandring").click()
    page.get_by_label("När").fill("Fredagar, v. 20–24")
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Granska inför beslut")
    expect(page.get_by_role("row", name="Kvällsvandring")).to_contain_text("Fredagar, v. 20–24")


def adopt(page: Page) -> None:
    page.get_by_role("link", name="Gå vidare till fastställande").click()
    page.get_by_label("Vem har beslutat?").first.fill("Kommunstyrelsen")
    page.get_by_label("Beslutsdatum").first.fill("2026-03-02")
    page.get_by_label("Paragraf").first.fill("§ 41")
    page.get_by_role("button", name="Fastställ planen").click()
    expect(page.locator("#messages")).to_contain_text("Planen är fastställd.")
    expect(page.get_by_role("row", name="Version 1")).to_contain_text("Kommunstyrelsen, 2 mars 2026, § 41")


def read_the_plan(page: Page) -> None:
    """Decided, it offers nothing to change."""
    page.get_by_role("link", name="Genomförandeplan för Lindvalla 2026–2027").first.click()
    expect(page.get_by_role("row", name="Kvällsvandring")).to_contain_text("Fredagar, v. 20–24")
    expect(page.get_by_role("link", name="Ändra")).to_have_count(0)
    expect(page.get_by_text("Lägg till")).to_have_count(0)


def order_the_document(page: Page) -> None:
    page.get_by_role("link", name="Rapporter", exact=True).click()
    page.get_by_label("Plan", exact=True).select_option(index=1)
    page.get_by_role("button", name="Beställ", exact=True).click()


def download_pdf(page: Page) -> str:
    """The words of the finished document."""
    with page.expect_download() as download:
        page.get_by_role("link", name="PDF").click()
    content = Path(download.value.path()).read_bytes()
    return " ".join(" ".join(sheet.extract_text() for sheet in pypdf.PdfReader(BytesIO(content)).pages).split())


def revise_and_compare(page: Page) -> None:
    page.get_by_role("link", name="Genomförandeplan för Lindvalla 2026–2027", exact=True).click()
    page.get_by_text("Mer", exact=True).click()
    page.get_by_role("link", name="Versioner och beslut").click()
    page.get_by_role("button", name="Revidera planen").click()
    open_activity(page, "Kontrollköp")
    page.get_by_label("När").fill("I oktober")
    page.get_by_role("button", name="Spara").click()
    page.get_by_text("Mer", exact=True).click()
    page.get_by_role("link", name="Versioner och beslut").click()
    page.get_by_role("link", name="Jämför").click()
    expect(page.get_by_role("heading", name="Ändrad Kontrollköp")).to_be_visible()
    expect(page.locator(".comparison-change ins")).to_contain_text("oktober")


def open_activity(page: Page, title: str) -> None:
    """By the link at the end of its row; with script the row's menu stands there instead."""
    row = page.get_by_role("row", name=title)
    expect(row.locator(".edit-link, .row-button").locator("visible=true")).to_have_count(1)
    if row.locator(".row-button").count():
        row.locator(".row-button").click()
        page.get_by_role("menuitem", name="Öppna hela aktiviteten").click()
    else:
        row.get_by_role("link", name=f"Ändra {title}").click()
