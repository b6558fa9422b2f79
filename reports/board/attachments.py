"""What goes with a package: the letters that are made of its texts, and the attachments, numbered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from andts.lib.folding import plain
from reports.models import BoardPackage, Format, Report

LETTER_FORMATS = (Format.DOCX, Format.PDF)
ATTACHMENT_FORMATS = (Format.PDF,)


@dataclass(frozen=True)
class Part:
    """A document of the package. `number` counts all of them, as the files are called."""

    number: int
    kind: str
    label: str
    formats: tuple[Format, ...]

    @property
    def is_letter(self) -> bool:
        return self.kind in Report.LETTERS

    @property
    def name(self) -> str:
        """ "3 Bilaga 1 Genomförandeplan för 2027–2028", before its ending."""
        return f"{self.number} {self.label.replace(':', '')}"


def parts_of(package: BoardPackage) -> list[Part]:
    letters = [(kind.value, kind.label, LETTER_FORMATS) for kind in Report.LETTERS]
    attached = [
        (kind, f"Bilaga {number}: {label}", ATTACHMENT_FORMATS)
        for number, (kind, label) in enumerate(_attached(package), start=1)
    ]
    return [Part(number, *part) for number, part in enumerate([*letters, *attached], start=1)]


def basis(package: BoardPackage, *, but: str) -> list[str]:
    # All but the one that says so itself.
    return [part.label for part in parts_of(package) if part.kind != but]


def _attached(package: BoardPackage) -> Iterator[tuple[str, str]]:
    if package.plan:
        kind, title = package.plan.get_kind_display(), package.plan.title
        # Most plans bear the name of what they are.
        named = title if plain(kind) in plain(title) else f"{kind}, {title}"
        yield Report.Kind.IMPLEMENTATION_PLAN, named
    elif package.round:
        yield Report.Kind.FOLLOW_UP, f"Uppföljningsrapport {package.round.period}"
        yield Report.Kind.FOLLOW_UP_SUMMARY, f"Sammanfattning av uppföljningen {package.round.period}"
