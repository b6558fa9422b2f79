"""Drawings as pixels, for programs that do not know SVG."""

from __future__ import annotations

import io
import re

from PIL import Image

from andts.lib.document import Picture

SVG = "image/svg+xml"
# Pixels for each of the drawing's own, of which there are 96 to an inch: as fine as a good printer shows.
ZOOM, DOTS = 3, 96
FONT = "Liberation Sans"
REFERENCE = re.compile(rb"href\s*=", re.IGNORECASE)


def raster(picture: Picture) -> bytes:
    """A drawing as PNG at its own size, anything else as it is; the same drawing gives the same bytes.

    Raises ValueError for what is no drawing, or would fetch something. Only our own charts are SVG: what users upload
    has been made PNG or JPEG.
    """
    if picture.media_type != SVG:
        return picture.content
    if REFERENCE.search(picture.content):
        raise ValueError("A drawing of ours refers to nothing outside it.")
    # Here, since it is only Word that needs it.
    from resvg_py import svg_to_bytes

    drawn = svg_to_bytes(svg_string=picture.content.decode(), zoom=ZOOM, background="#ffffff", sans_serif_family=FONT)
    return _sized(drawn)


def _sized(drawn: bytes) -> bytes:
    output = io.BytesIO()
    with Image.open(io.BytesIO(drawn)) as image:
        # Without its resolution Word would show the picture three times as large.
        image.convert("RGB").save(output, "png", dpi=(ZOOM * DOTS, ZOOM * DOTS), optimize=True)
    return output.getvalue()
