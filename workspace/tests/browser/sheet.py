"""The plan page as a samordnare writes in it."""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from activities.models import Activity

SAVED = "Sparat "


@dataclass
class Sheet:
    """One person's page with the plan."""

    page: Page

    def row(self, activity: Activity) -> Locator:
        return self.page.locator(f"tr#aktivitet-{activity.pk}")

    def cell(self, activity: Activity, label: str) -> Locator:
        return self.row(activity).locator(f'[data-label="{label}"]')

    def editor(self) -> Locator:
        return self.page.locator(".cell-editor")

    def choose(self, activity: Activity, label: str) -> Locator:
        """The cell has focus, as after a first press."""
        cell = self.cell(activity, label)
        cell.click()
        expect(cell).to_be_focused()
        return cell

    def write(self, activity: Activity, label: str, text: str) -> None:
        """As one who writes over what stands in the cell; the editor stays open.

        All at once: where a machine is busy between two keys, the page would save half a word first.
        """
        self.choose(activity, label)
        self.press("F2")
        self.editor().fill(text)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    @property
    def state(self) -> Locator:
        """What the page says of the whole sheet."""
        return self.page.locator("[data-save-state]")

    @property
    def here(self) -> str:
        """The column of the cell that has focus."""
        return str(self.page.evaluate("document.activeElement.dataset.label ?? ''"))

    def conflict(self) -> Locator:
        return self.page.locator(".conflict")
