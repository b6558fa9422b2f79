"""Files to attach, harmless and hostile."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import docx
import openpyxl
import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def pdf(*, script: bool = False, password: str = "") -> bytes:
    made = pikepdf.new()
    made.add_blank_page()
    if script:
        made.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    content = BytesIO()
    made.save(content, encryption=pikepdf.Encryption(user=password, owner=password) if password else False)
    return content.getvalue()


def deep_pdf() -> bytes:
    """A script at the end of a long row of actions, each within the one before."""
    action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    for _ in range(60):
        action = pikepdf.Dictionary(S=pikepdf.Name.GoTo, Next=action)
    made = pikepdf.new()
    made.add_blank_page()
    made.Root.OpenAction = action
    content = BytesIO()
    made.save(content)
    return content.getvalue()


def form_pdf() -> bytes:
    """A form of the kind that carries scripts in a stream of XML."""
    made = pikepdf.new()
    made.add_blank_page()
    made.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array(), XFA=made.make_stream(b"<xdp:xdp/>"))
    content = BytesIO()
    made.save(content)
    return content.getvalue()


def renamed_macros() -> bytes:
    """A document whose macros lie in a part with an innocent name."""
    content = BytesIO()
    with ZipFile(BytesIO(word())) as source, ZipFile(content, "w") as made:
        for part in source.namelist():
            text = source.read(part)
            if part == "[Content_Types].xml":
                text = text.replace(
                    b"</Types>",
                    b'<Override PartName="/word/bild.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>',
                )
            made.writestr(part, text)
        made.writestr("word/bild.bin", b"macro")
    return content.getvalue()


def word() -> bytes:
    document = docx.Document()
    document.add_paragraph("Protokoll")
    content = BytesIO()
    document.save(content)
    return content.getvalue()


def excel() -> bytes:
    content = BytesIO()
    openpyxl.Workbook().save(content)
    return content.getvalue()


def with_part(package: bytes, name: str, part: bytes) -> bytes:
    content = BytesIO(package)
    with ZipFile(content, "a") as opened:
        opened.writestr(name, part)
    return content.getvalue()


def picture(format: str = "PNG", *, where: str = "") -> bytes:
    """With where it was taken in its metadata, when that is given."""
    exif = Image.Exif()
    if where:
        exif[0x010E] = where  # ImageDescription
    content = BytesIO()
    Image.new("RGB", (4, 3), "white").save(content, format, exif=exif)
    return content.getvalue()
