"""A page as it is printed: nothing to press, nothing of the frame, black on white."""

from io import BytesIO

import pypdf
from playwright.sync_api import Page

# What has no use on paper. A field with its value is part of what the page says.
LEFT = """() => [...document.querySelectorAll(
        'nav, button, .btn, .menu, input[type=submit], input[type=search], .skip-link, footer, [role=search], dialog')]
    .filter(element => element.checkVisibility({ visibilityProperty: true }))
    .filter(element => element.getBoundingClientRect().height > 1)
    .map(element => element.outerHTML.slice(0, 120))"""
COLOURED = """() => {
    const grey = colour => {
        const [red, green, blue, alpha = 1] = colour.match(/[\\d.]+/g).map(Number)
        return { dark: Math.max(red, green, blue), light: Math.min(red, green, blue), alpha }
    }
    return [...document.querySelectorAll('body, body *')]
        .filter(element => element.checkVisibility({ visibilityProperty: true }))
        .filter(element => !element.closest('svg') && element.getBoundingClientRect().height > 1)
        .filter(element => {
            const style = getComputedStyle(element)
            const speaks = [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim())
            const behind = grey(style.backgroundColor)
            return (speaks && grey(style.color).dark > 0) || (behind.alpha > 0 && behind.light < 255)
        })
        .map(element => {
            const style = getComputedStyle(element)
            return `${style.color} on ${style.backgroundColor}: ${element.outerHTML.slice(0, 120)}`
        })
}"""


def blemishes(page: Page) -> list[str]:
    """What a printed page shows and should not; also when the screen is dark."""
    page.emulate_media(media="print", color_scheme="dark")
    found: list[str] = page.evaluate(LEFT) + page.evaluate(COLOURED)
    page.emulate_media(media="screen", color_scheme="light")
    return found


def printed(page: Page) -> str:
    """The words of the page as Chromium prints it."""
    sheets = pypdf.PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages
    return " ".join(" ".join(sheet.extract_text() for sheet in sheets).split())
