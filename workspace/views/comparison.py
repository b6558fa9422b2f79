"""Two plans side by side: a version and the one before it, a draft and what it is to replace."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render

from activities.snapshot import plan_json
from andts.lib.forms import CrispyForm
from organisations.access import SignedIn, fetch
from plans.models import Plan
from workspace.comparison import compare_plans


class ComparedWith(CrispyForm, forms.Form):
    """A GET form; what is not among the relatives is as if nothing was chosen: then it is the nearest."""

    med = forms.TypedChoiceField(label="Jämför med", coerce=int)

    def __init__(self, chosen: str | None, *, plan: Plan, relatives: dict[int, Plan]) -> None:
        usual = next((pk for pk in (plan.revises_id, plan.continues_id, *relatives) if pk in relatives), None)
        super().__init__({"med": chosen if chosen in [str(pk) for pk in relatives] else usual})
        field = self.fields["med"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(pk, _name(row)) for pk, row in relatives.items()]


def plan_comparison(request: SignedIn, pk: int) -> HttpResponse:
    visible = Plan.objects.visible_to(request.user).with_owner().prefetch_related("decisions")
    plan = fetch(visible, request.user, pk)
    near = Q(pk__in=Plan.objects.in_line_with(plan)) | Q(pk=plan.continues_id) | Q(continues=plan)
    relatives = {row.pk: row for row in visible.filter(near).exclude(pk=pk).order_by("-pk")}
    form = ComparedWith(request.GET.get("med"), plan=plan, relatives=relatives)
    if not form.is_valid():
        return render(request, "workspace/comparison.html", {"plan": plan})
    # The older stands for what was, the newer for what is.
    old, new = sorted([plan, relatives[form.cleaned_data["med"]]], key=lambda row: row.pk)
    parts = compare_plans(_content(old), _content(new))
    return render(
        request,
        "workspace/comparison.html",
        {
            "plan": plan,
            "filter": form,
            "old": _name(old),
            "new": _name(new),
            "parts": parts,
            "unchanged": [part for part in parts if not part.changes],
        },
    )


def _content(plan: Plan) -> dict[str, Any]:
    version = plan.versions.order_by("-number").first()
    # What was frozen when it was adopted, or the draft as it stands.
    return dict(version.content["plan"]) if version else plan_json(plan)


def _name(plan: Plan) -> str:
    return f"{plan.title}, {plan.period} ({plan.get_state_display().lower()})"
