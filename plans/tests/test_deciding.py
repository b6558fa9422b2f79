"""The states a plan passes, and that what was decided stays as it was decided."""

from collections.abc import Callable
from datetime import date
from threading import Barrier, Thread

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.db import IntegrityError, connection, transaction

from andts.lib.states import StateError
from andts.tests.waiting import PATIENCE
from organisations.models import Organisation, User
from plans.models import Decision, HeaderLine, Node, Plan, PlanColumn, PlanPicture, PlanText, PlanVersion, Tip
from plans.models.parts import InPlan

BOARD = {"body": "Kommunstyrelsen", "date": date(2026, 11, 3), "paragraph": "§ 112", "registry_number": "KS 2026/44"}
COUNCIL = {"body": "Förebyggarrådet", "date": date(2026, 10, 1)}


def title_only(plan: Plan) -> dict[str, object]:
    return {"plan": {"title": plan.title, "decisions": [str(row) for row in plan.decisions.all()]}}


@pytest.fixture
def draft(lindvalla: Organisation, anna: User) -> Plan:
    return Plan.created(
        by=anna, organisation=lindvalla, title="Plan 2027", valid_from=date(2027, 1, 1), valid_until=date(2027, 12, 31)
    )


def adopted(plan: Plan, by: User) -> Plan:
    plan.adopt(content=title_only, decisions=[BOARD], by=by)
    return plan


def test_consultation_goes_there_and_back(draft, anna):
    draft.send_for_consultation(by=anna)
    assert Plan.objects.get().state == "consultation"
    draft.take_back(by=anna)
    assert [row.state for row in draft.history.order_by("history_id")] == ["draft", "consultation", "draft"]


def test_consultation_twice_is_refused_in_swedish(draft, anna):
    draft.send_for_consultation(by=anna)
    with pytest.raises(StateError, match="Planen är på remiss, och då går det inte"):
        Plan.objects.get().send_for_consultation(by=anna)


def test_adopt_freezes_what_stands_with_its_decisions(draft, anna):
    version = draft.adopt(content=title_only, decisions=[BOARD, COUNCIL], by=anna)
    assert version.content == {
        "plan": {
            "title": "Plan 2027",
            "decisions": ["Förebyggarrådet antar 2026-10-01", "Kommunstyrelsen antar 2026-11-03 § 112"],
        }
    }
    assert (version.number, version.created_by, draft.state) == (1, anna, "adopted")


def test_version_digest_is_of_canonical_json(draft, anna):
    version = draft.adopt(content=lambda plan: {"å": 1.5, "a": [1]}, decisions=[BOARD], by=anna)
    # printf '{"a":[1],"å":1.5}' | sha256sum
    assert version.sha256 == "bbf9a8229f0a0d5ee11e440d785a0292cdd01e52d354a069721b8435e44e758d"
    assert PlanVersion.objects.get().is_intact


def test_version_that_was_tampered_with_is_not_intact(draft, anna):
    draft.adopt(content=title_only, decisions=[BOARD], by=anna)
    PlanVersion.objects.update(content={"plan": {"title": "En annan plan"}})
    assert not PlanVersion.objects.get().is_intact


def test_adopt_leaves_history_of_plan_and_decision(draft, anna):
    adopted(draft, anna)
    plan, decision = draft.history.latest("history_id"), Decision.history.get()
    assert (plan.state, plan.history_user) == ("adopted", anna)
    assert (decision.body, decision.history_user) == ("Kommunstyrelsen", anna)


def test_adopt_that_fails_changes_nothing(draft, anna):
    def fails(plan: Plan) -> dict[str, object]:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        draft.adopt(content=fails, decisions=[BOARD], by=anna)
    assert (Plan.objects.get().state, Decision.objects.count(), PlanVersion.objects.count()) == ("draft", 0, 0)


def test_adopt_takes_at_least_one_decision(draft, anna):
    with pytest.raises(ValueError, match="minst en beslutsinstans"):
        draft.adopt(content=title_only, decisions=[], by=anna)
    assert Plan.objects.get().state == "draft"


