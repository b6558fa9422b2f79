"""Pictures from outside, opened and written anew: what is kept is pixels, and no more of them than asked for."""

import warnings
from io import BytesIO
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from PIL import Image, ImageOps, UnidentifiedImageError

FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF")
MOST_BYTES = 5 * 1024 * 1024
MOST_PIXELS = 40_000_000
TOO_MANY_PIXELS = "Bilden har för många bildpunkter. Spara den i mindre format och försök igen."


def rewritten(
    upload: File, *, widest: int, highest: int, format: str = "PNG", most_bytes: int = MOST_BYTES
) -> ContentFile:
    """The picture as a PNG (or a JPEG) no larger than this, under a name that says nothing; ValidationError in Swedish.

    Metadata, colour profiles and whatever was hidden after the pixels are gone. The size is checked before decoding.
    """
    if (upload.size or 0) > most_bytes:
        raise ValidationError(
            f"Bilden är större än {most_bytes // 1024**2} MB. Spara den i mindre format och försök igen."
        )
    try:
        picture = _opened(upload)
        picture.thumbnail((widest, highest))
        content = BytesIO()
        if format == "JPEG":
            picture = picture.convert("RGB")
        picture.save(content, format, optimize=True)
    except Image.DecompressionBombError as error:
        raise ValidationError(TOO_MANY_PIXELS) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise ValidationError("Filen gick inte att läsa som en bild. Spara den som PNG eller JPEG.") from error
    return ContentFile(content.getvalue(), name=f"{uuid4().hex}.{'jpg' if format == 'JPEG' else 'png'}")


def _opened(upload: File) -> Image.Image:
    with warnings.catch_warnings():
        # Pillow warns of many pixels on its own; ours is the limit.
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        upload.seek(0)
        picture = Image.open(upload, formats=FORMATS)
    width, height = picture.size
    if width * height > MOST_PIXELS:
        raise ValidationError(TOO_MANY_PIXELS)
    upright = ImageOps.exif_transpose(picture)
    return upright.convert("RGBA" if "A" in upright.getbands() or "transparency" in upright.info else "RGB")
