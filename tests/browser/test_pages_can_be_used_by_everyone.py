"""Every screen, with a real browser: axe, the content policy, narrow pages, and no way past the keyboard."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.pages import SCREENS

pytestmark = [pytest.mark.browser, pytest.mark.looks]
IDS = [screen.name for screen in SCREENS]

CUT_OFF = """() => [...document.querySelectorAll('main *')].filter(e => !e.closest('.scroll, .visually-hidden, .svc')
  && e.getBoundingClientRect().right > document.documentElement.clientWidth + 1).map(e => e.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("screen", SCREENS, ids=IDS)
def test_axe_finds_nothing_light_or_dark_and_the_policy_is_kept(a_page, screen):
    page = a_page(screen=screen, color_scheme="light")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found = Axe().run(page)
        assert found.response["violations"] == [], f"{scheme}: {found.generate_report()}"
    refused = [f"Failed to load resource: the server responded with a status of {screen.status}"]
    assert [said.partition(" (")[0] for said in page.said] == (refused if screen.status >= 400 else [])


@pytest.mark.parametrize("screen", SCREENS, ids=IDS)
def test_at_320_px_nothing_scrolls_sideways_and_title_heading_and_language_are_right(a_page, screen):
    page = a_page(screen=screen, viewport={"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth <= 320"), page.evaluate(CUT_OFF)
    page.goto(f"{page.url}{'&' if '?' in page.url else '?'}lang=en")
    assert page.evaluate("document.documentElement.scrollWidth <= 320"), page.evaluate(CUT_OFF)
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("h1").count() == 1
    title = page.title()
    assert title.split(" · ")[0].strip() not in ("", "None")


@pytest.mark.parametrize("screen", [s for s in SCREENS if not s.wall], ids=[s.name for s in SCREENS if not s.wall])
def test_the_keyboard_reaches_every_control_in_the_order_of_sight(a_page, screen):
    page = a_page(screen=screen)
    page.evaluate("document.activeElement.blur()")
    seen = []
    for _ in range(15):
        page.keyboard.press("Tab")
        seen.append(page.evaluate(
            "() => { const e = document.activeElement; const r = e.getBoundingClientRect();"
            " return [e.tagName, r.width > 0 && r.height > 0, getComputedStyle(e).outlineStyle != 'none'"
            " || getComputedStyle(e).boxShadow != 'none' || e.matches('.btn-check')] }"))  # fmt: skip
        if seen[-1][0] == "BODY":
            break
    reached = [mark for mark in seen if mark[0] != "BODY"]
    assert reached and all(visible and marked for _tag, visible, marked in reached)
