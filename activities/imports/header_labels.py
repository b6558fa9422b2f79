"""The labels of a municipal document's header ("Dokumenttyp", "Giltig till") and the fields they stand for."""

import re
from functools import cache

from andts.lib.folding import plain

_WORDS = {
    "document_kind": "dokumenttyp; typ av dokument; dokumentkategori; dokumentslag; styrdokument; typ av styrdokument",
    "document_owner": """dokumentägare; dokumentansvarig; ägare av dokumentet; dokumentets ägare;
        ansvarig för dokumentet;
        ansvarig för planen; dokumentansvarig funktion; dokumentansvarig tjänsteperson; dokumentansvarig nämnd""",
    "decision_body": "beslutsinstans; beslutande instans; beslutsfattare; beslutande; beslutande organ; beslutsorgan",
    "valid_from": "giltig från; gäller från; gäller fr o m; giltig från och med; gäller från och med; ikraftträdande",
    "valid_until": """giltig till; gäller till; giltig t o m; gäller t o m; giltig till och med; gäller till och med;
        giltighet;
        giltig tom; gäller tom; giltig till den""",
    "period": (
        "giltighetstid; giltighetsperiod; planperiod; programperiod; gäller för perioden; avser "
        "perioden; gäller under; period"
    ),
    "prepared_by": """upprättad av; upprättat av; framtagen av; framtaget av; utarbetad av; författare; handläggare;
        skriven av; upprättare""",
    "adopted_at": """fastställd; fastställd datum; fastställt; beslutsdatum; beslutad; antagen; antagen datum;
        fastställandedatum;
        datum för beslut; datum för fastställande; beslutad den; fastställd den; antagen den; antaget; beslutat;
        fastställd uppriktad;
        fastställd upprättad; datum för antagande""",
    "adopted_by": "fastställd av; fastställt av; antagen av; antaget av; beslutad av; beslutat av; fastställare",
    "revised_by": (
        "reviderad av; reviderat av; revideras av; senast reviderad av; uppdaterad av; ansvarig för revidering"
    ),
    "revised_at": """senast reviderad; reviderad; reviderat; revideringsdatum; senast ändrad; uppdaterad;
        senast uppdaterad; revision;
        datum för revidering; reviderad datum; nästa revidering; revideras; aktualitetsprövas; aktualitetsprövning;
        senast granskad; nästa uppföljning""",
    "applies_to": """dokumentet gäller för; dokument gäller för; gäller för; omfattar; målgrupp för dokumentet;
        berörda verksamheter;
        dokumentet avser; planen gäller för; gäller""",
    "registry_number": (
        "diarienummer; diarienr; dnr; ärendenummer; ärendenr; dokumentnummer; dokument id; dokumentnr; diarie nr"
    ),
    "paragraph": "paragraf; beslutsparagraf; beslut paragraf",
    "version": "version; versionsnummer; utgåva; utgåva nr; versionsnr",
    "contact": "kontakt; kontaktperson; kontaktuppgifter; dokumentets kontaktperson",
    "related_documents": """relaterade dokument; styrande dokument; tillhörande dokument; kopplade dokument; ersätter;
        relaterade
        styrdokument; referensdokument; hänvisning till andra dokument; lagstöd; bilagor; uppföljning av dokumentet""",
    "archiving": "arkiveras; förvaring; gallras; publiceras; tillgänglighet; informationsklass; sekretess; lagras",
    "title_line": "dokumentnamn; dokumentets namn; dokumenttitel; titel; namn på dokument; rubrik på dokument",
}
# Labels that are also ordinary words or fields of activities: they need company to be a document header.
WEAK = {"period", "contact", "applies_to", "paragraph", "version", "related_documents", "archiving"}
_SEPARATED = re.compile(r"\s*(?::|\n)\s*")


@cache
def _vocabulary() -> dict[str, str]:
    return {plain(word): field for field, words in _WORDS.items() for word in words.split(";")}


@cache
def header_field(label: str) -> str | None:
    """The field of a label that stands alone in a cell or before a colon."""
    return _vocabulary().get(plain(label)) if len(label) <= 60 else None


@cache
def split_header_line(text: str) -> tuple[str, str, str] | None:
    """Label, text and field of "Giltig till: 2026-12-31", of label and text on two lines, or of a known label and
    its text.
    """
    parts = _SEPARATED.split(text, maxsplit=1)
    if len(parts) == 2 and (field := header_field(parts[0])):
        return parts[0], parts[1], field
    return _by_beginning(text)


def _by_beginning(text: str) -> tuple[str, str, str] | None:
    words = text.split(" ")
    # "Dokumentet gäller för Verksamheter inom …": a label of several words that runs straight into its text.
    for count in range(min(5, len(words) - 1), 1, -1):
        label = " ".join(words[:count])
        if field := header_field(label):
            return label, " ".join(words[count:]), field
    return None
