"""A counsellor whose account is disabled, or whose desk is taken from her, while she sits there."""

import pytest

from citedesmetiers.accounts import actions as accounts
from desks import actions as desks
from desks.models import Duty
from reception import actions, tasks
from reception.models import Stop

pytestmark = pytest.mark.django_db


@pytest.fixture
def counsellor(a_counsellor):
    return a_counsellor()


@pytest.fixture
def called(desk, counsellor, visitors_wait_at):
    visitors_wait_at(desk, 2)
    return actions.call_next(desk, by=counsellor)


def test_the_desk_of_a_disabled_counsellor_is_open_no_longer(counsellor, manager):
    accounts.disable(counsellor, by=manager)
    tasks.relieve()
    assert list(Duty.objects.open()) == []


def test_the_visitor_whom_she_had_called_is_next_again(desk, counsellor, manager, called, a_counsellor):
    accounts.disable(counsellor, by=manager)
    tasks.relieve()
    assert actions.call_next(desk, by=a_counsellor()) == called


def test_the_interview_that_she_held_is_over_at_an_hour_that_nobody_said(counsellor, manager, called):
    actions.meet(called, by=counsellor)
    accounts.disable(counsellor, by=manager)
    tasks.relieve()
    stop = Stop.objects.get(pk=called.pk)
    assert (stop.state, stop.time_unreliable, stop.ended_at >= stop.met_at) == ("done", True, True)


def test_whoever_lost_her_role_is_relieved_too(counsellor, manager, called):
    accounts.change_person(counsellor, by=manager, counsels=False)
    tasks.relieve()
    assert (list(Duty.objects.open()), Stop.objects.held().count()) == ([], 0)


def test_whoever_lost_this_desk_sits_there_no_longer_but_keeps_her_visitor(
    counsellor, manager, other_desk, called
):
    desks.set_desks_of(counsellor, serves=[other_desk], may_help=[], by=manager)
    tasks.relieve()
    assert (list(Duty.objects.open()), actions.holding(counsellor)) == ([], called)


def test_the_others_go_on(counsellor, called, a_counsellor):
    a_counsellor()
    tasks.relieve()
    assert (Duty.objects.receiving().count(), actions.holding(counsellor)) == (2, called)
