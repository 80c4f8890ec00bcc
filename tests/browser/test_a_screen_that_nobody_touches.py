"""A real browser at a shared computer: an untouched screen locks, keeps what was chosen, and goes from hand to hand."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.house import in_the_house, sign_in

pytestmark = pytest.mark.browser
PINS = {"accueil": "314159", "conseil": "271828"}
MINUTE = 60_000


@pytest.fixture(scope="session")
def cookie(house):
    """The cookie of a shared computer of the demo, where reception and a counsellor have a PIN."""
    return in_the_house(house, f"enrol_for({PINS})")


@pytest.fixture
def at_reception(house, a_page, cookie):
    """The reception's screen at a shared computer, with a clock of its own."""

    def open_for(**options):
        page = a_page(**options)
        page.context.add_cookies([{"name": "computer", "value": cookie, "url": house.url}])
        page.close()
        page = sign_in(page.context, house, "accueil")
        page.clock.install()
        page.goto(f"{house.url}/reception/")
        page.wait_for_selector("#live:not([hidden])")
        return page

    return open_for


def lock(page):
    page.evaluate("document.querySelector('[data-lock-form]').requestSubmit()")
    page.wait_for_selector("#lock.lock")


def focused(page):
    return page.evaluate("document.activeElement.id")


def test_it_warns_then_locks_and_the_pin_gives_back_what_was_chosen(at_reception):
    page = at_reception()
    page.locator("label[for^=persons]").nth(1).click()
    page.clock.fast_forward(9 * MINUTE + 6000)
    page.wait_for_selector("#lock-soon")
    page.clock.fast_forward(MINUTE)
    page.wait_for_selector("#lock.lock")
    assert (page.locator("main[inert] #line").is_visible(), focused(page)) == (True, "id_pin")
    page.keyboard.type(PINS["accueil"])
    page.wait_for_selector("#lock:not(.lock)", state="attached")
    assert page.locator("[name=persons]:checked").get_attribute("value") == "2"
    assert page.locator("[inert]").count() == 0


def test_a_touch_puts_it_off(at_reception):
    page = at_reception()
    page.clock.fast_forward(9 * MINUTE + 6000)
    page.wait_for_selector("#lock-soon")
    page.keyboard.press("Shift")
    assert page.locator("#lock-soon").count() == 0
    page.clock.fast_forward(5 * MINUTE)
    assert page.locator("#lock.lock").count() == 0


def test_before_the_session_ends_it_locks_whoever_works_at_it_and_another_one_begins(at_reception):
    page = at_reception()
    page.evaluate("document.body.dataset.ends = Date.now() / 1000 + 11 * 60")  # it locks ten minutes before
    page.clock.fast_forward(6000)
    page.keyboard.press("Shift")
    page.wait_for_selector("#lock-soon")
    page.clock.fast_forward(MINUTE)
    page.wait_for_selector("#lock.lock")
    page.keyboard.type(PINS["accueil"])
    page.wait_for_selector("#lock:not(.lock)", state="attached")
    assert page.evaluate("document.body.dataset.ends - Date.now() / 1000") > 11 * 3600


def test_no_key_reaches_a_locked_page(at_reception):
    page = at_reception()
    before = page.locator("#last").inner_text()
    lock(page)
    page.locator("#lock-title").focus()
    for key in "bn":
        page.keyboard.press(key)
    assert (page.locator(".is-armed").count(), page.locator("#last").inner_text()) == (0, before)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_a_locked_page(at_reception, scheme):
    page = at_reception(color_scheme=scheme)
    lock(page)
    found = Axe().run(page)
    assert found.response["violations"] == [], found.generate_report()
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth <= 320")


def test_a_colleague_takes_over_with_her_name_and_six_digits_and_no_other_press(at_reception):
    page = at_reception()
    lock(page)
    page.locator("#lock details summary").first.click()
    page.locator("#lock .names label").nth(1).click()
    page.keyboard.type(PINS["conseil"])
    page.wait_for_url(re.compile("/counter/"))
    assert page.locator(".menu > summary .only-wide").inner_text() != "Nadia Morel"


def test_the_other_tabs_lock_and_open_with_it(at_reception, house):
    page = at_reception()
    other = page.context.new_page()
    other.goto(f"{house.url}/reception/")
    lock(page)
    other.wait_for_selector("#lock.lock")
    page.bring_to_front()
    page.keyboard.type(PINS["accueil"])
    other.wait_for_selector("#lock:not(.lock)", state="attached")
    assert other.locator("[inert]").count() == 0


def test_a_press_in_a_tab_of_the_one_before_is_sent_again_as_the_one_now(at_reception, house):
    page = at_reception()
    page.evaluate("document.body.dataset.drawnFor = '999999'")
    page.locator("tbody tr:nth-child(1) button[value$=':documentation']").click()
    again = page.locator("#refusal button")
    again.wait_for()
    again.click()
    page.wait_for_load_state()
    page.wait_for_selector("#answer .desk, #told .note")
    assert page.evaluate("document.body.dataset.drawnFor") != "999999"
