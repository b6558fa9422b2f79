"""Forms for actors: what they are called, where they belong, who stands behind them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from andts.lib.fields import LONGEST_LINE, Line, PlainText
from andts.lib.folding import fold
from andts.lib.forms import CrispyForm, DateField, RecordedForm
from organisations.forms.choices import offer_as_tree, offer_by_name
from organisations.models import Actor, ActorHolder, Organisation, User


class ActorFilter(CrispyForm, forms.Form):
    """A GET form: each field narrows, an empty or unknown one does not."""

    sok = forms.CharField(label="Sök bland namn", required=False, widget=forms.TextInput({"type": "search"}))

    def filter(self, actors: QuerySet[Actor]) -> QuerySet[Actor]:
        self.is_valid()
        wanted = fold(self.cleaned_data.get("sok", ""))
        return actors.filter(aliases__folded__contains=wanted).distinct() if wanted else actors


class ActorForm(RecordedForm):
    """An actor's name and unit. The name may be new, or another form of one that this actor has already."""

    class Meta:
        model = Actor
        fields = ["name", "unit"]

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisation = organisation
        units = Organisation.objects.within([organisation.pk]).exclude(pk=organisation.pk)
        offer_as_tree(self, "unit", units, none="Ingen av våra enheter")
        if not units:
            del self.fields["unit"]

    def clean_name(self) -> str:
        return free_name(self.cleaned_data["name"], organisation=self.organisation, actor=self.row)

    def record(self, *, by: User, **more: Any) -> Actor:
        name = self.cleaned_data.pop("name")
        if self.row is None:
            return Actor.known_as(name, organisation=self.organisation, by=by, **self.cleaned_data)
        assert isinstance(self.row, Actor)
        self.row.rename(name, by=by)
        self.row.record(by=by, **self.cleaned_data)
        return self.row


class NewActorForm(ActorForm):
    aliases = PlainText(
        label="Kallas också",
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text="Andra namn, ett på varje rad. Böjningar behövs inte: Polis och Polisen är redan samma.",
    )

    def clean_aliases(self) -> list[str]:
        lines = self.cleaned_data["aliases"].splitlines()
        return [free_name(line, organisation=self.organisation) for line in lines if line.strip()]

    def record(self, *, by: User, **more: Any) -> Actor:
        aliases = self.cleaned_data.pop("aliases")
        actor = super().record(by=by, **more)
        actor.add_aliases(aliases, by=by)
        return actor


class AliasForm(CrispyForm, forms.Form):
    name = Line(
        label="Kallas också",
        help_text="Böjningar behövs inte: Polis och Polisen är redan samma.",
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor

    def clean_name(self) -> str:
        return free_name(self.cleaned_data["name"], organisation=self.actor.organisation, actor=self.actor)


class HolderForm(RecordedForm):
    """Who stands behind the actor, and when: one of the organisation's people, or an address outside it."""

    since = DateField(label="Från", required=False)
    until = DateField(label="Till", required=False, help_text="Lämna tomt så länge det gäller.")

    class Meta:
        model = ActorHolder
        fields = ["user", "email", "since", "until"]
        help_texts = {"email": "För den som inte har ett konto här."}

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        within = Organisation.objects.within([actor.organisation_id]).values("pk")
        people = User.objects.employed_in(within).filter(is_active=True)
        offer_by_name(self, "user", people, none="Ingen av våra användare")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if bool(cleaned.get("user")) == bool(cleaned.get("email")) and "email" not in self.errors:
            self.add_error("email", "Välj en person eller ange en e-postadress, inte båda.")
        self.require_order("since", "until")
        return cleaned


class MergeForm(CrispyForm, forms.Form):
    """Which actor takes over; a GET form whose answer is a page to confirm."""

    med = forms.ModelChoiceField(
        Actor.objects.none(),
        label="Slå ihop med",
        help_text="Den aktören blir kvar, under sitt namn.",
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Actor.objects.filter(organisation=actor.organisation_id).exclude(pk=actor.pk)
        offer_by_name(self, "med", others, none="Välj aktör")


def free_name(name: str, *, organisation: Organisation, actor: Any = None) -> str:
    """The name when no other actor of the organisation has it in any form; else ValidationError."""
    name = " ".join(name.split())
    if not fold(name):
        raise ValidationError("Ange ett namn med bokstäver eller siffror.")
    if max(len(name), len(fold(name))) > LONGEST_LINE:
        raise ValidationError(f"Namnet är för långt. Ange ett med högst {LONGEST_LINE} tecken.")
    taken = Actor.objects.called(organisation, name)
    if taken and taken != actor:
        raise ValidationError(
            f"”{name}” är redan ett namn på aktören {taken}. Ange ett annat, eller slå ihop aktörerna om de är samma."
        )
    return name
