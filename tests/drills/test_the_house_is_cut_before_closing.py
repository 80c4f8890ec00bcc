"""Drill 22: everything dies in the evening, before the lines were closed; the house opens the next morning.

The next day comes by moving the house 24 hours east: what is an evening here is the next morning there.
"""

import asyncio
import uuid
from http import HTTPStatus

import pytest

from tests.benchmarks.browser import Browser
from tests.drills.house import kill
from tests.servers import wait_until

EVENING, NEXT_MORNING = "Etc/GMT+12", "Etc/GMT-12"
STATES = "SELECT state, left_why, time_unreliable FROM reception_stop ORDER BY id"
UNSERVED = "SELECT k2, sum(n) FROM tallies_tally WHERE series = 'unserved' GROUP BY k2"
WITH_HER = r'(?s)class="acts">.*?name="stop" value="(\d+)"'


async def an_evening(port):
    """Four visitors: one met, one called, two waiting. The counsellors leave without a word."""
    agent, first, second = people = [Browser(port) for _person in range(3)]
    for browser, name in zip(people, ("accueil0", "conseil0", "conseil1"), strict=True):
        await browser.sign_in(name)
    for browser in (first, second):
        await browser.post("/counter/desk-a/here/")
    for _visitor in range(4):
        await agent.post("/reception/arrivals/", key=uuid.uuid4(), cell="need-a:interview")
    stop = (await first.post("/counter/desk-a/next/")).field(WITH_HER)
    await first.post("/counter/desk-a/meet/", stop=stop)
    await second.post("/counter/desk-a/next/")
    await asyncio.gather(*(browser.close() for browser in people))


async def what_is_shown(port):
    """The next morning: reception's line, and the counter of the desk."""
    agent, counsellor = Browser(port), Browser(port)
    await agent.sign_in("accueil0")
    await counsellor.sign_in("conseil0")
    pages = [await agent.get("/reception/"), await counsellor.get("/counter/desk-a/")]
    await asyncio.gather(agent.close(), counsellor.close())
    return pages


@pytest.mark.people(agents=1, counsellors=2)
def test_yesterdays_line_is_closed_told_apart_and_never_shown(house):
    process = house.open(TIME_ZONE=EVENING)
    asyncio.run(an_evening(house.port))
    kill(process.pid)
    process.wait()
    house.open(TIME_ZONE=NEXT_MORNING)
    wait_until(lambda: house.rows(UNSERVED), 30)
    states = [(state, why, bool(unsure)) for state, why, unsure in house.rows(STATES)]
    assert states == [("done", "", True), ("done", "", True), ("left", "closing", False), ("left", "closing", False)]
    assert house.rows(UNSERVED) == [("closing", 2)]
    pages = asyncio.run(what_is_shown(house.port))
    assert [page.status for page in pages] == [HTTPStatus.OK] * 2
    assert [page.text.count('id="left-') for page in pages] == [0, 0]
    assert 'name="stop"' not in pages[1].text
