"""What a list of plans can be narrowed to; shared by page and export."""

from django import forms
from django.db.models import F, QuerySet

from andts.lib.forms import CrispyForm
from andts.lib.searched import found
from andts.lib.searching import terms
from plans.models import Plan


class PlanFilter(CrispyForm, forms.Form):
    """A GET form: each field narrows, an empty or unknown one does not."""

    sok = forms.CharField(label="Sök i titlar", required=False)
    lage = forms.ChoiceField(label="Läge", required=False, choices=[("", "Alla lägen"), *Plan.State.choices])
    typ = forms.ChoiceField(label="Dokumenttyp", required=False, choices=[("", "Alla typer"), *Plan.Kind.choices])

    def filter(self, plans: QuerySet[Plan]) -> QuerySet[Plan]:
        self.is_valid()
        wanted = self.cleaned_data
        if wanted.get("sok"):
            plans = found(plans, F("title"), terms(wanted["sok"]))
        if wanted.get("lage"):
            plans = plans.filter(state=wanted["lage"])
        if wanted.get("typ"):
            plans = plans.filter(kind=wanted["typ"])
        return plans
