"""One house and one browser for all the tests that look at pages."""

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.house import chromium, demo_house, sign_in
from tests.browser.pages import open_screen


@pytest.fixture(scope="session")
def house():
    with demo_house() as running:
        yield running


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        yield chromium(playwright)


@pytest.fixture
def a_page(house, browser):
    """A page on which a demo account is signed in (or nobody), with the errors its console met in `page.said`."""
    contexts = []

    def open_for(username=None, *, screen=None, language="", **options):
        options = {"viewport": {"width": 1366, "height": 768}, "locale": "fr-FR"} | options
        context = browser.new_context(**options)
        contexts.append(context)
        said = []
        context.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
        if screen:
            page = open_screen(context, house, screen, language)
        else:
            page = sign_in(context, house, username) if username else context.new_page()
        page.said = said
        return page

    yield open_for
    for context in contexts:
        context.close()
