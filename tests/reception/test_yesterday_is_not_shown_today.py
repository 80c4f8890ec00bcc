"""A power cut at 17:59 and a start the next morning: yesterday's line is nobody's turn, even before it was closed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from reception import actions, lines
from reception.models import Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def left_from_yesterday(desk, visitors_wait_at):
    visitors_wait_at(desk, 2, since=900)
    Ticket.objects.update(day=timezone.localdate() - timedelta(days=1))


def test_nobody_of_yesterday_is_called(left_from_yesterday, desk, a_counsellor):
    assert actions.call_next(desk, by=a_counsellor()) is None


def test_no_line_counts_yesterday(left_from_yesterday, desk):
    assert [line.waiting for line in lines.all_lines()] == [0]
    assert lines.standing_at(desk, 9) == []


def test_nobody_of_yesterday_is_offered(left_from_yesterday, desk, other_desk, a_counsellor):
    helper = a_counsellor(other_desk, may_help=[desk])
    assert lines.offer_for(helper, helper.duties.get(), after_minutes=1) is None


def test_the_visitors_of_today_are_served(left_from_yesterday, desk, a_counsellor, visitors_wait_at):
    first, _second = visitors_wait_at(desk, 2)
    assert actions.call_next(desk, by=a_counsellor()) == first
    assert [line.waiting for line in lines.all_lines()] == [1]
