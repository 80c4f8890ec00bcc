"""A real browser: two taps for a question without an answer, and paper typed in with the keyboard."""

import pytest

from tests.browser.house import quiet

pytestmark = pytest.mark.browser


def focused(page):
    return page.evaluate("document.activeElement.id || document.activeElement.tagName")


@pytest.fixture
def at_the_desk(house, a_page):
    page = a_page("conseil", locale="en-GB")
    page.goto(f"{house.url}/counter/train/")
    page.wait_for_selector("#live:not([hidden])")
    return page


def test_two_presses_of_enter_count_it_and_the_focus_is_never_lost(at_the_desk):
    at_the_desk.locator("#ask-unanswered").press("Enter")
    at_the_desk.wait_for_selector("#unanswered-funding")
    at_the_desk.wait_for_function("() => document.activeElement.id === 'unanswered-funding'")
    at_the_desk.keyboard.press("Enter")
    at_the_desk.wait_for_selector("#undo-unanswered")
    at_the_desk.wait_for_function("() => document.activeElement.id === 'ask-unanswered'")
    assert at_the_desk.locator("#unanswered .tapped span").inner_text().endswith("counted")
    at_the_desk.locator("#undo-unanswered").press("Enter")
    at_the_desk.wait_for_selector("#undo-unanswered", state="detached")
    at_the_desk.wait_for_function("() => document.activeElement.id === 'ask-unanswered'")
    assert focused(at_the_desk) == "ask-unanswered"


def test_it_stays_open_while_the_line_moves(at_the_desk):
    at_the_desk.locator("#ask-unanswered").click()
    at_the_desk.wait_for_selector("#unanswered-funding")
    at_the_desk.evaluate("htmx.trigger('#counter', 'sse:changed')")
    quiet(at_the_desk)
    assert at_the_desk.locator("#unanswered-funding").is_visible()


def test_a_sheet_is_typed_in_with_the_keyboard_alone(house, a_page):
    page = a_page("accueil", locale="en-GB")
    page.goto(f"{house.url}/sheets/new/?place=valdorme&first=10&last=11&day=" + page.evaluate(
        "new Date(Date.now() - 2 * 86400000).toISOString().slice(0, 10)"))  # fmt: skip
    page.locator("td input").first.focus()
    page.keyboard.type("3")
    page.keyboard.press("Tab")
    page.keyboard.type("2")
    page.keyboard.press("Enter")
    page.wait_for_url("**/sheets/")
    assert page.locator("#told").inner_text().startswith("5 ")
