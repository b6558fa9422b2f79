"""Forms of an import: the file, how it was read, and what the plan is called."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django import forms
from django.http import QueryDict

from activities.imports.corrections import BLOCK_ROLES, COLUMN_ROLES, ROW_ROLES, TABLE_ROLES, Corrections
from activities.imports.inspection import LARGEST_FILE
from activities.imports.plan import ImportedPlan
from activities.imports.refusal import ImportRefused
from activities.imports.safety import read_plan_safely
from andts.lib.fields import LONGEST_LINE, Line, one_line
from andts.lib.forms import CrispyForm
from organisations.models import Organisation, User
from organisations.roles import Permission
from plans.forms import PeriodForm
from plans.models import Plan

COLUMN_WORDS = {
    "number": "Nummer",
    "title": "Aktivitet",
    "description": "Vad",
    "schedule": "När",
    "partners": "Samverkan",
    "responsible": "Ansvarig",
    "follow_up": "Uppföljning",
    "target_group": "Målgrupp",
    "arena": "Arena",
    "status": "Status",
    "prevention_level": "Preventionsnivå",
    "strategy": "Strategi",
    "orientation": "Inriktning",
    "substances": "ANDTS-område",
    "place": "Plats",
    "cost": "Kostnad",
    "goal": "Mål",
    "area": "Insatsområde",
    "own": "Egen kolumn",
    "ignore": "Ska inte med",
}
ROLE_WORDS = {
    "activities": "Aktiviteter",
    "labels": "En aktivitet med etiketter",
    "header": "Dokumenthuvud",
    "contacts": "Kontaktlista",
    "paragraphs": "Vanlig text",
    "columns": "Kolumnrubriker",
    "title": "Planens titel",
    "text": "Text",
    "text_heading": "Rubrik till text",
    "goal": "Mål",
    "area": "Insatsområde",
    "activity": "Aktivitet",
    "tip": "Tips",
    "label": "Etikett",
    "ignore": "Ska inte med",
}


class ImportForm(CrispyForm, forms.Form):
    """A file or a pasted text, read once here so that a refusal stands beside the field."""

    organisation = forms.ModelChoiceField(Organisation.objects.none(), label="Organisation", empty_label=None)
    file = forms.FileField(
        label="Fil",
        required=False,
        help_text="Word (.docx), Excel (.xlsx), .csv eller .txt, högst 20 MB.",
        error_messages={"empty": "Filen är tom. Välj filen med planen."},
    )
    text = forms.CharField(
        label="Eller klistra in text",
        required=False,
        widget=forms.Textarea({"rows": 6}),
        help_text="Till exempel en tabell som du har kopierat ur Word eller Excel.",
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owners = Organisation.objects.reached_by(user, Permission.EDIT_PLANS)
        self.offer("organisation", owners).initial = owners.first()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        file, text = cleaned.get("file"), cleaned.get("text", "")
        if self.errors:
            return cleaned
        if bool(file) == bool(text):
            self.add_error("file", f"Välj en fil eller klistra in text{', inte båda' if file else ''}.")
            return cleaned
        self._read("file" if file else "text", file, text)
        return cleaned

    def _read(self, field: str, file: Any, text: str) -> None:
        if file and file.size > LARGEST_FILE:
            self.add_error("file", "Filen är större än 20 MB. Ta bort bilder ur den, eller dela den i flera filer.")
            return
        self.name = PurePath(file.name).name if file else "Inklistrad text.txt"
        self.content = file.read() if file else text.encode()
        try:
            read_plan_safely(self.content, self.name)
        except ImportRefused as refusal:
            self.add_error(field, refusal.message)


class StoreForm(PeriodForm, forms.Form):
    """What the new plan is called and when it holds, as far as the file told."""

    title = Line(label="Planens titel")
    kind = forms.ChoiceField(label="Dokumenttyp", choices=Plan.Kind.choices)
    field_order = ["title", "kind"]

    @staticmethod
    def guess(imported: ImportedPlan, name: str) -> dict[str, Any]:
        # As far as the file and its name tell.
        known = imported.kind in Plan.Kind.values
        return {
            "title": one_line(imported.title)[:LONGEST_LINE] or PurePath(name).stem,
            "kind": imported.kind if known else Plan.Kind.IMPLEMENTATION,
            "valid_from": imported.valid_from,
            "valid_until": imported.valid_until,
        }


@dataclass(frozen=True)
class Choice:
    """One question about how the file was read: a select named `name` whose present answer is `value`."""

    name: str
    value: str
    options: list[tuple[str, str]]


def column_choice(table: str, index: int, field: str) -> Choice:
    return Choice(f"kolumn:{table}:{index}", field, [(role, COLUMN_WORDS[role]) for role in COLUMN_ROLES])


def role_choice(id: str, role: str, *, of: str) -> Choice:
    """`of` is "block", "row" or "table"."""
    roles = {"block": BLOCK_ROLES, "row": ROW_ROLES, "table": TABLE_ROLES}[of]
    options = [(each, ROLE_WORDS[each]) for each in roles]
    return Choice(f"roll:{id}", role, options if role in roles else [(role, "Annat"), *options])


def corrected(data: QueryDict, imported: ImportedPlan, corrections: Corrections) -> Corrections:
    """The corrections, with every answer in `data` that differs from how the file was read with them."""
    columns = {table: dict(by_index) for table, by_index in corrections.columns.items()}
    roles = dict(corrections.roles)
    for table in imported.tables:
        for column in table.columns:
            answer = data.get(f"kolumn:{table.id}:{column.index}")
            if answer in COLUMN_ROLES and answer != column.field:
                columns.setdefault(table.id, {})[column.index] = answer
    for id, role, allowed in _roles(imported):
        answer = data.get(f"roll:{id}")
        if answer in allowed and answer != role:
            roles[id] = answer
    return Corrections(columns, roles, dict(corrections.labels))


def _roles(imported: ImportedPlan) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for block in imported.blocks:
        yield block.id, block.role, BLOCK_ROLES
    for table in imported.tables:
        yield table.id, table.shape, TABLE_ROLES
        for row in table.rows:
            yield row.id, row.role, ROW_ROLES
