"""Pictures of a document out of the storage: logos, and those of plans."""

from __future__ import annotations

import mimetypes
from typing import Any

from andts.lib.document import Picture
from organisations.models import Organisation


class PictureMissing(Exception):
    """A picture's file cannot be read; the message is written for the person who ordered the document."""


def logo(organisation: Organisation) -> Picture | None:
    owner = next((above for above in organisation.lineage if above.logo), None)
    return stored_picture(owner.logo, owner.authority.name) if owner else None


def stored_picture(file: Any, alternative: str) -> Picture:
    """Reads the file: raises PictureMissing."""
    media_type = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    try:
        with file.open("rb") as content:
            return Picture(media_type, content.read(), alternative)
    except OSError as error:
        name = alternative or "utan beskrivning"
        raise PictureMissing(
            f"Bilden ”{name[:80]}” finns inte längre bland filerna. Ta bort den ur planen och lägg in den igen."
        ) from error
