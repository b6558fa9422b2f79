"""The documents of a package are opened and read."""

import io
from zipfile import ZipFile

import docx
import pikepdf
import pytest
from pypdf import PdfReader

from andts.lib.states import StateError
from reports import production
from reports.board.attachments import parts_of
from reports.board.beginning import begin
from reports.board.documents import PackageDocuments, make
from reports.filling.example import example_template
from reports.models import BoardPackage, WordTemplate
from reports.renderers.docx import render_docx
from reports.renderers.pdf import render_pdf
from reports.tests.board.conftest import made, owned
from reports.tests.pdf_reading import tags


def content(package, kind, format):
    with package.documents.get(kind=kind).files.get(format=format).file.open("rb") as file:
        return file.read()


def paragraphs(word, style=""):
    return [each.text for each in docx.Document(io.BytesIO(word)).paragraphs if each.style.name.startswith(style)]


def text_of(pdf):
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages)


def letter(package, kind="tjansteskrivelse"):
    """The letter alone, made in every format."""
    make(package, by=None)
    report = PackageDocuments(package).reports[kind]
    production.produce(report.pk)
    report.refresh_from_db()
    return report


def document_of(package, kind="tjansteskrivelse"):
    make(package, by=None)
    return production.build(package.documents.get(kind=kind))


def word_of(package, kind="tjansteskrivelse"):
    """As the renderer writes it, without the PDF that takes longer."""
    return render_docx(document_of(package, kind))


# --- What is in a package


def test_plans_package_has_letter_proposal_and_plan(package):
    assert [part.name for part in parts_of(package)] == [
        "1 Tjänsteskrivelse",
        "2 Förslag till beslut",
        "3 Bilaga 1 Genomförandeplan, ANDTS-arbetet i Lindvalla",
    ]


def test_rounds_package_has_its_report_and_its_summary(round_package):
    assert [part.label for part in parts_of(round_package)[2:]] == [
        "Bilaga 1: Uppföljningsrapport 2027",
        "Bilaga 2: Sammanfattning av uppföljningen 2027",
    ]


def test_package_is_one_file_with_numbered_documents(package, anna):
    documents = PackageDocuments(made(package, anna))
    with ZipFile(documents.zipped()) as zipped:
        names = zipped.namelist()
        assert zipped.read(names[1]).startswith(b"%PDF-")
    assert names == [
        "1 Tjänsteskrivelse.docx",
        "1 Tjänsteskrivelse.pdf",
        "2 Förslag till beslut.docx",
        "2 Förslag till beslut.pdf",
        "3 Bilaga 1 Genomförandeplan, ANDTS-arbetet i Lindvalla (utkast).pdf",
    ]
    assert documents.zipped().read() == documents.zipped().read()


def test_rounds_package_holds_the_closed_rounds_reports(round_package, anna):
    documents = PackageDocuments(made(round_package, anna))
    assert (documents.is_complete, documents.has_failed) == (True, False)
    assert [made.report.is_final for made in documents.made] == [False, False, True, True]
    assert "ANDTS-arbetet i Lindvalla" in text_of(content(round_package, "uppfoljning", "pdf"))


# --- The letter


def test_letter_in_word_has_the_texts_under_their_headings(package):
    word = word_of(package)
    assert paragraphs(word, "Heading 1") == [
        "Förslag till beslut",
        "Sammanfattning av ärendet",
        "Bakgrund",
        "Ekonomiska konsekvenser",
        "Konsekvenser för barn och unga",
        "Beslutsunderlag",
        "Beslutet skickas till",
    ]
    assert paragraphs(word, "List Number") == package.points


def test_letter_as_pdf_says_the_same(package):
    letter(package)
    text = text_of(content(package, "tjansteskrivelse", "pdf"))
    wanted = ["Tjänsteskrivelse", package.title, "KS 2026/117", "Samordnare för ANDTS-arbetet", *package.points]
    assert [each for each in wanted if each not in text] == []
    # The letter is what is to be signed, though the plan that it is about is a draft.
    assert "UTKAST" not in text


def test_points_are_a_numbered_list_to_a_screen_reader(package):
    pdf = render_pdf(document_of(package))
    lists = [len([kid for kid in each.kids if kid.tag == "LI"]) for each in tags(pdf, "L")]
    # Two points, two documents that the decision leans on, one receiver.
    assert lists == [2, 2, 1]
    assert numbering_of(pdf) == ["/Decimal", "/Disc", "/Disc"]


