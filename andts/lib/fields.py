"""Text as the database keeps it: Unicode NFC, line feeds, no characters that XML or PostgreSQL cannot hold.

Forms put what was typed in that shape before they look whether anything was typed and whether it fits.
"""

import re
import unicodedata
from typing import Any

from django import forms
from django.db import models

LONGEST_LINE = 300
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def plain_text(text: str) -> str:
    """`text` as it is stored: "Förskola" is one string however its ö was typed."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _UNPRINTABLE.sub("", text))


def one_line(text: str) -> str:
    # As a field of one line stores it: any white space is one space.
    return " ".join(plain_text(text).split())


def shortened(text: str, most: int = LONGEST_LINE) -> str:
    # What is composed of names that people chose must have room where it is kept.
    line = one_line(text)
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


class PlainText(forms.CharField):
    """What is typed in a field of text."""

    def to_python(self, value: Any) -> str | None:
        return super().to_python(plain_text(str(value or "")))


class Line(forms.CharField):
    """What is typed in a field of one line; without a length of its own as long as a `LineField` may be."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**({"max_length": LONGEST_LINE} | kwargs))

    def to_python(self, value: Any) -> str | None:
        return super().to_python(one_line(str(value or "")))


class PlainTextField(models.TextField):
    """A text without a length limit; empty rather than null."""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = plain_text(getattr(model_instance, self.attname) or "")
        setattr(model_instance, self.attname, value)
        return value

    def formfield(self, *args: Any, **kwargs: Any) -> Any:
        return super().formfield(*args, **({"form_class": PlainText} | kwargs))


class LineField(models.CharField):
    """A text of one line, by default at most 300 characters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **({"max_length": LONGEST_LINE} | kwargs))

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = one_line(getattr(model_instance, self.attname) or "")
        setattr(model_instance, self.attname, value)
        return value

    def formfield(self, *args: Any, **kwargs: Any) -> Any:
        return super().formfield(*args, **({"form_class": Line} | kwargs))


class AddressField(models.EmailField):
    """An e-mail address as it is compared: SQLite, asked not to mind capitals, minds those of å, ä and ö."""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = (getattr(model_instance, self.attname) or "").lower()
        setattr(model_instance, self.attname, value)
        return value
