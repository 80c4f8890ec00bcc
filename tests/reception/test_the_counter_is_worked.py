"""The counsellor's screen by POST: every step, in order and out of order, pressed twice, and from an old page."""

import uuid

import pytest

from reception import actions
from reception.models import Stop
from tests.harness import assert_part_is_in_page, soup_of, words_of

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def anna(a_counsellor):
    return a_counsellor()


@pytest.fixture
def at(client_of, anna, desk):
    """Press a button of the first desk, as Anna unless told otherwise; the answer."""
    browser = client_of(anna)

    def press(verb, stop=None, *, browser=browser, slug=desk.slug, **said):
        if stop is not None:
            said["stop"] = getattr(stop, "pk", stop)
        return browser.post(f"/counter/{slug}/{verb}/", said, headers=HTMX)

    return press


def state(stop):
    return Stop.objects.get(pk=stop.pk).state


def test_call_meet_finish(at, desk, visitors_wait_at):
    first, _second = visitors_wait_at(desk, 2)
    seen = []
    for verb in ("next", "meet", "finish"):
        answer = at(verb, first if verb != "next" else None)
        seen.append((answer.status_code, state(first)))
    assert seen == [(200, "called"), (200, "met"), (200, "done")]


def test_what_htmx_shows_is_what_a_reload_shows(at, client_of, anna, desk, visitors_wait_at):
    visitors_wait_at(desk, 2)
    part = at("next")
    assert_part_is_in_page(part, client_of(anna).get(f"/counter/{desk.slug}/"), ".desk-page .visitor")


def test_without_scripts_a_press_leads_back_to_the_desk(client_of, anna, desk, visitors_wait_at):
    visitors_wait_at(desk, 1)
    answer = client_of(anna).post(f"/counter/{desk.slug}/next/")
    assert (answer.status_code, answer.url) == (302, f"/counter/{desk.slug}/")


def test_the_three_steps_stay_in_place_in_every_state(at, client_of, anna, desk, visitors_wait_at):
    first = visitors_wait_at(desk, 1)[0]

    def steps():
        page = soup_of(client_of(anna).get(f"/counter/{desk.slug}/"))
        buttons = page.select(".steps button")
        return [b["id"] for b in buttons], [b["id"] for b in buttons if not b.has_attr("disabled")]

    seen = [steps()]
    for verb in ("next", "meet", "finish"):
        at(verb, first if verb != "next" else None)
        seen.append(steps())
    always = ["step-next", "step-met", "step-finish"]
    assert seen == [(always, ["step-next"]), (always, ["step-met"]), (always, ["step-finish"]), (always, [])]


@pytest.mark.parametrize("verb", ["next", "meet", "finish"])
def test_a_double_press_is_one_step(at, desk, visitors_wait_at, verb):
    first, second = visitors_wait_at(desk, 2)
    order = ["next", "meet", "finish"]
    for step in order[: order.index(verb) + 1]:
        at(step, first if step != "next" else None)
    again = at(verb, first if verb != "next" else None)
    assert (again.status_code, state(first), state(second)) == (
        200, {"next": "called", "meet": "met", "finish": "done"}[verb], "waiting")  # fmt: skip


def test_a_step_out_of_order_is_refused_in_words(at, desk, visitors_wait_at):
    first = visitors_wait_at(desk, 1)[0]
    at("next")
    answer = at("finish", first)
    assert (answer.status_code, state(first)) == (409, "called")
    assert words_of(answer, "#counter-words") == "This step does not follow: look at where the visitor is now."


def test_a_press_on_an_old_page_never_acts_on_the_following_visitor(at, desk, visitors_wait_at):
    first, second = visitors_wait_at(desk, 2)
    for verb in ("next", "meet", "finish", "next"):
        at(verb, first if verb != "next" else None)
    answers = [at(verb, first).status_code for verb in ("meet", "absent", "finish")]
    assert (answers, state(first), state(second)) == ([409, 409, 200], "done", "called")


def test_two_tabs_show_the_same_visitor(at, client_of, anna, desk, visitors_wait_at):
    visitors_wait_at(desk, 2)
    one, other = at("next"), at("next", browser=client_of(anna))
    assert words_of(one, "#visitor-name") == words_of(other, "#visitor-name") == "Plume 1"


def test_two_counsellors_get_two_visitors(at, client_of, a_counsellor, desk, visitors_wait_at):
    visitors_wait_at(desk, 2)
    one, other = at("next"), at("next", browser=client_of(a_counsellor()))
    assert [words_of(answer, "#visitor-name") for answer in (one, other)] == ["Plume 1", "Galet 2"]


def test_the_visitor_of_a_colleague_is_refused(at, client_of, a_counsellor, desk, visitors_wait_at):
    first = visitors_wait_at(desk, 1)[0]
    at("next")
    stranger = client_of(a_counsellor())
    answers = [at(verb, first, browser=stranger).status_code for verb in ("meet", "finish", "absent", "left")]
    assert (answers, state(first)) == ([403, 403, 403, 409], "called")


@pytest.mark.parametrize("stop", ["", "x", "-1", "0", "9" * 30, "1; drop"])
def test_a_broken_button_changes_nothing(at, desk, visitors_wait_at, stop):
    visitors_wait_at(desk, 1)
    at("next")
    assert [at(verb, stop).status_code for verb in ("meet", "finish", "left", "help")] == [400] * 4
    assert Stop.objects.get().state == "called"


def test_a_visitor_who_does_not_exist_is_not_found(at, desk):
    assert at("meet", 987654).status_code == 404


