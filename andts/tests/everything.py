"""One of each thing that an address can name, in Lindvalla: what a stranger must not find."""

from dataclasses import dataclass
from datetime import date

import pytest
from django.core.files.base import ContentFile

from activities.models import Activity, BulkChange, PlanSource, UnplacedText
from activities.snapshot import frozen_content
from activities.together import changed_together
from andts.tests.pixel import PIXEL
from followup.models import Attachment, FollowUpAnswer, FollowUpRound, PartnerInvitation, Reminder, ReminderSchedule
from followup.rounds import close_round, open_round
from organisations.models import Actor, ActorHolder, Letter, Membership, Organisation, User
from plans.models import GoalFramework, Node, Plan, PlanPicture, PlanText, Tip
from reports.board.beginning import begin
from reports.models import BoardPackage, Report, WordTemplate

# Stands in every text of Lindvalla's: a page that shows it to a stranger leaks.
SECRET = "Bara för Lindvalla"


@dataclass(frozen=True)
class Everything:
    """A draft with a row of each kind, an adopted plan with its version and report, an import that waits."""

    organisation: Organisation
    draft: Plan
    adopted: Plan
    node: Node
    activity: Activity
    bulk: BulkChange
    text: PlanText
    picture: PlanPicture
    unplaced: UnplacedText
    source: PlanSource
    waiting: PlanSource
    framework: GoalFramework
    actor: Actor
    holder: ActorHolder
    unit: Organisation
    membership: Membership
    # An open round of the adopted plan with an answer and its file, and a closed one.
    round: FollowUpRound
    closed_round: FollowUpRound
    answer: FollowUpAnswer
    attachment: Attachment
    invitation: PartnerInvitation
    reminder: Reminder
    report: Report
    draft_report: Report
    # Of the draft, with its documents, and of the closed round.
    package: BoardPackage
    round_package: BoardPackage
    word_template: WordTemplate
    # The ids of what was here and is removed.
    former: dict[str, int]


@pytest.fixture
def everything(lindvalla: Organisation, anna: User, rut: User) -> Everything:
    draft, adopted = filled(lindvalla, anna, title=f"{SECRET}, utkast"), decided(lindvalla, anna)
    source = PlanSource.keep(b"Aktivitet;Vad", name="plan.csv", organisation=lindvalla, by=anna)
    source.plan = draft
    source.save()
    actor = Actor.known_as(f"{SECRET}, aktör", organisation=lindvalla, by=anna)
    actor.add_aliases([f"{SECRET}, alias"], by=anna)
    lindvalla.record(by=anna, accent="#0b4f5c")
    opened = followed_up(adopted, anna, year=2026)
    answer = FollowUpAnswer.objects.get(follow_up__round=opened)
    answer.give(by=anna, status="delayed", done=f"{SECRET}, svar")
    closed = followed_up(adopted, anna, year=2025)
    close_round(closed, by=anna)
    draft_report = made_report(draft, anna)
    return Everything(
        organisation=lindvalla,
        draft=draft,
        adopted=adopted,
        node=draft.nodes.get(),
        activity=draft.activities.get(),
        bulk=set_together(draft, anna),
        text=draft.texts.get(),
        picture=draft.pictures.get(),
        unplaced=UnplacedText.objects.create(plan=draft, source=source, text=SECRET, where="stycke 1"),
        source=source,
        waiting=PlanSource.keep(b"Aktivitet;Vad\nA;B", name="ny.csv", organisation=lindvalla, by=anna),
        framework=own_framework(lindvalla, anna),
        actor=actor,
        holder=ActorHolder.created(by=anna, actor=actor, email="bara.lindvalla@exempel.se"),
        unit=Organisation.created(by=anna, kind="committee", name=f"{SECRET}, nämnd", parent=lindvalla),
        membership=rut.memberships.get(),
        round=opened,
        closed_round=closed,
        answer=answer,
        attachment=Attachment.keep(answer, PIXEL, name="bild.png", format="png", by=anna),
        invitation=PartnerInvitation.of(opened, "bara.lindvalla@exempel.se", by=anna),
        reminder=reminded_of(opened, anna),
        report=made_report(adopted, anna),
        draft_report=draft_report,
        package=made_package(draft, draft_report, anna),
        round_package=begin(closed, "approve", body="Kommunstyrelsen", by=anna),
        word_template=own_template(lindvalla, "tjansteskrivelse", anna),
        former=removed(lindvalla, actor, rut, anna),
    )


