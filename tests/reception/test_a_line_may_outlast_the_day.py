"""A line whose wait may pass closing time asks the agent once; she may insist."""

import uuid
from datetime import time

import pytest
import time_machine
from django.utils import timezone

from citedesmetiers.centre import hours
from reception.models import Ticket
from tests.harness import soup_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def press_at(client_of, agent, desk, a_counsellor, past_calls):
    """Press the desk's cell at an hour of a day that closes at 20:00; a wait of 20 to 25 minutes is foretold."""
    past_calls(10, minutes=22)
    a_counsellor()

    def send(clock, **said):
        said = {"key": uuid.uuid4(), "cell": "job:interview"} | said
        with time_machine.travel(hours.at(timezone.localdate(), time.fromisoformat(clock)), tick=False):
            return client_of(agent).post("/reception/arrivals/", said, headers={"hx-request": "true"})

    return send


def test_it_asks_once_and_says_why(press_at, answer_of):
    answer = press_at("19:36")
    assert (answer.status_code, Ticket.objects.count()) == (409, 10)
    assert answer_of(answer) == (
        "The line of “Desk job” may not end before closing time. Between 20 and 25 min to wait; "
        "the doors close at 20:00. Log it all the same Cancel")  # fmt: skip


def test_insisting_logs_the_same_arrival(press_at, fields_of):
    asked = press_at("19:36")
    assert soup_of(asked).select_one("#choice #insist")["value"] == "1"
    assert press_at("19:37", **fields_of(asked, "#choice"), insist="1").status_code == 200
    assert Ticket.objects.count() == 11


@pytest.mark.parametrize("clock", ["19:34", "20:10"])
def test_it_does_not_ask_in_time_nor_after_hours(press_at, clock):
    assert press_at(clock).status_code == 200


def test_it_does_not_ask_where_the_wait_is_unknown(press_at, past_calls):
    Ticket.objects.order_by("pk").first().delete()
    assert press_at("19:50").status_code == 200
