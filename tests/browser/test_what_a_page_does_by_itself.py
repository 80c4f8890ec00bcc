"""A real browser at reception: a press is sent once, in order, even without a network; the focus is never lost."""

import re

import pytest

from tests.browser.house import quiet

pytestmark = pytest.mark.browser
DOCUMENTATION = "tbody tr:nth-child({}) button[value$=':documentation']"


def visits(page, house):
    """The first large figure of today's page: visits on site."""
    figures = page.context.new_page()
    figures.goto(f"{house.url}/attendance/today/")
    return int(re.sub(r"\D", "", figures.locator(".figures .n").first.inner_text()))


def focused(page):
    return page.evaluate("document.activeElement.id || document.activeElement.tagName")


@pytest.fixture
def reception(house, a_page):
    page = a_page("accueil")
    page.goto(f"{house.url}/reception/")
    page.wait_for_selector("#live:not([hidden])")
    return page


def test_what_is_pressed_offline_is_said_kept_and_sent_in_order_once(house, reception):
    before = visits(reception, house)
    reception.context.set_offline(True)
    for row in (1, 2, 3, 4, 5, 1, 2, 3):
        reception.locator(DOCUMENTATION.format(row)).click()
    reception.wait_for_selector("#live.is-off", timeout=3000)
    reception.wait_for_function("() => document.querySelector('#live').textContent.includes('8')")
    reception.context.set_offline(False)
    reception.wait_for_selector("#live:not(.is-off)", timeout=15000)
    quiet(reception)
    letters = [letter.inner_text() for letter in reception.locator("#last .desk").all()]
    rows = [reception.locator(f"tbody tr:nth-child({row})").get_attribute("data-row-key") for row in (3, 2, 1, 5, 4)]
    assert (letters, visits(reception, house) - before) == (rows, 8)


def test_a_double_click_is_one_arrival_and_two_clicks_are_two(house, reception):
    before = visits(reception, house)
    reception.locator(DOCUMENTATION.format(2)).dblclick()
    reception.wait_for_selector("#answer .desk")
    assert visits(reception, house) - before == 1
    for _ in range(2):
        reception.locator(DOCUMENTATION.format(2)).click()
    quiet(reception)
    assert visits(reception, house) - before == 3


def test_after_a_press_the_focus_is_on_what_was_pressed(reception):
    cell = reception.locator(DOCUMENTATION.format(1))
    cell.focus()
    cell.press("Enter")
    reception.wait_for_selector("#answer .desk")
    assert focused(reception) == cell.get_attribute("id")


def test_an_answer_is_said_once_by_the_one_status_of_the_page(reception):
    reception.locator(DOCUMENTATION.format(1)).click()
    reception.wait_for_function("() => document.querySelector('#said').textContent")
    assert reception.locator("[role=status], [role=alert], [aria-live]").count() == 1


def test_shortcuts_can_be_switched_off_and_stay_off(house, reception):
    reception.keyboard.press("?")
    reception.locator("[data-keys-switch]").uncheck()
    reception.keyboard.press("Escape")
    reception.reload()
    row = reception.locator("tbody tr").first
    reception.keyboard.press(row.get_attribute("data-row-key").lower())
    assert reception.locator(".is-armed").count() == 0
    assert reception.locator(".cell .k:visible").count() == 0


@pytest.mark.parametrize("fate", ["lost on its way back", "refused for a moment"])
def test_a_press_without_an_answer_is_sent_again_and_is_one_arrival(house, reception, fate):
    before, keys = visits(reception, house), []

    def once(route):
        keys.append(re.search(r'\bkey"?[=\s]+([0-9a-f-]{36})', route.request.post_data)[1])
        if len(keys) > 1:
            return route.continue_()
        if fate == "refused for a moment":
            return route.fulfill(status=503, body="")
        route.fetch()
        return route.abort()

    reception.route("**/reception/arrivals/", once)
    reception.locator(DOCUMENTATION.format(2)).click()
    reception.wait_for_selector("#answer .desk")
    quiet(reception)
    assert (len(keys), len(set(keys)), visits(reception, house) - before) == (2, 1, 1)
