"""“I’m here”, a pause, leaving; and where the list of desks leads."""

import pytest

from desks.models import Duty, Helper
from reception.models import Stop
from tests.harness import soup_of, words_of

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def anna(a_counsellor):
    return a_counsellor(here=False)


@pytest.fixture
def press(client_of, anna, desk):
    browser = client_of(anna)
    return lambda verb, slug=desk.slug, **said: browser.post(f"/counter/{slug}/{verb}/", said, headers=HTMX)


def heading(page):
    return words_of(page, ".desk-page h2")


def test_she_comes_takes_a_pause_returns_and_goes(press, anna):
    seen = []
    for verb in ("here", "here", "pause", "here", "leave", "leave"):
        press(verb)
        duty = Duty.objects.open().filter(user=anna).first()
        seen.append((bool(duty), bool(duty and duty.paused_at)))
    assert seen == [(True, False), (True, False), (True, True), (True, False), (False, False), (False, False)]


def test_the_page_says_where_she_is(client_of, anna, desk, press):
    browser, seen = client_of(anna), []
    for verb in (None, "here", "pause", "leave"):
        if verb:
            press(verb)
        seen.append(heading(browser.get(f"/counter/{desk.slug}/")))
    assert seen == ["You are not here", "Nobody is waiting at desk A", "You are on a pause", "You are not here"]


def test_nobody_leaves_with_a_visitor_there(press, desk, visitors_wait_at):
    visitors_wait_at(desk, 1)
    press("here")
    press("next")
    answer = press("leave")
    assert (answer.status_code, Duty.objects.open().count()) == (409, 1)
    assert words_of(answer, "#counter-words") == "A visitor is with you: finish first, or send on."


def test_nobody_sits_down_elsewhere_with_a_visitor_there(press, anna, desk, other_desk, visitors_wait_at):
    Helper.objects.create(user=anna, desk=other_desk)
    visitors_wait_at(desk, 1)
    press("here")
    press("next")
    assert (press("here", other_desk.slug).status_code, Duty.objects.open().get().desk) == (409, desk)


def test_who_is_not_here_calls_nobody(press, desk, visitors_wait_at):
    visitors_wait_at(desk, 1)
    answer = press("next")
    assert (answer.status_code, Stop.objects.get().state) == (409, "waiting")


def test_the_only_desk_is_opened_at_once(client_of, anna, desk):
    answer = client_of(anna).get("/counter/")
    assert (answer.status_code, answer.url) == (302, f"/counter/{desk.slug}/")


def test_of_several_desks_one_is_chosen_her_own_first(client_of, anna, desk, other_desk):
    Helper.objects.filter(user=anna).update(serves=False)
    Helper.objects.create(user=anna, desk=other_desk)
    links = [a["href"] for a in soup_of(client_of(anna).get("/counter/")).select(".line a")]
    assert links == [f"/counter/{other_desk.slug}/", f"/counter/{desk.slug}/"]


def test_who_sits_somewhere_is_taken_there_and_may_still_choose(client_of, anna, desk, other_desk, press):
    Helper.objects.create(user=anna, desk=other_desk)
    press("here", other_desk.slug)
    browser = client_of(anna)
    assert browser.get("/counter/").url == f"/counter/{other_desk.slug}/"
    assert browser.get("/counter/?choose=1").status_code == 200


def test_who_has_no_desk_is_told_whom_to_ask(client_of, anna):
    Helper.objects.all().delete()
    page = client_of(anna).get("/counter/")
    assert (page.status_code, words_of(page, ".blank h2")) == (200, "No desk is yours yet")
