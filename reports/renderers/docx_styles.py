"""The house's looks as Word styles, so that who goes on writing in the file keeps them."""

from __future__ import annotations

from typing import Any

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from reports.renderers.docx_elements import element

# The widths of Liberation Sans, and on every computer that has Word.
FONT = "Arial"
INK, QUIET = "1b1f24", "55595f"

# Name: size in points, space before and after in points, bold, colour ("accent" for the organisation's own).
LOOKS: dict[str, tuple[float, float, float, bool, str]] = {
    "Normal": (10.5, 0, 0, False, INK),
    "Body Text": (10.5, 0, 8, False, INK),
    "List Bullet": (10.5, 0, 3, False, INK),
    "List Number": (10.5, 0, 3, False, INK),
    "Title": (25, 0, 6, True, INK),
    "Subtitle": (13, 6, 22, False, INK),
    "Heading 1": (16, 22, 6, True, INK),
    "Heading 2": (12.5, 17, 5, True, INK),
    "Heading 3": (10.5, 13, 4, True, INK),
    "Heading 4": (10.5, 11, 3, False, "accent"),
    "Caption": (9, 4, 12, False, QUIET),
    "Header": (8, 0, 0, False, INK),
    "Footer": (8, 0, 0, False, QUIET),
    "Organisation": (10.5, 0, 34, True, INK),
    "Dokumentslag": (12, 0, 2, False, "accent"),
    "Tabellrubrik": (9.5, 8, 4, True, INK),
    "Tabelltext": (8.5, 3, 3, False, INK),
    "Bild": (10.5, 10, 0, False, INK),
}
KEPT_WITH_NEXT = ("Heading 1", "Heading 2", "Heading 3", "Heading 4", "Tabellrubrik", "Bild", "Dokumentslag")


# What is set tighter: its sizes and its spaces, in parts of the usual ones.
TIGHTER, CLOSER = 0.9, 0.6


def define_styles(word: WordDocument, shades: dict[str, str], *, compact: bool = False) -> None:
    _set_language(word)
    for name, (size, before, after, bold, colour) in LOOKS.items():
        style = _style(word, name)
        if compact:
            size, before, after = size * TIGHTER, before * CLOSER, after * CLOSER
        _set_font(style, size, bold, shades["accent"].lstrip("#") if colour == "accent" else colour)
        layout = style.paragraph_format
        layout.space_before, layout.space_after = Pt(before), Pt(after)
        layout.line_spacing = 1.15 if size < 12 else 1.0
        layout.keep_with_next = name in KEPT_WITH_NEXT
    _remove_rule_under_title(word)
    for name in ("Body Text", "List Bullet", "List Number"):
        # One measure of text, whatever the paper.
        word.styles[name].paragraph_format.right_indent = Mm(0 if compact else 38)
    _define_table_style(word, shades)


def _set_language(word: WordDocument) -> None:
    for language in word.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "sv-SE")


def _style(word: WordDocument, name: str) -> Any:
    if name in [style.name for style in word.styles]:
        return word.styles[name]
    style: Any = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = word.styles["Normal"]
    return style


def _set_font(style: Any, size: float, bold: bool, colour: str) -> None:
    font = style.font
    font.name, font.size, font.italic = FONT, Pt(size), False
    # Not False: that would overrule the bold of a table's header row.
    font.bold = bold or None
    font.color.rgb = RGBColor.from_string(colour.upper())
    names = style.element.rPr.rFonts
    for attribute in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        names.attrib.pop(qn(f"w:{attribute}"), None)
    for attribute in ("eastAsia", "cs"):
        names.set(qn(f"w:{attribute}"), FONT)
    for spacing in style.element.rPr.findall(qn("w:spacing")):
        style.element.rPr.remove(spacing)


def _remove_rule_under_title(word: WordDocument) -> None:
    properties = word.styles["Title"].element.pPr
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)


def _define_table_style(word: WordDocument, shades: dict[str, str]) -> None:
    style: Any = word.styles.add_style("Aktivitetstabell", WD_STYLE_TYPE.TABLE)
    style.base_style = word.styles["Normal Table"]
    borders = element("w:tblBorders")
    for side in ("bottom", "insideH"):
        borders.append(element(f"w:{side}", val="single", sz="4", space="0", color="D9D6D0"))
    margins = element("w:tblCellMar")
    for side, width in (("left", "85"), ("right", "113")):
        margins.append(element(f"w:{side}", w=width, type="dxa"))
    table = element("w:tblPr")
    table.extend([borders, margins])
    style.element.append(table)
    style.element.append(_header_row(shades))
    first = element("w:tblStylePr", type="firstCol")
    first.append(_bold())
    style.element.append(first)


def _header_row(shades: dict[str, str]) -> Any:
    row = element("w:tblStylePr", type="firstRow")
    cell = element("w:tcPr")
    borders = element("w:tcBorders")
    borders.append(element("w:bottom", val="single", sz="8", space="0", color=shades["accent"].lstrip("#")))
    cell.append(borders)
    cell.append(element("w:shd", val="clear", color="auto", fill=shades["tint"].lstrip("#")))
    row.extend([_bold(), cell])
    return row


def _bold() -> Any:
    properties = element("w:rPr")
    properties.append(element("w:b"))
    return properties
