"""Answering for an activity, and the files that go with an answer."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from andts.lib.downloads import download
from followup.access import answer_to_give, is_asked, present_answers, takes_part, visible_answer
from followup.answering import Answerer, Page, answer_page, was_answered
from followup.models import Attachment
from organisations.access import SignedIn


def answer_edit(request: SignedIn, pk: int, answer: int) -> HttpResponse:
    found = answer_to_give(request, pk, answer)
    if request.method != "POST" and not found.follow_up.round.is_open:
        messages.info(request, "Uppföljningen är avslutad. Svaren går att läsa men inte att ändra.")
        return redirect("follow-up-detail", pk, found.follow_up_id)
    page = Page.of(request, found, Answerer(request.user, is_own=is_asked(request.user, found)))
    if was_answered(request, page):
        messages.success(request, f"Svaret om {found.follow_up.activity.brief} är sparat.")
        return redirect("start") if page.by.is_own else redirect("follow-up-detail", pk, found.follow_up_id)
    return answer_page(request, page, "followup/answer_form.html", cancel_url=reverse("start"))


def attachment_file(request: SignedIn, pk: int, answer: int, row: int) -> FileResponse:
    found = visible_answer(request, pk, answer)
    # What a partner sent is nobody else's until the samordnare has accepted it.
    if not found.accepted_at and not takes_part(request.user, found.follow_up, present_answers(found.follow_up)):
        raise Http404
    attachment = get_object_or_404(Attachment.objects.filter(answer=found).present(), pk=row)
    # Offered for saving, never shown in our pages' place.
    return download(attachment.file.open("rb"), attachment.name, attachment.format)
