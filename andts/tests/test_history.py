"""Every change leaves a row that says who made it: each changing address is posted to, and the history grows."""

import pytest
from django.apps import apps
from lxml import html
from simple_history.models import HistoricalChanges

from andts.tests.test_access import CHANGING, READING, address, table

# What a page's form needs beyond one changed text; a page not named here is sent as it came but for that text.
POSTED = {
    "plan-create": {"kind": "policy"},
    "plan-adoption@draft": {"form-0-body": "Nämnden", "form-0-date": "2026-03-02", "accept": "on"},
    "plan-next@adopted": {"valid_from": "2028-01-01", "carry": "all"},
    "decision-create@adopted": {"action": "adopt", "body": "Kommunfullmäktige", "date": "2026-03-03"},
    "part-create@part": {"kind": "area", "heading": "Ny rubrik"},
    "activity-create@draft": {"title": "Ny aktivitet"},
    "activity-field@cell": {"base": "Varje höst", "value": "Varje vår"},
    "framework-create": {"first_year": "2027", "goals": "1. Ett mål"},
    "unit-create@organisation": {"kind": "committee"},
    "invitation-create@organisation": {"email": "ny@exempel.se", "role": "manager"},
    "membership-create@person": {"role": "manager"},
    "membership-edit@membership": {"role": "manager"},
    "comment-create@follow_up": {"text": "Bra"},
    "follow-up-return@follow_up": {"comment": "Skriv mer"},
    "follow-up-status@follow_up": {"status": "done"},
    "board-package-decision@round_package": {"date": "2026-03-02"},
    "plan-import-preview@waiting": {"kind": "policy", "create": "1"},
    "holder-create@actor": {"email": "ny@exempel.se"},
    "holder-edit@holder": {"email": "annan@exempel.se"},
}
# Pages whose form changes no row of a plan or an organisation, and why.
WITHOUT = {
    "plan-import": "keeps a file; the plan made of it has a history",
    "plan-import-discard@waiting": "removes a file of which no plan was made",
    "plan-unplaced@draft": "its forms are sent to plan-unplaced-settle, which is tried here",
    "plan-paste@draft": "shows what a paste would do; doing it is tested in activities/tests/pasting",
    "plan-actors@draft": "the draft names nobody unknown; tested in activities/tests/test_linking.py",
    "actor-quick@draft": "asks for a name; tested in activities/tests/test_actor_suggestions.py",
    "crosswalk-edit@framework": "there is nothing else to correspond to; tested in plans/tests/test_frameworks.py",
    "round-create": "needs a plan and a period of these days; tested in followup/tests/test_round_pages.py",
    "follow-up-detail@follow_up": "its forms are sent to addresses of their own, which are tried here",
    "follow-up-detail@closed_follow_up": "the same",
    "follow-up-approval@follow_up": "nobody of the cast is its chef; tested in followup/tests/test_reviewing.py",
    "answer-acceptance@answer": "a samordnare wrote it; tested in followup/tests/test_reviewing.py",
    "reports": "orders a document",
    "board-package-produce@package": "orders documents",
    "word-templates@organisation": "takes a file; tested in reports/tests/test_word_template_pages.py",
    "invitations-send@round": "there is nobody to ask; tested in followup/tests/test_inviting.py",
    "invitation-again@invitation": "sends the same letter again",
    "reminder-again@reminder": "the same",
    "report-again@draft_report": "makes a document again",
    "invitation-send@person": "sends the same letter again",
    "account_set_password": "a password is nobody's to read back",
    "part-up@node": "the only one has no neighbour; tested in plans/tests/test_parts.py",
    "part-down@node": "the same",
    "activity-up@activity": "the same",
    "activity-down@activity": "the same",
    "part-restore@node": "nothing is removed; tested in plans/tests/test_parts.py",
    "activity-restore@activity": "the same",
    "plan-presence@draft": "where somebody is right now is remembered by nobody",
    "activity-place@activity": "there is nowhere to go but where it stands; tested in activities/tests/test_placing.py",
    "activity-row@draft": "an activity has to say something; tested in activities/tests/test_new_rows.py",
    "person-reactivate@person": "the account is open; tested in organisations/tests",
    "plan-consultation-delete@draft": "it is not on remiss; tested in plans/tests/test_deciding.py",
    "actor-merge@actor": "needs another actor; tested in organisations/tests",
}


def history_rows() -> int:
    return sum(model._default_manager.count() for model in apps.get_models() if issubclass(model, HistoricalChanges))


def who_may(statuses: dict[str, int], status: int) -> str | None:
    return next((role for role, found in statuses.items() if found == status), None)


def filled_form(page: bytes, more: dict[str, str]) -> dict[str, object] | None:
    """What the page's form would send with its first text changed; None when the page has no form that changes."""
    forms = [form for form in html.fromstring(page).forms if form.method == "POST" and form.xpath("ancestor::main")]
    forms = [form for form in forms if form.xpath(".//input[@type='text' or @type='email']|.//textarea|.//select")]
    if not forms:
        return None
    data = dict(forms[0].form_values())
    texts = forms[0].xpath(".//input[@type='text']|.//textarea")
    if texts:
        data[texts[0].name] = f"{data.get(texts[0].name, '')} ändrat".strip()
    return data | more


@pytest.fixture
def sender(request, everything, signed_in):
    return lambda role: signed_in(request.getfixturevalue(role))


def test_reasons_are_about_pages_that_exist():
    assert {*POSTED, *WITHOUT} <= {*table(READING), *table(CHANGING)}


@pytest.mark.parametrize("name", [name for name in table(CHANGING) if name not in WITHOUT])
def test_changing_leaves_history(sender, everything, name):
    client = sender(who_may(table(CHANGING)[name], 302) or "anna")
    before = history_rows()
    outcome = {"outcome": "placed"} if "settle" in name else {}
    assert client.post(address(name, everything), POSTED.get(name, outcome)).status_code in (200, 302)
    assert history_rows() > before


@pytest.mark.parametrize("name", [name for name in table(READING) if name not in WITHOUT])
def test_sending_a_form_leaves_history(sender, everything, name):
    role = who_may(table(READING)[name], 200)
    if role is None:
        return
    client = sender(role)
    page = client.get(address(name, everything))
    content = b"".join(page) if page.streaming else page.content
    is_page = page["Content-Type"].startswith("text/html")
    data = filled_form(content, POSTED.get(name, {})) if is_page else None
    if data is None:
        return
    before = history_rows()
    response = client.post(address(name, everything), data)
    assert response.status_code == 302, response.context["form"].errors
    assert history_rows() > before
