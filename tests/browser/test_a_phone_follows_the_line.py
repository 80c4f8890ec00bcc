"""A visitor's phone: it says when she is called, lets her leave with or without scripts, in three languages."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.house import in_the_house

pytestmark = pytest.mark.browser
SHAKES = "window.shaken = 0; navigator.vibrate = () => { window.shaken += 1; return true; };"


def phone_at(a_page, url, **options):
    page = a_page(viewport={"width": 320, "height": 640}, **options)
    page.goto(url)
    return page


def test_it_shakes_and_changes_its_title_when_she_is_called(house, a_page):
    page = a_page(locale="en-GB", viewport={"width": 390, "height": 844})
    page.add_init_script(SHAKES)
    token = in_the_house(house, "whose_turn_it_is()")
    page.goto(f"{house.url}/t/{token}/")
    page.wait_for_selector("#live:not([hidden])")
    in_the_house(house, "call()")
    page.wait_for_selector(".own-ticket.is-called", timeout=10000)
    page.wait_for_function("() => window.shaken")  # once what was put in has settled
    assert (page.title().startswith("It is your turn"), page.evaluate("window.shaken")) == (True, 1)
    assert (page.context.cookies(), page.said) == ([], [])
    in_the_house(house, "take_the_call_back()")


@pytest.mark.parametrize("scripts", [True, False])
def test_she_leaves_and_takes_her_place_again(house, a_page, scripts):
    page = phone_at(a_page, f"{house.url}/t/{house.ticket}/?lang=en", java_script_enabled=scripts)
    place = page.locator(".own-now .n").first.inner_text()
    page.click("#leave")
    page.wait_for_selector("#stay")
    if scripts:
        page.wait_for_function("() => document.activeElement !== document.body", timeout=3000)
    page.click("#stay")
    page.wait_for_selector("#leave")
    assert (page.locator(".own-now .n").first.inner_text(), page.context.cookies(), page.said) == (place, [], [])


@pytest.mark.parametrize("path", ["/?lang=ar", "/t/{token}/?lang=ar"])
def test_right_to_left_axe_finds_nothing_and_nothing_is_cut(house, a_page, path):
    page = phone_at(a_page, house.url + path.format(token=house.ticket))
    found = Axe().run(page)
    assert found.response["violations"] == [], found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= 320")
    assert (page.locator("html").get_attribute("dir"), page.said) == ("rtl", [])


def test_the_first_page_follows_by_itself(house, a_page):
    page = phone_at(a_page, f"{house.url}/?lang=en")
    page.wait_for_selector("#live:not([hidden])")
    in_the_house(house, "whose_turn_it_is()")
    page.evaluate("document.querySelector('#now').dataset.old = 'yes'")
    in_the_house(house, "call()")
    page.wait_for_selector("#now:not([data-old])", timeout=10000)
    in_the_house(house, "take_the_call_back()")
    assert page.locator(".now-lines > li").count() == 5
