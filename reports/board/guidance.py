"""Hints for the texts of a package; the examples are invented."""

from __future__ import annotations

from plans.guidance import Guidance

PACKAGE = {
    "title": Guidance("Säg vad nämnden ska besluta om. Rubriken blir ärendets namn i diariet."),
    "registry_number": Guidance("Numret som ärendet har i diariet.", ("KS 2026/117",)),
    "proposal": Guidance(
        "Skriv varje punkt så att den kan stå som den är i protokollet: vem som beslutar vad.",
        ("Kommunstyrelsen antar genomförandeplanen.\nSocialnämnden får i uppdrag att samordna arbetet.",),
    ),
    "summary": Guidance("Det viktigaste på en halv sida: vad saken gäller, vad förslaget är och varför."),
    "background": Guidance("Vad som har hänt före förslaget, och vad nämnden behöver veta för att kunna besluta."),
    "economy": Guidance(
        "Vad beslutet kostar, när, och hur det betalas. Att det inte kostar något är också ett besked.",
        ("Aktiviteterna ryms i nämndernas budget för 2027.",),
    ),
    "children": Guidance(
        "Hur beslutet påverkar barn och unga, hur deras bästa har prövats, och om de har fått säga sin mening.",
        ("Ungdomsrådet har läst förslaget. Det ville ha fler mötesplatser utan alkohol, vilket planen nu har.",),
    ),
    "dispatch": Guidance("De som behöver känna till beslutet eller göra något.", ("Folkhälsorådet\nSocialnämnden",)),
    "officer": Guidance("Den som svarar på frågor om ärendet. En funktion finns kvar när en person slutar."),
    "signer": Guidance("De som undertecknar tjänsteskrivelsen.", ("Kommundirektör\nSamordnare för ANDTS-arbetet",)),
}
