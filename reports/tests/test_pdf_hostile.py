"""What a user typed is text: it is never markup, reaches nothing outside the document, and cannot stop the worker."""

import io
import socket

import pikepdf
import pytest

from andts.lib.document import Figure, Paragraph, Picture, Section
from reports.renderers.layout import OnlyOwnPictures
from reports.renderers.limits import DocumentTooLarge
from reports.renderers.pdf import html_for, render_pdf
from reports.tests import documents
from reports.tests.pdf_reading import marked_text, page_texts, structure
from reports.tests.verapdf import verapdf_failures

pytestmark = pytest.mark.once

PAYLOADS = (
    "<script>alert(1)</script>",
    "<img src=file:///etc/passwd>",
    '"><link rel=attachment href="file:///etc/passwd">',
    "</style><style>@page{size:A6}body{display:none}</style>",
    "url(http://127.0.0.1:1/x) @import 'http://127.0.0.1:1/y.css';",
    "<object data=http://127.0.0.1:1/></object>",
    "'; content: url(file:///etc/hostname); x: '",
    "{{ title }}{% include 'base.html' %}",
    "&lt;b&gt;&amp;amp;",
    "]]><!-- <?xml <!ENTITY x SYSTEM 'file:///etc/passwd'>",
)
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="40" height="40">'
    '<image href="{0}" xlink:href="{0}" width="40" height="40"/><style>@import url({0});</style>'
    '<rect width="40" height="40" fill="url({0})"/></svg>'
)


@pytest.fixture
def reached(monkeypatch):
    """The connections and look-ups that were tried."""
    tried = []
    monkeypatch.setattr(socket.socket, "connect", lambda _, address: tried.append(address))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *address, **_: tried.append(address))
    return tried


@pytest.mark.parametrize("payload", PAYLOADS)
def test_pdf_prints_markup_as_text(payload, reached):
    content = render_pdf(documents.one_text_everywhere(payload))
    read = "".join("".join(marked_text(content).values()).split())
    # Kind, title, subtitle, header, two headings, and in both sections the blocks: 5 + 2 × (heading + 8).
    assert read.count("".join(payload.split())) >= 20
    assert (_attachments(content), reached) == ([], [])


def test_pdf_keeps_its_size_and_pages_whatever_is_typed():
    pages = [page_texts(render_pdf(documents.one_text_everywhere(payload))) for payload in PAYLOADS]
    assert {len(page) for page in pages} <= {2, 3, 4}


@pytest.mark.parametrize(
    "address", ["file:///etc/hostname", "http://127.0.0.1:1/x", "picture:2", "data:image/png;base64,AA=="]
)
def test_pdf_pictures_reach_nothing_else(address, reached):
    svg = Picture("image/svg+xml", SVG.format(address).encode(), "Diagram")
    content = render_pdf(documents.small(sections=(Section("Bild", 1, (Figure(svg),)),)))
    assert (_attachments(content), reached) == ([], [])
    with open("/etc/hostname") as secret:
        assert secret.read().strip() not in "".join(page_texts(content))


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "data:text/plain,x", "http://example.org/", "picture:9", "ftp://x"]
)
def test_fetcher_refuses_every_address_but_the_documents_pictures(address):
    fetcher = OnlyOwnPictures({"picture:1": Picture("image/png", b"content", "")})
    assert fetcher.fetch("picture:1").read() == b"content"
    with pytest.raises(ValueError, match="Not a picture"):
        fetcher.fetch(address)


@pytest.mark.parametrize("accent", ["red;}@import url(http://127.0.0.1:1/)", "</style>", "", "#12345", "url(x)"])
def test_pdf_accent_is_a_colour_or_the_default(accent):
    assert "--accent: #0b4f5c" in html_for(documents.small(accent=accent)).text


ODD = "\x00\x08\x1b\x7f \ud800\ufffe ❤️ 😀 漢字 हिन्दी العربية עברית \ue000 \u00ad\u200b\u202e e\u0301 \u2028 slut"


@pytest.mark.parametrize("text", [ODD, "", " \n\n "])
def test_pdf_with_odd_characters_conforms(text, tmp_path):
    (tmp_path / "odd.pdf").write_bytes(render_pdf(documents.one_text_everywhere(text), archive=True))
    assert verapdf_failures(tmp_path / "odd.pdf", "ua1,2a") == []


def test_pdf_prints_a_box_for_what_no_font_can_draw():
    content = render_pdf(documents.small(sections=(Section("Rubrik", 1, (Paragraph("före \U000f0000 efter"),)),)))
    assert "före □ efter" in page_texts(content)[0]


def test_pdf_holds_a_word_of_100_000_letters():
    """Without places to break it would take minutes."""
    content = render_pdf(documents.small(sections=(Section("Rubrik", 1, (Paragraph("x" * 100_000),)),)))
    assert sum(page.count("x") for page in page_texts(content)) == 100_000


def test_pdf_refuses_a_text_of_100_001_letters():
    with pytest.raises(DocumentTooLarge, match="100001 tecken"):
        render_pdf(documents.small(title="x" * 100_001))


def test_pdf_leaves_a_web_address_as_it_is():
    address = "https://example.org/" + "a" * 80
    content = render_pdf(documents.small(sections=(Section("Rubrik", 1, (Paragraph(address),)),)))
    assert address in "".join("".join(marked_text(content).values()).split())


def test_pdf_with_a_picture_that_is_none_is_made_without_it():
    broken = Figure(Picture("image/png", b"not a picture", "Karta"), "Bildtext")
    content = render_pdf(documents.small(sections=(Section("Bild", 1, (broken,)),)))
    assert "Bildtext" in "".join(marked_text(content).values())
    assert structure(content).tag == "Document"


def _attachments(content):
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return list(pdf.attachments)
