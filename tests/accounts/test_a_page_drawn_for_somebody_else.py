"""A press on a page that was drawn for a colleague: 409, nothing changed, one press sends it again."""

import pytest

from citedesmetiers.accounts import actions
from reception.models import Receipt
from tests.accounts.conftest import PASSWORD
from tests.harness import soup_of, words_of

HTMX = {"HX-Request": "true"}


@pytest.fixture
def stale(client_of, agent, a_person):
    """Béa pressed; her page was drawn for Anna."""
    actions.prefer(agent, name="Béa", language="en")
    browser = client_of(agent)
    browser.drawn_for = str(a_person(name="Anna").pk)
    return browser


def press(browser, drawn_for=None, headers=None):
    """The first square of the grid, as the page before us has it."""
    square = soup_of(browser.get("/reception/")).select_one("button[value$=':documentation']")
    form = square.find_parent("form")
    said = {square["name"]: square["value"], "key": form.select_one("[name=key]")["value"]}
    return browser.post(form["action"], said | ({"drawn_for": drawn_for} if drawn_for else {}), headers=headers or {})


def test_nothing_is_done_and_it_is_said_who_is_there(stale, desk):
    answer = press(stale, drawn_for=stale.drawn_for)
    assert (answer.status_code, Receipt.objects.count()) == (409, 0)
    assert words_of(answer, ".lead-2") == "Now signed in: Béa. Nothing was done."


def test_htmx_says_it_in_a_header_and_gets_the_sentence_alone(stale, desk):
    answer = press(stale, headers=HTMX | {"X-Drawn-For": stale.drawn_for})
    assert (answer.status_code, soup_of(answer).find("html")) == (409, None)
    assert words_of(answer, "#refusal") == "Now signed in: Béa. Nothing was done. Send again as Béa"


def test_one_press_sends_the_same_again_as_her(stale, agent, desk):
    form = soup_of(press(stale, drawn_for=stale.drawn_for)).select_one("main form")
    said = {field["name"]: field["value"] for field in form.select("input") if field["name"] != "csrfmiddlewaretoken"}
    assert (form["data-drawn-for"], "drawn_for" in said) == (str(agent.pk), False)
    assert stale.post(form["action"], said).status_code == 302
    assert Receipt.objects.count() == 1


def test_a_page_of_her_own_is_answered_as_ever(stale, agent, desk):
    assert press(stale, drawn_for=str(agent.pk)).status_code == 302
    assert press(stale).status_code == 302


@pytest.mark.parametrize("drawn_for", ["0", "x", "1" * 400, "' OR 1=1"])
def test_nonsense_is_somebody_else(stale, desk, drawn_for):
    assert press(stale, drawn_for=drawn_for).status_code == 409


def test_no_password_goes_back_into_a_page(stale, agent):
    actions.set_password(agent, PASSWORD)
    stale.force_login(agent, backend="django.contrib.auth.backends.ModelBackend")
    said = {"old_password": PASSWORD, "new_password1": "battery staple 7", "new_password2": "battery staple 7"}
    answer = stale.post("/account/password/", said | {"drawn_for": stale.drawn_for})
    agent.refresh_from_db()
    assert (answer.status_code, agent.check_password(PASSWORD)) == (409, True)
    assert "battery" not in answer.content.decode() and soup_of(answer).select("main form") == []


def test_every_page_says_whose_it_is(stale, agent):
    assert soup_of(stale.get("/account/")).body["data-drawn-for"] == str(agent.pk)