def followed_up(plan: Plan, by: User, *, year: int) -> FollowUpRound:
    days = {"starts": date(year, 1, 1), "ends": date(year, 12, 31), "last_day": date(year + 1, 1, 31)}
    return open_round(plan, length="year", by=by, **days)


def reminded_of(round_: FollowUpRound, by: User) -> Reminder:
    ReminderSchedule.turn_on(round_, [-7], by=by)
    letter = Letter.objects.create(
        key="reminder", kind="reminder", to="bara.lindvalla@exempel.se", subject=SECRET, text=SECRET, html=SECRET
    )
    return Reminder.objects.create(
        round=round_, email=letter.to, why="before", day=round_.last_day, count=1, letter=letter
    )


def set_together(plan: Plan, by: User) -> BulkChange:
    with changed_together(plan, by=by) as together:
        together.change(plan.activities.get(), schedule="Varje höst")
        return together.keep(f"{SECRET}, samlad ändring")


def own_framework(owner: Organisation, by: User) -> GoalFramework:
    framework = GoalFramework.created(by=by, organisation=owner, name=f"{SECRET}, ramverk", first_year=2026)
    framework.set_goals([f"1. {SECRET}, mål"], by=by)
    return framework


def removed(owner: Organisation, actor: Actor, user: User, by: User) -> dict[str, int]:
    """One of each thing that can be brought back, removed."""
    actor.add_aliases([f"{SECRET}, före detta"], by=by)
    rows = {
        "former_template": own_template(owner, "beslutsforslag", by),
        "former_unit": Organisation.created(by=by, kind="committee", name=f"{SECRET}, nämnd som var", parent=owner),
        "former_actor": Actor.known_as(f"{SECRET}, aktör som var", organisation=owner, by=by),
        "former_alias": actor.aliases.get(name=f"{SECRET}, före detta"),
        "former_holder": ActorHolder.created(by=by, actor=actor, email="slutat@exempel.se"),
        "former_membership": Membership.created(by=by, user=user, organisation=owner, role="politician"),
    }
    ids = {name: row.pk for name, row in rows.items()}
    for row in rows.values():
        row.record_deleted(by=by)
    return ids


def decided(owner: Organisation, by: User) -> Plan:
    plan = filled(owner, by, title=f"{SECRET}, fastställd")
    decision = {"body": "Kommunstyrelsen", "date": date(2026, 3, 2), "paragraph": "§ 41"}
    plan.adopt(content=frozen_content, decisions=[decision], by=by)
    plan.versions.get().keep_file("pdf", "", b"%PDF-1.7")
    return plan


def made_package(plan: Plan, attached: Report, by: User) -> BoardPackage:
    package = begin(plan, "adopt", body=f"{SECRET}, nämnd", by=by)
    letters = [made_report(plan, by, kind) for kind in ("tjansteskrivelse", "beslutsforslag")]
    for letter in letters:
        letter.keep_file("docx", b"PK")
    package.documents.set([*letters, attached])
    return package


def own_template(owner: Organisation, kind: str, by: User) -> WordTemplate:
    return WordTemplate.keep(owner, kind, b"PK", name=f"{SECRET}, mall.docx", by=by)


def made_report(plan: Plan, by: User, kind: str = "genomforandeplan") -> Report:
    report = Report.objects.create(
        kind=kind,
        organisation=plan.organisation,
        plan=plan,
        version=plan.versions.first(),
        title=plan.title,
        ordered_by=by,
        state="done",
        document={},
    )
    report.keep_file("pdf", b"%PDF-1.7")
    return report


def filled(owner: Organisation, by: User, *, title: str) -> Plan:
    """A plan with one row of each kind."""
    plan = Plan.created(by=by, organisation=owner, title=title, valid_from=date(2026, 1, 1))
    node = Node.created(by=by, plan=plan, kind="goal", heading=f"{SECRET}, mål")
    Activity.add(plan, by=by, node=node, title=f"{SECRET}, aktivitet", responsible_text="Socialtjänsten")
    PlanText.created(by=by, plan=plan, heading=f"{SECRET}, text")
    Tip.created(by=by, plan=plan, node=node, text=f"{SECRET}, tips")
    picture = PlanPicture(plan=plan, alternative=SECRET)
    picture.file.save("bild.png", ContentFile(PIXEL), save=False)
    picture.record_new(by=by)
    return plan
