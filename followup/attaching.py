"""What may go with an answer: a file is looked into before it is kept, whatever its name says.

A picture is drawn anew, so that where it was taken does not go along; other files stay as they came and are only ever
offered for saving.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path, PurePath

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from activities.imports.inspection import inspect
from activities.imports.macros import has_macros
from activities.imports.refusal import ImportRefused
from andts.lib.fields import one_line
from andts.lib.pictures import rewritten
from followup.models import Attachment, FollowUpAnswer
from organisations.models import User

MOST_BYTES = 10 * 1024 * 1024
LONGEST_NAME = 120
LARGEST_SIDE = 2400
ALLOWED = "Det går att bifoga pdf, docx, xlsx, png och jpg."
PICTURES = {"png": "PNG", "jpg": "JPEG"}
_PDF_CHECK = Path(__file__).with_name("pdf_check.py")
_LONGEST_WAIT = 10.0  # seconds by the clock; the process has a limit of its own in seconds of work


def attach(answer: FollowUpAnswer, upload: UploadedFile, *, by: User | None) -> Attachment:
    """Raises ValidationError, in Swedish and naming the file, for one that is not kept; StateError when the round is
    closed or the answer has as many as it may."""
    name = _shown(upload.name or "")
    content, format = _looked_into(upload, name)
    return Attachment.keep(answer, content, name=name, format=format, by=by)


def _shown(name: str) -> str:
    name = one_line(name.replace("\\", "/").rpartition("/")[2]).replace("/", "") or "bilaga"
    # One that runs on is cut before its ending, which says what it is.
    ending = PurePath(name).suffix[:10]
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - len(ending)] + ending


def _looked_into(upload: UploadedFile, name: str) -> tuple[bytes, str]:
    """What is kept of it, and what it is."""
    format = PurePath(name).suffix.lower().lstrip(".").replace("jpeg", "jpg")
    if format not in (*PICTURES, "pdf", "docx", "xlsx"):
        raise ValidationError(f"{name} är inte sparad. {ALLOWED}")
    if (upload.size or 0) > MOST_BYTES:
        raise ValidationError(f"{name} är större än 10 MB. Gör filen mindre och bifoga den igen.")
    if format in PICTURES:
        return _picture(upload, name, PICTURES[format]), format
    content = upload.read()
    if not (_is_pdf(content) if format == "pdf" else _is_office(content, name)):
        raise ValidationError(
            f"{name} gick inte att läsa som {format}, är skyddad med lösenord eller innehåller makron. "
            "Öppna filen, spara den på nytt och bifoga den igen."
        )
    return content, format


def _picture(upload: UploadedFile, name: str, format: str) -> bytes:
    try:
        side = LARGEST_SIDE
        return bytes(rewritten(upload, widest=side, highest=side, format=format, most_bytes=MOST_BYTES).read())
    except ValidationError as error:
        raise ValidationError(f"{name}: {error.messages[0]}") from error


def _is_pdf(content: bytes) -> bool:
    if not content.startswith(b"%PDF-"):
        return False
    try:
        # By a process of its own, with limits: what is packed in a PDF can be a thousand times its size.
        done = subprocess.run(  # noqa: S603 - our own interpreter and our own program; the file goes in as data
            [sys.executable, "-I", str(_PDF_CHECK)],
            input=content,
            capture_output=True,
            timeout=_LONGEST_WAIT,
            check=False,
            env={},
        )
    except subprocess.TimeoutExpired:
        return False
    return done.stdout == b"harmless"


def _is_office(content: bytes, name: str) -> bool:
    try:
        # The care that an imported plan is read with, and no macros.
        inspect(content, name)
    except ImportRefused:
        return False
    return not has_macros(content)
