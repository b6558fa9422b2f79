"""Elements of WordprocessingML, for what python-docx has no words for or makes too slowly."""

from __future__ import annotations

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn


def element(name: str, **attributes: str) -> Any:
    """`name` with its prefix ("w:tbl"); the attributes are of the same namespace."""
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made
