"""Every address × every role: who gets the page (200), is told no (403), or learns nothing (404)."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from andts.tests.addresses import addresses
from andts.tests.everything import SECRET, Everything

# Pages for those who have not signed in.
PUBLIC = {
    "start",
    "health",
    "about",
    "help",
    "accessibility_statement",
    "account_login",
    "account_logout",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_inactive",
    "letter-decline",
    # Behind the link in an invitation, and past the first three by a code: followup/tests/test_partner_entry.py.
    "partner",
    "partner-code",
    "partner-entry",
    "partner-answer",
    "partner-receipt",
    "partner-forward",
    "partner-done",
}

# anna samordnare · bo förtroendevald · carl chef at a förvaltning · lena länssamordnare · adam administratör ·
# rut ansvarig · cecilia samordnare of another kommun. A name after @ chooses what the address names.
ROLES = ["anna", "bo", "carl", "lena", "adam", "rut", "cecilia"]
READING = """
plans                           200 200 200 200 200 200 200
plan-create                     200 403 403 200 403 403 200
plan@draft                      200 403 403 404 403 403 404
plan@adopted                    200 200 403 200 200 200 404
plan-edit@draft                 200 403 403 404 403 403 404
plan-edit@adopted               403 403 403 403 403 403 404
plan-excel@draft                200 403 403 404 403 403 404
plan-excel@adopted              200 200 403 200 200 200 404
plan-actors@draft               200 403 403 404 403 403 404
actor-suggestions@draft         200 403 403 404 403 403 404
plan-paste@draft                200 403 403 404 403 403 404
plan-review@draft               200 403 403 404 403 403 404
plan-adoption@draft             200 403 403 404 403 403 404
plan-comparison@draft           200 403 403 404 403 403 404
plan-comparison@adopted         200 200 403 200 200 200 404
plan-versions@draft             200 403 403 404 403 403 404
plan-versions@adopted           200 200 403 200 200 200 404
plan-version@version            200 200 403 200 200 200 404
plan-version-file@version_file  200 200 403 200 200 200 404
plan-next@adopted               200 403 403 403 403 403 404
decision-create@adopted         200 403 403 403 403 403 404
decision-edit@decision          200 403 403 403 403 403 404
part-create@part                200 403 403 404 403 403 404
part-edit@node                  200 403 403 404 403 403 404
part-edit@text                  200 403 403 404 403 403 404
part-edit@picture               200 403 403 404 403 403 404
picture-file@image              200 403 403 404 403 403 404
activity-create@draft           200 403 403 404 403 403 404
activity-edit@activity          200 403 403 404 403 403 404
activity-place@activity         200 403 403 404 403 403 404
activities-bulk@draft           200 403 403 404 403 403 404
plan-changes@draft              200 403 403 404 403 403 404
plan-changes@adopted            200 403 403 403 403 403 404
plan-removed@draft              200 403 403 404 403 403 404
plan-removed@adopted            200 403 403 403 403 403 404
activity-history@activity       200 403 403 404 403 403 404
activity-history@adopted_activity 200 403 403 403 403 403 404
plan-import                     200 403 403 200 403 403 200
plan-import-preview@waiting     200 403 403 404 403 403 404
plan-unplaced@draft             200 403 403 404 403 403 404
plan-source@source              200 403 403 404 403 403 404
frameworks                      200 200 200 200 200 200 200
framework-create                200 403 403 200 403 403 200
framework-edit@framework        200 403 403 404 403 403 404
crosswalk-edit@framework        200 403 403 404 403 403 404
plan-health@draft               200 403 403 404 403 403 404
plan-health@adopted             200 403 403 403 403 403 404
follow-up                       200 200 200 200 200 200 200
health-overview                 200 403 200 200 403 403 200
round-create                    200 403 403 200 403 403 200
round@round                     200 403 403 404 403 403 404
round@closed_round              200 200 403 200 200 200 404
overview-excel                  200 200 404 404 200 200 404
round-excel@round               200 403 403 404 403 403 404
round-excel@closed_round        200 200 403 200 200 200 404
round-close@round               200 403 403 404 403 403 404
round-reopen@closed_round       200 403 403 403 403 403 404
follow-up-detail@follow_up      200 403 403 404 403 403 404
follow-up-detail@closed_follow_up 200 200 403 200 200 200 404
answer@answer                   200 403 403 404 403 403 404
attachment-file@attachment      200 403 403 404 403 403 404
round-invitations@round         200 403 403 404 403 403 404
round-reminders@round           200 403 403 404 403 403 404
counties                        403 403 403 200 403 403 403
county@county                   404 404 404 200 404 404 404
county-rows@county              404 404 404 200 404 404 404
plan-packages@draft             200 403 403 404 403 403 404
plan-packages@adopted           200 200 403 200 200 200 404
round-packages@round            200 403 403 404 403 403 404
round-packages@closed_round     200 200 403 200 200 200 404
board-package@package           200 403 403 404 403 403 404
board-package@round_package     200 403 403 404 403 403 404
board-package-edit@package      200 403 403 404 403 403 404
board-package-history@package   200 403 403 404 403 403 404
board-package-file@package_file 200 403 403 404 403 403 404
board-package-zip@package       200 403 403 404 403 403 404
board-package-decision@package  302 403 403 404 403 403 404
board-package-decision@round_package 200 403 403 404 403 403 404
reports                         200 200 200 200 200 200 200
report-row@report               200 200 403 200 200 200 404
report-row@draft_report         200 403 403 404 403 403 404
report-file@report_file         200 200 403 200 200 200 404
report-file@draft_report_file   200 403 403 404 403 403 404
search                          200 200 200 200 200 200 200
search-suggestions              200 200 200 200 200 200 200
keyboard-help                   200 200 200 200 200 200 200
account                         200 200 200 200 200 200 200
account_change_password         302 302 302 302 302 302 302
account_set_password            200 200 200 200 200 200 200
organisation-colours@organisation 200 200 200 404 200 200 404
organisation-logo@organisation  404 404 404 404 404 404 404
settings                        403 403 403 403 302 403 403
organisation-settings@organisation 403 403 403 404 200 403 404
organisation-edit@organisation  403 403 403 404 200 403 404
unit-create@organisation        403 403 403 404 200 403 404
people@organisation             403 403 403 404 200 403 404
person@person                   403 403 403 404 200 403 404
invitation-create@organisation  403 403 403 404 200 403 404
membership-create@person        403 403 403 404 200 403 404
word-templates@organisation     403 403 403 404 200 403 404
word-template-example@organisation 403 403 403 404 200 403 404
word-template-file@word_template 403 403 403 404 200 403 404
membership-edit@membership      403 403 403 404 200 403 404
actors                          200 200 200 200 200 200 200
actor@actor                     200 200 200 404 200 200 404
actor-create@actors_of          200 403 403 404 403 403 404
actor-edit@actor                200 403 403 404 403 403 404
actor-merge@actor               200 403 403 404 403 403 404
alias-create@actor              200 403 403 404 403 403 404
holder-create@actor             200 403 403 404 403 403 404
holder-edit@holder              200 403 403 404 403 403 404
"""
CHANGING = """
part-up@node                    302 403 403 404 403 403 404
part-down@node                  302 403 403 404 403 403 404
part-delete@node                302 403 403 404 403 403 404
part-restore@node               302 403 403 404 403 403 404
activity-up@activity            302 403 403 404 403 403 404
activity-down@activity          302 403 403 404 403 403 404
activity-copy@activity          302 403 403 404 403 403 404
activity-row@draft              422 403 403 404 403 403 404
plan-presence@draft             200 403 403 404 403 403 404
activity-field@cell             400 403 403 404 403 403 404
actor-quick@draft               422 403 403 404 403 403 404
activity-delete@activity        302 403 403 404 403 403 404
activity-restore@activity       302 403 403 404 403 403 404
bulk-undo@bulk                  302 403 403 404 403 403 404
wording-restore@wording         302 403 403 404 403 403 404
comment-create@follow_up        422 403 403 404 403 403 404
follow-up-approval@follow_up    403 403 403 404 403 403 404
follow-up-return@follow_up      422 403 403 404 403 403 404
follow-up-status@follow_up      302 403 403 404 403 403 404
answer-acceptance@answer        302 403 403 404 403 403 404
invitations-send@round          302 403 403 404 403 403 404
invitation-again@invitation     302 403 403 404 403 403 404
reminders-pause@round           302 403 403 404 403 403 404
reminder-again@reminder         302 403 403 404 403 403 404
plan-import-discard@waiting     302 403 403 404 403 403 404
plan-unplaced-settle@unplaced   302 403 403 404 403 403 404
plan-consultation@draft         302 403 403 404 403 403 404
plan-consultation-delete@draft  302 403 403 404 403 403 404
plan-revision@adopted           302 403 403 403 403 403 404
board-package-produce@package   302 403 403 404 403 403 404
word-template-delete@word_template 403 403 403 404 302 403 404
word-template-restore@former_template 403 403 403 404 302 403 404
report-again@draft_report       302 403 403 404 403 403 404
invitation-send@person          403 403 403 404 302 403 404
person-deactivate@person        403 403 403 404 302 403 404
person-reactivate@person        403 403 403 404 302 403 404
membership-end@membership       403 403 403 404 302 403 404
membership-restore@former_membership 403 403 403 404 302 403 404
unit-delete@unit                403 403 404 404 302 403 404
unit-restore@former_unit        403 403 403 404 302 403 404
actor-delete@actor              302 403 403 404 403 403 404
actor-restore@former_actor      302 403 403 404 403 403 404
alias-delete@alias              302 403 403 404 403 403 404
alias-restore@former_alias      302 403 403 404 403 403 404
holder-delete@holder            302 403 403 404 403 403 404
holder-restore@former_holder    302 403 403 404 403 403 404
"""
# A follow-up is approved by the chef of whoever answers for it: followup/tests/test_access.py.
# A cell is not saved without a text: what becomes of one is tried in activities/tests/test_cells.py.
# Orders name what they are about in the form: tested in reports/tests; so do choices, and they are one's own: tested in
# organisations/tests/test_preferences.py. The first start is gone once somebody exists.
LENA_READS = {
    "plans",
    "plan@adopted",
    "plan-comparison@adopted",
    "plan-versions@adopted",
    "plan-version@version",
    "follow-up",
    "round@closed_round",
    "follow-up-detail@closed_follow_up",
    "county@county",
    "county-rows@county",
    "plan-packages@adopted",
    "round-packages@closed_round",
    "reports",
    "report-row@report",
}
ELSEWHERE = {"report-order", "first-start", "preferences", "reminder-choice"}


def table(written: str) -> dict[str, dict[str, int]]:
    rows = [line.split() for line in written.split("\n") if line]
    return {name: dict(zip(ROLES, map(int, statuses), strict=True)) for name, *statuses in rows}


def address(name: str, things: Everything) -> str:
    """The address of "part-edit@node": a named address and the thing of Lindvalla's that it names."""
    name, _, thing = name.partition("@")
    return reverse(name, kwargs=_arguments(thing, things) if thing else {})


