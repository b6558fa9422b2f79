"""The demonstration as written: files that anyone can proofread, in the folder `data`."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
# In the order they are made: what another plan builds on stands before it.
PLANS = (
    "granasa-2023",
    "granasa-2026",
    "granasa-2026-revision",
    "granasa-lofte",
    "angsbro-word",
    "storhamn-program",
    "norrstranden-plats",
    "vintermark-regional",
    "fjallmo-2024",
    "hedvik-2025",
    "tallasa-2019",
)


@cache
def read(name: str) -> dict[str, Any]:
    """What stands in `data/<name>.toml`. Shared between callers: not to be changed."""
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


def plans() -> list[dict[str, Any]]:
    return [read(f"plans/{name}") for name in PLANS]
