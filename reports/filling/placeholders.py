"""What a municipality's own Word template may ask for, and what a document answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from andts.lib.document import Block, BulletList, Document, Paragraph

Values = dict[str, str | list[str]]


@dataclass(frozen=True)
class Placeholder:
    """`name` is what stands in the template, `{{ rubrik }}`; `stands_under` the label or heading of the document that
    it is read from. `points` are written one by one."""

    name: str
    label: str
    sample: str | tuple[str, ...]
    stands_under: str = ""

    @property
    def is_points(self) -> bool:
        return isinstance(self.sample, tuple)

    @property
    def written(self) -> str:
        return f"{{{{ {self.name} }}}}"


REGISTRY_NUMBER, DATE, BODY, OFFICER = "Diarienummer", "Datum", "Beslutsinstans", "Handläggare"
PROPOSAL, SUMMARY, BACKGROUND = "Förslag till beslut", "Sammanfattning av ärendet", "Bakgrund"
ECONOMY, CHILDREN = "Ekonomiska konsekvenser", "Konsekvenser för barn och unga"
BASIS, DISPATCH, SIGNER = "Beslutsunderlag", "Beslutet skickas till", "Undertecknas av"

PLACEHOLDERS = (
    Placeholder("dokument", "Vad det är: Tjänsteskrivelse eller Förslag till beslut", "Tjänsteskrivelse"),
    Placeholder("rubrik", "Ärendets rubrik", "Antagande av Genomförandeplan för ANDTS-arbetet 2027–2028"),
    Placeholder("organisation", "Kommunen, och förvaltningen om planen är dess", "Ekdala kommun"),
    Placeholder("diarienummer", "Ärendets nummer i diariet", "KS 2026/117", REGISTRY_NUMBER),
    Placeholder("datum", "Dagen då handlingen gjordes", "23 november 2026", DATE),
    Placeholder("beslutsinstans", "Den som ska besluta", "Kommunstyrelsen", BODY),
    Placeholder("handlaggare", "Handläggarens funktion", "Samordnare för ANDTS-arbetet", OFFICER),
    Placeholder("undertecknare", "De som undertecknar, var och en på sin rad", "Kommundirektör", SIGNER),
    Placeholder(
        "forslag",
        "Förslaget till beslut, punkt för punkt",
        ("Kommunstyrelsen antar planen.", "Planen följs upp varje år."),
        PROPOSAL,
    ),
    Placeholder("sammanfattning", SUMMARY, "Planen gäller 2027–2028.\n\nDen har 42 aktiviteter.", SUMMARY),
    Placeholder("bakgrund", BACKGROUND, "Planen har varit på remiss.", BACKGROUND),
    Placeholder("ekonomi", ECONOMY, "Planen ryms i budgeten för 2027 & 2028 (< 1 % av den).", ECONOMY),
    Placeholder("barn", CHILDREN, "Barn och unga är målgrupp i 12 av aktiviteterna.", CHILDREN),
    Placeholder("underlag", "Handlingarna i ärendet", ("Tjänsteskrivelse", "Bilaga 1: Genomförandeplan"), BASIS),
    Placeholder("expedieras", "De som beslutet skickas till", ("Folkhälsorådet", "Socialnämnden"), DISPATCH),
)
SAMPLE: Values = {each.name: list(each.sample) if each.is_points else str(each.sample) for each in PLACEHOLDERS}


def values_of(document: Document) -> Values:
    """Every placeholder's value; what the document does not say is empty."""
    labels = {line.label: line.text for line in document.header}
    blocks = {section.heading: section.blocks for section in document.sections}
    known: Values = {"dokument": document.kind, "rubrik": document.title, "organisation": document.organisation}
    for each in PLACEHOLDERS:
        texts = list(_texts(blocks.get(each.stands_under, ())))
        whole: str | list[str] = texts if each.is_points else "\n\n".join(texts)
        known.setdefault(each.name, whole or labels.get(each.stands_under, whole))
    return known


def _texts(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph(text):
                yield text
            case BulletList(items):
                yield from items
