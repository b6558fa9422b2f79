"""Whether an Office file does something when it is opened, as one that is passed on to others must not."""

import re
from io import BytesIO
from zipfile import ZipFile

_ACTIVE = ("vbaproject.bin", "vbadata.xml", "activex/", "macrosheets/")
_DECLARED = re.compile(rb"macroenabled|vbaproject|activex|macrosheet", re.IGNORECASE)


def has_macros(content: bytes) -> bool:
    """Of a file that has been `inspect`ed: macros, active controls and the like."""
    with ZipFile(BytesIO(content)) as package:
        parts = [part.lower() for part in package.namelist()]
        kinds = b"".join(package.read(part) for part in package.namelist() if part.lower() == "[content_types].xml")
    # A part is what the list of contents says, whatever it is called.
    return any(mark in part for part in parts for mark in _ACTIVE) or bool(_DECLARED.search(kinds))
