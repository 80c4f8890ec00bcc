"""A visitor at the station: types, is helped to a word, reads a shelf mark, and leaves nothing behind."""

import pytest

from tests.browser.house import in_the_house

pytestmark = pytest.mark.browser

ALL_BEGIN = """text => {
    const shown = [...document.querySelectorAll('#suggestions [role=option]')];
    return shown.length > 0 && shown.every(each => each.textContent.trim().startsWith(text));
}"""


def at_the_station(a_page, house, path="/station/", **options):
    page = a_page(locale="en-GB", viewport={"width": 1366, "height": 768}, **options)
    page.goto(house.url + path)
    return page


def test_words_are_suggested_and_taken_with_the_keyboard_alone(house, a_page):
    page = at_the_station(a_page, house)
    page.keyboard.type("apprent")
    page.wait_for_function(ALL_BEGIN, arg="apprent")  # the list of the last letter, not of one before
    page.keyboard.press("ArrowDown")
    taken = page.locator("[role=option][aria-selected=true]").inner_text()
    assert page.locator("#q").get_attribute("aria-activedescendant") == "suggestion-1"
    page.keyboard.press("Enter")
    page.wait_for_selector(".found")
    mark = page.locator(".shelfmark").first.inner_text()
    assert (page.locator("#q").input_value(), mark) == (taken, "Shelf mark\nC3")


def test_a_misspelt_plural_leads_to_a_mark_that_is_read_from_two_metres(house, a_page):
    page = at_the_station(a_page, house)
    page.keyboard.type("illetrismes")
    page.keyboard.press("Enter")
    page.click("#main .blank a.fw-bold")
    page.wait_for_selector(".found")
    mark = page.locator(".shelfmark").first
    height = mark.evaluate("el => parseFloat(getComputedStyle(el).fontSize)")
    assert (mark.inner_text().endswith("C6"), height >= 48) == (True, True)


def test_a_long_mark_is_read_whole_in_a_list_as_wide_as_the_page(house, a_page):
    in_the_house(house, "mark_copies('R27', 'R 371.425 ENS')")
    page = at_the_station(a_page, house, "/station/?q=micro-activite")
    mark, there = page.locator(".shelfmark > span"), page.locator(".found").bounding_box()
    cut = mark.evaluate("el => [el.scrollWidth > el.clientWidth, el.scrollHeight > el.clientHeight]")
    height = mark.evaluate("el => parseFloat(getComputedStyle(el).fontSize)")
    assert (cut, height >= 32) == ([False, False], True)
    assert (there["width"] > 1000, page.locator(".narrow").count()) == (True, 0)


def test_one_comes_back_from_a_document_with_the_keyboard_alone(house, a_page):
    page = at_the_station(a_page, house, "/station/?q=formation")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_selector("article.one")
    page.focus("#back")
    page.keyboard.press("Enter")
    page.wait_for_url("**/station/?q=formation")
    assert page.locator(".found").count() == 1


@pytest.mark.parametrize("width", [320, 390])
def test_what_one_keeps_fits_on_a_phone(house, a_page, width):
    page = a_page(locale="fr-FR", viewport={"width": width, "height": 844})
    page.goto(f"{house.url}/documents/basket/?d=R07,R10,R12")
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_arrows_go_through_the_list_and_escape_starts_again(house, a_page):
    page = at_the_station(a_page, house, "/station/?q=formation")
    page.focus("#q")
    for _n in range(2):
        page.keyboard.press("ArrowDown")
    second = page.locator(".found h2 a").nth(1)
    assert second.evaluate("el => el === document.activeElement")
    page.keyboard.press("Escape")
    page.wait_for_url("**/station/")
    assert page.locator("#q").input_value() == ""


def test_untouched_it_goes_back_and_the_browser_remembers_nothing(house, a_page):
    in_the_house(house, "the_station_waits(20)")
    page = at_the_station(a_page, house)
    page.keyboard.type("maladie")
    page.keyboard.press("Enter")
    page.wait_for_selector(".found")
    before = page.evaluate("history.length")
    page.click(".found h2 a")
    page.wait_for_selector("article.one")
    page.clock.install()
    page.reload()
    page.clock.run_for(21_000)
    page.wait_for_url("**/station/")
    page.go_back()
    assert (page.evaluate("history.length") <= before, "maladie" in page.url) == (True, False)


@pytest.mark.parametrize("path", ["/documents/?q=formation", "/documents/R07/", "/documents/basket/?d=R07"])
def test_it_works_without_scripts(house, a_page, path):
    page = at_the_station(a_page, house, path, java_script_enabled=False)
    assert page.locator(".shelfmark").count() >= 1
    page.locator("#again").click()
    assert page.url == f"{house.url}/documents/"
