"""What a page that is open asks every ten seconds: who else is here, and what have they changed."""

from __future__ import annotations

from dataclasses import asdict

from django.core.exceptions import BadRequest
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from activities import presence
from activities.latest import News, cursor_of, news_since
from activities.models import Activity
from andts.lib.ids import id_in
from organisations.access import SignedIn
from plans.access import editable_plan
from plans.models import Plan


@require_POST
def plan_presence(request: SignedIn, pk: int) -> HttpResponse:
    """The page tells where its user is (`activity`, `field`) and what it has seen (`since`), and hears of the others.

    A fixed number of queries. The first time it has seen nothing yet and is told where to begin.
    """
    since, activity = _number(request, "since"), _number(request, "activity")
    plan = _plan(request, pk, activity)
    news = News(cursor_of(plan)) if since is None else news_since(since, plan, request.user)
    here = activity if getattr(plan, "has_activity", False) else None
    presence.tell(plan, request.user, activity=here, field=request.POST.get("field", ""))
    changes = [{"activity": row, "field": field, "text": text} for row, field, text in news.changes]
    elsewhere = [asdict(one) for one in presence.others(plan, request.user)]
    return JsonResponse(
        {"others": elsewhere, "cursor": str(news.cursor), "changes": changes, "structure": news.is_rebuilt}
    )


def _number(request: SignedIn, name: str) -> int | None:
    sent = request.POST.get(name, "")
    number = id_in(sent)
    if sent and number is None:
        raise BadRequest(f"{name} är inget nummer")
    return number


def _plan(request: SignedIn, pk: int, activity: int | None) -> Plan:
    rows = Activity.objects.filter(plan=OuterRef("pk"), pk=activity or 0)
    plan = Plan.objects.managed_by(request.user).annotate(has_activity=Exists(rows)).filter(pk=pk).first()
    # Why not is asked only now.
    if plan is None:
        editable_plan(request, pk)
        raise Http404
    plan.require_open()
    return plan
