"""Two browsers side by side, keyboard only: a walk-in is logged, called, met, finished and counted."""

import re

import pytest

from tests.browser.house import press

pytestmark = pytest.mark.browser


def visits(page):
    """The first large figure of today's page: visits on site."""
    return int(re.sub(r"\D", "", page.locator(".figures .n").first.inner_text()))


def log_an_interview(reception, desk_letter):
    """Two keys; the ticket's name as the answer shows it."""
    reception.keyboard.press(desk_letter)
    reception.keyboard.press("t")
    reception.wait_for_selector(".answer .ticket-huge")
    return reception.locator(".answer .ticket-huge").inner_text().replace("\xa0", " ")


def stands_there(counter, name):
    """Whether this visitor is at the desk or in its line."""
    words = " ".join(counter.locator(".visitor, ol.line").all_inner_texts())
    return name in words.replace("\xa0", " ")


def finish_everyone_up_to(counter, name):
    for _ in range(30):
        press(counter, *"srt")
        if not stands_there(counter, name):
            return
    raise AssertionError(f"{name} is still there")


@pytest.fixture
def today(house, a_page):
    page = a_page("direction")
    page.goto(f"{house.url}/attendance/today/")
    return page


@pytest.fixture
def counter(house, a_page):
    page = a_page("conseil")
    page.goto(f"{house.url}/counter/")
    return page


@pytest.fixture
def reception(house, a_page):
    page = a_page("accueil")
    page.goto(f"{house.url}/reception/")
    return page


def test_the_whole_way_by_keyboard(counter, reception, today):
    before = visits(today)
    letter = re.search(r"([A-Z])$", counter.locator("h1").inner_text()).group(1)
    name = log_an_interview(reception, letter.lower())
    counter.wait_for_function("name => document.body.innerText.replaceAll('\\u00a0', ' ').includes(name)", arg=name)
    finish_everyone_up_to(counter, name)
    assert name in counter.locator("#outcome-title").inner_text().replace("\xa0", " ")
    today.wait_for_function("n => parseInt(document.querySelector('.figures .n').innerText) == n", arg=before + 1)
    assert (reception.said, counter.said, today.said) == ([], [], [])
