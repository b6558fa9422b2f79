"""Nämndpaket: begun on the page of a plan's or a round's packages, written, made, sent, and bound to its decision."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from andts.lib.downloads import download
from andts.lib.forms import render_form
from andts.lib.states import StateError
from followup.models import FollowUpRound
from organisations.access import SignedIn, require
from plans.access import visible_plan
from plans.guidance import say_warnings
from plans.models import Plan
from reports.board.access import managed_package, may_write, permission_for, visible_package
from reports.board.beginning import begin, matters_of, suggested, usual_body
from reports.board.decided import decisions_of, decisions_of_all, was_reopened
from reports.board.documents import PackageDocuments, make
from reports.board.forms import BeginForm, BoardDecisionForm, PackageForm
from reports.board.past import entries
from reports.models import ACTIONS, BoardDecision, BoardPackage, Matter, Report, WordTemplate
from reports.names import file_name
from reports.production import order
from reports.subjects import reported_round


def plan_packages(request: SignedIn, pk: int) -> HttpResponse:
    plan = visible_plan(request, pk)
    return _packages_of(request, plan, BoardPackage.objects.filter(plan=plan))


def round_packages(request: SignedIn, pk: int) -> HttpResponse:
    round_ = reported_round(request, pk)
    return _packages_of(request, round_, BoardPackage.objects.filter(round=round_))


def _packages_of(request: SignedIn, about: Plan | FollowUpRound, packages: QuerySet[BoardPackage]) -> HttpResponse:
    # Those who do not write them are shown which there are.
    matters = matters_of(about) if may_write(request.user, about) else []
    initial = {"body": usual_body(about.organisation.pk), "matter": matters[0] if matters else None}
    form = BeginForm(request.POST or None, about=about, matters=matters, initial=initial)
    if request.method == "POST":
        require(request.user, permission_for(about), about)
    if form.is_valid():
        try:
            return _begun(request, about, form)
        except StateError as error:
            form.add_error(None, str(error))
    mine = BoardPackage.objects.visible_to(request.user).filter(pk__in=packages.values("pk"))
    seen = list(mine.with_owner())
    decided = decisions_of_all(seen)
    context = {
        "about": about,
        "plan": about if isinstance(about, Plan) else about.plan,
        "round": None if isinstance(about, Plan) else about,
        "packages": [(package, decided[package.pk]) for package in seen],
        "form": form if matters else None,
        "may_write": may_write(request.user, about),
    }
    return render(request, "reports/package_list.html", context, status=422 if form.errors else 200)


def _begun(request: SignedIn, about: Plan | FollowUpRound, form: BeginForm) -> HttpResponse:
    asked = form.cleaned_data
    until = asked.get("extends_until")
    package = begin(about, asked["matter"], body=asked["body"], until=until, by=request.user)
    messages.success(request, "Nämndpaketet är påbörjat. Läs igenom texterna och ändra det som behövs.")
    return redirect("board-package-edit", package.pk)


@require_GET
def package_detail(request: SignedIn, pk: int) -> HttpResponse:
    package = visible_package(request, pk)
    documents = PackageDocuments(package)
    # htmx asks for the documents alone, while they are made.
    is_fragment = "HX-Request" in request.headers
    context = {
        "package": package,
        "documents": documents,
        "decided": decisions_of(package),
        "was_reopened": was_reopened(package),
        "may_write": may_write(request.user, package.about),
        "texts": [(package.label_of(name), getattr(package, name)) for name in BoardPackage.TEXTS[1:]],
        "templates": [own for kind in Report.LETTERS if (own := WordTemplate.nearest(package.organisation, kind))],
        "is_news": is_fragment and not documents.is_making,
    }
    return render(request, "reports/_package_documents.html" if is_fragment else "reports/package_detail.html", context)


def package_edit(request: SignedIn, pk: int) -> HttpResponse:
    package = managed_package(request, pk)
    if decisions_of(package):
        messages.info(request, "Ärendet är beslutat. Texterna står kvar som de var.")
        return redirect(package)
    form = PackageForm(request.POST or None, instance=package)
    if form.is_valid():
        form.record(by=request.user)
        messages.success(request, "Texterna är sparade.")
        say_warnings(request, form)
        return redirect(package)
    news = suggested(package)
    differing = [(package.label_of(name), text) for name, text in news.items() if text and text != form[name].value()]
    return render_form(request, "reports/package_form.html", {"form": form, "package": package, "suggested": differing})


@require_GET
def package_history(request: SignedIn, pk: int) -> HttpResponse:
    package = managed_package(request, pk)
    return render(request, "reports/package_history.html", {"package": package, "entries": entries(package)})


@require_POST
def package_produce(request: SignedIn, pk: int) -> HttpResponse:
    package = managed_package(request, pk)
    try:
        make(package, by=request.user)
        messages.success(request, "Handlingarna görs nu. Det tar några sekunder.")
    except StateError as error:
        messages.error(request, str(error))
    return redirect(f"{package.get_absolute_url()}#handlingar")


@require_GET
def package_zip(request: SignedIn, pk: int) -> FileResponse:
    package = visible_package(request, pk)
    documents = PackageDocuments(package)
    if not documents.is_complete:
        raise Http404
    return download(documents.zipped(), file_name(["Nämndpaket", package.title], "zip"), "zip")


@require_GET
def package_file(request: SignedIn, pk: int, report: int, format: str) -> FileResponse:
    # Whoever sees the package reads what is in it.
    found = PackageDocuments(visible_package(request, pk)).file(report, format)
    if found is None:
        raise Http404
    name, stored = found
    return download(stored.file.open("rb"), name, format)


def package_decision(request: SignedIn, pk: int) -> HttpResponse:
    package = managed_package(request, pk)
    # A plan's decisions are its own, and are told on the plan's pages.
    if package.plan:
        return redirect(_plan_decision(package))
    decision = BoardDecision.objects.filter(package=package).first()
    initial = {"body": package.body, "registry_number": package.registry_number}
    form = BoardDecisionForm(request.POST or None, instance=decision, initial=None if decision else initial)
    if form.is_valid():
        try:
            _decide(request, package, form)
            messages.success(request, "Beslutet är registrerat och bundet till den avslutade uppföljningens rapport.")
            return redirect(package)
        except StateError as error:
            form.add_error(None, str(error))
    return render_form(
        request, "reports/package_decision.html", {"form": form, "package": package, "decision": decision}
    )


@transaction.atomic
def _decide(request: SignedIn, package: BoardPackage, form: BoardDecisionForm) -> None:
    assert package.round
    if form.row:
        form.record(by=request.user)
        return
    if package.round.is_open:
        raise StateError("Uppföljningen är öppen. Avsluta den först, så att beslutet binds till det som inte ändras.")
    report = order(Report.Kind.FOLLOW_UP, round_=package.round, by=request.user)
    package.decide(report, by=request.user, **form.cleaned_data)


def _plan_decision(package: BoardPackage) -> str:
    assert package.plan
    # What the package knows of the decision.
    known = {"body": package.body, "registry_number": package.registry_number}
    if package.plan.is_open:
        return f"{reverse('plan-adoption', args=[package.plan.pk])}?{urlencode(known)}"
    if package.matter in (Matter.ADOPT, Matter.REVISE):
        return reverse("plan-versions", args=[package.plan.pk])
    known["action"] = ACTIONS[Matter(package.matter)]
    if package.extends_until:
        known["extends_until"] = package.extends_until.isoformat()
    return f"{reverse('decision-create', args=[package.plan.pk])}?{urlencode(known)}"
