"""An example of a Word template with every placeholder, to begin from."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import docx

from andts.lib.document import Document
from reports.filling.placeholders import (
    BACKGROUND,
    BASIS,
    BODY,
    CHILDREN,
    DATE,
    DISPATCH,
    ECONOMY,
    OFFICER,
    PROPOSAL,
    REGISTRY_NUMBER,
    SUMMARY,
)
from reports.renderers.docx_page import set_margins
from reports.renderers.docx_styles import define_styles
from reports.renderers.packages import without_dates
from reports.renderers.paper import colours

FACTS = ((REGISTRY_NUMBER, "diarienummer"), (DATE, "datum"), (BODY, "beslutsinstans"), (OFFICER, "handlaggare"))
TEXTS = ((SUMMARY, "sammanfattning"), (BACKGROUND, "bakgrund"), (ECONOMY, "ekonomi"), (CHILDREN, "barn"))


def example_template() -> bytes:
    # One for both documents: what one of them has no text for is left out.
    word = docx.Document()
    define_styles(word, colours(Document.accent))
    set_margins(word.sections[0], "portrait")
    word.core_properties.title, word.core_properties.comments = "Exempelmall", ""
    word.sections[0].header.paragraphs[0].text = "{{ organisation }} · {{ diarienummer }}"
    word.add_paragraph("{{ dokument }}", "Dokumentslag")
    word.add_paragraph("{{ rubrik }}", "Title")
    for label, name in FACTS:
        word.add_paragraph(f"{label}: {{{{ {name} }}}}", "Body Text")
    _points(word, PROPOSAL, "forslag", "List Number")
    for heading, name in TEXTS:
        _if(word, name, (heading, f"{{{{ {name} }}}}"))
    _points(word, BASIS, "underlag")
    _points(word, DISPATCH, "expedieras")
    _if(word, "undertecknare", ("", "{{ undertecknare }}"))
    output = BytesIO()
    word.save(output)
    return without_dates(output.getvalue())


def _points(word: Any, heading: str, name: str, style: str = "List Bullet") -> None:
    word.add_paragraph(f"{{%p if {name} %}}", "Body Text")
    word.add_paragraph(heading, "Heading 1")
    word.add_paragraph(f"{{%p for punkt in {name} %}}", "Body Text")
    word.add_paragraph("{{ punkt }}", style)
    word.add_paragraph("{%p endfor %}", "Body Text")
    word.add_paragraph("{%p endif %}", "Body Text")


def _if(word: Any, name: str, said: tuple[str, str]) -> None:
    heading, text = said
    word.add_paragraph(f"{{%p if {name} %}}", "Body Text")
    if heading:
        word.add_paragraph(heading, "Heading 1")
    word.add_paragraph(text, "Body Text")
    word.add_paragraph("{%p endif %}", "Body Text")
