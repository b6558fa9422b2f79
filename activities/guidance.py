"""Hints and examples for the fields of an activity; the words are ours, and the examples are invented."""

from __future__ import annotations

from plans.guidance import Guidance

_FUNCTION = "Skriv en funktion eller en organisation, inte en person: den finns kvar när någon slutar"

# By the field's name, in the order the form has them.
ACTIVITY = {
    "node": Guidance("Målet eller insatsområdet som aktiviteten hör till. Den kan bidra till fler mål, längre ner."),
    "number": Guidance("Numret så som det ska stå i planen. Lämna tomt om ni inte numrerar.", ("1.2.3",)),
    "title": Guidance(
        "Ett namn på det ni gör, så kort att det går att säga på ett möte. Metodens namn räcker ofta.",
        ("Kontrollköp av tobak och nikotin", "Föräldramöten i årskurs 7"),
    ),
    "description": Guidance(
        "Säg vad som görs, för vilka och hur mycket. Den som inte var med när planen skrevs ska kunna göra det.",
        ("Alla vårdnadshavare i årskurs 7 bjuds in till ett möte om snus och vejp. Fältgruppen håller i det.",),
    ),
    "schedule": Guidance(
        "Datum, vecka, termin eller hur ofta. Med ”löpande” är det svårt att se om något är gjort: säg hellre hur många"
        " gånger om året.",
        ("v. 38", "Två gånger per termin", "Inför skolavslutningen"),
    ),
    "partners_text": Guidance(
        f"De som hjälper till men inte har ansvaret. {_FUNCTION}. Skriv ett komma mellan dem.",
        ("Polisen, fritidsgården, nattvandrarna",),
    ),
    "responsible_text": Guidance(
        f"Den som ser till att det blir av och som svarar när aktiviteten följs upp. {_FUNCTION}. Helst bara en.",
        ("Rektor", "Alkoholhandläggaren"),
    ),
    "follow_up": Guidance(
        "Hur ni ska se att det är gjort och om det hjälpte. Det går att mäta om ni säger vad ni räknar, var uppgiften"
        " finns och vad ni siktar på.",
        ("Antal köp och andel där legitimation begärdes (mål: 90 %), ur tillsynsprotokollen",),
    ),
    "serves": Guidance("Andra mål i planen som aktiviteten också hjälper. Den räknas ändå bara en gång."),
    "target_group": Guidance(
        "De som ska nås eller påverkas, inte de som gör jobbet.", ("Vårdnadshavare till elever i årskurs 7–9",)
    ),
    "arena": Guidance("Där målgruppen finns när ni når den.", ("Skolan", "Krogen", "Idrottsföreningen")),
    "status": Guidance("Hur långt ni har kommit just nu. Det som kommer tillbaka hela tiden är pågår, inte genomförd."),
    "level": Guidance(
        "Universell når alla, selektiv grupper med större risk och indikerad dem som redan har tecken på problem."
        " Primär, sekundär och tertiär är en äldre indelning: före, tidigt och efter. Håll er till en av dem.",
        ("ANDTS i skolans undervisning är universell, stöd till barn i familjer med missbruk är selektiv",),
    ),
    "strategy": Guidance(
        "Minska tillgång gör det svårare att få tag på. Minska efterfrågan får färre att vilja ha. Minska skada hjälper"
        " den som redan brukar eller står nära.",
        ("Tillsyn minskar tillgång, föräldrastöd minskar efterfrågan, sprututbyte minskar skada",),
    ),
    "orientation": Guidance(
        "Preventiv förebygger innan något har hänt. Interventiv upptäcker, ingriper eller stoppar."
    ),
    "substances": Guidance("De områden som aktiviteten verkligen handlar om. Välj alla bara om den rör alla."),
    "place": Guidance("Om aktiviteten gäller ett visst område.", ("Stationstorget", "Hela kommunen")),
    "cost": Guidance(
        "Vad det kostar utöver vanlig arbetstid, och var pengarna tas.", ("15 000 kr per år ur folkhälsorådets medel",)
    ),
}
OWN_COLUMN = Guidance("En kolumn som ni själva har lagt till i planen. Lämna tomt där den inte behövs.")


def guidance_for(field: str) -> Guidance | None:
    # The sheet names a column of the plan's own own-7, the form own_7.
    return OWN_COLUMN if field[:4] in ("own-", "own_") else ACTIVITY.get(field)
