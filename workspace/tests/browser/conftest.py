"""What the browser's journeys share."""

import pytest
from playwright.sync_api import Page


@pytest.fixture
def served(transactional_db: None) -> None:
    """The live server's own threads must see the rows."""


@pytest.fixture
def spoken_to(page: Page) -> list[str]:
    """Every address that the page asked for."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    return asked


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the browser says is wrong, in its console."""
    said: list[str] = []
    page.on("console", lambda message: said.append(f"{page.url}: {message.text}") if message.type == "error" else None)
    return said
