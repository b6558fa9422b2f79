"""The text of a file whose encoding nobody wrote down."""

import codecs
import re

from activities.imports.refusal import ImportRefused

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SINGLE_BYTE = ("cp1252", "latin-1", "mac_roman", "cp850")
_SWEDISH = re.compile(r"[åäöÅÄÖéÉüÜ–—’”“…§•]")
_ODD = re.compile(
    r"[^\s\w.,;:!?%&/()\[\]{}'\"+*=<>@#|\\^~`´$£€§•…–—‘’“”·°½¼¾«»-]|[¤ŒœÿŸÐðÞþÝýÑñÕõÃãÂâÊêÎîÔôÛûÙùÌìÒòßÆæØø¿¡ƒˆ‰Š]|[\x80-\x9f]"
)
_SAMPLE = 200_000


def decoded(content: bytes) -> str:
    """By its byte order mark, as UTF-8 or UTF-16 where it is that, else as the encoding that gives the most Swedish
    text.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strictly(content, encoding)
    if encoding := _utf16_without_mark(content):
        return _strictly(content, encoding)
    if b"\0" in content:
        raise ImportRefused("Filen är inte en textfil. Spara den som .docx, .xlsx, .csv eller .txt och försök igen.")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode(
            max(_SINGLE_BYTE, key=lambda encoding: _plausibility(content, encoding)), errors="replace"
        )


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise ImportRefused(
            "Textens teckenkodning går inte att läsa. Spara filen som UTF-8 och försök igen."
        ) from error


def _utf16_without_mark(content: bytes) -> str:
    sample = content[:2000]
    if len(sample) < 4 or len(content) % 2:
        return ""
    # Every other byte of Western text in UTF-16 is zero.
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.7 * len(sample) / 2 and not even:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 * len(sample) / 2 and not odd else ""


def _plausibility(content: bytes, encoding: str) -> int:
    text = content[:_SAMPLE].decode(encoding, errors="replace")
    return len(_SWEDISH.findall(text)) - 3 * len(_ODD.findall(text)) - 5 * text.count("\ufffd")
