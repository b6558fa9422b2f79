"""A document stored as JSON is the same document when it is read again."""

import json
from datetime import date

import pytest

from andts.lib.document import (
    BulletList,
    Column,
    Document,
    Figure,
    HeaderField,
    Paragraph,
    Picture,
    Section,
    Sheet,
    Table,
    document_from_json,
)

PICTURE = Picture("image/png", bytes(range(256)), "Kommunens vapen")
FULL = Document(
    title="Plan <b>&amp;",
    kind="Genomförandeplan",
    organisation="Älvsunda kommun",
    subtitle="Två rader\nav text",
    registry_number="KS 2026/0417",
    dated=date(2026, 4, 14),
    draft=True,
    accent="#123456",
    logo=PICTURE,
    header=(HeaderField("Dokumentägare", "Rådet"), HeaderField("", "")),
    sections=(
        Section("Mål", 1, (Paragraph("Text"), BulletList(("a", "b")), BulletList(())), number="1.1"),
        Section(
            "",
            4,
            (Figure(PICTURE, "Bildtext"), Table("", (Column("A", 33.3, numeric=True),), (("1",),), row_headers=False)),
            "",
            "landscape",
        ),
    ),
    sheets=(Sheet("Blad", (Column("A", 1),), (("text", 1, 1.5, None),)),),
    keywords=("ANDTS",),
)


@pytest.mark.parametrize("document", [FULL, Document("", "", "")])
def test_document_survives_json(document):
    assert document_from_json(json.loads(json.dumps(document.as_json()))) == document


def test_document_of_an_older_version_lacks_what_has_been_added():
    stored = FULL.as_json()
    del stored["dated"]
    assert document_from_json(stored).dated is None
