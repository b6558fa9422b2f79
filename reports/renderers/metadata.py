"""What a PDF file says of itself, in XMP and, the same, in the older information dictionary."""

from __future__ import annotations

from django.template.loader import render_to_string

from andts.lib.document import Document
from reports.renderers.text import printable


def xmp(document: Document, *, archive: bool) -> bytes:
    """The XMP packet. PDF/A asks that the schema of the PDF/UA mark is described; without archive it need not be."""
    packet = render_to_string("reports/print/metadata.xml", {"document": document, "archive": archive})
    return printable(packet).encode()


def information(document: Document) -> dict[str, str]:
    fields = {
        "/Title": document.title,
        "/Author": document.organisation,
        "/Keywords": ", ".join(document.keywords),
        "/CreationDate": document.dated.strftime("D:%Y%m%d") if document.dated else "",
    }
    return {key: printable(value) for key, value in fields.items() if value}
