"""A swap is asked by one partner and accepted by the other; nothing moves before."""

import pytest

from citedesmetiers.kit.rules import HouseRule
from desks import actions
from desks.models import Swap, Turn
from tests.races import all_at_once


@pytest.fixture
def hers(a_coordinator, cio):
    return a_coordinator(cio)


@pytest.fixture
def theirs(a_coordinator, greta):
    return a_coordinator(greta)


@pytest.fixture
def swap(week, hers, theirs, post, desk, other_desk):
    gives, wants = actions.take(post(desk), by=hers), actions.take(post(other_desk), by=theirs)
    return actions.ask_swap(gives, wants, by=hers)


def partners(swap):
    return [Turn.objects.get(pk=pk).partner.name for pk in (swap.gives_id, swap.wants_id)]


def test_nothing_moves_until_the_other_says_yes(swap, theirs):
    assert partners(swap) == ["CIO", "Greta"]
    assert actions.accept_swap(swap, by=theirs).state == Swap.State.DONE
    assert partners(swap) == ["Greta", "CIO"]


def test_only_the_one_who_was_asked_accepts(swap, hers):
    with pytest.raises(HouseRule) as refused:
        actions.accept_swap(swap, by=hers)
    assert (refused.value.status, partners(swap)) == (403, ["CIO", "Greta"])


def test_asked_twice_it_is_one_question_and_a_turn_is_offered_to_one(
    swap, hers, post, desk, a_coordinator, a_partner
):
    assert actions.ask_swap(swap.gives, swap.wants, by=hers) == swap
    third = actions.take(post(desk, post=2), by=a_coordinator(a_partner()))
    with pytest.raises(HouseRule, match="already offered"):
        actions.ask_swap(swap.gives, third, by=hers)


@pytest.mark.parametrize("who", ["hers", "theirs"])
def test_declined_or_withdrawn_nothing_moves(swap, request, who, theirs):
    actions.end_swap(swap, by=request.getfixturevalue(who))
    with pytest.raises(HouseRule, match="no longer"):
        actions.accept_swap(swap, by=theirs)
    assert partners(swap) == ["CIO", "Greta"]


def test_a_stranger_ends_nothing(swap, a_coordinator, a_partner, agent):
    for by in (a_coordinator(a_partner()), agent):
        with pytest.raises(HouseRule) as refused:
            actions.end_swap(swap, by=by)
        assert refused.value.status == 403


def test_if_a_turn_changed_since_it_is_asked_again(swap, hers, theirs):
    actions.give_back(swap.gives, by=hers)
    with pytest.raises(HouseRule, match="changed since"):
        actions.accept_swap(swap, by=theirs)


def test_accepted_in_two_tabs_at_once_they_swap_once(transactional_db, swap, theirs):
    results = all_at_once([lambda: actions.accept_swap(swap, by=theirs) for _tab in range(2)])
    assert sorted(type(result).__name__ for result in results) == ["HouseRule", "Swap"]
    assert partners(swap) == ["Greta", "CIO"]


def test_a_partner_does_not_swap_with_itself_or_with_nobody(week, hers, post, desk, other_desk):
    mine, also_mine = actions.take(post(desk), by=hers), actions.take(post(other_desk), by=hers)
    for wants in (also_mine, post(desk, post=2)):
        with pytest.raises(HouseRule, match="two partners"):
            actions.ask_swap(mine, wants, by=hers)


def test_what_can_no_longer_be_exchanged_is_no_longer_proposed(swap, hers, theirs, client_of, monday_morning):
    browser = client_of(theirs)
    assert f"accept-{swap.pk}" in browser.get("/rosters/").content.decode()
    actions.give_back(swap.gives, by=hers)
    assert f"accept-{swap.pk}" not in browser.get("/rosters/").content.decode()
