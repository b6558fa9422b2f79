"""Word templates with a paragraph for each text given."""

import io
from zipfile import ZIP_DEFLATED, ZipFile

import docx


def template(*paragraphs, header=""):
    word = docx.Document()
    word.sections[0].header.paragraphs[0].text = header
    for text in paragraphs:
        word.add_paragraph(text)
    output = io.BytesIO()
    word.save(output)
    return output.getvalue()


def texts(content):
    """The paragraphs, the page's header first."""
    word = docx.Document(io.BytesIO(content))
    return [each.text for each in (*word.sections[0].header.paragraphs, *word.paragraphs) if each.text]


def with_part(content, name, data):
    """The package with one part more."""
    output = io.BytesIO(content)
    with ZipFile(output, "a", ZIP_DEFLATED) as package:
        package.writestr(name, data)
    return output.getvalue()
