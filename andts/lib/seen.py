"""What the writer of a form saw when it was opened, as marks of its values: the page need not hold each text twice."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any


def mark(value: Any) -> str:
    text = value.strip() if isinstance(value, str) else value
    # Enough to see whether a value that JSON holds is another one.
    return sha256(json.dumps(text).encode()).hexdigest()[:16]


def marks_in(sent: str) -> dict[str, str]:
    try:
        seen = json.loads(sent)
    except (ValueError, RecursionError):
        return {}
    # What was sent may be anything.
    if not isinstance(seen, dict):
        return {}
    return {name: found for name, found in seen.items() if isinstance(found, str)}
