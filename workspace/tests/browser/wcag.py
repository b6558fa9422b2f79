"""A page held against WCAG 2.2 AA by axe, as it stands at a width and in light or dark."""

from collections.abc import Sequence

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WIDTHS = [1280, 768, 360]
# Waits for the page to be painted as it now is: axe reads colours that a change of theme has not yet reached.
RUN = """async options => {
    await new Promise(painted => requestAnimationFrame(() => requestAnimationFrame(painted)))
    const { violations } = await axe.run(options)
    const excess = document.documentElement.scrollWidth - document.documentElement.clientWidth
    return [
        ...violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 200)}`),
        ...(excess > 0 ? [`${excess} px too wide`] : []),
    ]
}"""
OPTIONS = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}


def faults(page: Page) -> list[str]:
    """What axe finds, each with a place, and whether something stands beside the screen."""
    page.evaluate(Axe().axe_script)
    found: list[str] = page.evaluate(RUN, OPTIONS)
    return found


def faults_everywhere(page: Page, widths: Sequence[int] = WIDTHS) -> list[str]:
    """The same at each width, and in the dark, whose colours know no width, without loading the page anew."""
    page.evaluate(Axe().axe_script)
    looks = [*((width, "light") for width in widths), (widths[0], "dark")]
    return [f"{width} px, {theme}: {fault}" for width, theme in looks for fault in faults_at(page, width, theme)]


def faults_at(page: Page, width: int, theme: str) -> list[str]:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    found: list[str] = page.evaluate(RUN, OPTIONS)
    return found
