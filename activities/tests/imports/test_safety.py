"""Hostile, damaged and misnamed files: a clear message, soon, in little memory."""

import resource
import subprocess
import sys
import time
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from activities.imports import Corrections, ImportRefused, read_plan, read_plan_safely
from activities.tests.imports.files import add_table, excel_file, word_file

SECONDS = 2.0
MEMORY = 200_000_000
ROOT = Path(__file__).resolve().parents[3]
_TYPES = "[Content_Types].xml"
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
)
_TOO_HEAVY = "Filen är för stor eller för invecklad för att läsas in. Ta bort det som inte hör till planen, eller dela den, och försök igen."
_BODY = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'


def answer(content: bytes, name: str) -> str:
    """The message of a refusal, "" for a plan; seen to come within the time.

    The time is that of the processor, of this process and of the one that reads: on a machine that does nothing else it is
    the time by the clock.
    """
    started = worked()
    try:
        read_plan_safely(content, name)
        message = ""
    except ImportRefused as refused:
        message = refused.message
    assert worked() - started < SECONDS
    return message


def worked() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def refusal(content: bytes, name: str) -> str:
    message = answer(content, name)
    assert message
    return message


def packed(parts: dict[str, bytes | str], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return stream.getvalue()


def word_of(document: bytes | str, **parts: str) -> bytes:
    return packed({_TYPES: "<Types/>", "_rels/.rels": _RELATIONS, "word/document.xml": document, **parts})


def with_part(content: bytes, changed: str, text: bytes) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, text if name == changed else old.read(name))
    return stream.getvalue()


def good_word() -> bytes:
    return word_file(lambda document: add_table(document, ("Aktivitet", "Ansvarig"), ("Kurs", "Skolan")))


def good_excel() -> bytes:
    def write(sheet: Worksheet) -> None:
        sheet.append(("Aktivitet", "Ansvarig"))
        sheet.append(("Kurs", "Skolan"))

    return excel_file(write)


@pytest.mark.parametrize(
    ("content", "name"), [(good_word(), "plan.docx"), (good_excel(), "PLAN.XLSX"), (b"Aktivitet: Kurs", "a.txt")]
)
def test_ordinary_files_are_read_as_without_guard(content: bytes, name: str) -> None:
    assert read_plan_safely(content, name) == read_plan(content, name)


def test_file_on_disk_and_corrections_reach_the_reading(tmp_path: Path) -> None:
    path = tmp_path / "plan.docx"
    path.write_bytes(good_word())
    plan = read_plan_safely(path, path.name, Corrections(columns={"t1": {1: "partners"}}))
    assert plan.activities[0].partners == "Skolan"


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("plan.doc", "Spara som och formatet Word-dokument (.docx)"),
        ("plan.pdf", "En PDF går inte att läsa in"),
        ("plan.odt", "spara det som .docx"),
        ("plan.rtf", "Word-dokument (.docx)"),
        ("plan.pages", "Exportera till och Word"),
        ("plan.xls", "Excel-arbetsbok (.xlsx)"),
        ("plan.exe", "Det går att läsa in .docx, .xlsx, .csv och .txt."),
        ("plan", "Det går att läsa in .docx, .xlsx, .csv och .txt."),
    ],
)
def test_other_formats_are_told_how_to_convert(name: str, advice: str) -> None:
    assert advice in refusal(b"something", name)


@pytest.mark.parametrize("name", ["plan.docx", "plan.xlsx", "plan.csv", "plan.txt"])
def test_empty_files(name: str) -> None:
    assert refusal(b"", name) == "Filen är tom."
    assert refusal(b" \r\n\n", name) == "Filen är tom."


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (good_excel(), "plan.docx", "Byt filens ändelse till .xlsx"),
        (good_word(), "plan.xlsx", "Byt filens ändelse till .docx"),
        (good_word(), "plan.csv", "är ett Word- eller Excel-dokument"),
        (b"%PDF-1.7 ...", "plan.docx", "En PDF går inte att läsa in"),
        (b"{\\rtf1 x}", "plan.docx", "RTF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "plan.docx", "äldre Word-format"),
        (b"Aktivitet;Ansvarig", "plan.xlsx", "är inte en sådan fil"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "plan.txt", "inte en textfil"),
        (
            packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}),
            "plan.docx",
            "OpenDocument",
        ),
        (packed({"photo.png": b"x"}), "plan.docx", "annat slags arkiv"),
    ],
)
def test_misnamed_files(content: bytes, name: str, told: str) -> None:
    assert told in refusal(content, name)


@pytest.mark.parametrize("name", ["plan.docx", "plan.xlsx"])
def test_password_protected_files(name: str) -> None:
    content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 900 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 100
    assert "ta bort lösenordet" in refusal(content, name)


