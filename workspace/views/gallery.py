"""Every component on one page, in development only: to look at while changing them."""

import re
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from activities.models import Activity
from andts.lib.differences import word_pieces
from andts.lib.forms import RecordedForm
from andts.lib.searching import marked, terms
from plans.forms import PeriodForm
from plans.guidance import PLAN
from plans.models import Plan

ACTIVITY = {
    "number": "1",
    "title": "Föräldramöten i årskurs 7",
    "description": "Fritidsledare och polis berättar om langning och riskhelger.",
    "schedule": "Varje höst",
    "partners": "Polisen, fritidsgården",
    "responsible": "Rektor",
    "follow_up": "Antal möten och deltagare",
}


class SampleForm(PeriodForm, RecordedForm):
    guidance = PLAN

    class Meta:
        model = Plan
        fields = ["title", "kind", "valid_from", "valid_until", "applies_to"]


@login_not_required
def gallery(request: HttpRequest) -> HttpResponse:
    form = SampleForm(
        {"title": "", "valid_from": "2027-01-01", "valid_until": "2026-01-01", "applies_to": "Ring 070-123 45 67"}
    )
    return render(request, "components/gallery.html", {"form": form, "gallery": _samples()})


def _samples() -> dict[str, Any]:
    sprite = (settings.BASE_DIR / "static/img/icons.svg").read_text()
    return {
        "statuses": [{"value": value, "label": label} for value, label in Activity.Status.choices],
        "plan_states": [{"value": value, "label": label} for value, label in Plan.State.choices],
        "actors": ["Polisen", "Individ- och familjeomsorgen"],
        "icons": re.findall(r'<symbol id="([^"]+)"', sprite),
        "nodes": [{"number": "1", "heading": "Skolan", "url": "#1", "count": 3, "children": []}],
        "trail": [{"label": "Planer", "url": "/planer/"}],
        "tabs": [{"label": "Planen", "url": "#a", "is_current": True}, {"label": "Beslut", "url": "#b"}],
        "actions": [{"label": "Ändra", "url": "#c"}, {"label": "Ta bort", "url": "#d", "is_danger": True}],
        "activities": [ACTIVITY | {"status": value, "status_label": label} for value, label in Activity.Status.choices],
        "filter": {
            "choosers": [{"name": "status", "label": "Status", "choices": Activity.Status.choices, "chosen": "done"}]
        },
        "page": Paginator(range(60), 20).page(2),
        "differences": word_pieces("Möten i årskurs 7", "Möten i årskurs 8 varje höst"),
        "hits": marked("Skolpersonal och skolan", terms("skola")),
        "first": datetime(2026, 3, 12, 14, 5, tzinfo=UTC),
        "last": datetime(2026, 3, 12, 14, 32, tzinfo=UTC),
    }
