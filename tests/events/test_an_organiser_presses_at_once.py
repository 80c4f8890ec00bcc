"""Sixteen presses at one moment: one plans, one moves, and no room is taken twice."""

from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest

from citedesmetiers.kit.rules import HouseRule
from events.actions import move_following, schedule, schedule_once
from events.models import Session, Taken
from tests.events.conftest import TUESDAY
from tests.races import all_at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_preview_is_planned_once(an_event, when):
    event, whens, key = an_event(), [when(), when(TUESDAY + timedelta(weeks=1))], uuid4()
    results = all_at_once([partial(schedule_once, event, whens, key=key) for _n in range(16)])
    assert sorted(len(planned) for planned in results) == [0] * 15 + [2]
    assert (Session.objects.count(), Taken.objects.count()) == (2, 48)


def test_the_following_move_once_and_nobody_waits_for_ever(an_event, when):
    planned = schedule(an_event(), [when(TUESDAY + timedelta(weeks=n)) for n in range(4)])
    presses = [partial(move_following, Session.objects.get(pk=planned[n % 2].pk),
                       when(TUESDAY + timedelta(weeks=n % 2), "14:00", "15:00")) for n in range(16)]  # fmt: skip
    results = all_at_once(presses)
    moved = [rows for rows in results if not isinstance(rows, HouseRule)]
    assert len(moved) in (1, 2)  # from the second on, and then from the first on; or from the first alone
    assert all(isinstance(row, Session) for rows in moved for row in rows)
    assert Taken.objects.count() == sum(len(list(session.steps())) for session in Session.objects.all())