@pytest.mark.parametrize(
    "content",
    [
        good_word()[:-300],
        good_word()[: len(good_word()) // 2],
        word_of("<w:document"),
        word_of(b"\xff\xfe\x00"),
        word_of(""),
    ],
)
def test_damaged_files(content: bytes) -> None:
    assert "skadad" in refusal(content, "plan.docx")


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"])
def test_damaged_parts_of_a_workbook(part: str) -> None:
    assert "skadad" in refusal(with_part(good_excel(), part, b"<worksheet><c r='A1'"), "plan.xlsx")


def test_zip_bomb_by_ratio() -> None:
    assert "packad på ett sätt" in refusal(word_of("<w:p/>", **{"word/media/a.bin": "0" * 50_000_000}), "plan.docx")


def test_zip_bomb_by_number_of_entries() -> None:
    parts: dict[str, bytes | str] = {f"word/{number}.bin": b"" for number in range(3_000)}
    assert "packad på ett sätt" in refusal(packed({_TYPES: "<Types/>", **parts}), "plan.docx")


def test_zip_inside_the_file() -> None:
    assert "packad på ett sätt" in refusal(word_of("<w:p/>", **{"word/inner.zip": "PK"}), "plan.docx")


def test_many_small_elements() -> None:
    assert "packad på ett sätt" in refusal(word_of(_BODY.format("<w:p/>" * 1_500_000)), "plan.docx")
    assert "för stor" in refusal(word_of(_BODY.format("".join(f'<w:p a="{n}"/>' for n in range(600_000)))), "plan.docx")


def test_as_many_elements_as_are_let_in_fit_the_limits() -> None:
    """Close below the limit the file is read or refused, but within the time and the memory."""
    paragraphs = (f"<w:p><w:r><w:t>{hash(str(number))}</w:t></w:r></w:p>" for number in range(49_000))
    content = word_of(_BODY.format("".join(paragraphs)))
    assert answer(content, "plan.docx") in ("", _TOO_HEAVY)


def test_a_million_rows() -> None:
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (number, number) for number in range(1, 250_001))
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        + rows
        + b"</sheetData></worksheet>"
    )
    assert "för" in refusal(with_part(good_excel(), "xl/worksheets/sheet1.xml", sheet), "plan.xlsx")


def test_one_cell_in_the_last_row() -> None:
    def write(sheet: Worksheet) -> None:
        sheet["A1"], sheet["XFD1048576"] = "Aktivitet", "Kurs"

    assert "fler än 5000 rader" in refusal(excel_file(write), "plan.xlsx")


def test_cells_merged_over_the_whole_sheet() -> None:
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
        b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'
    )
    assert "för stor" in refusal(with_part(good_excel(), "xl/worksheets/sheet1.xml", sheet), "plan.xlsx")


_LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
_FILE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("declared", [_LAUGHS, _FILE])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_in_word(declared: str, encoding: str) -> None:
    xml = f'<?xml version="1.0" encoding="{encoding}"?>{declared}{_BODY.format("<w:p><w:r><w:t>&a;</w:t></w:r></w:p>")}'
    assert "DTD eller entiteter" in refusal(word_of(xml.encode(encoding)), "plan.docx")


@pytest.mark.parametrize("declared", [_LAUGHS, _FILE])
@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/theme/theme1.xml"])
def test_entities_in_excel(declared: str, part: str) -> None:
    assert "DTD eller entiteter" in refusal(
        with_part(good_excel(), part, f"{declared}<x>&a;</x>".encode()), "plan.xlsx"
    )


def test_external_relations_are_not_followed() -> None:
    relation = _RELATIONS.replace('Target="word/document.xml"', 'Target="http://127.0.0.1:9/x" TargetMode="External"')
    assert "skadad" in refusal(
        packed({_TYPES: "<Types/>", "_rels/.rels": relation, "word/document.xml": "<x/>"}), "plan.docx"
    )


def test_deeply_nested_elements() -> None:
    nested = "<w:sdt><w:sdtContent>" * 5_000 + "</w:sdtContent></w:sdt>" * 5_000
    refusal(word_of(_BODY.format(nested)), "plan.docx")


def test_text_of_a_million_lines() -> None:
    assert "för många rader" in refusal(b"a\n" * 1_000_000, "plan.csv")


def test_text_without_line_breaks() -> None:
    assert "för lång" in refusal(b"a" * 1_000_000, "plan.txt")


@pytest.mark.parametrize("mark", ["\t", "a:", "• ", '"', "(", "1.", "a ", "; ", "-", "Mål 1: "])
@pytest.mark.parametrize("name", ["plan.txt", "plan.csv"])
def test_lines_of_marks_are_read_or_refused_in_time(mark: str, name: str) -> None:
    line = mark * (50_000 // len(mark.encode()))
    answer("\n".join([line] * 25).encode(), name)


def test_the_process_that_reads_stays_small(tmp_path: Path) -> None:
    """Asked of a process that has had no other children, in kilobytes on Linux."""
    file = tmp_path / "plan.xlsx"
    file.write_bytes(good_excel())
    code = (
        "import resource, sys; from pathlib import Path; from activities.imports.safety import read_plan_safely;"
        "read_plan_safely(Path(sys.argv[1]).read_bytes(), 'plan.xlsx');"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    ran = subprocess.run([sys.executable, "-c", code, file], capture_output=True, text=True, check=True)
    assert int(ran.stdout) * 1024 < MEMORY


def test_the_package_knows_no_framework() -> None:
    code = (
        "import sys, types; house = types.ModuleType('andts'); house.__path__ = ['andts']; sys.modules['andts'] = house;"
        "import activities.imports, activities.imports.actors, activities.imports.schedule, activities.imports.excel;"
        "print([name for name in ('django', 'celery', 'psycopg2') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