def _arguments(thing: str, things: Everything) -> dict[str, object]:
    draft, adopted, here = things.draft.pk, things.adopted.pk, things.organisation.pk
    version = things.adopted.versions.get()
    slugs = {"node": "rubriker", "text": "texter", "picture": "bilder"}
    match thing:
        case "node" | "text" | "picture":
            return {"pk": draft, "slug": slugs[thing], "row": getattr(things, thing).pk}
        case "part":
            return {"pk": draft, "slug": "rubriker"}
        case "image":
            return {"pk": draft, "row": things.picture.pk}
        case "activity" | "unplaced" | "source" | "bulk":
            return {"pk": draft, "row": getattr(things, thing).pk}
        case "cell":
            return {"pk": draft, "row": things.activity.pk, "field": "schedule"}
        case "wording":
            version = things.activity.history.earliest("history_id").pk
            return {"pk": draft, "row": things.activity.pk, "version": version, "field": "schedule"}
        case "adopted_activity":
            return {"pk": adopted, "row": things.adopted.activities.get().pk}
        case "decision":
            return {"pk": adopted, "row": things.adopted.decisions.get().pk}
        case "version":
            return {"pk": adopted, "number": version.number}
        case "version_file":
            return {"pk": adopted, "number": version.number, "row": version.files.get().pk}
        case "county":
            assert things.organisation.parent
            return {"key": things.organisation.parent.code}
        case "follow_up" | "closed_follow_up":
            round_ = things.round if thing == "follow_up" else things.closed_round
            return {"pk": round_.pk, "follow_up": round_.follow_ups.get().pk}
        case "answer":
            return {"pk": things.round.pk, "answer": things.answer.pk}
        case "invitation":
            return {"pk": things.round.pk, "row": things.invitation.pk}
        case "reminder":
            return {"pk": things.round.pk, "row": things.reminder.pk}
        case "attachment":
            return {"pk": things.round.pk, "answer": things.answer.pk, "row": things.attachment.pk}
        case "report_file" | "draft_report_file":
            return {"pk": getattr(things, thing.removesuffix("_file")).pk, "format": "pdf"}
        case "package_file":
            return {"pk": things.package.pk, "report": things.draft_report.pk, "format": "pdf"}
        case "word_template":
            return {"pk": here, "row": things.word_template.pk}
        case "former_template":
            return {"pk": here, "row": things.former[thing]}
        case "person":
            return {"pk": here, "user": things.membership.user_id}
        case "membership":
            return {"pk": here, "row": things.membership.pk}
        case "former_unit":
            return {"pk": here, "unit": things.former[thing]}
        case "holder":
            return {"pk": things.actor.pk, "row": things.holder.pk}
        case "alias":
            return {"pk": things.actor.pk, "row": things.actor.aliases.get(name__endswith="alias").pk}
        case "actors_of":
            return {"organisation": here}
        case "former_actor":
            return {"organisation": here, "pk": things.former[thing]}
        case "former_membership":
            return {"pk": here, "row": things.former[thing]}
        case "former_alias" | "former_holder":
            return {"pk": things.actor.pk, "row": things.former[thing]}
        case _:
            return {"pk": getattr(things, thing).pk}


