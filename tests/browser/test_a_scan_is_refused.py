"""A document put back that nobody knows: the answer's own line says so, and no longer that the last one is counted."""

import pytest

from tests.browser.house import quiet

pytestmark = pytest.mark.browser


def test_the_answers_line_says_that_nothing_bears_it(house, a_page):
    page = a_page("documentation")
    page.goto(f"{house.url}/resources/put-back/")
    for scanned in ("R11", "zzz"):
        page.fill("#scan", scanned)
        page.keyboard.press("Enter")
        quiet(page)
    answer = page.locator("#put-back .answer")
    assert (answer.inner_text().strip(), page.locator("#put-back .answer.is-error").count()) == (
        "Aucun document ne porte «\xa0zzz\xa0».", 1)  # fmt: skip
