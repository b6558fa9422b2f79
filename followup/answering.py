"""Answering for an activity: the forms, the files and what is kept, whoever answers and from whichever page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from andts.lib.ids import id_in
from andts.lib.moments import moment_in
from andts.lib.personal_data import IN_ANSWERS, IN_FILE_NAMES, warnings_in
from andts.lib.states import StateError
from followup.attaching import attach
from followup.earlier import Earlier, earlier
from followup.forms.answers import DEVIATIONS, AnswerForm, BaseMeasures, known_measures, measures, with_one_more
from followup.models import AnsweredMeanwhileError, Attachment, Comment, FollowUpAnswer
from organisations.models import User
from plans.guidance import say_warnings

UNSAVED = "Det du skrev står kvar här nedanför men är inte sparat."


@dataclass(frozen=True)
class Answerer:
    """A user, for themselves or on somebody's behalf; or the address of somebody without an account."""

    user: User | None
    address: str = ""
    is_own: bool = True

    @property
    def is_partner(self) -> bool:
        return self.user is None


@dataclass(frozen=True)
class Page:
    """The answer, what was answered the last time, and the forms as they stand or were sent."""

    answer: FollowUpAnswer
    by: Answerer
    before: Earlier
    form: AnswerForm
    measures: BaseMeasures

    @classmethod
    def of(cls, request: HttpRequest, answer: FollowUpAnswer, by: Answerer) -> Page:
        before = _seen_by(by, answer)
        known = known_measures(answer, before.values_of(answer))
        if request.method != "POST":
            return cls(answer, by, before, AnswerForm.of(answer), measures(None, known))
        # Another button than the one that sends: the page comes back as it was filled in.
        is_quiet = bool({"remove", "restore", "more"}.intersection(request.POST))
        data = with_one_more(request.POST) if "more" in request.POST else request.POST
        form = AnswerForm(data, request.FILES, is_quiet=is_quiet)
        return cls(answer, by, before, form, measures(data, known, is_quiet=is_quiet))

    @property
    def is_sent(self) -> bool:
        return self.form.is_bound and not self.form.is_quiet

    def is_valid(self) -> bool:
        # Both are asked, so that everything that is wrong is told at once.
        return all([self.form.is_valid(), self.measures.is_valid()])


def _seen_by(by: Answerer, answer: FollowUpAnswer) -> Earlier:
    before = earlier(answer.follow_up)
    own = {actor: given for actor, given in before.by_actor.items() if actor == answer.actor_id}
    # Somebody outside the house sees only what the same actor answered.
    return replace(before, by_actor=own) if by.is_partner else before


def was_answered(request: HttpRequest, page: Page) -> bool:
    """Whether an answer was sent and is kept. Where it is not, the forms say why and hold what was typed."""
    if page.form.is_bound:
        _mind_files(request, page)
    is_kept = page.is_sent and page.is_valid() and _gave(request, page)
    if is_kept:
        say_warnings(request, page.form, IN_ANSWERS)
    return is_kept


def _mind_files(request: HttpRequest, page: Page) -> None:
    # By themselves: what else is wrong with the answer costs none of them.
    own, by = Attachment.objects.filter(answer=page.answer), page.by.user
    removed, restored = (id_in(request.POST.get(name, "")) or 0 for name in ("remove", "restore"))
    acts: list[Callable[[], object]] = [partial(row.remove, by=by) for row in own.filter(pk=removed)]
    acts += [partial(row.restore, by=by) for row in own.filter(pk=restored)]
    acts += [partial(_attach, request, page.answer, upload, by) for upload in request.FILES.getlist("uploads")]
    done = [act for act in acts if _succeeds(act, page.form)]
    if done:
        page.answer.note_files(by=by)


def _attach(request: HttpRequest, answer: FollowUpAnswer, upload: UploadedFile, by: User | None) -> None:
    kept = attach(answer, upload, by=by)
    # It is kept, as texts are: what its name says is told, without saying it.
    for sentence in warnings_in(kept.name, IN_FILE_NAMES):
        messages.warning(request, f"Bilagans namn: {sentence}")


def _succeeds(act: Callable[[], object], form: AnswerForm) -> bool:
    try:
        act()
    except StateError as error:
        form.add_error("uploads", str(error))
    except ValidationError as error:
        form.add_error("uploads", error.messages[0])
    else:
        return True
    return False


def _gave(request: HttpRequest, page: Page) -> bool:
    said: dict[str, Any] = page.form.said() | {"values": page.measures.values()}
    said |= {"by": page.by.user, "address": page.by.address, "on_behalf": not page.by.is_own}
    try:
        page.answer.give(read_at=moment_in(request.POST.get("read_at", "")), **said)
    except AnsweredMeanwhileError as error:
        # Names are for those who are signed in.
        words = "Någon annan svarade medan du skrev." if page.by.is_partner else str(error)
        page.form.add_error(None, f"{words} {UNSAVED}")
        return False
    except (StateError, ValueError) as error:
        page.form.add_error(None, f"{error} {UNSAVED}")
        return False
    return True


def answer_page(request: HttpRequest, page: Page, template: str, **more: Any) -> HttpResponse:
    answer, follow_up, removed = page.answer, page.answer.follow_up, id_in(request.POST.get("remove", "")) or 0
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
        "attachments": Attachment.objects.filter(Q(removed_at=None) | Q(pk=removed), answer=answer),
        "comment": follow_up.comments.filter(kind=Comment.Kind.RETURNED).last() if answer.returned_at else None,
        "read_at": timezone.now().isoformat(),
        "is_own": page.by.is_own,
    }
    has_errors = page.form.errors or page.measures.total_error_count()
    return render(request, template, context | more, status=422 if has_errors else 200)
