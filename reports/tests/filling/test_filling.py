"""A municipality's own template is filled, or refused with words; it never runs anything of its own."""

import io

import docx
import pytest

from andts.lib.document import BulletList, Document, HeaderField, Paragraph, Section
from followup.tests.files import renamed_macros
from reports.filling.example import example_template
from reports.filling.placeholders import PLACEHOLDERS, SAMPLE, values_of
from reports.filling.refusal import TemplateRefused
from reports.filling.safety import check_template, fill
from reports.tests.filling.word import template, texts, with_part


def refusal(content, name="mall.docx"):
    with pytest.raises(TemplateRefused) as refused:
        check_template(content, name)
    return refused.value.message


# --- Filling


def test_placeholders_are_filled_in_text_and_header():
    filled = fill(template("Ärende: {{ rubrik }}", header="{{ diarienummer }}"), SAMPLE)
    assert texts(filled) == ["KS 2026/117", "Ärende: Antagande av Genomförandeplan för ANDTS-arbetet 2027–2028"]


def test_text_with_signs_of_markup_stands_as_written():
    """Without escaping, what stands between < and > is silently lost."""
    assert texts(fill(template("{{ ekonomi }}"), SAMPLE | {"ekonomi": "mindre än <5 % & {{ rubrik }}"})) == [
        "mindre än <5 % & {{ rubrik }}"
    ]


def test_paragraphs_and_points_are_paragraphs_in_word():
    filled = fill(template("{{ sammanfattning }}", "{{ forslag }}"), SAMPLE)
    assert texts(filled) == [
        "Planen gäller 2027–2028.",
        "Den har 42 aktiviteter.",
        "1. Kommunstyrelsen antar planen.",
        "2. Planen följs upp varje år.",
    ]


def test_points_may_be_gone_through_one_by_one():
    filled = fill(template("{%p for punkt in forslag %}", "– {{ punkt }}", "{%p endfor %}"), SAMPLE)
    assert texts(filled) == ["– Kommunstyrelsen antar planen.", "– Planen följs upp varje år."]


def test_heading_of_an_empty_text_is_left_out():
    word = template("{%p if ekonomi %}", "Ekonomi", "{{ ekonomi }}", "{%p endif %}", "Slut")
    assert texts(fill(word, SAMPLE | {"ekonomi": ""})) == ["Slut"]


def test_example_has_every_placeholder_and_works():
    check_template(example_template(), "exempel.docx")
    filled = " ".join(texts(fill(example_template(), SAMPLE)))
    said = [text for each in PLACEHOLDERS for text in ([each.sample] if isinstance(each.sample, str) else each.sample)]
    assert [text for text in said if text.split("\n")[0] not in filled] == []


def test_values_are_read_from_a_letter():
    document = Document(
        title="Antagande av planen",
        kind="Tjänsteskrivelse",
        organisation="Lindvalla kommun",
        header=(HeaderField("Diarienummer", "KS 1"), HeaderField("Handläggare", "Strateg")),
        sections=(
            Section("Förslag till beslut", 1, (BulletList(("Ett.", "Två."), numbered=True),)),
            Section("Bakgrund", 1, (Paragraph("Först."), Paragraph("Sedan."))),
            Section("Beslutet skickas till", 1, (BulletList(("Nämnden",)),)),
        ),
    )
    values = values_of(document)
    wanted = {
        "rubrik": "Antagande av planen",
        "dokument": "Tjänsteskrivelse",
        "organisation": "Lindvalla kommun",
        "diarienummer": "KS 1",
        "handlaggare": "Strateg",
        "forslag": ["Ett.", "Två."],
        "bakgrund": "Först.\n\nSedan.",
        "expedieras": ["Nämnden"],
        "ekonomi": "",
    }
    assert {name: values[name] for name in wanted} == wanted
    assert values.keys() == SAMPLE.keys()


# --- What is refused, and in what words


def test_unknown_placeholder_is_named_with_the_nearest():
    assert refusal(template("{{ handläggare }}")) == (
        "Mallen har platshållaren ”handläggare”, som inte finns. Menade du ”handlaggare”?"
    )


def test_unknown_placeholder_is_found_where_the_sample_does_not_come():
    assert "”okand”" in refusal(template("{%p if not rubrik %}", "{{ okand }}", "{%p endif %}"))


def test_placeholder_without_its_end_is_told_with_the_place():
    message = refusal(template("Diarienummer {{ diarienummer", "Nästa"))
    assert ("inte rätt skriven" in message, "Diarienummer {{ diarienummer" in message) == (True, True)


@pytest.mark.parametrize(
    "hostile",
    [
        "{{ rubrik.__class__.__mro__[1].__subclasses__() }}",
        "{{ ''.__class__ }}",
        "{{ rubrik.format.__globals__ }}",
        "{{ '{0.__class__}'.format(rubrik) }}",
        "{{ self.__init__.__globals__ }}",
        "{% include '/etc/passwd' %}",
        "{{ 1 / 0 }}",
    ],
)
def test_template_reaches_nothing_outside(hostile):
    assert "inte får" in refusal(template(hostile))


@pytest.mark.parametrize(
    "heavy",
    [
        "{{ 'a' * 1000000000 }}",
        "{{ '%1000000000d' % 1 }}",
        "{% for a in rubrik %}{% for b in rubrik %}{% for c in rubrik %}{% for d in rubrik %}{% for e in rubrik %}x"
        "{% endfor %}{% endfor %}{% endfor %}{% endfor %}{% endfor %}",
    ],
)
def test_template_that_never_ends_is_stopped(heavy):
    assert "för lång tid eller för mycket minne" in refusal(template(heavy))


def test_placeholder_where_nothing_is_filled_is_told():
    word = docx.Document()
    word.add_comment(word.add_paragraph("{{ rubrik }}").runs, text="{{ rubrik }}")
    output = io.BytesIO()
    word.save(output)
    assert "ställe som inte fylls i" in refusal(output.getvalue())


@pytest.mark.parametrize("content", [b"%PDF-1.7", b"", b"PK\x03\x04", template("x")[:2000]])
def test_file_that_is_no_word_document_is_refused(content):
    assert "går inte att läsa som en Word-mall" in refusal(content)


def test_file_of_another_sort_is_refused_by_its_name():
    assert refusal(b"text", "mall.txt") == "Välj ett Word-dokument (.docx)."


@pytest.mark.parametrize("part", ["word/vbaProject.bin", "word/activeX/activeX1.xml"])
def test_macros_are_refused(part):
    assert "makron" in refusal(with_part(template("{{ rubrik }}"), part, b"1"))


def test_macros_in_a_part_with_an_innocent_name_are_refused():
    assert "makron" in refusal(renamed_macros())


@pytest.mark.parametrize("name", ["mall.docm", "mall.dotm", "mall.dotx"])
def test_word_s_other_kinds_are_asked_for_as_docx(name):
    assert "välj Spara som och formatet Word-dokument (.docx)" in refusal(template("{{ rubrik }}"), name)


def test_too_large_a_template_is_refused():
    assert "större än 5 MB" in refusal(b"PK" + b"0" * 5_000_001)


def test_packed_bomb_is_refused_before_it_is_opened():
    assert "går inte att läsa" in refusal(with_part(template("x"), "word/media/x.xml", b" " * 50_000_000))
