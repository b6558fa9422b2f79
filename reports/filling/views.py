"""An organisation's own Word templates, among its settings."""

from __future__ import annotations

from io import BytesIO

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from andts.lib.downloads import download
from andts.lib.forms import render_form
from organisations.access import SignedIn
from organisations.views.settings import managed
from reports.filling.forms import WordTemplateForm
from reports.filling.placeholders import PLACEHOLDERS
from reports.models import Format, WordTemplate


def word_templates(request: SignedIn, pk: int) -> HttpResponse:
    """Which there are, what one may hold, and the form that takes another in the place of one."""
    place = managed(request, pk)
    form = WordTemplateForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        kept = form.keep(place, by=request.user)
        messages.success(request, f"Mallen är sparad. {kept.get_kind_display()} görs i den från och med nu.")
        return redirect("word-templates", place.pk)
    context = {
        "form": form,
        "place": place,
        "templates": WordTemplate.objects.filter(organisation=place).select_related("uploaded_by"),
        "placeholders": PLACEHOLDERS,
    }
    return render_form(request, "reports/word_templates.html", context)


@require_GET
def word_template_example(request: SignedIn, pk: int) -> FileResponse:
    managed(request, pk)
    # python-docx is loaded when an example is asked for, not by every web process.
    from reports.filling.example import example_template

    return download(BytesIO(example_template()), "Exempelmall.docx", Format.DOCX)


@require_GET
def word_template_file(request: SignedIn, pk: int, row: int) -> FileResponse:
    template = get_object_or_404(WordTemplate, organisation=managed(request, pk), pk=row)
    return download(template.file.open("rb"), template.name, Format.DOCX)


@require_POST
def word_template_delete(request: SignedIn, pk: int, row: int) -> HttpResponse:
    place = managed(request, pk)
    template = get_object_or_404(WordTemplate, organisation=place, pk=row)
    template.record_deleted(by=request.user)
    undo = reverse("word-template-restore", args=[place.pk, row])
    messages.success(request, "Mallen är borttagen. Systemets mall används i stället.", extra_tags=undo)
    return redirect("word-templates", place.pk)


@require_POST
def word_template_restore(request: SignedIn, pk: int, row: int) -> HttpResponse:
    place = managed(request, pk)
    removed = get_object_or_404(WordTemplate.last_deletion(row, organisation_id=place.pk)).instance
    same = WordTemplate.objects.filter(organisation=place, kind=removed.kind)
    # Another template has come in its place.
    if same.exists():
        messages.error(request, "Det finns redan en mall för den handlingen. Ta bort den först.")
    else:
        removed.record_new(by=request.user)
        messages.success(request, "Ångrat. Mallen är tillbaka.")
    return redirect("word-templates", place.pk)
