"""Which matters a plan or a round can go to the nämnd with, and a package begun with good words."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from andts.lib.states import StateError
from followup.models import FollowUpRound
from organisations.models import User
from plans.models import Plan
from reports.board.plan_texts import PlanTexts
from reports.board.round_texts import RoundTexts
from reports.models import BoardPackage, Matter

USUAL_BODY = "Kommunstyrelsen"
USUAL_OFFICER = "Samordnare för ANDTS-arbetet"


def matters_of(about: Plan | FollowUpRound) -> list[Matter]:
    if isinstance(about, FollowUpRound):
        return [] if about.is_open else [Matter.APPROVE, Matter.FILE]
    if about.is_open:
        return [Matter.REVISE if about.revises_id else Matter.ADOPT]
    if about.state != Plan.State.ADOPTED:
        return []
    # The likeliest first. What is replaced or repealed has none.
    return [Matter.EXTEND, Matter.REPEAL] if about.valid_until else [Matter.REPEAL]


@transaction.atomic
def begin(
    about: Plan | FollowUpRound, matter: str, *, body: str, until: date | None = None, by: User | None
) -> BoardPackage:
    """A package whose texts are suggested. Raises StateError when the matter does not fit any more."""
    if matter not in matters_of(about):
        raise StateError("Ärendet passar inte det läge som planen eller uppföljningen har nu.")
    package = BoardPackage(matter=matter, body=body, extends_until=until, organisation=about.organisation)
    package.plan, package.round = (about, None) if isinstance(about, Plan) else (None, about)
    for name, text in {**habits(package), **suggested(package)}.items():
        setattr(package, name, text)
    package.record_new(by=by)
    return package


def suggested(package: BoardPackage) -> dict[str, str]:
    matter = Matter(package.matter)
    if package.plan:
        return PlanTexts(package.plan, matter, package.body, package.extends_until).texts()
    assert package.round
    return RoundTexts(package.round, matter, package.body).texts()


def habits(package: BoardPackage) -> dict[str, str]:
    before = BoardPackage.objects.filter(organisation=package.organisation).first()
    # As in the organisation's package before.
    if before:
        return {"officer": before.officer, "signer": before.signer, "dispatch": before.dispatch}
    plan = package.plan or (package.round and package.round.plan)
    owner = plan.document_owner if plan else ""
    return {"officer": USUAL_OFFICER, "signer": "", "dispatch": owner}


def usual_body(organisation_id: int) -> str:
    before = BoardPackage.objects.filter(organisation=organisation_id).first()
    return before.body if before else USUAL_BODY
