"""Rounds: which there are, one of them, and what a samordnare does with it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render

from activities.snapshot import PictureMissing
from andts.lib.forms import render_form
from andts.lib.states import StateError
from followup.access import followed_round, visible_round
from followup.dashboards import round_dashboard
from followup.forms.rounds import ReopenForm, RoundForm
from followup.hindrances import PersonalNumberError, hindrances_in
from followup.listing import listed_plans, listed_rounds
from followup.models import FollowUpAnswer
from followup.reviewers import without_chef_in
from followup.round_table import round_table, whole_table
from followup.rounds import close_round
from followup.statistics import count_answers
from followup.views import dashboards
from organisations.access import SignedIn, can
from organisations.roles import Permission
from plans.models import Plan

PLANS_ON_A_PAGE = 20


def round_list(request: SignedIn) -> HttpResponse:
    overview = dashboards.overview(request)
    if overview and (file := dashboards.as_file(request, overview.dashboard)):
        return file
    # The page of the dashboard's activities is another.
    plans = Paginator(listed_plans(request.user), PLANS_ON_A_PAGE).get_page(request.GET.get("plansida"))
    context = {
        "rounds": listed_rounds(request.user, list(plans)),
        "plan_page": plans,
        "may_open": bool(request.user.scope.places(Permission.FOLLOW_UP)),
        "may_look_over": bool(request.user.scope.places(Permission.READ_DRAFTS)),
    }
    figures = dashboards.overview_shown(request, overview) if overview else {}
    return render(request, "followup/round_list.html", context | figures)


def round_create(request: SignedIn) -> HttpResponse:
    mine = request.user.scope.reach(Permission.FOLLOW_UP)
    if not mine:
        raise PermissionDenied
    plans = Plan.objects.filter(organisation__in=mine, state=Plan.State.ADOPTED)
    # Which plan may stand in the address.
    form = RoundForm(request.POST or None, plans=plans, initial={"plan": request.GET.get("plan")})
    if form.is_valid():
        try:
            opened = form.open(by=request.user)
            messages.success(request, f"Uppföljningen av {opened.period} är öppen. De ansvariga ser den i Mitt arbete.")
            # The mail is seen before the first goes out.
            return redirect("round-reminders" if form.cleaned_data["remind"] else "round", opened.pk)
        except StateError as error:
            form.add_error("period", str(error))
    return render_form(request, "followup/round_form.html", {"form": form, "has_plans": plans.exists()})


def round_detail(request: SignedIn, pk: int) -> HttpResponse:
    """As many queries whatever the number of activities; with `format` the figures as a file."""
    round_ = visible_round(request, pk)
    table = round_table(round_, request.user)
    dashboard = round_dashboard(request.user, round_, table.follow_ups, request.GET)
    if file := dashboards.as_file(request, dashboard):
        return file
    may_follow_up = can(request.user, Permission.FOLLOW_UP, round_)
    context = {
        "round": round_,
        "plan": round_.plan,
        "table": table.only({row.pk for row in dashboard.narrowed.rows}) if dashboard.narrowed.wanted else table,
        "answers": count_answers(table.follow_ups),
        "may_follow_up": may_follow_up,
        "lacking": without_chef_in(round_) if may_follow_up else None,
        # Whoever reads a closed round may have its reports; of an open one those who may order.
        "may_order": not round_.is_open or can(request.user, Permission.ORDER_REPORTS, round_),
    }
    return render(request, "followup/round_detail.html", context | dashboards.shown(request, dashboard))


def round_close(request: SignedIn, pk: int) -> HttpResponse:
    round_ = followed_round(request, pk)
    if not round_.is_open:
        messages.info(request, "Uppföljningen är redan avslutad.")
        return redirect("round", pk)
    if request.method == "POST":
        try:
            close_round(round_, by=request.user)
            messages.success(request, "Uppföljningen är avslutad. Den visas som den är nu.")
        except PersonalNumberError as error:
            messages.error(request, str(error))
            return redirect("round-close", pk)
        except (StateError, PictureMissing) as error:
            messages.error(request, str(error))
        return redirect("round", pk)
    table = whole_table(round_)
    context = {
        "round": round_,
        "plan": round_.plan,
        "figures": count_answers(table.follow_ups),
        "hindrances": hindrances_in(table.all_follow_ups),
        "unaccepted": FollowUpAnswer.objects.filter(follow_up__round=round_).unaccepted().count(),
    }
    return render(request, "followup/round_close.html", context)


def round_reopen(request: SignedIn, pk: int) -> HttpResponse:
    round_ = followed_round(request, pk)
    if round_.is_open:
        messages.info(request, "Uppföljningen är redan öppen.")
        return redirect("round", pk)
    form = ReopenForm(request.POST or None)
    if form.is_valid():
        try:
            round_.reopen(form.cleaned_data["because"], by=request.user)
            messages.success(request, "Uppföljningen är öppen igen.")
        except StateError as error:
            messages.error(request, str(error))
        return redirect("round", pk)
    return render_form(request, "followup/round_reopen.html", {"form": form, "round": round_, "plan": round_.plan})
