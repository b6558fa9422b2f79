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
