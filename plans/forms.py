"""Forms for a plan's own facts and for what it consists of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q, QuerySet
from django.forms.forms import DeclarativeFieldsMetaclass

from andts.lib.forms import CrispyForm, DateField, RecordedForm
from andts.lib.pictures import rewritten
from andts.lib.swedish_order import InSwedishOrder
from organisations.models import Actor, Organisation, User
from organisations.roles import Permission
from plans.guidance import COLUMN, HEADING, PICTURE, PLAN, TIP, Guidance
from plans.models import FrameworkGoal, GoalFramework, HeaderLine, Node, Plan, PlanColumn, PlanPicture, PlanText, Tip
from plans.models.parts import InPlan
from plans.seen_form import SeenForm

SHORT = {"rows": 3}


class PeriodForm(CrispyForm, metaclass=DeclarativeFieldsMetaclass):
    """A plan's first and last day, beside what else a form asks."""

    valid_from = DateField(label="Gäller från", required=False)
    valid_until = DateField(label="Gäller till", required=False, help_text="Lämna tomt för ”tills vidare”.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.require_order("valid_from", "valid_until")
        return cleaned


class NewPlanForm(PeriodForm, RecordedForm):
    """The least a plan needs; the rest is filled in on its page."""

    framework = forms.ModelChoiceField(
        GoalFramework.objects.none(),
        label="Börja med målen ur",
        required=False,
        empty_label="Inget ramverk – börja tomt",
        help_text="Målen läggs in som rubriker som du sedan ändrar fritt.",
    )

    class Meta:
        model = Plan
        fields = ["organisation", "kind", "title", "valid_from", "valid_until"]

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owners = Organisation.objects.reached_by(user, Permission.EDIT_PLANS)
        self.offer("organisation", owners).initial = owners.first()
        self.offer("framework", GoalFramework.objects.visible_to(user))

    def record(self, *, by: Any, **more: Any) -> Plan:
        framework = self.cleaned_data.pop("framework")
        plan: Plan = super().record(by=by, **more)
        if framework:
            plan.take_goals_from(framework, by=by)
        return plan


class PlanForm(PeriodForm, SeenForm):
    """The plan's facts: what the document header says."""

    guidance = PLAN

    revised_at = DateField(label="Senast reviderad", required=False)
    review_due_at = DateField(label="Aktualitetsprövas senast", required=False)

    class Meta:
        model = Plan
        fields = [
            "kind",
            "title",
            "subtitle",
            "valid_from",
            "valid_until",
            "place",
            "document_owner",
            "prepared_by",
            "revised_by",
            "revised_at",
            "review_due_at",
            "registry_number",
            "applies_to",
            "related_documents",
            "frameworks",
            "co_owners",
            "co_owner_actors",
        ]
        widgets = {
            "applies_to": forms.Textarea(SHORT),
            "related_documents": forms.Textarea(SHORT),
            "frameworks": forms.CheckboxSelectMultiple,
            "co_owners": forms.CheckboxSelectMultiple,
            "co_owner_actors": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plan = self.instance
        self.offer("frameworks", GoalFramework.objects.visible_to(user))
        by_name = InSwedishOrder("name")
        self.offer("co_owners", neighbours(plan.organisation.authority).order_by(by_name))
        self.offer("co_owner_actors", Actor.objects.filter(organisation=plan.organisation.authority).order_by(by_name))


def neighbours(owner: Organisation) -> QuerySet[Organisation]:
    """Those a plan can be shared with: the län, and the kommuner and region in it."""
    county = owner if owner.kind == Organisation.Kind.COUNTY else owner.parent
    within = Q(parent=county, kind__in=Organisation.AUTHORITIES) | Q(pk=county and county.pk)
    return Organisation.objects.filter(within).exclude(pk=owner.pk)


class PartForm(RecordedForm):
    """A form for one row of a plan; `plan` limits what can be chosen."""

    # Hints by the fields' names.
    guidance: Mapping[str, Guidance] = {}

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.plan = plan
        for field in self.fields.values():
            if not isinstance(field, forms.ModelChoiceField) or field.queryset is None:
                continue
            rows = field.queryset
            if issubclass(rows.model, InPlan):
                field.queryset = rows.filter(plan=plan).exclude(pk=self.instance.pk)


class NodeForm(PartForm, SeenForm):
    guidance = HEADING

    class Meta:
        model = Node
        fields = ["kind", "parent", "number", "heading", "written_label", "text", "term", "framework_goals"]
        widgets = {
            "heading": forms.Textarea({"rows": 2}),
            "text": forms.Textarea({"rows": 5}),
            "framework_goals": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, plan=plan, **kwargs)
        goals = FrameworkGoal.objects.filter(framework__plans=plan).select_related("framework")
        self.offer("framework_goals", goals)
        if not goals:
            del self.fields["framework_goals"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("term") and cleaned.get("kind") != Node.Kind.GOAL:
            self.add_error("term", "Bara mål har en sikt. Välj slaget Mål eller ta bort sikten.")
        return cleaned


class PlanTextForm(PartForm, SeenForm):
    class Meta:
        model = PlanText
        fields = ["placement", "heading", "level", "text"]
        widgets = {"text": forms.Textarea({"rows": 12})}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("heading") and not cleaned.get("text"):
            self.add_error("heading", "Ange en rubrik eller en text.")
        return cleaned


class TipForm(PartForm, SeenForm):
    guidance = TIP

    class Meta:
        model = Tip
        fields = ["node", "text"]
        widgets = {"text": forms.Textarea(SHORT)}


class HeaderLineForm(PartForm, SeenForm):
    class Meta:
        model = HeaderLine
        fields = ["label", "text"]
        widgets = {"text": forms.Textarea(SHORT)}


class PlanColumnForm(PartForm, SeenForm):
    guidance = COLUMN

    class Meta:
        model = PlanColumn
        fields = ["name"]

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if PlanColumn.objects.filter(plan=self.instance.plan, name=name).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(f"Planen har redan kolumnen {name}. Ange ett annat namn.")
        return name


class PlanPictureForm(PartForm, SeenForm):
    guidance = PICTURE

    class Meta:
        model = PlanPicture
        fields = ["file", "alternative", "caption", "text", "node"]
        labels = {"text": "Hör till texten", "node": "Hör till rubriken"}
        widgets = {"alternative": forms.Textarea(SHORT)}

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if not isinstance(file, UploadedFile):
            return file
        return rewritten(file, widest=2000, highest=2000)
