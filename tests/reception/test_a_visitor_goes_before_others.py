"""A priority: coded, seen by all who work here, bounded, taken back in one press, forgotten at closing time."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from citedesmetiers.centre.actions import change_site
from citedesmetiers.kit.rules import HouseRule
from reception import actions
from reception.models import Stop, Ticket
from tests.harness import soup_of, words_of

pytestmark = pytest.mark.django_db
PART = {"hx-request": "true"}


@pytest.fixture
def prefer(agent):
    return lambda stop, reason="standing": actions.prefer(stop.ticket, reason, by=agent)


def order(desk):
    return [stop.ticket.number for stop in Stop.objects.at(desk).waiting().in_turn().select_related("ticket")]


def kept():
    return [(ticket.priority, ticket.head_start) for ticket in Ticket.objects.order_by("number")]


def test_she_goes_before_those_who_came_up_to_fifteen_minutes_earlier(desk, visitors_wait_at, prefer):
    visitors_wait_at(desk, 1, since=20)
    visitors_wait_at(desk, 2, since=14)
    (last,) = visitors_wait_at(desk, 1, since=3)
    prefer(last)
    assert order(desk) == [1, 4, 2, 3]


def test_nobody_waits_behind_priorities_for_longer_than_the_sites_minutes(desk, visitors_wait_at, prefer):
    visitors_wait_at(desk, 1, since=16)
    for stop in visitors_wait_at(desk, 5, since=0):
        prefer(stop)
    assert order(desk)[0] == 1


def test_priorities_do_not_add_up(desk, visitors_wait_at, prefer):
    (stop,) = visitors_wait_at(desk, 1)
    for reason in ("standing", "child", "child"):
        prefer(stop, reason)
    assert (kept(), Stop.objects.get().turn) == ([("child", 15)], stop.waits_since - timedelta(minutes=15))


def test_taken_back_she_stands_where_she_stood(desk, visitors_wait_at, prefer):
    first, second = visitors_wait_at(desk, 2)
    prefer(second)
    prefer(second, "")
    assert (order(desk), kept(), Stop.objects.get(pk=second.pk).turn) == ([1, 2], [("", 0)] * 2, second.turn)


def test_it_holds_in_every_line_and_goes_with_her_when_she_is_sent_on(
    agent, desk, other_desk, a_desk, arrival_at, a_counsellor, prefer
):
    receipt = actions.log(arrival_at(desk, second_purpose=other_desk.purposes.get()), by=agent)
    prefer(Stop.objects.with_names().filter(ticket=receipt.ticket).first())
    called = actions.call_next(desk, by=(anna := a_counsellor()))
    actions.send_on(called, a_desk("law"), by=anna, insist=True)
    ahead = {stop.waits_since - stop.turn for stop in Stop.objects.all()}
    assert ahead == {timedelta(minutes=15)}


def test_one_who_no_longer_waits_is_not_put_before_others(desk, visitors_wait_at, a_counsellor, prefer):
    (stop,) = visitors_wait_at(desk, 1)
    actions.call_next(desk, by=a_counsellor())
    with pytest.raises(HouseRule, match="no longer waiting"):
        prefer(stop)


@pytest.mark.parametrize(("minutes", "reason"), [(0, "standing"), (15, "vip")])
def test_what_the_site_does_not_give_is_refused(desk, visitors_wait_at, prefer, minutes, reason):
    change_site(priority_minutes=minutes)
    (stop,) = visitors_wait_at(desk, 1)
    with pytest.raises(HouseRule):
        prefer(stop, reason)
    assert kept() == [("", 0)]


def test_it_is_said_before_the_press_at_reception(press, desk):
    press("job:interview", priority="child", insist="1")
    stop = Stop.objects.get()
    assert (kept(), stop.waits_since - stop.turn) == ([("child", 15)], timedelta(minutes=15))


@pytest.mark.parametrize(("cell", "said"), [("job:documentation", "child"), ("job:interview", "rich")])
def test_a_priority_without_a_line_or_off_the_list_is_refused(press, desk, cell, said):
    assert (press(cell, priority=said).status_code, Ticket.objects.count()) == (400, 0)


def test_an_agent_gives_it_in_the_line_and_everybody_sees_why(
    reception, answer_of, client_of, desk, visitors_wait_at, a_counsellor
):
    _first, stop = visitors_wait_at(desk, 2)
    answer = reception.post(f"/reception/stops/{stop.pk}/priority/", {"reason": "standing"}, headers=PART)
    assert answer_of(answer) == "Galet 2 goes before those who came up to 15 min earlier: cannot stand long."
    assert words_of(reception.get("/reception/"), "#standing-job .parted") == "priority: cannot stand long"
    counter = client_of(a_counsellor()).get("/counter/job/")
    assert words_of(counter, ".desk-page .line li .who") == "Galet 2 Purpose job · priority: cannot stand long"


def test_a_counsellor_gives_it_and_takes_it_back_in_her_line(client_of, desk, visitors_wait_at, a_counsellor):
    (stop,) = visitors_wait_at(desk, 1)
    browser, given = client_of(a_counsellor()), []
    for reason in ("child", ""):
        said = {"priority": f"{stop.pk}:{reason}"}
        given.append((browser.post("/counter/job/priority/", said, headers=PART).status_code, *kept()))
    assert given == [(200, ("child", 15)), (200, ("", 0))]


@pytest.mark.parametrize(("said", "status"), [("", 400), ("x:child", 400), ("{pk}:rich", 400), ("999999:child", 404)])
def test_a_forged_press_gives_nothing(client_of, desk, visitors_wait_at, a_counsellor, said, status):
    (stop,) = visitors_wait_at(desk, 1)
    answer = client_of(a_counsellor()).post("/counter/job/priority/", {"priority": said.format(pk=stop.pk)})
    assert (answer.status_code, kept()) == (status, [("", 0)])


def test_the_public_is_never_told_why(client, desk, visitors_wait_at, prefer):
    (stop,) = visitors_wait_at(desk, 1)
    prefer(stop, "child")
    page = words_of(client.get(reverse("reception:ticket", args=[stop.ticket.token]) + "?lang=en"))
    assert "Plume 1" in page and "child" not in page and "riority" not in page


def test_where_the_site_gives_none_no_button_offers_it(reception, desk, visitors_wait_at):
    change_site(priority_minutes=0)
    visitors_wait_at(desk, 1)
    assert soup_of(reception.get("/reception/")).select("[name=priority], [name=reason]") == []


def test_the_reason_is_gone_at_closing_time(desk, visitors_wait_at, prefer):
    (stop,) = visitors_wait_at(desk, 1)
    prefer(stop)
    actions.close_lines(timezone.localdate(), timezone.now())
    assert kept() == [("", 15)]
