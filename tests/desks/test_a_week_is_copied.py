"""What was promised in one week is promised in another, where the same post is open."""

import pytest

from citedesmetiers.kit.rules import HouseRule
from desks import actions
from desks.models import Turn

from .conftest import FRIDAY, MONDAY

NEXT, AFTER = MONDAY.replace(day=23), MONDAY.replace(day=27)


@pytest.fixture
def next_week(week, manager):
    return actions.open_weeks(NEXT, by=manager)


def promised(day=AFTER):
    return sorted(Turn.objects.promised().filter(day=day).values_list("desk__slug", "part", "post", "partner__name"))


def test_a_manager_copies_every_partners_turns_and_their_counsellors(
    next_week, manager, cio, greta, lent_by, post, desk, other_desk
):
    turn = actions.take(post(desk), by=manager, partner=cio)
    actions.name_counsellor(turn, counsellor := lent_by(cio), by=manager)
    actions.take(post(other_desk), by=manager, partner=greta)
    assert actions.copy_week(MONDAY, NEXT, by=manager) == (2, 0)
    assert promised() == [("job", 1, 1, "CIO"), ("training", 1, 1, "Greta")]
    assert post(desk, day=AFTER).counsellor == counsellor
    assert actions.copy_week(MONDAY, NEXT, by=manager) == (0, 0)


def test_a_coordinator_copies_her_partners_turns_alone(
    next_week, manager, a_coordinator, cio, greta, post, desk, other_desk
):
    actions.take(post(desk), by=manager, partner=cio)
    actions.take(post(other_desk), by=manager, partner=greta)
    assert actions.copy_week(MONDAY, NEXT, by=a_coordinator(greta)) == (1, 0)
    assert promised() == [("training", 1, 1, "Greta")]


def test_a_post_taken_or_not_open_is_left_and_said(next_week, manager, cio, greta, post, desk, other_desk):
    actions.take(post(desk), by=manager, partner=cio)
    actions.take(post(other_desk), by=manager, partner=cio)
    actions.take(post(desk, day=AFTER), by=manager, partner=greta)
    post(other_desk, day=AFTER).delete()
    assert actions.copy_week(MONDAY, NEXT, by=manager) == (0, 2)


def test_a_partner_that_takes_no_more_turns_is_left_out(next_week, manager, cio, post, desk):
    actions.take(post(desk), by=manager, partner=cio)
    type(cio).objects.update(active=False)
    assert actions.copy_week(MONDAY, NEXT, by=manager) == (0, 0)
    assert promised(FRIDAY) == [("job", 1, 1, "CIO")]


def test_a_counsellor_who_comes_elsewhere_is_not_named(next_week, manager, cio, lent_by, post, desk, other_desk):
    counsellor = lent_by(cio)
    actions.name_counsellor(actions.take(post(desk), by=manager, partner=cio), counsellor, by=manager)
    elsewhere = actions.take(post(other_desk, day=AFTER), by=manager, partner=cio)
    actions.name_counsellor(elsewhere, counsellor, by=manager)
    actions.copy_week(MONDAY, NEXT, by=manager)
    assert (post(desk, day=AFTER).partner, post(desk, day=AFTER).counsellor) == (cio, None)


def test_nobody_but_a_coordinator_or_a_manager_copies_and_she_copies_nothing_into_the_past(
    next_week, monday_morning, agent, manager, a_coordinator, cio, post, desk
):
    actions.take(post(desk), by=manager, partner=cio)
    with pytest.raises(HouseRule) as refused:
        actions.copy_week(MONDAY, NEXT, by=agent)
    assert refused.value.status == 403
    monday_morning.move_to("2026-11-27T13:00:00+01:00")
    assert actions.copy_week(MONDAY, NEXT, by=a_coordinator(cio)) == (0, 1)
    assert actions.copy_week(MONDAY, NEXT, by=manager) == (1, 0)
