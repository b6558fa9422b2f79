"""Looks at a file before anything parses it: is it what its name says, and can it be opened without harm?

Nothing here reads more of the file than counting bytes takes; a refusal is cheap whatever the file holds.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from activities.imports.ooxml import DAMAGED, NOT_PLAIN_XML, UNREADABLE
from activities.imports.reading import extension
from activities.imports.refusal import ImportRefused

LARGEST_FILE = 20_000_000
_LARGEST_TEXT = 1_500_000
_LONGEST_LINE = 60_000
_MOST_LINES = 30_000
_MOST_ENTRIES = 2_000
_LARGEST_UNPACKED = 60_000_000
_LARGEST_XML = 12_000_000
_MOST_TAGS = 300_000  # in all parts together; 3 000 activities in Word have about as many
_MOST_ROWS = 20_000
_MOST_MERGED_CELLS = 300_000
_HIGHEST_RATIO = 200
_RATIO_COUNTS_FROM = 2_000_000
_CHUNK = 1_000_000

_TOO_LARGE = (
    "Filen är för stor för att läsas in. Ta bort bilder och sådant som inte hör till planen, "
    "eller dela den, och försök igen."
)
_TOO_MANY_ROWS = "Filen har för många rader för att vara en plan. Ta bort de rader som inte hör dit och försök igen."
_TOO_LONG_LINE = (
    "En rad i filen är för lång för att höra till en plan. Kontrollera att det är rätt fil och försök igen."
)
_HOSTILE = (
    "Filen är packad på ett sätt som ett vanligt dokument inte är och läses därför inte. Spara "
    "den på nytt i Word eller Excel."
)
_EMPTY = "Filen är tom."
_PROTECTED = "Filen är skyddad med lösenord. Öppna den i Word eller Excel, ta bort lösenordet, spara och försök igen."
_ALLOWED = "Det går att läsa in .docx, .xlsx, .csv och .txt."

_SAVE_AS_WORD = "Öppna filen i Word, välj Spara som och formatet Word-dokument (.docx), och läs in den nya filen."
_SAVE_AS_EXCEL = "Öppna filen i Excel, välj Spara som och formatet Excel-arbetsbok (.xlsx), och läs in den nya filen."
_CONVERSIONS = {
    "doc": f"Det här är ett äldre Word-format. {_SAVE_AS_WORD}",
    "dot": f"Det här är en äldre Word-mall. {_SAVE_AS_WORD}",
    "docm": f"Det här är ett Word-dokument med makron. {_SAVE_AS_WORD}",
    "dotx": f"Det här är en Word-mall. {_SAVE_AS_WORD}",
    "dotm": f"Det här är en Word-mall med makron. {_SAVE_AS_WORD}",
    "xls": f"Det här är ett äldre Excel-format. {_SAVE_AS_EXCEL}",
    "xlsm": f"Det här är en arbetsbok med makron. {_SAVE_AS_EXCEL}",
    "xlsb": f"Det här är en binär arbetsbok. {_SAVE_AS_EXCEL}",
    "xltx": f"Det här är en Excel-mall. {_SAVE_AS_EXCEL}",
    "pdf": (
        "En PDF går inte att läsa in som plan. Be om originalet, eller öppna PDF-filen i Word så "
        f"görs den om. {_SAVE_AS_WORD}"
    ),
    "odt": (
        f"Det här är ett OpenDocument-dokument. Öppna det i LibreOffice eller Word och spara det som .docx. {_ALLOWED}"
    ),
    "ods": (
        "Det här är ett OpenDocument-kalkylblad. Öppna det i LibreOffice eller Excel och spara det "
        f"som .xlsx. {_ALLOWED}"
    ),
    "rtf": f"Det här är ett RTF-dokument. {_SAVE_AS_WORD}",
    "pages": (
        "Det här är ett Pages-dokument. Öppna det i Pages, välj Exportera till och Word, och läs "
        f"in den nya filen. {_ALLOWED}"
    ),
    "numbers": (
        "Det här är ett Numbers-dokument. Öppna det i Numbers, välj Exportera till och Excel, och "
        f"läs in den nya filen. {_ALLOWED}"
    ),
    "pptx": f"En presentation går inte att läsa in. Kopiera texten och klistra in den i stället. {_ALLOWED}",
    "ppt": f"En presentation går inte att läsa in. Kopiera texten och klistra in den i stället. {_ALLOWED}",
    "htm": f"En webbsida går inte att läsa in. Kopiera texten och klistra in den i stället. {_ALLOWED}",
    "html": f"En webbsida går inte att läsa in. Kopiera texten och klistra in den i stället. {_ALLOWED}",
    "zip": f"Ett ZIP-arkiv går inte att läsa in. Packa upp det och läs in dokumentet. {_ALLOWED}",
}
_PACKED = {"docx": "word/", "xlsx": "xl/"}
_TEXT = ("csv", "txt")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]{0,200}?ref="\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})"')
_DECLARATIONS = tuple(
    mark.encode(encoding) for mark in ("<!DOCTYPE", "<!ENTITY") for encoding in ("utf-8", "utf-16-le", "utf-16-be")
)
_EMBEDDED = re.compile(r"(?:^|/)embeddings/", re.IGNORECASE)
_ARCHIVE = re.compile(r"\.(?:zip|7z|rar|gz|bz2|xz|tar|docx|xlsx|jar)$", re.IGNORECASE)


def inspect(content: bytes, name: str) -> None:
    """Raises ImportRefused, with a message that says what to do, for a file that will not be read."""
    kind = extension(name)
    if message := _CONVERSIONS.get(kind):
        raise ImportRefused(message)
    if kind not in _PACKED and kind not in _TEXT:
        raise ImportRefused(f"Filen kan inte läsas in. {_ALLOWED}")
    if not content.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise ImportRefused(_EMPTY)
    if len(content) > LARGEST_FILE:
        raise ImportRefused(_TOO_LARGE)
    _inspect_beginning(content, kind)
    if kind in _PACKED:
        _inspect_package(content, kind)
    else:
        _inspect_text(content)


def _inspect_beginning(content: bytes, kind: str) -> None:
    # The first bytes tell what the file is, whatever its name says.
    if content.startswith(_OLE):
        if _ENCRYPTED in content:
            raise ImportRefused(_PROTECTED)
        raise ImportRefused(_misnamed(kind, _CONVERSIONS["xls" if kind == "xlsx" else "doc"]))
    if content.lstrip().startswith(b"%PDF"):
        raise ImportRefused(_misnamed(kind, _CONVERSIONS["pdf"]))
    if content.lstrip().startswith(b"{\\rtf"):
        raise ImportRefused(_misnamed(kind, _CONVERSIONS["rtf"]))
    is_packed = content.startswith(_ZIP)
    if kind in _PACKED and not is_packed:
        raise ImportRefused(f"Filen heter .{kind} men är inte en sådan fil, eller så är den skadad. {_ALLOWED}")
    if kind in _TEXT and is_packed:
        raise ImportRefused(
            f"Filen heter .{kind} men är ett Word- eller Excel-dokument. Byt filens ändelse och försök igen."
        )


def _misnamed(kind: str, advice: str) -> str:
    return f"Filen heter .{kind} men är något annat. {advice}"


def _inspect_text(content: bytes) -> None:
    if content.count(b"\n") + content.count(b"\r") > 2 * _MOST_LINES:
        raise ImportRefused(_TOO_MANY_ROWS)
    if len(content) > _LARGEST_TEXT:
        raise ImportRefused(_TOO_LARGE)
    if max(map(len, content.splitlines())) > _LONGEST_LINE:
        raise ImportRefused(_TOO_LONG_LINE)


def _inspect_package(content: bytes, kind: str) -> None:
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            _inspect_parts(package, kind)
    except UNREADABLE as error:
        raise ImportRefused(DAMAGED) from error


def _inspect_parts(package: zipfile.ZipFile, kind: str) -> None:
    entries = package.infolist()
    # What the archive says of itself first, so that nothing is unpacked of one that lies beyond the limits.
    _inspect_entries(entries)
    _inspect_names({entry.filename for entry in entries}, kind)
    counts = _Counts()
    for entry in entries:
        if entry.filename.casefold().endswith((".xml", ".rels")):
            _inspect_xml(_chunks(package, entry), counts)


def _inspect_entries(entries: list[zipfile.ZipInfo]) -> None:
    # As the archive states them: reading stops at the stated size, so a lie makes the file damaged, not larger.
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > _MOST_ENTRIES or unpacked > _LARGEST_UNPACKED:
        raise ImportRefused(_TOO_LARGE if len(entries) <= _MOST_ENTRIES and not _is_bomb(entries) else _HOSTILE)
    if _is_bomb(entries):
        raise ImportRefused(_HOSTILE)
    if any(entry.flag_bits & 1 for entry in entries):
        raise ImportRefused(_PROTECTED)
    if any(_is_nested(entry.filename) or ".." in entry.filename.split("/") for entry in entries):
        raise ImportRefused(_HOSTILE)


def _is_bomb(entries: list[zipfile.ZipInfo]) -> bool:
    large = [entry for entry in entries if entry.file_size > _RATIO_COUNTS_FROM]
    return any(entry.file_size > _HIGHEST_RATIO * max(entry.compress_size, 1) for entry in large)


def _is_nested(name: str) -> bool:
    return _ARCHIVE.search(name) is not None and not _EMBEDDED.search(name)


def _inspect_names(names: set[str], kind: str) -> None:
    parts = {name.casefold().lstrip("/") for name in names}
    if "mimetype" in parts and "content.xml" in parts:
        raise ImportRefused(_misnamed(kind, _CONVERSIONS["odt" if kind == "docx" else "ods"]))
    if "[content_types].xml" not in parts:
        raise ImportRefused(f"Filen heter .{kind} men är ett annat slags arkiv, eller så är den skadad. {_ALLOWED}")
    if not any(part.startswith(_PACKED[kind]) for part in parts):
        other = next((found for found, folder in _PACKED.items() if any(part.startswith(folder) for part in parts)), "")
        advice = f"Den är en .{other}-fil. Byt filens ändelse till .{other} och försök igen." if other else _ALLOWED
        raise ImportRefused(_misnamed(kind, advice))


def _chunks(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    if entry.file_size > _LARGEST_XML:
        raise ImportRefused(_TOO_LARGE)
    with package.open(entry) as part:
        while chunk := part.read(_CHUNK):
            yield chunk


@dataclass
class _Counts:
    tags: int = 0
    rows: int = 0
    merged: int = 0


def _inspect_xml(chunks: Iterator[bytes], counts: _Counts) -> None:
    end = b""  # what a mark cut in two by the end of a chunk began with
    for chunk in chunks:
        text = end + chunk
        if any(mark in text for mark in _DECLARATIONS):
            raise ImportRefused(NOT_PLAIN_XML)
        counts.tags += chunk.count(b"<")
        counts.rows += chunk.count(b"<row") + chunk.count(b":row ")
        counts.merged += sum(_cells_of(found) for found in _MERGED.findall(text))
        end = text[-250:]
        if counts.rows > _MOST_ROWS:
            raise ImportRefused(_TOO_MANY_ROWS)
        if counts.tags > _MOST_TAGS or counts.merged > _MOST_MERGED_CELLS:
            raise ImportRefused(_TOO_LARGE)


def _cells_of(merged: tuple[bytes, bytes, bytes, bytes]) -> int:
    left, top, right, bottom = merged
    return (_column(right) - _column(left) + 1) * (int(bottom) - int(top) + 1)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
