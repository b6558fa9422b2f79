"""What several activities shall have, set on all of them at once. What is left empty stays as it is on each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from activities.linking import CELLS
from activities.models import Activity
from activities.models.activities import SUBSTANCES
from andts.lib.fields import PlainText
from andts.lib.folding import fold
from andts.lib.forms import CrispyForm
from andts.lib.swedish import begun, listed
from organisations.models import Actor
from plans.models import Node, Plan

UNCHANGED, EMPTY = "", "-"
ADD, REPLACE = "add", "replace"
HOW = [(ADD, "Lägg till det som redan står"), (REPLACE, "Ersätt det som står")]
CHOICES = {"status": Activity.Status, "level": Activity.Level}
CHOICES |= {"strategy": Activity.Strategy, "orientation": Activity.Orientation}
TEXTS = ("target_group", "arena", "place", "cost")


class ActorChoices(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple({"class": "is-long"})


def choice(name: str) -> forms.ChoiceField:
    options = [(UNCHANGED, "Ändra inte"), *CHOICES[name].choices, (EMPTY, "Töm")]
    return forms.ChoiceField(label=_label(name), choices=options, required=False)


def text(name: str) -> PlainText:
    return PlainText(label=_label(name), required=False)


def _label(name: str) -> str:
    return begun(_noun(name))


def _noun(name: str) -> str:
    # "ansvarig", "status": the field inside a sentence.
    field: Any = Activity._meta.get_field(name)
    return "rubrik" if name == "node" else str(field.verbose_name)


class BulkForm(CrispyForm, forms.Form):
    responsible = ActorChoices(Actor.objects.none(), label="Ansvariga aktörer", required=False)
    responsible_text = PlainText(label="Ansvarig, i ord", required=False)
    responsible_how = forms.ChoiceField(label="Så sätts ansvarig", choices=HOW, initial=ADD, widget=forms.RadioSelect)
    partners = ActorChoices(Actor.objects.none(), label="Samverkande aktörer", required=False)
    partners_text = PlainText(label="Samverkan, i ord", required=False)
    partners_how = forms.ChoiceField(label="Så sätts samverkan", choices=HOW, initial=ADD, widget=forms.RadioSelect)
    status = choice("status")
    level = choice("level")
    strategy = choice("strategy")
    orientation = choice("orientation")
    substances = forms.MultipleChoiceField(
        label="ANDTS-område",
        choices=list(SUBSTANCES.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    target_group = text("target_group")
    arena = text("arena")
    place = text("place")
    cost = text("cost")
    node = forms.ChoiceField(label="Rubrik", required=False)

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.nodes = {str(node.pk): node for node in plan.nodes.all()}
        headings = [(key, str(node)) for key, node in self.nodes.items()]
        heading = self.fields["node"]
        assert isinstance(heading, forms.ChoiceField)
        heading.choices = [(UNCHANGED, "Ändra inte"), *headings, (EMPTY, "Utan rubrik")]
        actors = Actor.objects.filter(organisation=plan.organisation.authority)
        for name in CELLS.values():
            self.offer(name, actors)
            if not actors:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and not self.names:
            self.add_error(None, "Välj något att ändra. Det du lämnar tomt ändras inte.")
        return cleaned

    @property
    def names(self) -> list[str]:
        """What was chosen to be set, in the form's order: "responsible_text" for ansvarig, else fields of Activity."""
        given = self.cleaned_data
        plain = [name for name in (*CHOICES, "substances", *TEXTS, "node") if given.get(name)]
        return [cell for cell, actors in CELLS.items() if given.get(cell) or given.get(actors)] + plain

    @property
    def what(self) -> str:
        return listed([_noun(name) for name in self.names])

    def values(self, activity: Activity) -> dict[str, Any]:
        """What the activity shall have, but for its heading: that is a place among others."""
        given = self.cleaned_data
        values: dict[str, Any] = {name: _emptied(given[name]) for name in CHOICES if given[name]}
        values |= {name: given[name] for name in TEXTS if given[name]}
        if given["substances"]:
            values["substances"] = "".join(letter for letter in SUBSTANCES if letter in given["substances"])
        for cell, actors in CELLS.items():
            if cell in self.names:
                values |= self._actors(activity, cell, actors)
        return values

    def _actors(self, activity: Activity, cell: str, relation: str) -> dict[str, Any]:
        given = self.cleaned_data
        chosen, written = list(given.get(relation, ())), given[cell]
        if given[f"{relation}_how"] == REPLACE:
            return {relation: chosen, cell: written or ", ".join(map(str, chosen))}
        # Added to what is there; the actors' own names stand in for words that were not given.
        said = getattr(activity, cell)
        new = [written] if written else [str(actor) for actor in chosen]
        links = {*getattr(activity, relation).all(), *chosen}
        return {relation: links, cell: ", ".join(filter(None, [said, *_unsaid(new, said)]))}

    def heading(self) -> Node | None:
        return self.nodes.get(self.cleaned_data["node"])


def _emptied(value: str) -> str:
    return "" if value == EMPTY else value


def _unsaid(names: Iterable[str], said: str) -> list[str]:
    # In any inflection.
    there = f" {fold(said)} "
    return [name for name in names if f" {fold(name)} " not in there]
