"""Drill 6: one counsellor presses Next in two tabs at once."""

import asyncio

import pytest

from tests.benchmarks.browser import Browser
from tests.drills.house import PatientBrowser

ROUNDS = 8
WITH_HER = r'(?s)class="acts">.*?name="stop" value="(\d+)"'
CALLS = "SELECT count(*), count(DISTINCT counsellor_id) FROM reception_stop WHERE called_at IS NOT NULL"


async def work(port):
    """What each tab showed, round by round."""
    agent, tab, other = Browser(port), PatientBrowser(port), PatientBrowser(port)
    await agent.sign_in("accueil0")
    await tab.sign_in("conseil0")
    other.cookies = tab.cookies
    await tab.post("/counter/desk-a/here/")
    shown = []
    for n in range(ROUNDS):
        for _visitor in range(2):
            key = f"00000000-0000-4000-8000-{len(shown):06d}{n:03d}{_visitor:03d}"
            await agent.post("/reception/arrivals/", key=key, cell="need-a:interview")
        answers = await asyncio.gather(*(one.post("/counter/desk-a/next/") for one in (tab, other)))
        shown.append([int(answer.field(WITH_HER)) for answer in answers])
        await asyncio.gather(*(one.post("/counter/desk-a/meet/", stop=shown[-1][0]) for one in (tab, other)))
        await asyncio.gather(*(one.post("/counter/desk-a/finish/", stop=shown[-1][0]) for one in (tab, other)))
    await asyncio.gather(*(browser.close() for browser in (agent, tab, other)))
    return shown


@pytest.mark.people(agents=1, counsellors=1)
def test_both_tabs_show_the_same_visitor(house):
    house.open()
    shown = asyncio.run(work(house.port))
    assert [tab == other for tab, other in shown] == [True] * ROUNDS
    assert len({tab for tab, _other in shown}) == ROUNDS
    assert house.rows(CALLS) == [(ROUNDS, 1)]
