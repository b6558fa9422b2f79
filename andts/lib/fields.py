"""Text as the database keeps it: Unicode NFC, line feeds, no characters that XML or PostgreSQL cannot hold."""

import re
import unicodedata
from typing import Any

from django.db import models

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def plain_text(text: str) -> str:
    """`text` as it is stored: "Förskola" is one string however its ö was typed."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _UNPRINTABLE.sub("", text))


class PlainTextField(models.TextField):
    """A text without a length limit; empty rather than null."""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = plain_text(getattr(model_instance, self.attname) or "")
        setattr(model_instance, self.attname, value)
        return value


class LineField(models.CharField):
    """A text of one line, by default at most 300 characters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **({"max_length": 300} | kwargs))

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = " ".join(plain_text(getattr(model_instance, self.attname) or "").split())
        setattr(model_instance, self.attname, value)
        return value
