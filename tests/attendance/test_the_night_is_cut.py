"""Closing is killed between any two steps, or runs twice at once: the day comes out the same (drill 20)."""

import signal
import subprocess
import sys
from functools import partial

import pytest

from citedesmetiers.attendance import actions
from citedesmetiers.attendance.models import DaySeal
from desks.models import Duty
from reception.models import Receipt, Stop, Ticket
from tests.races import all_at_once

from .conftest import TUESDAY

pytestmark = pytest.mark.django_db(transaction=True)

CUT = """
import os, signal, sys
from datetime import date, datetime
import django
django.setup()
from django.db import transaction
from citedesmetiers.attendance import actions
day, now, whole = date.fromisoformat(sys.argv[1]), datetime.fromisoformat(sys.argv[2]), int(sys.argv[3])
steps = [*actions.STEPS, actions.purge]
for step in steps[:whole]:
    step(day, now)
with transaction.atomic():
    steps[whole](day, now)
    os.kill(os.getpid(), signal.SIGKILL)
"""
THE_DAY = {
    ("interview", 10, "job", "job"): 1, ("interview", 19, "job", "job"): 1, ("purpose", 10, "job", ""): 1,
    ("purpose", 19, "job", ""): 2, ("talk_seconds", 10, "job", ""): 1200, ("unserved", 20, "job", "closing"): 1,
    ("visit", 10, "interview", ""): 1, ("visit", 19, "interview", ""): 2, ("wait", 10, "job", "3"): 1,
    ("wait", 19, "job", "5"): 1, ("wait_seconds", 10, "job", ""): 240, ("wait_seconds", 19, "job", ""): 600,
}


@pytest.fixture
def a_tuesday(an_interview, a_counsellor, takes_a_place, at):
    at("09:00")
    anna = a_counsellor()
    an_interview(anna, "10:00", "10:04", "10:24")
    an_interview(anna, "19:30", "19:40", None)
    at("19:45")
    takes_a_place()


@pytest.fixture
def the_day(whole_day):
    return lambda: {(series, hour, k1, k2): n for (series, _place, hour, k1, k2), n in whole_day().items()}


def assert_closed_once(the_day):
    assert the_day() == THE_DAY
    assert list(DaySeal.objects.values_list("day", "stops")) == [(TUESDAY, 3)]
    assert (Receipt.objects.count(), Duty.objects.open().count()) == (0, 0)
    assert Stop.objects.filter(ended_at__isnull=True).count() == 0


@pytest.mark.parametrize("whole", range(6))
def test_killed_after_any_step_and_run_again_the_day_is_the_same(whole, a_tuesday, at, environment, the_day):
    now = at("20:00")
    command = [sys.executable, "-c", CUT, TUESDAY.isoformat(), now.isoformat(), str(whole)]
    assert subprocess.run(command, env=environment, check=False).returncode == -signal.SIGKILL
    assert DaySeal.objects.count() == (whole > 4)
    assert Ticket.objects.count() == 3
    actions.close_the_day(TUESDAY, now)
    assert_closed_once(the_day)


def test_two_clocks_at_once_close_a_day_once(a_tuesday, at, the_day):
    now = at("20:10")
    results = all_at_once([partial(actions.close_the_day, None, now)] * 4)
    assert [result for result in results if isinstance(result, Exception)] == []
    assert_closed_once(the_day)


def test_two_clocks_at_once_delete_old_tickets_once(a_tuesday, site, at, the_day):
    type(site).objects.update(retention_days=1)
    now = at("12:00", TUESDAY.replace(day=11))
    results = all_at_once([partial(actions.close_the_day, None, now)] * 4)
    assert [result for result in results if isinstance(result, Exception)] == []
    assert_closed_once(the_day)
    assert Ticket.objects.count() == 0


def test_arrivals_go_on_while_a_missed_day_is_closed(a_tuesday, takes_a_place, agent, desk, arrival_at, at, the_day):
    from reception.actions import log

    now = at("09:00", TUESDAY.replace(day=11))
    presses = [partial(log, arrival_at(desk), by=agent) for _ in range(4)]
    results = all_at_once([partial(actions.close_the_day, None, now), *presses])
    assert [result for result in results if isinstance(result, Exception)] == []
    assert the_day() == THE_DAY
    assert Stop.objects.waiting().count() == 4
