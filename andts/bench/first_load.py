"""What a browser that has never been here fetches before a page is whole, in bytes as they are sent."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from andts.bench.server import Server

BROWSER = "Accept-Encoding: gzip, deflate, br, zstd"
# What the page names, and what its modules name in turn; icons are drawn from one file.
_NAMED = re.compile(rb'<(?:link|script|img|use)\b[^>]*?\b(?:href|src)="([^"]+)"')
_PRINT = re.compile(rb'<link\b[^>]*media="print"[^>]*>')
_IMPORTED = re.compile(rb'(?m)^(?:import|export)\b[^;"(]*"(\.\.?/[^"]+)"|url\((?!["\']?data:)["\']?([^"\')]+)')


def first_load(server: Server, page: str) -> dict[str, int]:
    """The size of the page and of every file that it needs on the screen, each fetched once."""
    sizes: dict[str, int] = {}
    waiting = [page]
    while waiting:
        path = waiting.pop()
        if path not in sizes:
            sizes[path] = len(_body(server.get(path, BROWSER)))
            names = _names(path, _body(server.get(path)))
            waiting += [urlsplit(urljoin(path, name)).path for name in names]
    return sizes


def _body(answer: bytes) -> bytes:
    return answer.partition(b"\r\n\r\n")[2]


def _names(path: str, body: bytes) -> list[str]:
    if path.endswith((".js", ".css")):
        return ["".join(each.decode() for each in names) for names in _IMPORTED.findall(body)]
    return [name.decode() for name in _NAMED.findall(_PRINT.sub(b"", body))] if path.endswith("/") else []
