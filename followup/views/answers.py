"""Answering for an activity, and the files that go with an answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from andts.lib.downloads import download
from followup.access import answer_to_give, is_asked, present_answers, takes_part, visible_answer
from followup.attaching import attach
from followup.earlier import Earlier, earlier
from followup.forms.answers import DEVIATIONS, AnswerForm, BaseMeasures, known_measures, measures, with_one_more
from followup.models import Attachment, FollowUpAnswer
from organisations.access import SignedIn
from plans.models.plans import StateError


@dataclass(frozen=True)
class Page:
    """The answer, what was answered the last time, and the forms as they stand or were sent."""

    answer: FollowUpAnswer
    before: Earlier
    form: AnswerForm
    measures: BaseMeasures
    is_own: bool

    @classmethod
    def of(cls, request: SignedIn, answer: FollowUpAnswer) -> Page:
        before, is_own = earlier(answer.follow_up), is_asked(request.user, answer)
        known = known_measures(answer, before.values_of(answer))
        if request.method != "POST":
            return cls(answer, before, AnswerForm.of(answer), measures(None, known), is_own)
        # Another button than the one that sends: the page comes back as it was filled in.
        is_quiet = bool({"remove", "restore", "more"}.intersection(request.POST))
        data = with_one_more(request.POST) if "more" in request.POST else request.POST
        form = AnswerForm(data, request.FILES, is_quiet=is_quiet)
        return cls(answer, before, form, measures(data, known, is_quiet=is_quiet), is_own)

    @property
    def is_sent(self) -> bool:
        return self.form.is_bound and not self.form.is_quiet

    def is_valid(self) -> bool:
        """Both are asked, so that everything that is wrong is told at once."""
        return all([self.form.is_valid(), self.measures.is_valid()])


def answer_edit(request: SignedIn, pk: int, answer: int) -> HttpResponse:
    found = answer_to_give(request, pk, answer)
    if request.method != "POST" and not found.follow_up.round.is_open:
        messages.info(request, "Uppföljningen är avslutad. Svaren går att läsa men inte att ändra.")
        return redirect("follow-up-detail", pk, found.follow_up_id)
    page = Page.of(request, found)
    if page.form.is_bound:
        _mind_files(request, page)
    if page.is_sent and page.is_valid() and _gave(request, page):
        messages.success(request, f"Svaret om {found.follow_up.activity.brief} är sparat.")
        return redirect("start") if page.is_own else redirect("follow-up-detail", pk, found.follow_up_id)
    return _shown(request, page)


def _mind_files(request: SignedIn, page: Page) -> None:
    """Files are kept, removed and brought back by themselves: what else is wrong with the answer costs none of them."""
    own = Attachment.objects.filter(answer=page.answer)
    try:
        if row := own.filter(pk=_number(request.POST.get("remove"))).first():
            row.remove(by=request.user)
        if row := own.filter(pk=_number(request.POST.get("restore"))).first():
            row.restore(by=request.user)
        for upload in request.FILES.getlist("uploads"):
            attach(page.answer, upload, by=request.user)
    except StateError as error:
        page.form.add_error("uploads", str(error))
    except ValidationError as error:
        page.form.add_error("uploads", error.messages[0])


def _number(typed: str | None) -> int:
    return int(typed) if typed and typed.isascii() and typed.isdigit() and len(typed) < 18 else 0


def _gave(request: SignedIn, page: Page) -> bool:
    """Whether the answer is kept; where it is not, the form says why and holds what was typed."""
    said: dict[str, Any] = page.form.said() | {"values": page.measures.values()}
    try:
        read_at = parse_datetime(request.POST.get("read_at", ""))
        page.answer.give(by=request.user, on_behalf=not page.is_own, read_at=read_at, **said)
    except (StateError, ValueError) as error:
        page.form.add_error(None, f"{error} Det du skrev står kvar här nedanför men är inte sparat.")
        return False
    return True


def _shown(request: SignedIn, page: Page) -> HttpResponse:
    answer, follow_up, removed = page.answer, page.answer.follow_up, request.POST.get("remove")
    context = {
        "answer": answer,
        "follow_up": follow_up,
        "round": follow_up.round,
        "activity": follow_up.activity,
        "before": page.before,
        "before_answer": page.before.of(answer),
        "form": page.form,
        "formset": page.measures,
        "deviations": DEVIATIONS,
        # One just removed stays in the list, with the way back.
        "attachments": Attachment.objects.filter(Q(removed_at=None) | Q(pk=_number(removed)), answer=answer),
        "comment": follow_up.comments.filter(kind="returned").last() if answer.returned_at else None,
        "read_at": timezone.now().isoformat(),
        "is_own": page.is_own,
    }
    has_errors = page.form.errors or page.measures.total_error_count()
    return render(request, "followup/answer_form.html", context, status=422 if has_errors else 200)


def attachment_file(request: SignedIn, pk: int, answer: int, row: int) -> FileResponse:
    """Offered for saving, never shown in our pages' place; to those who see the answer."""
    found = visible_answer(request, pk, answer)
    # What a partner sent is nobody else's until the samordnare has accepted it.
    if not found.accepted_at and not takes_part(request.user, found.follow_up, present_answers(found.follow_up)):
        raise Http404
    attachment = get_object_or_404(Attachment.objects.filter(answer=found).present(), pk=row)
    return download(attachment.file.open("rb"), attachment.name, attachment.format)
