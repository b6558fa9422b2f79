"""Where an activity shall stand, chosen from one list of the plan's headings and what stands under each."""

from __future__ import annotations

from typing import Any

from django import forms

from activities.models import Activity
from activities.outline import plan_outline
from activities.placing import After, Place, place_of
from andts.lib.forms import CrispyForm
from andts.lib.ids import id_in
from plans.models import Plan

# Of a heading, as much as a choice can carry.
HEADING = 60


class PlaceField(forms.ChoiceField):
    """ "<heading or nothing>-<activity to stand after, or nothing for first>"."""

    def valid_value(self, value: str) -> bool:
        """Holds when the heading is there. The activity to stand after may have gone since the page was made."""
        heading, dash, after = value.partition("-")
        groups: Any = self.choices
        headings = {choice.partition("-")[0] for _, group in groups for choice, _ in group}
        return bool(dash) and heading in headings and (not after or id_in(after) is not None)


class PlaceForm(CrispyForm, forms.Form):
    place = PlaceField(
        label="Ny plats",
        help_text="Rubrikerna står i planens ordning, och under varje rubrik aktiviteterna.",
        error_messages={"invalid_choice": "Rubriken finns inte längre. Välj en annan plats."},
    )

    def __init__(self, *args: Any, plan: Plan, activity: Activity, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan
        outline = plan_outline(plan, tips=False)
        lines = [(str(branch.node), branch.node.pk, branch.activities) for branch in outline.walk()]
        groups = [
            _group(heading, pk, activities, activity)
            for heading, pk, activities in [("Utan rubrik", None, outline.activities), *lines]
        ]
        field = self.fields["place"]
        assert isinstance(field, PlaceField)
        field.choices = groups
        now = place_of(activity)
        self.initial["place"] = _value(activity.node_id, None if now.after == "first" else now.after)

    def chosen(self) -> Place:
        heading, _, after = self.cleaned_data["place"].partition("-")
        # The heading may have been removed meanwhile: then under none.
        node = self.plan.nodes.filter(pk=heading).first() if heading else None
        return Place(node, id_in(after) or "first")


def _group(
    heading: str, pk: int | None, activities: list[Activity], moved: Activity
) -> tuple[str, list[tuple[str, str]]]:
    others = [each for each in activities if each.pk != moved.pk]
    # Said in the choice itself too: a closed list shows nothing but that.
    under = f"under {heading[:HEADING]}" if pk else "utan rubrik"
    return heading, [
        (_value(pk, None), f"Först {under}"),
        *((_value(pk, each.pk), f"Efter ”{each.brief}”") for each in others),
    ]


def _value(heading: int | None, after: After | None) -> str:
    return f"{heading or ''}-{after or ''}"
