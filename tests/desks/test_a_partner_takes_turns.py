"""A coordinator promises and gives back her partner's posts, and nobody else's."""

import pytest

from citedesmetiers import live
from citedesmetiers.kit.rules import HouseRule
from desks import actions
from desks.models import Turn
from tests.races import all_at_once

from .conftest import FRIDAY


def who(turn):
    turn.refresh_from_db()
    return turn.partner and turn.partner.name


def test_a_coordinator_promises_a_post_and_gives_it_back(week, a_coordinator, cio, post, desk):
    before = live.version(["roster"]), live.version([desk.channel])
    coordinator = a_coordinator(cio)
    assert who(actions.take(post(desk), by=coordinator)) == "CIO"
    assert who(actions.give_back(post(desk), by=coordinator)) is None
    assert (live.version(["roster"]), live.version([desk.channel])) == (before[0] + 2, before[1] + 2)


def test_pressed_twice_or_in_two_tabs_it_is_one_post(week, a_coordinator, cio, post, desk):
    coordinator = a_coordinator(cio)
    assert actions.take(post(desk), by=coordinator) == actions.take(post(desk), by=coordinator)
    assert Turn.objects.promised().count() == 1
    actions.give_back(post(desk), by=coordinator)
    actions.give_back(post(desk), by=coordinator)
    assert Turn.objects.promised().count() == 0


def test_whoever_comes_second_has_the_other_post_and_the_third_is_told(week, a_coordinator, a_partner, post, desk):
    pressed = post(desk)
    first, second, third = (a_coordinator(a_partner()) for _n in range(3))
    assert [actions.take(pressed, by=by).post for by in (first, second, second)] == [1, 2, 2]
    with pytest.raises(HouseRule, match="last post"):
        actions.take(pressed, by=third)


def test_a_partner_may_have_two_posts_of_a_desk(week, a_coordinator, cio, post, desk):
    coordinator = a_coordinator(cio)
    assert [actions.take(post(desk, post=n), by=coordinator).post for n in (1, 2)] == [1, 2]


def test_two_coordinators_press_the_last_post_at_once(
    transactional_db, week, a_coordinator, cio, greta, post, other_desk
):
    last = post(other_desk)
    coordinators = [a_coordinator(cio), a_coordinator(greta)]
    results = all_at_once([lambda by=by: actions.take(last, by=by) for by in coordinators])
    assert sorted(type(result).__name__ for result in results) == ["HouseRule", "Turn"]
    assert Turn.objects.promised().count() == 1
    assert last.history.filter(history_change_reason="taken").count() == 1


def test_a_coordinator_never_touches_another_partners_turn(week, a_coordinator, cio, greta, post, desk, lent_by):
    hers, other = a_coordinator(cio), a_coordinator(greta)
    turn = actions.take(post(desk), by=hers)
    for act in (lambda: actions.give_back(turn, by=other),
                lambda: actions.take(post(desk, post=2), by=other, partner=cio),
                lambda: actions.name_counsellor(turn, None, by=other)):  # fmt: skip
        with pytest.raises(HouseRule) as refused:
            act()
        assert refused.value.status == 403
    assert who(turn) == "CIO"


def test_a_manager_promises_for_any_partner(week, manager, cio, post, desk):
    assert who(actions.take(post(desk), by=manager, partner=cio)) == "CIO"
    assert who(actions.give_back(post(desk), by=manager)) is None


def test_what_is_over_stays_unless_a_manager_corrects_it(week, monday_morning, a_coordinator, manager, cio, post, desk):
    turn = actions.take(post(desk), by=a_coordinator(cio))
    monday_morning.move_to("2026-11-20T13:00:00+01:00")
    with pytest.raises(HouseRule, match="over"):
        actions.give_back(turn, by=a_coordinator(cio))
    assert who(actions.give_back(turn, by=manager)) is None


def test_a_counsellor_comes_to_one_desk_at_a_time(week, a_coordinator, cio, greta, lent_by, post, desk, other_desk):
    coordinator, counsellor = a_coordinator(cio), lent_by(cio)
    here, there = (actions.take(post(one), by=coordinator) for one in (desk, other_desk))
    actions.name_counsellor(here, counsellor, by=coordinator)
    with pytest.raises(HouseRule, match="another desk"):
        actions.name_counsellor(there, counsellor, by=coordinator)
    with pytest.raises(HouseRule, match="lent by"):
        actions.name_counsellor(there, lent_by(greta), by=coordinator)
    actions.name_counsellor(here, None, by=coordinator)
    assert actions.name_counsellor(there, counsellor, by=coordinator).counsellor == counsellor


def test_a_partner_withdrawn_in_mid_year_keeps_its_past(week, monday_morning, manager, a_coordinator, cio, post, desk):
    coordinator = a_coordinator(cio)
    held = actions.take(post(desk, day=FRIDAY), by=coordinator)
    monday_morning.move_to("2026-11-20T15:00:00+01:00")
    coming = actions.open_weeks(held.day.replace(day=23), by=manager)[0]
    actions.take(coming, by=coordinator)
    type(cio).objects.filter(pk=cio.pk).update(active=False)
    cio.refresh_from_db()
    assert actions.give_back_all(cio, by=manager) == 1
    assert (who(held), who(coming)) == ("CIO", None)
    with pytest.raises(HouseRule, match="no turns"):
        actions.take(coming, by=manager, partner=cio)


def test_one_counsellor_is_named_at_two_desks_at_once(
    transactional_db, week, manager, a_coordinator, cio, lent_by, post, desk, other_desk
):
    turns = [actions.take(post(one), by=manager, partner=cio) for one in (desk, other_desk)]
    hers, counsellor = a_coordinator(cio), lent_by(cio)
    met = all_at_once([lambda turn=turn: actions.name_counsellor(turn, counsellor, by=hers) for turn in turns])
    assert sorted(type(result).__name__ for result in met) == ["HouseRule", "Turn"]
    assert Turn.objects.filter(counsellor=counsellor).count() == 1


def test_whoever_comes_to_a_half_day_that_is_over_is_no_longer_changed(
    week, a_coordinator, cio, lent_by, post, desk, manager, monday_morning
):
    turn, counsellor = actions.take(post(desk), by=manager, partner=cio), lent_by(cio)
    monday_morning.move_to("2026-11-21T08:00:00+01:00")
    with pytest.raises(HouseRule):
        actions.name_counsellor(turn, counsellor, by=a_coordinator(cio))
    assert actions.name_counsellor(turn, counsellor, by=manager).counsellor == counsellor
