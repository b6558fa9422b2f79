"""A round of Lindvalla's plan, and who answers in it: Rut stands behind Polisen, whose unit Carl is chef of."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from andts.tests.mail_server import MailServer
from followup.inviting import invite
from followup.models import FollowUpAnswer, FollowUpRound, PartnerInvitation
from followup.rounds import open_round
from followup.tests.partners import IDA, code_for, enter
from organisations.models import Actor, ActorHolder, Organisation, User
from plans.models import Plan

FINE = {"status": "done", "done": "Tolv kontrollköp"}


@pytest.fixture
def opened(adopted: Plan, anna: User) -> FollowUpRound:
    return opened_round(adopted, anna)


def opened_round(plan: Plan, by: User, *, year: int = 2027) -> FollowUpRound:
    days = {"starts": date(year, 1, 1), "ends": date(year, 12, 31), "last_day": date(year + 1, 1, 31)}
    return open_round(plan, length="year", by=by, **days)


@pytest.fixture
def police(adopted: Plan) -> Actor:
    return Actor.objects.get(name="Polisen")


@pytest.fixture
def rut_answers(police: Actor, rut: User) -> ActorHolder:
    return ActorHolder.created(by=None, actor=police, user=rut)


@pytest.fixture
def carl_reviews(police: Actor, social_services: Organisation) -> None:
    police.record(by=None, unit=social_services)


@pytest.fixture
def answer_of(opened: FollowUpRound) -> Callable[[str], FollowUpAnswer]:
    """The first answer of an activity, by its title."""

    def find(title: str) -> FollowUpAnswer:
        answers = FollowUpAnswer.objects.filter(follow_up__round=opened, follow_up__activity__title=title)
        return answers.order_by("pk").select_related("follow_up__round__plan__organisation")[0]

    return find


@pytest.fixture
def answer(answer_of: Callable[[str], FollowUpAnswer]) -> FollowUpAnswer:
    """What Polisen is to answer about Kontrollköp."""
    return answer_of("Kontrollköp")


@pytest.fixture
def ida_holds(police: Actor) -> ActorHolder:
    return ActorHolder.created(by=None, actor=police, email="Ida@polisen.example")


@pytest.fixture
def invitation(opened: FollowUpRound, ida_holds: ActorHolder, anna: User) -> PartnerInvitation:
    return invite(opened, [IDA], by=anna)[0]


@pytest.fixture
def inside(invitation: PartnerInvitation, mail_server: MailServer) -> Client:
    """A browser in which Ida has given her code."""
    client = Client()
    enter(client, invitation, code_for(client, invitation, mail_server))
    return client