def test_version_keeps_a_file_once(draft, anna, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    version = draft.adopt(content=title_only, decisions=[BOARD], by=anna)
    first, second = version.keep_file("pdf", "kort", b"%PDF-1"), version.keep_file("pdf", "kort", b"%PDF-2")
    assert first == second
    files = [(path.name, path.read_bytes()) for path in (tmp_path / "versions").iterdir()]
    assert files == [(f"plan-{draft.pk}-1-kort.pdf", b"%PDF-1")]


def test_adopt_by_one_who_saw_an_older_state_is_refused(draft, anna):
    seen = Plan.objects.get()
    adopted(draft, anna)
    with pytest.raises(StateError, match="Planen är fastställd"):
        adopted(seen, anna)
    assert (Decision.objects.count(), PlanVersion.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_two_who_adopt_at_once_make_one_version(draft, anna):
    outcomes, start = [], Barrier(2)

    def adopt() -> None:
        plan = Plan.objects.get()
        start.wait()
        try:
            adopted(plan, anna)
            outcomes.append("adopted")
        except StateError:
            outcomes.append("refused")
        finally:
            connection.close()

    in_threads(adopt, adopt)
    assert (sorted(outcomes), PlanVersion.objects.count()) == (["adopted", "refused"], 1)


@pytest.mark.django_db(transaction=True)
def test_row_changed_while_the_plan_is_adopted_is_in_the_version_or_refused(draft, anna):
    Tip.created(by=anna, plan=draft, text="före")
    start = Barrier(2)
    outcomes = []

    def change() -> None:
        tip = Tip.objects.select_related("plan").get()
        start.wait()
        try:
            tip.record(by=anna, text="efter")
            outcomes.append("efter")
        except StateError:
            outcomes.append("före")
        finally:
            connection.close()

    def adopt() -> None:
        plan = Plan.objects.get()
        start.wait()
        plan.adopt(content=lambda held: {"tip": held.tips.get().text}, decisions=[BOARD], by=anna)
        connection.close()

    in_threads(change, adopt)
    assert PlanVersion.objects.get().content == {"tip": Tip.objects.get().text} == {"tip": outcomes[0]}


def in_threads(*works: Callable[[], None]) -> None:
    threads = [Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)


def test_revision_when_adopted_replaces_and_counts_on(draft, anna):
    adopted(draft, anna)
    revision = adopted(Plan.created(by=anna, organisation=draft.organisation, title="Ny", revises=draft), anna)
    assert [Plan.objects.get(pk=plan.pk).state for plan in (draft, revision)] == ["replaced", "adopted"]
    assert [version.number for version in PlanVersion.objects.order_by("pk")] == [1, 2]


def test_revision_of_a_repealed_plan_leaves_it_repealed(draft, anna):
    adopted(draft, anna)
    revision = Plan.created(by=anna, organisation=draft.organisation, title="Ny", revises=draft)
    draft.decide(action="repeal", by=anna, body="Kommunstyrelsen", date=date(2026, 11, 20))
    adopted(Plan.objects.get(pk=revision.pk), anna)
    assert Plan.objects.get(pk=draft.pk).state == "repealed"


def test_next_period_does_not_replace(draft, anna):
    adopted(draft, anna)
    adopted(Plan.created(by=anna, organisation=draft.organisation, title="Plan 2028", continues=draft), anna)
    assert Plan.objects.get(pk=draft.pk).state == "adopted"


def test_plan_has_one_open_revision_at_most(draft, anna):
    adopted(draft, anna)
    Plan.created(by=anna, organisation=draft.organisation, title="Ny", revises=draft)
    with pytest.raises(StateError, match="Planen revideras redan"):
        draft.require_revisable()
    with pytest.raises(IntegrityError), transaction.atomic():
        Plan.created(by=anna, organisation=draft.organisation, title="Ny", revises=draft)


def test_decision_to_extend_moves_the_last_day(draft, anna):
    adopted(draft, anna)
    draft.decide(action="extend", by=anna, extends_until=date(2028, 6, 30), **COUNCIL)
    assert (draft.last_day(), draft.state) == (date(2028, 6, 30), "adopted")


def test_decision_to_repeal_closes_the_plan(draft, anna):
    adopted(draft, anna)
    draft.decide(action="repeal", by=anna, **COUNCIL)
    assert (Plan.objects.get().state, Plan.history.latest("history_id").history_user) == ("repealed", anna)


def test_decision_about_a_draft_is_refused(draft, anna):
    with pytest.raises(StateError, match="Planen är utkast"):
        draft.decide(action="repeal", by=anna, **COUNCIL)
    assert Decision.objects.count() == 0


def test_decision_can_be_completed_and_what_it_said_is_kept(draft, anna, bo):
    draft.adopt(content=title_only, decisions=[COUNCIL], by=anna)
    Decision.objects.get().record(by=bo, paragraph="§ 7")
    kept = [(row.paragraph, row.history_user) for row in Decision.history.order_by("history_id")]
    assert kept == [("", anna), ("§ 7", bo)]


# --- What was decided is read-only

ROWS = {
    HeaderLine: {"label": "Arkivering", "text": "Bevaras"},
    Node: {"kind": "goal", "heading": "Färre unga provar"},
    PlanColumn: {"name": "Kostnad"},
    PlanPicture: {"alternative": "En karta", "file": ContentFile(b"", "karta.png")},
    PlanText: {"heading": "Bakgrund"},
    Tip: {"text": "Föräldramöte"},
}


def test_every_kind_of_row_is_tried_below():
    rows = {model for model in apps.get_models() if issubclass(model, InPlan) and not model._meta.proxy}
    assert {model.__name__ for model in rows} == {model.__name__ for model in ROWS} | {"Activity"}


@pytest.mark.parametrize("model", ROWS)
def test_row_of_an_adopted_plan_refuses_every_change(model, draft, anna):
    row = model.created(by=anna, plan=draft, **ROWS[model])
    adopted(Plan.objects.get(), anna)
    stale = model.objects.select_related("plan").get()
    stale.plan.state = "draft"  # as one who read it before the decision has it
    changes = [
        lambda: stale.record(by=anna, order=7),
        lambda: stale.record_deleted(by=anna),
        lambda: stale.remove(by=anna),
        lambda: model.created(by=anna, plan=draft, **ROWS[model]),
    ]
    for change in changes:
        with pytest.raises(StateError, match="Skapa en revidering"):
            change()
    assert list(model.objects.values_list("pk", "order")) == [(row.pk, 0)]


def test_row_removed_before_the_decision_stays_removed(draft, anna):
    tip = Tip.created(by=anna, plan=draft, text="Föräldramöte")
    pk = tip.pk
    tip.remove(by=anna)
    adopted(draft, anna)
    with pytest.raises(StateError):
        Tip.bring_back(draft, pk, by=anna)


def test_adopted_plan_itself_is_read_only(draft, anna):
    adopted(draft, anna)
    for change in (lambda: draft.record(by=anna, title="Annan"), lambda: draft.record_deleted(by=anna)):
        with pytest.raises(StateError):
            change()
    assert Plan.objects.get().title == "Plan 2027"
