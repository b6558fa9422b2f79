"""What a document says of itself: title, kind, period, and the table of who owns and decided it."""

from datetime import date

from docx.document import Document

from activities.tests.imports.files import add_table, read, read_lines, word_file

KURS = (("Aktivitet", "Ansvarig"), ("Kurs", "Skolan"))


def headed(*rows: tuple[str, ...], title: str = "Handlingsplan 2026–2028") -> list[tuple[str, str, str | None]]:
    def write(document: Document) -> None:
        document.add_heading(title, 0)
        add_table(document, *rows)
        add_table(document, *KURS)

    plan = read(word_file(write))
    assert len(plan.activities) == 1
    return [(line.label, line.text, line.field) for line in plan.header]


def test_labels_above_their_texts() -> None:
    lines = headed(
        ("Dokumenttyp", "Dokumentägare", "Giltig till"),
        ("Handlingsplan", "Rådet", "2028-12-31"),
        ("Upprättad av", "Beslutsinstans", "Diarienummer"),
        ("Samordnaren", "Kommunstyrelsen", "KS 2026/7"),
        ("Dokumentet gäller för Skolor och fritidsgårdar", "", ""),
    )
    assert lines == [
        ("Dokumenttyp", "Handlingsplan", "document_kind"),
        ("Dokumentägare", "Rådet", "document_owner"),
        ("Giltig till", "2028-12-31", "valid_until"),
        ("Upprättad av", "Samordnaren", "prepared_by"),
        ("Beslutsinstans", "Kommunstyrelsen", "decision_body"),
        ("Diarienummer", "KS 2026/7", "registry_number"),
        ("Dokumentet gäller för", "Skolor och fritidsgårdar", "applies_to"),
    ]


def test_labels_beside_their_texts() -> None:
    lines = headed(("Dokumentansvarig:", "Samordnaren"), ("Antagen av", "Fullmäktige"), ("Ledord", "Öppenhet"))
    assert lines == [
        ("Dokumentansvarig", "Samordnaren", "document_owner"),
        ("Antagen av", "Fullmäktige", "adopted_by"),
        ("Ledord", "Öppenhet", None),
    ]


def test_label_and_text_in_one_cell() -> None:
    lines = headed(("Dokumenttyp\nPlan", "Version\n2"), ("Fastställd: 2026-01-15", "Dnr: KS 2026/7"))
    assert lines == [
        ("Dokumenttyp", "Plan", "document_kind"),
        ("Version", "2", "version"),
        ("Fastställd", "2026-01-15", "adopted_at"),
        ("Dnr", "KS 2026/7", "registry_number"),
    ]


def test_lines_with_labels() -> None:
    plan = read_lines(
        "Handlingsplan för Björkvik\n\nDokumenttyp: Plan\nGiltig till: 2027-06-30\n\nAktivitet: Kurs\nAnsvarig: Skolan\n"
    )
    assert [(line.label, line.text) for line in plan.header] == [("Dokumenttyp", "Plan"), ("Giltig till", "2027-06-30")]
    assert plan.valid_until == date(2027, 6, 30)


def test_title_kind_and_period() -> None:
    def write(document: Document) -> None:
        document.add_paragraph("Genomförandeplan", style="Title")
        document.add_paragraph("Björkvik 2026–28", style="Title")
        add_table(document, *KURS)

    plan = read(word_file(write))
    assert (plan.title, plan.kind) == ("Genomförandeplan Björkvik 2026–28", "implementation_plan")
    assert (plan.valid_from, plan.valid_until) == (date(2026, 1, 1), date(2028, 12, 31))


def test_heading_that_names_the_plan_is_the_title() -> None:
    def write(document: Document) -> None:
        document.add_heading("Drogpolitiskt program för Björkvik 2026", 1)
        document.add_heading("Skolan", 2)
        add_table(document, *KURS)

    plan = read(word_file(write))
    assert (plan.title, plan.kind, plan.valid_until) == (
        "Drogpolitiskt program för Björkvik 2026",
        "programme",
        date(2026, 12, 31),
    )


def test_file_name_is_the_title_when_the_text_has_none() -> None:
    plan = read(word_file(lambda document: add_table(document, *KURS)), "Åtgärdsplan_Björkvik 2026.docx")
    assert (plan.title, plan.kind, plan.title_where) == ("Åtgärdsplan Björkvik 2026", "measure_plan", "filens namn")
