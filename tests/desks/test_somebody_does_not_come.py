"""An absence declared by anyone on site is a hole at once; the promise is kept for the figures."""

import pytest

from citedesmetiers import live
from citedesmetiers.kit.rules import HouseRule
from desks import actions
from desks.models import Turn
from reception.lines import all_lines
from tests.harness import words_of
from tests.races import all_at_once

from .conftest import MONDAY


@pytest.fixture
def promise(week, a_coordinator, cio, post, desk):
    return actions.take(post(desk, day=MONDAY), by=a_coordinator(cio))


def test_the_agent_declares_it_and_the_hole_stands_at_once(promise, agent, desk, cio, post):
    before = live.version([desk.channel])
    actions.declare_absent(promise, by=agent)
    hole = post(desk, day=MONDAY)
    assert (hole.is_hole, hole.starts_at, hole.of_posts) == (True, promise.starts_at, promise.of_posts)
    assert list(Turn.objects.absent().values_list("partner__name", flat=True)) == ["CIO"]
    assert live.version([desk.channel]) == before + 1
    assert all_lines()[0].next_turn is None


def test_pressed_twice_there_is_one_hole_and_undone_there_is_none(promise, agent, desk):
    actions.declare_absent(promise, by=agent)
    actions.declare_absent(promise, by=agent)
    assert Turn.objects.in_cell_of(promise).holes().count() == 2  # post 2 was one before
    for _twice in range(2):
        assert not actions.withdraw_absence(promise, by=agent).is_absent
    assert Turn.objects.in_cell_of(promise).holes().count() == 1


def test_another_partner_takes_the_place_and_the_absence_stays(promise, agent, a_coordinator, greta, post, desk):
    actions.declare_absent(promise, by=agent)
    actions.take(post(desk, day=MONDAY), by=a_coordinator(greta))
    with pytest.raises(HouseRule, match="Greta has taken"):
        actions.withdraw_absence(promise, by=agent)
    assert Turn.objects.absent().count() == 1


def test_what_nobody_promised_or_what_is_over_cannot_be_missed(promise, monday_morning, agent, post, desk):
    with pytest.raises(HouseRule, match="Nobody promised"):
        actions.declare_absent(post(desk, day=MONDAY, post=2), by=agent)
    monday_morning.move_to("2026-11-16T12:30:00+01:00")
    with pytest.raises(HouseRule, match="over"):
        actions.declare_absent(promise, by=agent)


def test_somebody_without_a_role_says_nothing(promise, a_person):
    with pytest.raises(HouseRule) as refused:
        actions.declare_absent(promise, by=a_person())
    assert refused.value.status == 403


def test_a_broken_promise_is_neither_given_back_nor_swapped(promise, agent, manager):
    actions.declare_absent(promise, by=agent)
    with pytest.raises(HouseRule, match="absence was declared"):
        actions.give_back(promise, by=manager)


def test_the_absence_is_withdrawn_while_another_partner_takes_its_post(
    transactional_db, week, manager, a_coordinator, cio, greta, post, desk, agent
):
    turn = actions.take(post(desk), by=manager, partner=cio)
    actions.declare_absent(turn, by=agent)
    hole, theirs = post(desk), a_coordinator(greta)
    actions.take(post(desk, post=2), by=manager, partner=cio)
    acts = [lambda: actions.withdraw_absence(turn, by=agent), lambda: actions.take(hole, by=theirs)]
    met = all_at_once([*acts, lambda: actions.declare_absent(turn, by=agent)])
    assert all(isinstance(one, HouseRule | type(turn)) for one in met), met
    standing = type(turn).objects.standing().filter(desk=desk, day=turn.day, part=turn.part, post=1)
    assert standing.count() == 1


def test_reception_sees_the_hole_though_another_counsellor_sits_there(
    promise, agent, desk, client_of, a_counsellor, monday_morning
):
    a_counsellor(desk)
    monday_morning.move_to("2026-11-16T10:00:00+01:00")
    browser = client_of(agent)
    before = words_of(browser.get("/reception/"), "#line .who")
    actions.declare_absent(promise, by=agent)
    after = words_of(browser.get("/reception/"), "#line .who")
    assert (before, after) == ("Desk job 1 counsellor · 1 to fill", "Desk job 1 counsellor · 2 to fill")