def numbering_of(pdf):
    """How the lists say that they are numbered, in the order they were written."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        elements = [each for each in opened.objects if isinstance(each, pikepdf.Dictionary)]
        return [str(each.A.ListNumbering) for each in elements if each.get("/S") == "/L"]


def test_proposal_is_the_short_one(package):
    word = word_of(package, "beslutsforslag")
    assert paragraphs(word, "Heading 1") == [
        "Förslag till beslut",
        "Sammanfattning av ärendet",
        "Beslutsunderlag",
        "Beslutet skickas till",
    ]


def test_text_left_out_has_no_heading(package, anna):
    package.write(by=anna, economy="", signer="Kommundirektör\nSamordnare")
    word = word_of(package)
    headings = paragraphs(word, "Heading 1")
    assert ("Ekonomiska konsekvenser" in headings, headings[-1]) == (False, "Undertecknas av")
    assert paragraphs(word)[-1] == "Kommundirektör\nSamordnare"


def test_one_point_is_not_numbered(package, anna):
    package.write(by=anna, proposal="Kommunstyrelsen antar planen & <b>allt</b>.")
    word = word_of(package)
    assert (paragraphs(word, "List Number"), "Kommunstyrelsen antar planen & <b>allt</b>." in paragraphs(word)) == (
        [],
        True,
    )


def test_letter_keeps_what_it_said(package, anna):
    report = letter(package)
    package.write(by=anna, title="En annan rubrik")
    assert report.document["title"] == "Antagande av ANDTS-arbetet i Lindvalla"


# --- In the municipality's own template


def test_own_template_is_filled_and_no_placeholder_is_left(package, lindvalla, anna):
    WordTemplate.keep(lindvalla, "tjansteskrivelse", example_template(), name="mall.docx", by=anna)
    package.write(by=anna, economy="Under 1 % & <ingenting> mer")
    letter(package)
    texts = paragraphs(content(package, "tjansteskrivelse", "docx"))
    assert [text for text in texts if "{{" in text or "{%" in text] == []
    assert [each for each in (package.title, *package.points, "Under 1 % & <ingenting> mer") if each not in texts] == []


def test_template_is_for_its_own_document_alone(package, lindvalla, anna):
    WordTemplate.keep(lindvalla, "beslutsforslag", b"trasig", name="mall.docx", by=anna)
    assert letter(package).state == "done"


def test_units_use_the_template_of_the_kommun(lindvalla, social_services, anna):
    kept = WordTemplate.keep(lindvalla, "tjansteskrivelse", b"PK", name="mall.docx", by=anna)
    assert WordTemplate.nearest(social_services, "tjansteskrivelse") == kept
    own = WordTemplate.keep(social_services, "tjansteskrivelse", b"PK", name="egen.docx", by=anna)
    assert WordTemplate.nearest(social_services, "tjansteskrivelse") == own


def test_template_that_cannot_be_filled_says_so_to_who_ordered(package, lindvalla, anna):
    WordTemplate.keep(lindvalla, "tjansteskrivelse", b"trasig", name="mall.docx", by=anna)
    report = letter(package)
    assert (report.state, "Mallen går inte att läsa som Word-dokument." in report.failure) == ("failed", True)


# --- Making


def test_letters_are_made_anew_and_waiting_ones_are_not_ordered_twice(package, anna):
    make(package, by=anna)
    first = shown(package)
    make(package, by=anna)
    assert shown(package) == first
    for report in package.documents.all():
        report.finish({"title": "Klar"})
    make(package, by=anna)
    assert first.isdisjoint(shown(package))


def shown(package):
    return {report.pk for report in PackageDocuments(package).reports.values()}


def test_letter_that_failed_before_can_still_be_made(package, anna):
    make(package, by=anna)
    old = package.documents.get(kind="tjansteskrivelse")
    for report in package.documents.all():
        report.fail("Trasig mall.")
    make(package, by=anna)
    assert production.build(old).title == package.title


def test_two_packages_have_letters_of_their_own(package, plan, anna):
    other = begin(owned(plan), "adopt", body="Socialnämnden", by=anna)
    make(package, by=anna)
    make(other, by=anna)
    letters = [each.documents.get(kind="tjansteskrivelse").pk for each in (package, other)]
    assert len(set(letters)) == 2


def test_documents_of_older_texts_are_told(package, anna):
    make(package, by=anna)
    assert not PackageDocuments(package).is_stale
    package.write(by=anna, title="En annan rubrik")
    assert PackageDocuments(package).is_stale


def test_open_round_is_not_taken_to_the_board(round_package, closed, anna):
    closed.reopen("Ett svar fattas", by=anna)
    with pytest.raises(StateError, match="öppen igen"):
        make(BoardPackage.objects.get(pk=round_package.pk), by=anna)


def test_personal_number_stops_the_making(package, anna):
    package.write(by=anna, background="Se 811218-9876.")
    with pytest.raises(StateError, match="personnummer under ”Bakgrund”"):
        make(package, by=anna)
    assert not package.documents.exists()


def test_failed_letter_about_an_adopted_plan_stays_a_letter(adopted, anna):
    """It is never the version's own document, which everyone reads."""
    package = begin(owned(adopted), "repeal", body="Kommunstyrelsen", by=anna)
    make(package, by=anna)
    report = package.documents.get(kind="tjansteskrivelse")
    report.fail("Trasig mall.")
    report.refresh_from_db()
    production.order_again(report)
    report.refresh_from_db()
    assert (report.state, report.version) == ("waiting", None)
