"""Copied cells as text: a tab between cells, a line for each row, quotes around a cell that holds either."""

import re

# A cell and what ends it. Python's csv reader would take the quote that begins `"Hem" är ett ord` for Excel's own and
# run on to the next one, rows away; here quotes are Excel's only when the closing one ends the cell.
_CELL = re.compile(r'(?:"([^"]*(?:""[^"]*)*)"|([^\t\n]*))(\t|\n|\Z)')
_NEEDS_QUOTES = re.compile(r'[\t\n"]')


def read_tabs(text: str) -> list[list[str]]:
    """The rows of what Excel, LibreOffice or Google Sheets put on the clipboard, each with the cells it has."""
    rows: list[list[str]] = [[]]
    for found in _CELL.finditer(text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")):
        rows[-1].append(_cell(found))
        if found[3] == "\n":
            rows.append([])
        if not found[3]:
            break
    return rows


def _cell(found: re.Match[str]) -> str:
    quoted, plain = found[1], found[2]
    if quoted is None:
        return plain
    # Excel puts quotes only where they are needed: around one plain word they are the writer's own.
    return quoted.replace('""', '"') if _NEEDS_QUOTES.search(quoted) or not quoted else f'"{quoted}"'
