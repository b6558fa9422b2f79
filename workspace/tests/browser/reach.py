"""Whether a page can be used by hand and by eye: targets large enough, focus that shows, room at 400 % zoom."""

from playwright.sync_api import Page

SMALL = """() => {
    const inText = link => link.tagName === 'A' && getComputedStyle(link).display === 'inline'
        && [...link.parentNode.childNodes].some(node => node.nodeType === 3 && node.data.trim())
    const covering = control => control.matches('.card-title a')
    const boxOf = control => (control.closest('label') || control).getBoundingClientRect()
    return [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [role=button]')]
        .filter(control => control.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
        .filter(control => control.type !== 'hidden' && !inText(control) && !covering(control))
        .map(control => [control, boxOf(control)])
        .filter(([control, box]) => box.width > 1 && (box.width < 23.5 || box.height < 23.5))
        .map(([control, box]) => `${Math.round(box.width)}×${Math.round(box.height)} ${control.outerHTML.slice(0, 120)}`)
}"""
UNSEEN_FOCUS = """() => {
    const shows = element => {
        const style = getComputedStyle(element)
        return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
    }
    return [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
        .filter(control => control.checkVisibility({ visibilityProperty: true }) && !control.disabled)
        .filter(control => control.type !== 'hidden')
        .filter(control => {
            control.focus({ focusVisible: true, preventScroll: true })
            if (document.activeElement !== control) return false
            return !shows(control) && !(control.closest('.card') && shows(control.closest('.card')))
        })
        .map(control => control.outerHTML.slice(0, 160))
}"""
WIDER = """() => {
    const page = document.documentElement
    if (page.scrollWidth <= page.clientWidth) return []
    return [...document.querySelectorAll('main *, header *, footer *')]
        .filter(element => element.getBoundingClientRect().right > page.clientWidth + 1)
        .slice(0, 3).map(element => element.outerHTML.slice(0, 160))
}"""
# What stays over the text when one scrolls, in parts of the low window.
COVERED = """() => [...document.querySelectorAll('body *')]
    .filter(element => ['fixed', 'sticky'].includes(getComputedStyle(element).position) && element.checkVisibility())
    .filter(element => element.getBoundingClientRect().height > innerHeight / 3)
    .map(element => element.outerHTML.slice(0, 120))"""


def small_targets(page: Page) -> list[str]:
    """What can be pressed and is under 24 × 24 px; links within a sentence are as high as its lines."""
    found: list[str] = page.evaluate(SMALL)
    return found


def unseen_focus(page: Page) -> list[str]:
    """What takes focus without showing it."""
    found: list[str] = page.evaluate(UNSEEN_FOCUS)
    return found


def out_of_room(page: Page) -> list[str]:
    """What stands outside the window, or covers it, at 400 % zoom."""
    page.set_viewport_size({"width": 320, "height": 256})
    found: list[str] = page.evaluate(WIDER) + page.evaluate(COVERED)
    return found
