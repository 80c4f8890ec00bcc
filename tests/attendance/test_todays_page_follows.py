"""The day's page hears of everything that it shows, and says from which version it was drawn."""

import pytest

from citedesmetiers import live
from citedesmetiers.attendance import actions as closing
from citedesmetiers.attendance.views import channels
from desks import actions as presence
from reception import actions
from tests.harness import soup_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna(at, a_counsellor):
    at("09:00")
    return a_counsellor()


def version():
    return live.version(channels(None))


def test_every_step_of_a_visit_is_heard(anna, takes_a_place, agent, at):
    at("10:00")
    heard = [version()]
    steps = [
        takes_a_place,
        lambda: actions.call_next(anna.duties.get().desk, by=anna),
        lambda: actions.meet(actions.holding(anna), by=anna),
        lambda: actions.finish(actions.holding(anna), by=anna),
        lambda: actions.give_up(takes_a_place(), by=agent),
        lambda: actions.undo(takes_a_place().ticket.receipt, by=agent),
        lambda: presence.pause(by=anna),
        lambda: closing.close_the_day(now=at("20:00")),
    ]
    for step in steps:
        step()
        heard.append(version())
    assert sorted(set(heard)) == heard


def test_the_page_says_from_which_version_it_was_drawn(takes_a_place, client_of, manager, at):
    at("10:00")
    takes_a_place()
    body = soup_of(client_of(manager).get("/attendance/today/")).body
    assert body["sse-connect"] == f"/attendance/today/live/?v={version()}"


def test_the_part_is_fetched_again_with_its_filter_one_at_a_time(site, client_of, manager):
    part = soup_of(client_of(manager).get("/attendance/today/", {"place": "main"})).select_one("#today")
    assert {name: value for name, value in part.attrs.items() if name.startswith("hx-")} == {
        "hx-get": "/attendance/today/?place=main", "hx-trigger": "sse:changed", "hx-swap": "outerHTML",
        "hx-sync": "this:queue last",
    }  # fmt: skip


def test_a_server_without_streams_answers_that_there_is_none(client_of, manager):
    assert client_of(manager).get("/attendance/today/live/").status_code == 204
