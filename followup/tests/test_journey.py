"""The way of an answer in a browser on a phone: answered, sent back, answered again, approved; with and without script."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from followup.models import FollowUpAnswer
from organisations.models import ActorHolder, User
from workspace.tests.browser.wcag import faults_everywhere


@pytest.fixture
def round_path(transactional_db: None, answer: FollowUpAnswer, rut_answers: ActorHolder, carl_reviews: None) -> str:
    return f"/uppfoljning/{answer.follow_up.round_id}/"


def fits(page: Page) -> bool:
    """Nothing has to be scrolled sideways."""
    is_so: bool = page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    return is_so


def answer_it(page: Page, done: str, verb: str = "Svara") -> None:
    page.get_by_role("link", name=f"{verb} Kontrollköp").click()
    page.get_by_role("radio", name="Genomförd", exact=True).check()
    page.get_by_label("Vad som är gjort").fill(done)
    assert fits(page)
    page.locator(".form-buttons").get_by_role("button", name="Skicka svaret").click()
    expect(page.locator("#messages")).to_contain_text("Svaret om Kontrollköp är sparat.")


def send_it_back(page: Page, why: str) -> None:
    page.get_by_role("link", name="Granska Kontrollköp").click()
    page.get_by_label("Vad som behöver kompletteras").fill(why)
    assert fits(page)
    page.get_by_role("button", name="Återsänd").click()
    expect(page.locator("#messages")).to_contain_text("återsänd")


def walk(page: Page, visit: Callable[[str], Page], sign_in: Callable[[User], None], rut: User, carl: User) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    sign_in(rut)
    answer_it(visit("/"), "Tolv köp")
    expect(page.get_by_text("Inget väntar på dig just nu")).to_be_visible()
    sign_in(carl)
    send_it_back(visit("/"), "Hur många butiker?")
    sign_in(rut)
    expect(visit("/").get_by_text("”Hur många butiker?”")).to_be_visible()
    answer_it(page, "Tolv köp i sex butiker", verb="Komplettera")
    sign_in(carl)
    visit("/").get_by_role("link", name="Granska Kontrollköp").click()
    expect(page.get_by_text("Tolv köp i sex butiker")).to_be_visible()
    page.get_by_role("button", name="Godkänn").click()
    expect(page.locator("#messages")).to_contain_text("Du har godkänt uppföljningen av Kontrollköp.")


def test_answer_is_given_sent_back_given_again_and_approved(
    round_path: str,
    page: Page,
    visit: Callable[[str], Page],
    sign_in: Callable[[User], None],
    rut: User,
    carl: User,
    answer: FollowUpAnswer,
) -> None:
    walk(page, visit, sign_in, rut, carl)
    assert FollowUpAnswer.objects.get(pk=answer.pk).follow_up.review == "approved"


def test_reason_and_next_step_are_asked_where_it_did_not_go_as_planned(
    round_path: str,
    page: Page,
    visit: Callable[[str], Page],
    sign_in: Callable[[User], None],
    rut: User,
    answer: FollowUpAnswer,
) -> None:
    sign_in(rut)
    visit(f"{round_path}svar/{answer.pk}/")
    reason = page.get_by_label("Varför det inte gick som planerat")
    expect(reason).to_be_hidden()
    page.get_by_role("radio", name="Försenad").check()
    reason.fill("Sjukdom")
    page.get_by_role("radio", name="Pågår").check()
    expect(reason).to_be_visible()
    reason.fill("")
    page.get_by_role("radio", name="Genomförd", exact=True).check()
    expect(reason).to_be_hidden()


@pytest.mark.parametrize("who", ["rut", "carl", "anna"])
def test_pages_of_follow_up_hold_against_wcag(
    request: pytest.FixtureRequest,
    round_path: str,
    visit: Callable[[str], Page],
    sign_in: Callable[[User], None],
    rut: User,
    answer: FollowUpAnswer,
    who: str,
) -> None:
    """With an answer, its figure and a file; Carl reviews it, Anna coordinates."""
    value = {"name": "Antal köp", "unit": "st", "number": 12, "target": 15}
    answer.give(by=rut, status="delayed", done="Tolv köp", reason="Sjukdom", values=[value])
    sign_in(request.getfixturevalue(who))
    paths = ["/", "/uppfoljning/", round_path, f"{round_path}aktiviteter/{answer.follow_up_id}/"]
    own = [] if who == "carl" else [f"{round_path}svar/{answer.pk}/"]
    assert {path: found for path in [*paths, *own] if (found := faults_everywhere(visit(path)))} == {}


class TestWithoutScript:
    @pytest.fixture
    def context(self, browser: Browser) -> Iterator[BrowserContext]:
        """A browser that runs no script; `page`, `sign_in` and `visit` are then of it."""
        refusing = browser.new_context(java_script_enabled=False, locale="sv-SE", reduced_motion="reduce")
        yield refusing
        refusing.close()

    def test_whole_way_goes_without_script(
        self,
        round_path: str,
        page: Page,
        visit: Callable[[str], Page],
        sign_in: Callable[[User], None],
        rut: User,
        carl: User,
        answer: FollowUpAnswer,
    ) -> None:
        walk(page, visit, sign_in, rut, carl)
        assert FollowUpAnswer.objects.get(pk=answer.pk).follow_up.review == "approved"

    def test_reason_and_next_step_stand_there_marked(
        self,
        round_path: str,
        page: Page,
        visit: Callable[[str], Page],
        sign_in: Callable[[User], None],
        rut: User,
        answer: FollowUpAnswer,
    ) -> None:
        sign_in(rut)
        visit(f"{round_path}svar/{answer.pk}/")
        expect(page.get_by_role("group", name="Om det inte gick som planerat")).to_be_visible()
        expect(page.get_by_label("Nästa steg")).to_be_visible()
