"""Every verb on a turn leaves exactly one line of history for each turn that it changed, with who and what."""

import pytest

from desks import actions
from desks.models import Turn

from .conftest import FRIDAY, MONDAY


@pytest.fixture
def lines(week):
    """The history written since this was last called: (what, who, which turn)."""
    seen = set(Turn.history.values_list("pk", flat=True))

    def since():
        rows = [row for row in Turn.history.order_by("pk") if row.pk not in seen]
        seen.update(row.pk for row in rows)
        return sorted((row.history_change_reason, row.history_user.name, row.post, row.day) for row in rows)

    return since


def test_a_turn_taken_named_and_given_back(lines, a_coordinator, cio, lent_by, post, desk):
    her = a_coordinator(cio)
    actions.take(post(desk), by=her)
    assert lines() == [("taken", her.name, 1, FRIDAY)]
    actions.name_counsellor(post(desk), lent_by(cio), by=her)
    assert lines() == [("named", her.name, 1, FRIDAY)]
    actions.give_back(post(desk), by=her)
    assert lines() == [("given_back", her.name, 1, FRIDAY)]


def test_an_absence_declared_and_withdrawn(lines, manager, agent, cio, post, desk):
    turn = actions.take(post(desk), by=manager, partner=cio)
    lines()
    actions.declare_absent(turn, by=agent)
    assert lines() == [("absent", agent.name, 1, FRIDAY), ("opened", agent.name, 1, FRIDAY)]
    actions.withdraw_absence(turn, by=agent)
    assert lines() == [("back", agent.name, 1, FRIDAY), ("closed", agent.name, 1, FRIDAY)]


def test_a_swap(lines, a_coordinator, cio, greta, post, desk):
    hers, theirs = a_coordinator(cio), a_coordinator(greta)
    gives, wants = actions.take(post(desk), by=hers), actions.take(post(desk, post=2), by=theirs)
    lines()
    swap = actions.ask_swap(gives, wants, by=hers)
    assert lines() == []
    actions.accept_swap(swap, by=theirs)
    assert lines() == [("swapped", theirs.name, 1, FRIDAY), ("swapped", theirs.name, 2, FRIDAY)]


def test_a_week_opened_copied_and_a_partner_withdrawn(lines, manager, cio, post, desk):
    actions.take(post(desk), by=manager, partner=cio)
    lines()
    opened = actions.open_weeks(MONDAY.replace(day=23), by=manager)
    assert [what for what, *_rest in lines()] == ["opened"] * len(opened)
    actions.copy_week(MONDAY, MONDAY.replace(day=23), by=manager)
    assert lines() == [("copied", manager.name, 1, FRIDAY.replace(day=27))]
    actions.give_back_all(cio, by=manager)
    assert len(lines()) == 2


def test_what_changes_nothing_leaves_no_line(lines, manager, cio, post, desk):
    actions.give_back(post(desk), by=manager)
    actions.open_weeks(MONDAY, by=manager)
    assert lines() == []
