"""Hints and examples for the fields of a plan and its parts; the words are ours, and the examples are invented."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpRequest

from andts.lib.personal_data import IN_PLANS, Kind, warnings_in


@dataclass(frozen=True)
class Guidance:
    """What to think of when filling in a field, and how it may sound."""

    hint: str
    examples: tuple[str, ...] = ()


PLAN = {
    "title": Guidance(
        "Säg vad planen handlar om och vilka år den gäller. Kommunens namn behövs inte om det står i dokumenthuvudet.",
        ("Genomförandeplan för det ANDTS-förebyggande arbetet 2027–2028",),
    ),
    "document_owner": Guidance(
        "Den grupp eller funktion som håller planen aktuell. En funktion finns kvar när en person slutar.",
        ("Folkhälsorådet", "Samordnaren för ANDTS"),
    ),
    "prepared_by": Guidance(
        "Den funktion eller grupp som har skrivit förslaget.", ("Samordnaren tillsammans med förebyggargruppen",)
    ),
    "revised_by": Guidance("Den funktion eller grupp som senast ändrade planen.", ("Förebyggargruppen",)),
    "review_due_at": Guidance(
        "Dagen då någon ska ha prövat om planen fortfarande stämmer. En gång varje mandatperiod är det minsta."
    ),
    "registry_number": Guidance("Numret som ärendet har i diariet, så att beslutet går att hitta.", ("KS 2026/117",)),
    "applies_to": Guidance(
        "De verksamheter och samarbetspartner som ska följa planen.",
        ("Alla nämnder, kommunens skolor och de föreningar som har skrivit på överenskommelsen",),
    ),
    "related_documents": Guidance(
        "Styrdokument som planen bygger på eller påverkar, ett på varje rad.",
        ("Riktlinjer för serveringstillstånd\nÖverenskommelse om samverkan med polisen",),
    ),
}

# The fields of a heading: a goal or a focus area.
HEADING = {
    "kind": Guidance(
        "Ett mål säger vad som ska bli annorlunda. Ett insatsområde samlar aktiviteter som hör ihop. Ni kan lägga"
        " mål under områden eller områden under mål."
    ),
    "heading": Guidance(
        "Skriv ett mål så att det går att se om ni har nått det: vad som ska ändras, för vilka och till när."
        " Ett insatsområde räcker det att namnge.",
        (
            "Andelen elever i årskurs 9 som aldrig har snusat ska öka till 85 % 2028",
            "Tillgång till alkohol och nikotin",
        ),
    ),
    "number": Guidance("Numret så som det ska stå i planen. Lämna tomt om ni inte numrerar.", ("1.2",)),
    "written_label": Guidance(
        "Behövs bara om ni kallar rubriken något annat än mål eller insatsområde.", ("Område för samhandling",)
    ),
    "text": Guidance(
        "Varför målet eller området är viktigt hos er. Hänvisa till lägesbilden eller en undersökning.",
        ("Var femte elev i årskurs 9 säger att det är lätt att få tag på vejp i Ekdala.",),
    ),
    "term": Guidance(
        "Ett övergripande mål når ingen på egen hand. Lång sikt är hela planperioden eller mer, kort sikt ett år eller"
        " två."
    ),
    "framework_goals": Guidance(
        "Målen i den nationella strategin eller ert eget ramverk som det här målet bidrar till."
    ),
}
TIP = {
    "text": Guidance(
        "En idé som andra kan ta efter. Tips räknas inte som aktiviteter och följs inte upp.",
        ("Bjud in nattvandrarna till höstens första föräldramöte.",),
    ),
}
PICTURE = {
    "alternative": Guidance(
        "Säg med ord det som bilden visar, för den som inte ser den. En kurva: åt vilket håll den går.",
        ("Stapeldiagram: andelen rökare i årskurs 9 sjönk från 9 till 4 procent mellan 2019 och 2025.",),
    ),
}
COLUMN = {
    "name": Guidance(
        "Det som era aktiviteter har utöver de vanliga kolumnerna. Kolumnen kommer med på papper och i Excel.",
        ("Nämnd", "Budget"),
    ),
}


@dataclass(frozen=True)
class FieldTips:
    """A field's guidance on a page; `key` is what the reader's choice to have it open is kept under."""

    key: str
    guidance: Guidance
    is_open: bool


def tips_for(field: forms.BoundField, user: object) -> FieldTips | None:
    """None for a form whose class names no `guidance`, and for a field that needs none."""
    found: Mapping[str, Guidance] = getattr(field.form, "guidance", {})
    guidance = found.get(field.name)
    if guidance is None or not isinstance(field.form, forms.ModelForm):
        return None
    # A column of the plan's own has its id in its name; what one says of them is the same.
    key = f"{field.form._meta.model._meta.model_name}_{field.name.rstrip('0123456789').rstrip('_')}"
    return FieldTips(key, guidance, is_open(user, key))


def is_open(user: object, key: str) -> bool:
    # One who is not signed in has chosen nothing.
    preferences: Mapping[str, Mapping[str, bool]] = getattr(user, "preferences", {})
    return bool(preferences.get("guidance.open", {}).get(key))


def say_warnings(request: HttpRequest, form: forms.BaseForm, sentences: Mapping[Kind, str] = IN_PLANS) -> None:
    """Once something is saved: what in its texts looks like personal data, under the fields' own names."""
    for name in form.changed_data:
        text = form[name].value()
        for sentence in warnings_in(text, sentences) if isinstance(text, str) else []:
            messages.warning(request, f"{form[name].label}: {sentence}")
