"""What templates of mails need."""

import re

from django import template

register = template.Library()

# A sign of no width: what mail programs take for an address, and make a link of, is broken by it and looks the same.
BREAK = "\u200b"
_JOINS = re.compile(r"(?<=[\w/])([.:@])(?=[\w/])")


@register.filter
def unlinked(text: object) -> str:
    # "evil.se" in a name that somebody typed stays a word and is nowhere to go.
    return _JOINS.sub(rf"\1{BREAK}", str(text))
