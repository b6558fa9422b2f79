"""Reminders of a round: the days, the mail before the first goes out, and the log of what was sent to whom and why."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from andts.lib.forms import render_form
from andts.lib.ids import id_in
from andts.lib.states import StateError
from andts.lib.swedish import day_text
from followup.access import followed_round
from followup.forms.reminders import ReminderForm
from followup.models import FollowUpRound, Reminder, ReminderSchedule
from followup.occasions import Occasion, to_come
from followup.recipients import Recipient, recipients_of
from followup.reminder_mails import preview
from followup.reminding import declined_reminders
from organisations import letters
from organisations.access import SignedIn
from organisations.declining import decline_url
from organisations.letters import Draft
from organisations.models import Letter, User

ON_A_PAGE = 50
STARTED = "Påminnelserna är på. Du ser mejlet här nedanför innan det första går i väg."


def round_reminders(request: SignedIn, pk: int) -> HttpResponse:
    round_ = followed_round(request, pk)
    schedule = ReminderSchedule.objects.filter(round=round_).select_related("set_by").first()
    form = ReminderForm.of(schedule, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            form.turn_on(round_, by=request.user)
            messages.success(request, "Dagarna är sparade." if schedule and schedule.is_on else STARTED)
        except StateError as error:
            messages.error(request, str(error))
        return redirect("round-reminders", pk)
    recipients = recipients_of([round_]) if round_.is_open else []
    log = Reminder.objects.filter(round=round_).select_related("letter", "round")
    log = log.defer("letter__text", "letter__html", "round__frozen")
    context = {
        "form": form,
        "round": round_,
        "plan": round_.plan,
        "schedule": schedule,
        "coming": _coming(round_, schedule),
        "recipients": recipients,
        "declined": declined_reminders(),
        "mail": _shown(request, round_, recipients),
        "page": Paginator(log, ON_A_PAGE).get_page(request.GET.get("sida")),
        "sent": _sent(request, round_),
    }
    return render_form(request, "followup/reminders.html", context)


@require_POST
def reminders_pause(request: SignedIn, pk: int) -> HttpResponse:
    round_ = followed_round(request, pk)
    schedule = get_object_or_404(ReminderSchedule, round=round_)
    schedule.pause(by=request.user)
    messages.success(request, "Påminnelserna är pausade. Inga fler går ut förrän du slår på dem igen.")
    return redirect("round-reminders", pk)


@require_POST
def reminder_again(request: SignedIn, pk: int, row: int) -> HttpResponse:
    """One that is uncertain or failed, at the samordnare's word."""
    round_ = followed_round(request, pk)
    reminder = get_object_or_404(Reminder.objects.select_related("letter"), round=round_, pk=row)
    if letters.send_again(reminder.letter, by=request.user):
        messages.success(request, f"Påminnelsen till {reminder.email} skickas igen.")
    else:
        messages.info(request, f"Påminnelsen till {reminder.email} är redan på väg eller skickad.")
    return redirect("round-reminders", pk)


@dataclass(frozen=True)
class _Coming:
    """A day on which reminders go out, as it is told."""

    day: str
    why: str


def _coming(round_: FollowUpRound, schedule: ReminderSchedule | None) -> list[_Coming]:
    if schedule is None or not (schedule.is_on and round_.is_open):
        return []
    found = to_come(schedule.days, round_.last_day, schedule.since, timezone.localdate())
    return [_Coming(day_text(each.sent_from), _why(round_, each)) for each in found]


def _why(round_: FollowUpRound, occasion: Occasion) -> str:
    why = Reminder.Why.BEFORE if occasion.is_before else Reminder.Why.AFTER
    return Reminder(round=round_, why=why, day=occasion.day).reason


@dataclass(frozen=True)
class _Mail:
    """The mail to one of the recipients as it would be today; none when nothing awaits them in the round."""

    to: Recipient
    draft: Draft | None


def _shown(request: SignedIn, round_: FollowUpRound, recipients: list[Recipient]) -> _Mail | None:
    wanted = request.GET.get("visa", "")
    # Those who are to answer stand first.
    chosen = next((each for each in recipients if each.email == wanted), None) or next(iter(recipients), None)
    if chosen is None:
        return None
    things = [thing for thing in chosen.awaiting() if thing.round == round_.pk]
    return _Mail(chosen, preview(chosen, round_, things, timezone.localdate()) if things else None)


@dataclass(frozen=True)
class _Sent:
    """A reminder that was written; no text where it also tells of rounds that the reader does not follow up."""

    letter: Letter
    text: str


def _sent(request: SignedIn, round_: FollowUpRound) -> _Sent | None:
    asked = id_in(request.GET.get("mejl", "")) or 0
    reminder = Reminder.objects.filter(round=round_, pk=asked).select_related("letter").first()
    if reminder is None:
        return None
    letter = reminder.letter
    # Who reads it here must not decline in the other's place.
    text = letter.text.replace(decline_url(letter.uuid), "…")
    return _Sent(letter, text if _follows_all(request.user, letter) else "")


def _follows_all(user: User, letter: Letter) -> bool:
    followed = FollowUpRound.objects.followed_up_by(user).values("pk")
    return not Reminder.objects.filter(letter=letter).exclude(round__in=followed).exists()
