"""Documents as files for the user to save."""

from typing import IO

from django.http import FileResponse

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "png": "image/png",
    "jpg": "image/jpeg",
    "zip": "application/zip",
}


def download(file: IO[bytes], name: str, format: str) -> FileResponse:
    # Offered for saving, never shown in our pages' place.
    return FileResponse(file, as_attachment=True, filename=name, content_type=MEDIA_TYPES[format])
