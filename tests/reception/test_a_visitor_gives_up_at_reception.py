"""A visitor who does not wait any longer leaves the line in one press, and comes back in one."""

from datetime import timedelta

import pytest
from django.utils import timezone

from reception import actions
from reception.models import Stop, Ticket
from tests.harness import soup_of

pytestmark = pytest.mark.django_db
PART = {"hx-request": "true"}


@pytest.fixture
def stop(desk, visitors_wait_at):
    return visitors_wait_at(desk, 2)[0]


def state_of(stop):
    return Stop.objects.get(pk=stop.pk).state


def test_each_who_waits_is_listed_with_left_beside(reception, stop):
    buttons = soup_of(reception.get("/reception/")).select("#standing-job button[id^=left]")
    assert [button.get_text() for button in buttons] == ["Left", "Left"]
    assert buttons[0]["formaction"] == f"/reception/stops/{stop.pk}/left/"


def test_one_press_and_the_visitor_has_left(reception, answer_of, stop):
    answer = reception.post(f"/reception/stops/{stop.pk}/left/", headers=PART)
    assert answer_of(answer) == "Plume 1 left the line “Desk job”. Undo"
    assert state_of(stop) == "left"


def test_the_undo_puts_her_back_where_she_stood(reception, answer_of, stop):
    reception.post(f"/reception/stops/{stop.pk}/left/", headers=PART)
    answer = reception.post(f"/reception/stops/{stop.pk}/back/", headers=PART)
    assert answer_of(answer) == "Plume 1 is back in the line “Desk job”."
    assert (state_of(stop), Stop.objects.waiting().in_turn().first()) == ("waiting", stop)


def test_one_who_was_called_meanwhile_is_refused(reception, answer_of, desk, stop, a_counsellor):
    actions.call_next(desk, by=a_counsellor())
    answer = reception.post(f"/reception/stops/{stop.pk}/left/", headers=PART)
    assert (answer.status_code, answer_of(answer)) == (409, "This visitor is no longer waiting.")
    assert state_of(stop) == "called"


def test_a_ticket_of_yesterday_is_not_found(reception, stop):
    Ticket.objects.update(day=timezone.localdate() - timedelta(days=1))
    answers = [reception.post(f"/reception/stops/{stop.pk}/{verb}/", headers=PART) for verb in ("left", "back")]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert state_of(stop) == "waiting"


def test_without_javascript_the_page_says_it(reception, stop):
    sent = reception.post(f"/reception/stops/{stop.pk}/left/")
    answer = soup_of(reception.get(sent.headers["Location"])).select_one("#answer [data-say]")
    assert " ".join(answer.get_text().replace("\xa0", " ").split()) == "Plume 1 left the line “Desk job”."
