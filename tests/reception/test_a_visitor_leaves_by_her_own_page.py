"""The visitor leaves the line on her phone: nothing is asked, and she has two minutes to think again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from citedesmetiers import live
from citedesmetiers.kit.tokens import new_token, short
from reception import actions
from reception.models import Stop
from tests.harness import StrictClient, soup_of, words_of

pytestmark = pytest.mark.django_db
FROM_HERE = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def anna(a_counsellor):
    return a_counsellor()


@pytest.fixture
def stop(desk, visitors_wait_at):
    return visitors_wait_at(desk, 2)[0]


@pytest.fixture
def phone():
    """A browser that holds no cookie and would need none."""
    browser = StrictClient(enforce_csrf_checks=True)

    def press(stop, act, *, headers=None, **more):
        where = f"/t/{short(stop.ticket.token)}/{act}/?lang=en"
        return browser.post(where, headers={**(FROM_HERE if headers is None else headers), **more})

    press.browser = browser
    return press


def state(stop):
    return Stop.objects.get(pk=stop.pk).state


def test_she_leaves_and_the_line_is_told(phone, desk, stop):
    before = live.version([desk.channel])
    answer = phone(stop, "leave")
    assert (answer.status_code, answer["Location"]) == (302, f"/t/{short(stop.ticket.token)}/?lang=en")
    assert (state(stop), Stop.objects.get(pk=stop.pk).left_why, live.version([desk.channel])) == (
        "left", "gave_up", before + 1)  # fmt: skip
    assert (answer.cookies, answer["Referrer-Policy"]) == ({}, "no-referrer")


def test_by_htmx_the_part_answers_with_the_way_back(phone, stop):
    part = phone(stop, "leave", **{"HX-Request": "true"})
    assert words_of(part, "#own .lead-2") == "You have left the line. To come back, ask at reception."
    assert soup_of(part).select_one("#stay").text == "Take my place again"
    assert soup_of(part).select_one("#own")["hx-get"].startswith(f"/t/{short(stop.ticket.token)}/?at=")


def test_she_takes_her_place_again(phone, stop):
    place = Stop.objects.get(pk=stop.pk).turn
    phone(stop, "leave")
    phone(stop, "stay")
    phone(stop, "stay")
    again = Stop.objects.get(pk=stop.pk)
    assert (again.state, again.turn, again.left_why) == ("waiting", place, "")


def test_after_two_minutes_it_is_too_late_and_nothing_is_offered(phone, stop):
    phone(stop, "leave")
    Stop.objects.filter(pk=stop.pk).update(ended_at=timezone.now() - timedelta(minutes=2, seconds=1))
    late = phone(stop, "stay")
    assert (late.status_code, state(stop)) == (409, "left")
    assert soup_of(phone.browser.get(f"/t/{short(stop.ticket.token)}/")).select("#stay") == []


def test_pressed_twice_she_had_left(phone, stop):
    assert [phone(stop, "leave").status_code, phone(stop, "leave").status_code, state(stop)] == [302, 302, "left"]


def test_who_was_called_may_leave_and_the_counsellor_is_free(phone, desk, anna, stop):
    called = actions.call_next(desk, by=anna)
    phone(called, "leave")
    assert (state(called), actions.holding(anna)) == ("left", None)
    phone(called, "stay")
    assert (state(called), actions.call_next(desk, by=anna).pk) == ("waiting", called.pk)


def test_who_is_being_met_does_not_leave(phone, desk, anna, stop):
    met = actions.meet(actions.call_next(desk, by=anna), by=anna)
    refused = phone(met, "leave")
    assert (refused.status_code, state(met)) == (409, "met")
    assert "Your interview is under way." in words_of(refused)


def test_she_leaves_both_lines_and_comes_back_to_both(phone, agent, desk, other_desk, arrival_at):
    receipt = actions.log(arrival_at(desk, second_purpose=other_desk.purposes.get()), by=agent)
    first = receipt.ticket.stops.order_by("pk").first()
    seen = []
    for act in ("leave", "stay"):
        phone(first, act)
        seen.append(set(receipt.ticket.stops.values_list("state", flat=True)))
    assert seen == [{"left"}, {"waiting"}]


@pytest.mark.parametrize("headers", [
    {}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Sec-Fetch-Site": "none"},
    {"Origin": "https://evil.example"}, {"Origin": "http://testserver.evil.example"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
])  # fmt: skip
def test_a_press_from_another_site_is_refused(phone, stop, headers):
    assert (phone(stop, "leave", headers=headers).status_code, state(stop)) == (403, "waiting")


@pytest.mark.parametrize("headers", [FROM_HERE, {"Origin": "http://testserver"}, {"Origin": "null"}])
def test_a_press_from_the_page_itself_is_taken(phone, stop, headers):
    assert (phone(stop, "leave", headers=headers).status_code, state(stop)) == (302, "left")


def test_a_guessed_or_old_address_leaves_nobody(phone, stop):
    guess = phone.browser.post(f"/t/{short(new_token())}/leave/", headers=FROM_HERE)
    stop.ticket.day -= timedelta(days=1)
    stop.ticket.save()
    assert [guess.status_code, phone(stop, "leave").status_code, state(stop)] == [404, 404, "waiting"]


def test_the_page_offers_it_while_she_waits_and_not_after(client, desk, anna, stop):
    def buttons():
        return [button["id"] for button in soup_of(client.get(f"/t/{short(stop.ticket.token)}/")).select("#own button")]

    seen = [buttons()]
    actions.meet(actions.call_next(desk, by=anna), by=anna)
    assert [*seen, buttons()] == [["leave"], []]


def test_the_wait_is_told_as_a_range(client, desk, anna, stop, past_calls):
    past_calls(10)
    page = client.get(f"/t/{short(stop.ticket.token)}/", {"lang": "en"})
    assert words_of(page, ".own-now").replace("\xa0", " ") == "Your place 1st Wait 10 to 15 min Nobody ahead of you"