@pytest.fixture
def visit(request, everything, signed_in):
    """Opens a page as somebody of the cast; the response, and what it says."""

    def open_page(name: str, role: str, method: str = "get"):
        client = signed_in(request.getfixturevalue(role))
        response = getattr(client, method)(address(name, everything))
        text = b"".join(response) if response.streaming else response.content
        return response, re.sub(r'"[A-Za-z0-9]{64}"', "(token)", text.decode(errors="replace"))

    return open_page


def test_every_address_is_in_the_table():
    """A new page must say who may see it."""
    told = {name.partition("@")[0] for name in [*table(READING), *table(CHANGING)]} | PUBLIC | ELSEWHERE
    assert told == {each.name for each in addresses()}


def test_every_address_with_an_id_is_tried_by_a_stranger():
    named = {name.partition("@")[0] for name in [*table(READING), *table(CHANGING)] if "@" in name}
    assert named == {each.name for each in addresses() if each.parameters and each.name not in PUBLIC}


@pytest.mark.parametrize(("name", "expected"), table(READING).items())
def test_reading_as_each_role(visit, name, expected):
    assert {role: visit(name, role)[0].status_code for role in ROLES} == expected


@pytest.mark.parametrize(("name", "expected"), table(CHANGING).items())
def test_changing_as_each_role(visit, name, expected):
    """Those who may not change it try first."""
    order = sorted(ROLES, key=lambda role: expected[role] == 302)
    assert {role: visit(name, role, "post")[0].status_code for role in order} == expected


@pytest.mark.parametrize("name", table(CHANGING))
def test_changing_takes_a_post(visit, name):
    assert visit(name, "anna")[0].status_code == 405


def test_without_sign_in_one_is_sent_to_it(everything):
    for name in [*table(READING), *table(CHANGING)]:
        found = address(name, everything)
        response = Client().get(found)
        assert (response.status_code, response.url) == (302, f"{reverse('account_login')}?next={found}")


def test_strangers_read_nothing_of_lindvallas(visit):
    leaking = [name for name in table(READING) if SECRET in visit(name, "cecilia")[1]]
    assert leaking == []


def test_lans_coordinator_reads_only_what_is_decided(visit):
    shown = [name for name in table(READING) if SECRET in visit(name, "lena")[1]]
    assert shown == [name for name in table(READING) if name in LENA_READS]


def test_unknown_id_and_a_strangers_id_look_the_same(visit, signed_in, cecilia):
    there, there_says = visit("plan@draft", "cecilia")
    nowhere = signed_in(cecilia).get(reverse("plan", args=[9_999_999]))
    nowhere_says = re.sub(r'"[A-Za-z0-9]{64}"', "(token)", nowhere.content.decode())
    assert (there.status_code, there_says) == (nowhere.status_code, nowhere_says)
