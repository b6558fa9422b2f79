"""A page held against WCAG 2.2 AA by axe, as it stands at a width and in light or dark."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def faults(page: Page) -> list[str]:
    """What axe finds with the place, and whether something stands beside the screen."""
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}}).response["violations"]
    told = [f"{violation['id']}: {violation['nodes'][0]['html'][:200]}" for violation in found]
    excess = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return told + [f"{excess} px too wide"] * (excess > 0)
