"""What the demonstration's samordnare is about to take to the nämnd: a revision and the round that is closed."""

from __future__ import annotations

from followup.models import FollowUpRound
from plans.models import Plan
from reports.board.beginning import begin
from reports.models import Matter
from workspace.demonstration.places import Places

COORDINATOR = "samordnare@granasa.example"
BODY, SIGNER = "Kommunstyrelsen", "Kommundirektör\nSamordnare för ANDTS-arbetet"


def create_packages(places: Places, plans: dict[str, Plan]) -> None:
    revision = plans["granasa-2026-revision"]
    closed = FollowUpRound.objects.closed().filter(plan__organisation=revision.organisation)
    by = places.people[COORDINATOR]
    abouts = [(revision, Matter.REVISE), *((round_, Matter.APPROVE) for round_ in closed.select_related("plan"))]
    for about, matter in abouts:
        package = begin(about, matter, body=BODY, by=by)
        # The texts are as they are suggested; the documents are made when somebody asks for them.
        package.write(by=by, signer=SIGNER)