def test_an_unknown_or_closed_desk_is_not_found(at, client_of, anna, desk):
    answers = [client_of(anna).get("/counter/nowhere/").status_code, at("next", slug="nowhere").status_code]
    type(desk).objects.update(active=False)
    assert [*answers, at("next").status_code] == [404, 404, 404]


def test_a_desk_that_is_not_hers_is_refused_in_words(client_of, anna, other_desk):
    answer = client_of(anna).get(f"/counter/{other_desk.slug}/")
    assert answer.status_code == 403
    assert words_of(answer, "#refusal") == "You do not serve this desk. A manager can add it to yours."


def test_a_reader_is_not_a_counsellor(client_of, agent, desk):
    browser = client_of(agent)
    assert [browser.get("/counter/").status_code, browser.post(f"/counter/{desk.slug}/next/").status_code] == [403, 403]


def test_a_press_without_its_token_is_refused(client_of, anna, desk, visitors_wait_at):
    visitors_wait_at(desk, 1)
    answer = client_of(anna, enforce_csrf_checks=True).post(f"/counter/{desk.slug}/next/")
    assert (answer.status_code, Stop.objects.get().state) == (403, "waiting")


def test_a_get_presses_nothing(client_of, anna, desk, visitors_wait_at):
    visitors_wait_at(desk, 1)
    verbs = [
        "here", "pause", "leave", "next", "meet", "finish", "absent", "send-on", "take", "undo", "help", "decline",
        "left", "back",
    ]
    browser = client_of(anna)
    assert {browser.get(f"/counter/{desk.slug}/{verb}/").status_code for verb in verbs} == {405}


def test_what_is_not_asked_for_is_ignored(at, desk, visitors_wait_at):
    first = visitors_wait_at(desk, 1)[0]
    at("next", called_at="2001-01-01", counsellor="1", state="done")
    assert state(first) == "called"


def test_an_interview_ends_with_an_outcome_or_gets_it_afterwards(at, desk, visitors_wait_at):
    first, second = visitors_wait_at(desk, 2)
    for stop, ends in ((first, [{"outcome": "law"}]), (second, [{}, {"outcome": "event"}])):
        at("next")
        at("meet", stop)
        for said in ends:
            at("finish", stop, **said)
    assert list(Stop.objects.order_by("pk").values_list("state", "outcome")) == [("done", "law"), ("done", "event")]


def test_an_outcome_in_free_text_is_refused(at, desk, visitors_wait_at):
    first = visitors_wait_at(desk, 1)[0]
    at("next")
    at("meet", first)
    assert (at("finish", first, outcome="Mrs Smith").status_code, state(first)) == (400, "met")


def test_taking_who_stands_here_twice_is_one_arrival(at, desk):
    said = {"key": str(uuid.uuid4()), "purpose": "job"}
    answers = [at("take", **said).status_code for _ in range(2)]
    assert (answers, Stop.objects.get().state) == ([200, 200], "met")


@pytest.mark.parametrize(
    ("said", "status"),
    [({"key": str(uuid.UUID(int=0))}, 400), ({"key": "x"}, 400), ({"purpose": "nothing"}, 400), ({"purpose": ""}, 400)],
)
def test_taking_nobody_in_particular_is_refused(at, desk, said, status):
    whole = {"key": str(uuid.uuid4()), "purpose": "job"}
    assert (at("take", **(whole | said)).status_code, Stop.objects.count()) == (status, 0)


def test_a_desk_of_two_purposes_asks_which_one_stands_here(client_of, anna, desk, purpose_of):
    desk.purposes.add(purpose_of("law"))
    page = soup_of(client_of(anna).get(f"/counter/{desk.slug}/?show=take"))
    assert [button["value"] for button in page.select("[name=purpose]")] == ["job", "law"]


def test_who_gave_up_leaves_the_line_and_can_be_brought_back(at, desk, visitors_wait_at):
    first = visitors_wait_at(desk, 1)[0]
    seen = []
    for verb in ("left", "left", "back", "back"):
        seen.append((at(verb, first).status_code, state(first)))
    assert seen == [(200, "left"), (200, "left"), (200, "waiting"), (200, "waiting")]


def test_nobody_is_taken_off_another_desks_line(at, desk, other_desk, visitors_wait_at):
    there = visitors_wait_at(other_desk, 1)[0]
    assert (at("left", there).status_code, state(there)) == (404, "waiting")


def test_nobody_waits_and_it_is_said(at, desk):
    answer = at("next")
    assert answer.status_code == 200
    assert words_of(answer, "#counter-words") == "Nobody is waiting who could be called now."


def test_the_line_tells_what_else_its_visitors_wait_for(agent, client_of, anna, desk, other_desk, arrival_at):
    actions.log(arrival_at(desk, second_purpose=other_desk.purposes.get()), by=agent)
    page = client_of(anna).get(f"/counter/{desk.slug}/")
    assert words_of(page, ".line li .who") == "Plume 1 Purpose job · also waits for B"


def test_of_a_long_line_the_next_twenty_are_shown_and_the_others_counted(client_of, anna, desk, visitors_wait_at):
    stops = visitors_wait_at(desk, 23)
    soup = soup_of(client_of(anna).get(f"/counter/{desk.slug}/"))
    assert [button["value"] for button in soup.select("button[id^=line-]")] == [str(stop.pk) for stop in stops[:20]]
    assert "23 waiting" in soup.select_one("#line-title").parent.get_text()
    assert "and 3 more, whom reception sees" in soup.get_text()
