"""Ordered reports: the list with its progress, ordering, and the files."""

from __future__ import annotations

from io import BytesIO

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from activities.filtering import ActivityFilter
from activities.snapshot import plan_workbook, seen_workbook
from andts.lib.downloads import download
from andts.lib.ids import id_in
from followup.dashboards import Dashboard
from followup.views.dashboards import overview, visible_dashboard
from followup.workbook import dashboard_workbook
from organisations.access import SignedIn, fetch
from organisations.roles import Permission
from plans.models import Plan
from reports import production
from reports.forms import OrderForm, RoundOrderForm, workplaces
from reports.models import Format, Report, ReportFile, ReportQuerySet
from reports.names import file_name, plan_file_name, report_file_name
from reports.subjects import (
    Subject,
    about_counties,
    about_plan,
    about_round,
    reported_organisation,
    reported_round,
    require_may_order,
    subject_of,
    year_in,
)

ON_A_PAGE = 30
OWNER = "organisation__parent__parent__parent"
COLUMNS = "kolumner"


@require_GET
def report_list(request: SignedIn) -> HttpResponse:
    return _list_page(request, OrderForm(user=request.user, initial=request.GET.dict()))


def _list_page(
    request: SignedIn, form: OrderForm | None = None, round_form: RoundOrderForm | None = None
) -> HttpResponse:
    # One of the forms may have been sent.
    form = form or OrderForm(user=request.user)
    round_form = round_form or RoundOrderForm(user=request.user)
    page = Paginator(_shown(request), ON_A_PAGE).get_page(request.GET.get("sida"))
    may_order = bool(request.user.scope.places(Permission.ORDER_REPORTS))
    return render(
        request,
        "reports/report_list.html",
        {
            "page": page,
            # What is wrong with the one that was sent comes first on the page.
            "form": round_form if round_form.is_bound else form,
            "plan_form": form if may_order else None,
            "round_form": round_form if may_order and round_form.has_rounds else None,
            "workplaces": workplaces(request.user),
            "is_making": any(not report.is_finished for report in page),
        },
        status=422 if form.errors or round_form.errors else 200,
    )


def _shown(request: SignedIn) -> ReportQuerySet:
    # The documents themselves stay in the database.
    return (
        Report.objects.visible_to(request.user)
        .select_related(OWNER, "plan__organisation", "round__plan", "version", "ordered_by")
        .prefetch_related("files")
        .defer("document", "version__content", "round__frozen")
    )


@require_GET
def report_row(request: SignedIn, pk: int) -> HttpResponse:
    report = fetch(_shown(request), request.user, pk)
    # The row asks for itself again until the report is finished.
    return render(request, "reports/_report_row.html", {"report": report, "is_news": report.is_finished})


@require_POST
def report_order(request: SignedIn) -> HttpResponse:
    """Orders and shows the list; with `format`, a file that exists already is sent at once.

    The form names a plan, a round, or an organisation and a year; for a länsrapport perhaps several organisations.
    """
    named = next((name for name in ("round", "organisation") if name in request.POST), "plan")
    pk = id_in(request.POST.get(named, ""))
    subject = None if pk is None else _subject(request, named, pk)
    kind = request.POST.get("kind", "")
    if subject is None or kind not in KINDS[named]:
        if named == "round":
            return _list_page(request, round_form=RoundOrderForm(request.POST, user=request.user))
        return _list_page(request, OrderForm(request.POST, user=request.user))
    require_may_order(request.user, kind, subject)
    return _to_report(request, production.order_of(kind, subject, by=request.user))


KINDS = {"plan": Report.OF_PLANS, "round": Report.OF_ROUNDS, "organisation": Report.OF_ORGANISATIONS}


def _subject(request: SignedIn, named: str, pk: int) -> Subject:
    match named:
        case "round":
            return about_round(reported_round(request, pk))
        case "organisation":
            year = year_in(request.POST["year"]) if request.POST.get("year") else None
            named_ones = filter(None, map(id_in, request.POST.getlist("organisation")))
            return about_counties([reported_organisation(request, each) for each in dict.fromkeys(named_ones)], year)
        case _:
            return about_plan(fetch(_plans(request), request.user, pk))


def _to_report(request: SignedIn, report: Report) -> HttpResponse:
    wanted = request.POST.get("format", "")
    if report.state == Report.State.DONE and wanted in report.formats:
        return redirect("report-file", report.pk, wanted)
    return redirect(f"{reverse('reports')}#rapport-{report.pk}")


@require_POST
def report_again(request: SignedIn, pk: int) -> HttpResponse:
    report = fetch(_shown(request), request.user, pk)
    require_may_order(request.user, report.kind, subject_of(report))
    if report.state == Report.State.FAILED:
        if production.order_again(report):
            messages.success(request, "Vi försöker igen. Dokumentet visas här när det är klart.")
        else:
            messages.info(request, "Dokumentet är redan beställt igen. Du hittar det i listan.")
    return redirect(f"{reverse('reports')}#rapport-{report.pk}")


def _plans(request: SignedIn) -> QuerySet[Plan]:
    return Plan.objects.visible_to(request.user).with_owner()


@require_GET
def report_file(request: SignedIn, pk: int, format: str) -> FileResponse:
    report = fetch(_shown(request), request.user, pk)
    stored = get_object_or_404(ReportFile, report=report, report__state=Report.State.DONE, format=format)
    return download(stored.file.open("rb"), report_file_name(report, format), format)


@require_GET
def plan_excel(request: SignedIn, pk: int) -> FileResponse:
    """The plan's rows as they are now, without an order; at most ten queries.

    All of it, or with the query of the plan's page what that shows: the same activities, and with `kolumner=visade` in
    the columns that the user has chosen.
    """
    plan = fetch(_plans(request), request.user, pk)
    if COLUMNS in request.GET or not ActivityFilter.base_fields.keys().isdisjoint(request.GET):
        preferences = request.user.preferences if request.GET.get(COLUMNS) == "visade" else None
        document, extras = seen_workbook(plan, request.GET, preferences), ["urval"]
    else:
        document, extras = plan_workbook(plan), []
    workbook = BytesIO(production.render(document, Format.XLSX))
    return download(workbook, plan_file_name(plan, Format.XLSX, *extras, draft=plan.is_open), Format.XLSX)


@require_GET
def round_excel(request: SignedIn, pk: int) -> FileResponse:
    return _figures(visible_dashboard(request, pk))


@require_GET
def overview_excel(request: SignedIn) -> FileResponse:
    found = overview(request)
    if found is None:
        raise Http404
    # As on the page of follow-up.
    return _figures(found.dashboard)


def _figures(dashboard: Dashboard) -> FileResponse:
    workbook = BytesIO(production.render(dashboard_workbook(dashboard), Format.XLSX))
    return download(workbook, file_name([dashboard.about], Format.XLSX), Format.XLSX)
