"""Sending on, the gentle offer of another desk's visitor, and the undo of each kind of last step, by POST."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from reception import actions
from reception.models import LastStep, Stop
from tests.harness import soup_of, words_of

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def anna(a_counsellor, other_desk):
    return a_counsellor(may_help=[other_desk])


@pytest.fixture
def browser(client_of, anna):
    return client_of(anna)


@pytest.fixture
def press(browser, desk):
    def press(verb, stop=None, **said):
        said |= {"stop": stop.pk} if stop else {}
        return browser.post(f"/counter/{desk.slug}/{verb}/", said, headers=HTMX)

    return press


@pytest.fixture
def called(press, desk, visitors_wait_at):
    stop = visitors_wait_at(desk, 1)[0]
    press("next")
    return stop


def page(browser, desk, query=""):
    return browser.get(f"/counter/{desk.slug}/{query}")


def states():
    return list(Stop.objects.order_by("pk").values_list("desk__slug", "state"))


def undo(press, **said):
    step = LastStep.objects.get()
    return press("undo", **({"step": f"{step.stop_id}-{step.kind}"} | said))


def test_sent_on_to_a_desk_where_somebody_sits(press, called, other_desk, a_counsellor):
    a_counsellor(other_desk)
    answer = press("send-on", called, desk=other_desk.slug)
    assert (answer.status_code, states()) == (200, [("job", "sent_on"), ("training", "waiting")])


def test_sent_on_to_a_desk_without_anybody_asks_once(press, called, other_desk):
    asked = press("send-on", called, desk=other_desk.slug)
    assert (asked.status_code, states()) == (409, [("job", "called")])
    form = {field["name"]: field["value"] for field in soup_of(asked).select("[name=insist], [name=desk]")}
    assert press("send-on", called, **form).status_code == 200
    assert states() == [("job", "sent_on"), ("training", "waiting")]


@pytest.mark.parametrize(("to", "status"), [("nowhere", 404), ("", 404), ("job", 400)])
def test_sent_nowhere_is_refused(press, called, to, status):
    assert (press("send-on", called, desk=to).status_code, states()) == (status, [("job", "called")])


def test_the_letters_of_the_other_desks_open_below(browser, called, desk, other_desk):
    letters = [b["data-key"] for b in soup_of(page(browser, desk, "?show=send")).select("[name=desk]")]
    assert letters == ["B"]


@pytest.mark.parametrize("shown", ["outcome", "send", "nonsense", ""])
def test_a_row_that_has_nothing_to_act_on_is_not_shown(browser, desk, shown):
    found = soup_of(page(browser, desk, f"?show={shown}")).select("#send-title, #outcome-title")
    assert found == []


def test_a_late_visitor_of_another_desk_is_offered(browser, desk, other_desk, visitors_wait_at):
    visitors_wait_at(other_desk, 1, since=21)
    assert words_of(page(browser, desk), "#offer-title") == "Desk B has been waiting for 21 min"


def test_the_offer_tells_of_the_visitor_what_the_line_tells(browser, desk, other_desk, agent, arrival_at):
    receipt = actions.log(arrival_at(other_desk, second_purpose=desk.purposes.get(), priority="child"), by=agent)
    Stop.objects.filter(ticket=receipt.ticket).update(waits_since=timezone.now() - timedelta(minutes=21))
    told = words_of(page(browser, desk), ".offer .parted")
    assert told == "priority: with a young child also waits for A"


def test_a_visitor_who_has_not_waited_too_long_is_not_offered(browser, desk, other_desk, visitors_wait_at):
    visitors_wait_at(other_desk, 1, since=9)
    assert soup_of(page(browser, desk)).select(".offer") == []


def test_a_desk_that_she_may_not_help_is_not_offered(browser, desk, a_desk, visitors_wait_at):
    stranger = visitors_wait_at(a_desk("law"), 1, since=50)[0]
    assert soup_of(page(browser, desk)).select(".offer") == []
    answer = browser.post(f"/counter/{desk.slug}/help/", {"stop": stranger.pk})
    assert (answer.status_code, states()) == (403, [("law", "waiting")])


def test_an_offer_accepted_with_nobody_there_is_a_call(press, other_desk, visitors_wait_at):
    late = visitors_wait_at(other_desk, 1, since=21)[0]
    press("help", late)
    late.refresh_from_db()
    assert (late.state, late.helped) == ("called", True)


def test_an_offer_accepted_during_an_interview_is_the_next_call(
    press, browser, called, desk, other_desk, visitors_wait_at
):
    late, _own = visitors_wait_at(other_desk, 1, since=21)[0], visitors_wait_at(desk, 1)
    press("help", late)
    assert words_of(page(browser, desk), "#offer-title") == "You receive Galet 2 next"
    for verb in ("meet", "finish", "next"):
        press(verb, called)
    assert states() == [("job", "done"), ("training", "called"), ("job", "waiting")]


def test_an_accepted_visitor_whom_somebody_else_called_is_let_be(
    press, called, desk, other_desk, a_counsellor, client_of, visitors_wait_at
):
    late, own = visitors_wait_at(other_desk, 1, since=21)[0], visitors_wait_at(desk, 1)[0]
    press("help", late)
    client_of(a_counsellor(other_desk)).post(f"/counter/{other_desk.slug}/next/")
    for verb in ("meet", "finish", "next"):
        press(verb, called)
    own.refresh_from_db()
    assert own.state == "called"


def test_not_now_hides_that_visitor_and_the_following_is_offered(press, browser, desk, other_desk, visitors_wait_at):
    first, second = visitors_wait_at(other_desk, 2, since=30)
    press("decline", first)
    shown = soup_of(page(browser, desk)).select_one(".offer [name=stop]")["value"]
    press("decline", second)
    assert (int(shown), soup_of(page(browser, desk)).select(".offer")) == (second.pk, [])


def test_a_promise_can_be_taken_back(press, browser, called, desk, other_desk, visitors_wait_at):
    late = visitors_wait_at(other_desk, 1, since=21)[0]
    press("help", late)
    press("decline", late)
    assert soup_of(page(browser, desk)).select(".offer") == []


@pytest.mark.parametrize(
    ("steps", "before"),
    [
        (["next"], "waiting"), (["next", "meet"], "called"), (["next", "meet", "finish"], "met"),
        (["next", "absent"], "called"),
    ],
)
def test_each_step_is_undone(press, desk, visitors_wait_at, steps, before):
    stop = visitors_wait_at(desk, 1)[0]
    for verb in steps:
        press(verb, stop)
    assert (undo(press).status_code, states()) == (200, [("job", before)])


def test_a_visitor_sent_on_is_undone(press, called, other_desk, a_counsellor):
    a_counsellor(other_desk)
    press("send-on", called, desk=other_desk.slug)
    assert (undo(press).status_code, states()) == (200, [("job", "met")])


def test_a_visitor_taken_at_the_desk_is_undone(press, desk):
    press("take", key=str(uuid.uuid4()), purpose="job")
    assert (undo(press).status_code, states()) == (200, [("job", "cancelled")])


def test_an_undo_pressed_twice_is_one_undo(press, called):
    step = {"step": f"{called.pk}-called"}
    assert [press("undo", **step).status_code for _ in range(2)] == [200, 200]
    assert states() == [("job", "waiting")]


def test_an_undo_of_an_old_page_undoes_nothing(press, called):
    press("meet", called)
    answer = press("undo", step=f"{called.pk}-called")
    assert (answer.status_code, states()) == (409, [("job", "met")])


def test_a_forged_undo_undoes_nothing(press, called):
    assert [press("undo", step=step).status_code for step in ("", "x", "1-called'--")] == [409, 409, 409]
    assert states() == [("job", "called")]


def test_absent_once_goes_back_absent_twice_has_left(press, called):
    press("absent", called)
    once = states()
    press("next")
    press("absent", called)
    assert (once, states()) == ([("job", "waiting")], [("job", "left")])
