"""What the product is made of that others have written, and on what terms: read from what is installed."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from django.conf import settings

MIT = "Permission is hereby granted, free of charge"
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
        found = distribution(name)
    except PackageNotFoundError:  # only the requirement's own name is certain to be there
        return None
    return Part(found.metadata["Name"], found.version, _licence(found))


def _licence(package: Distribution) -> str:
    found = package.metadata
    told = {name: found[name] for name in ("License-Expression", "License") if name in found}
    classifiers = [text for text in found.get_all("Classifier") or [] if text.startswith("License :: ")]
    words = ", ".join(text.rpartition(" :: ")[2] for text in classifiers)
    # Packages say it in three ways, of which the newest says it best; some only by the words of the licence.
    said = told.get("License-Expression") or words or told.get("License", "").partition("\n")[0]
    return said or ("MIT" if MIT in (package.read_text("licenses/LICENSE") or "") else "")
