"""A desk that a manager puts out of use while people wait there: nobody waits unseen, and nobody is sent there."""

import pytest

from desks import actions as desks
from reception import actions, lines
from reception.models import Stop
from tests.harness import soup_of

pytestmark = pytest.mark.django_db
PART = {"hx-request": "true"}


@pytest.fixture
def stop(desk, other_desk, visitors_wait_at):
    """Somebody who waits at a desk that is no longer in use."""
    stop = visitors_wait_at(desk, 1, since=20)[0]
    desks.write_desk(desk, active=False)
    return stop


def test_the_reception_still_sees_who_waits_there_and_may_let_them_go(reception, stop):
    button = soup_of(reception.get("/reception/")).select_one("#standing-job button[id^=left]")
    reception.post(button["formaction"], headers=PART)
    assert Stop.objects.get(pk=stop.pk).state == "left"


def test_once_nobody_waits_there_the_desk_is_gone(reception, agent, desk, other_desk, stop):
    actions.give_up(stop, by=agent)
    assert [line.desk for line in lines.all_lines()] == [other_desk]


def test_nobody_else_is_led_there(press, stop):
    choices = soup_of(press("job:interview"))
    assert [button["value"] for button in choices.select("#choice button[name=desk]")] == ["training"]


def test_no_counsellor_may_send_anybody_there(client_of, a_counsellor, other_desk, visitors_wait_at, stop):
    counsellor = a_counsellor(other_desk)
    visitors_wait_at(other_desk)
    actions.call_next(other_desk, by=counsellor)
    page = soup_of(client_of(counsellor).get("/counter/training/?show=send"))
    assert page.select("[id^=send-][name=desk]") == []


def test_a_counsellor_who_may_help_there_is_offered_them(client_of, a_counsellor, desk, other_desk, stop):
    browser = client_of(a_counsellor(other_desk, may_help=[desk]))
    assert soup_of(browser.get("/counter/training/")).select_one(".offer [name=stop]")["value"] == str(stop.pk)
    assert browser.post("/counter/training/help/", {"stop": stop.pk}, headers=PART).status_code == 200
    assert Stop.objects.get(pk=stop.pk).state == "called"
