"""Drill 1: a web worker dies at any instant while receptions and desks are at work."""

import asyncio
import random
import re
import time
import uuid

import pytest

from citedesmetiers.kit.tokens import ShortToken
from tests.drills.house import PatientBrowser, children, kill

WORKERS, EVERY, SECONDS = 12, 0.3, 15
HELD = """
SELECT ticket_id, counsellor_id, called_at, coalesce(ended_at, '2999-01-01') FROM reception_stop
WHERE called_at IS NOT NULL
"""
CALLED = """
SELECT s.id, u.username FROM reception_stop s JOIN accounts_user u ON u.id = s.counsellor_id
WHERE s.called_at IS NOT NULL
"""


class Storm:
    """What was acknowledged and shown to people while workers died."""

    def __init__(self, house):
        self.house, self.over, self.kills = house, False, 0
        self.pressed, self.tokens, self.shown, self.most_retries = 0, [], {}, 0

    async def blow(self):
        fleet = self.house.open_with_workers(WORKERS)
        people = [(PatientBrowser(self.house.port), self.receive, f"accueil{n}") for n in range(3)]
        people += [(PatientBrowser(self.house.port), self.counsel, f"conseil{n}") for n in range(6)]
        await asyncio.gather(*(browser.sign_in(name) for browser, _work, name in people))
        try:
            async with asyncio.TaskGroup() as at_work:
                for browser, work, name in people:
                    at_work.create_task(work(browser, name))
                at_work.create_task(self.kill(fleet))
        finally:
            await asyncio.gather(*(browser.close() for browser, _work, _name in people))
        self.most_retries = max(browser.most_retries for browser, _work, _name in people)

    async def kill(self, fleet):
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            await asyncio.sleep(EVERY)
            kill(random.choice(children(fleet)))
            self.kills += 1
        self.over = True

    async def receive(self, browser, name):
        """Each visitor has two needs: she stands in both lines."""
        while not self.over:
            press = {"key": uuid.uuid4(), "cell": "need-a:interview", "second": "need-b", "insist": 1}
            self.pressed += 1
            answer = await browser.post("/reception/arrivals/", **press)
            assert answer.status == 200, answer.text
            self.tokens.append(ShortToken().to_python(answer.field(r"/tickets/([^/]+)/slip/")))

    async def counsel(self, browser, name):
        desk = f"/counter/desk-{'ab'[int(name[-1]) % 2]}/"
        await browser.post(f"{desk}here/")
        self.shown[name] = set()
        while not self.over:
            if stop := await self.look(browser, desk, name):
                await browser.post(f"{desk}meet/", stop=stop)
                await browser.post(f"{desk}finish/", stop=stop)
        await self.look(browser, desk, name)

    async def look(self, browser, desk, name):
        """Next, as the counsellor sees it: the visitor who is with her now."""
        answer = await browser.post(f"{desk}next/")
        assert answer.status == 200, answer.text
        found = re.search(r'name="stop" value="(\d+)"', answer.text.partition('class="steps"')[0])
        if found:
            self.shown[name].add(int(found[1]))
        return found and found[1]


@pytest.fixture
def storm(house):
    blown = Storm(house)
    asyncio.run(blown.blow())
    return blown


def overlaps(spans):
    """How many spans of one owner begin before the one before has ended."""
    spans = sorted(spans)
    return sum(
        owner == before and began < ended
        for (before, _began, ended), (owner, began, _ended) in zip(spans, spans[1:], strict=False)
    )


@pytest.mark.long
@pytest.mark.people(agents=3, counsellors=6)
def test_nothing_acknowledged_is_lost_and_nobody_is_at_two_desks(storm):
    in_rows = [uuid.UUID(str(token)) for (token,) in storm.house.rows("SELECT token FROM reception_ticket")]
    held = storm.house.rows(HELD)
    called = storm.house.rows(CALLED)
    print(f"{storm.kills} kills, {len(in_rows)} arrivals, {len(called)} calls, {storm.most_retries} retries at most")
    assert storm.kills >= 30 and len(in_rows) > 20 and len(called) > 20
    assert sorted(storm.tokens) == sorted(in_rows)
    assert len(in_rows) == storm.pressed
    assert overlaps((ticket, str(began), str(ended)) for ticket, _who, began, ended in held) == 0
    assert overlaps((who, str(began), str(ended)) for _ticket, who, began, ended in held) == 0
    assert [stop for stop, name in called if stop not in storm.shown[name]] == []
    assert storm.most_retries <= 3
