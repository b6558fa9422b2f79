"""Word and Excel files are ZIP packages; here they are written without the moment of writing in them."""

from __future__ import annotations

import io
from datetime import date, datetime, time
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from andts.lib.document import Document

# The first day that a ZIP can name.
NO_DATE = (1980, 1, 1, 0, 0, 0)


class DatelessZip(ZipFile):
    def open(self, name: str | ZipInfo, mode: Any = "r", *args: Any, **options: Any) -> IO[bytes]:
        if mode == "w" and isinstance(name, ZipInfo):
            name.date_time = NO_DATE
        return super().open(name, mode, *args, **options)


def without_dates(package: bytes) -> bytes:
    output = io.BytesIO()
    with ZipFile(io.BytesIO(package)) as source, DatelessZip(output, "w", ZIP_DEFLATED) as target:
        for entry in source.infolist():
            target.writestr(entry.filename, source.read(entry), ZIP_DEFLATED)
    return output.getvalue()


def day(document: Document) -> datetime:
    # The file's own properties must carry some date.
    return datetime.combine(document.dated or date(*NO_DATE[:3]), time())
