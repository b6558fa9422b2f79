"""What all three formats ask of a text: that it can be written in XML and in a PDF at all."""

from __future__ import annotations

import re

# XML 1.0 holds tab, line feed and carriage return of the first 32, no surrogates and neither U+FFFE nor U+FFFF;
# the controls above 0x7F it holds, but nobody can have meant them.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")
_ODD = re.compile(f"{_UNPRINTABLE.pattern}|{_LINE_ENDS.pattern}")


def printable(text: str) -> str:
    """The text without what a document cannot hold; every kind of line end becomes a line feed."""
    if not _ODD.search(text):
        return text
    return _UNPRINTABLE.sub("", _LINE_ENDS.sub("\n", text))
