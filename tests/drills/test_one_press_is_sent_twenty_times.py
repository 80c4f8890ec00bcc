"""Drill 4: double click, resend, Back and submit, twenty in parallel: one press is one arrival."""

import asyncio
import uuid
from contextlib import contextmanager

import pytest
from playwright.sync_api import sync_playwright

from tests.benchmarks.browser import PASSWORD, Browser
from tests.browser.house import chromium

pytestmark = pytest.mark.people(agents=2)
ARRIVALS = "SELECT count(*) FROM reception_receipt"
VISITS = "SELECT coalesce(sum(n), 0) FROM tallies_tally WHERE series = 'visit'"
CELL = "[name=cell][value='need-a:documentation']"


@contextmanager
def at_the_reception(house, **options):
    """A real browser in which an agent is signed in."""
    house.open()
    with sync_playwright() as playwright:
        page = chromium(playwright).new_context(**options).new_page()
        page.goto(f"http://127.0.0.1:{house.port}/sign-in/?next=/reception/")
        page.fill("input[name=username]", "accueil0")
        page.fill("input[name=password]", PASSWORD)
        page.press("input[name=password]", "Enter")
        page.wait_for_selector(CELL)
        yield page


def counted(house):
    return house.rows(ARRIVALS)[0][0], house.rows(VISITS)[0][0]


@pytest.mark.browser
def test_a_double_click_is_one_arrival(house):
    with at_the_reception(house) as page:
        with page.expect_response("**/reception/arrivals/"):
            page.dblclick(CELL)
        page.wait_for_timeout(1000)  # for a second press, if there were one
    assert counted(house) == (1, 1)


@pytest.mark.browser
def test_back_shows_a_fresh_form_and_the_next_press_is_another_arrival(house):
    with at_the_reception(house, java_script_enabled=False) as page:
        first = page.input_value("#arrivals-key")
        page.click(CELL)
        page.wait_for_url("**/reception/?last=1")
        page.go_back()
        second = page.input_value("#arrivals-key")
        page.click(CELL)
        page.wait_for_url("**/reception/?last=2")
    assert first != second
    assert counted(house) == (2, 2)


SEND_AGAIN = """async () => {
  const form = document.getElementById("arrivals");
  const said = new FormData(form);
  said.set("cell", "need-a:documentation");
  const send = () => fetch(form.action, { method: "POST", body: new URLSearchParams(said) });
  return [await send(), await send()].map((answer) => answer.url);
}"""


@pytest.mark.browser
def test_the_same_form_sent_again_is_the_same_arrival(house):
    with at_the_reception(house) as page:
        first, again = page.evaluate(SEND_AGAIN)
    assert first == again
    assert counted(house) == (1, 1)


async def twenty(port, **press):
    """The same press by two agents, from twenty connections at once."""
    agents = [Browser(port) for _agent in range(2)]
    await asyncio.gather(*(agent.sign_in(f"accueil{n}") for n, agent in enumerate(agents)))
    tabs = [Browser(port) for _tab in range(20)]
    for n, tab in enumerate(tabs):
        tab.cookies = agents[n % 2].cookies
    answers = await asyncio.gather(*(tab.post("/reception/arrivals/", **press) for tab in tabs))
    await asyncio.gather(*(browser.close() for browser in [*agents, *tabs]))
    return answers


def test_twenty_at_once_are_one_arrival_and_the_same_answer(house):
    house.open()
    press = {"key": uuid.uuid4(), "cell": "need-a:interview", "insist": 1}
    answers = asyncio.run(twenty(house.port, **press))
    assert [answer.status for answer in answers] == [200] * 20
    assert len({answer.field(r"/tickets/([^/]+)/slip/") for answer in answers}) == 1
    assert counted(house) == (1, 1)
