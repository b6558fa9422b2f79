"""Packages about Lindvalla's plan and about a closed round of it."""

from datetime import date

import pytest

from followup.models import FollowUpAnswer
from followup.rounds import close_round, open_round
from plans.models import Plan
from reports import production
from reports.board.beginning import begin
from reports.board.documents import make


def owned(plan):
    return Plan.objects.with_owner().get(pk=plan.pk)


@pytest.fixture
def package(plan, anna):
    """The draft's, to be adopted."""
    return begin(owned(plan), "adopt", body="Kommunstyrelsen", by=anna)


@pytest.fixture
def closed(adopted, anna):
    """Of its four activities Kontrollköp is done and Tillsyn delayed; nobody has answered for the two others."""
    opened = open_round(
        adopted,
        length="year",
        starts=date(2027, 1, 1),
        ends=date(2027, 12, 31),
        last_day=date(2028, 1, 31),
        by=anna,
    )
    for title, status in (("Kontrollköp", "done"), ("Tillsyn", "delayed")):
        answer = FollowUpAnswer.objects.get(follow_up__round=opened, follow_up__activity__title=title)
        answer.give(by=anna, status=status, done="Gjort", reason="Sjukdom")
    close_round(opened, by=anna)
    return opened


@pytest.fixture
def round_package(closed, anna):
    return begin(closed, "approve", body="Kommunstyrelsen", by=anna)


def made(package, by):
    """The package with every document made, as a worker makes them."""
    make(package, by=by)
    for report in package.documents.all():
        production.produce(report.pk)
    return package
