"""What a screen reader is given to say while a person works."""

from typing import cast

from playwright.sync_api import Locator, Page

LISTEN = """() => {
  window.heard = [];
  new MutationObserver((changes) => {
    const region = document.getElementById("announcement");
    const lines = changes.filter(({ target }) => target === region).flatMap(({ addedNodes }) => [...addedNodes]);
    window.heard.push(...lines.map((line) => line.textContent));
  }).observe(document.body, { childList: true, subtree: true });
}"""


def announcement(page: Page, words: str) -> Locator:
    """The line of the live region that says this, and nothing else."""
    return page.locator("#announcement").get_by_text(words, exact=True)


def listen(page: Page) -> None:
    """From now on every sentence is kept for `heard`."""
    page.evaluate(LISTEN)


def heard(page: Page) -> list[str]:
    """Every sentence since `listen`, in order, as often as it was said."""
    return cast(list[str], page.evaluate("window.heard"))
