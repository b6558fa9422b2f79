"""What the product is made of that others have written, and on what terms: read from what is installed."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata

from django.conf import settings

REQUIRED = re.compile(r"^([A-Za-z0-9_.-]+)", re.MULTILINE)


@dataclass(frozen=True)
class Part:
    name: str
    version: str
    licence: str


@cache
def parts() -> list[Part]:
    """Every package of requirements.txt that is installed, by name."""
    names = REQUIRED.findall((settings.BASE_DIR / "requirements.txt").read_text())
    return sorted(filter(None, map(_part, names)), key=lambda part: part.name.casefold())


def _part(name: str) -> Part | None:
    try:
        found = metadata(name)
    except PackageNotFoundError:  # only the requirement's own name is certain to be there
        return None
    return Part(found["Name"], found["Version"], _licence(found))


def _licence(found: PackageMetadata) -> str:
    """Packages say it in three ways; the newest says it best."""
    told = {name: found[name] for name in ("License-Expression", "License") if name in found}
    classifiers = [text for text in found.get_all("Classifier") or [] if text.startswith("License :: ")]
    words = ", ".join(text.rpartition(" :: ")[2] for text in classifiers)
    return told.get("License-Expression") or words or told.get("License", "").partition("\n")[0]
