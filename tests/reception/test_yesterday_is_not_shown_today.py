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


@pytest.mark.parametrize("verb", ["meet", "finish", "absent", "left", "back", "help", "recall", "send-on"])
@pytest.mark.parametrize("state", ["waiting", "called"])
def test_no_press_at_the_counter_reaches_a_ticket_of_yesterday(
    verb, state, desk, other_desk, a_counsellor, visitors_wait_at, client_of
):
    anna = a_counsellor()
    [stop] = visitors_wait_at(desk, 1)
    if state == "called":
        actions.call_next(desk, by=anna)
    Ticket.objects.update(day=timezone.localdate() - timedelta(days=1))
    said = {"stop": stop.pk, "desk": other_desk.slug, "insist": 1}
    answer = client_of(anna).post(f"/counter/{desk.slug}/{verb}/", said)
    stop.refresh_from_db()
    assert (answer.status_code, stop.state) == (404, state)
