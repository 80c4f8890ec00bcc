"""The door: a name and a password, tried a few times, lead to a local page and a fresh session."""

import pytest
from axes.models import AccessAttempt
from django.contrib.auth import SESSION_KEY

from citedesmetiers.accounts import actions
from tests.harness import StrictClient, soup_of, words_of

RIGHT = "correct horse 9"


@pytest.fixture
def anna(agent):
    agent.username = "anna"
    agent.save()
    return actions.set_password(agent, RIGHT)


def sign_in(browser, password=RIGHT, name="anna", address="/sign-in/", **more):
    return browser.post(address, {"username": name, "password": password}, **more)


def is_in(browser):
    return SESSION_KEY in browser.session


@pytest.mark.parametrize("name", ["anna", "Anna", " anna "])
def test_the_right_password_opens_the_first_room(client, anna, name):
    answer = sign_in(client, name=name)
    assert (answer.status_code, answer.url, is_in(client)) == (302, "/", True)
    assert client.get("/").url == "/reception/"


def test_a_wrong_password_is_told_without_saying_which_half_was_wrong(client, anna):
    told = {words_of(sign_in(client, "wrong", name), "#errors") for name in ("anna", "nobody")}
    assert told == {"This user name and this password do not go together."}
    assert not is_in(client)


@pytest.mark.parametrize("asked", ["/account/", "/people/?q=x"])
def test_one_arrives_where_one_was_going(client, anna, asked):
    assert client.get(asked).url.startswith("/sign-in/?next=/")
    assert sign_in(client, address=f"/sign-in/?next={asked}").url == asked


@pytest.mark.parametrize("evil", [
    "//evil", "/\\\\evil", "\\\\evil", "https:evil", "https://evil", "javascript:x", "///evil", "/%09/evil", "http:///evil",
    "evil", "",
])
def test_no_address_leads_out_of_the_house(anna, evil):
    for where in ({"address": f"/sign-in/?next={evil}"}, {}):
        browser = StrictClient()
        said = {"username": "anna", "password": RIGHT} | ({} if where else {"next": evil})
        answer = browser.post(where.get("address", "/sign-in/"), said)
        assert not answer.url.startswith(("//", "/\\", "http", "javascript", "evil")), answer.url


def test_the_session_is_a_new_one(client, anna):
    client.session["planted"] = True
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies["sessionid"] = session.session_key
    sign_in(client)
    assert client.session.session_key != session.session_key


def test_after_six_wrong_tries_even_the_right_one_waits_and_others_still_come_in(client, anna, manager):
    actions.set_password(manager, RIGHT)
    statuses = [sign_in(client, "wrong").status_code for _try in range(6)]
    answer = sign_in(client)
    assert (statuses, answer.status_code) == ([400] * 5 + [429], 429)
    assert words_of(answer, "#refusal") == "This user name was tried too often."
    assert not is_in(client)
    assert sign_in(StrictClient(), name=manager.username).status_code == 302


def test_a_forged_address_does_not_loosen_the_lock(anna):
    for n in range(6):
        sign_in(StrictClient(), "wrong", headers={"x-forwarded-for": f"10.0.0.{n}", "user-agent": f"browser {n}"})
    assert sign_in(StrictClient(), headers={"x-forwarded-for": "10.9.9.9"}).status_code == 429


def test_nothing_that_identifies_is_kept_of_a_try(client, anna):
    for password in ("wrong", "hunter2hunter2"):
        sign_in(client, password, name="anna", REMOTE_ADDR="192.0.2.7", headers={"user-agent": "Netscape"})
    kept = AccessAttempt.objects.values().get()
    told = " ".join(str(value) for value in kept.values())
    assert [word for word in ("anna", "192.0.2.7", "Netscape", "hunter2", "/sign-in") if word in told] == []
    assert kept["failures_since_start"] == 2


def test_the_right_password_forgets_the_wrong_ones(client, anna):
    sign_in(client, "wrong")
    sign_in(client)
    assert AccessAttempt.objects.count() == 0


@pytest.mark.parametrize("headers", [{"host": "evil.example"}, {"host": "127.0.0.1:x"}])
def test_a_forged_host_is_not_understood(client, anna, headers):
    assert client.get("/sign-in/", headers=headers).status_code == 400


def test_a_forwarded_host_changes_no_link(client, site):
    page = client.get("/sign-in/", headers={"x-forwarded-host": "evil.example"})
    assert "evil.example" not in page.content.decode()


def test_a_form_without_its_token_is_refused(anna):
    browser = StrictClient(enforce_csrf_checks=True)
    assert sign_in(browser).status_code == 403
    assert not is_in(browser)


@pytest.mark.parametrize("said", [{}, {"username": "anna"}, {"username": "a\0", "password": "x"},
                                  {"username": "a" * 61, "password": "x"}, {"username": "a", "password": "x" * 129}])
def test_half_a_form_is_told_what_lacks(client, anna, said):
    answer = client.post("/sign-in/", said)
    assert (answer.status_code, soup_of(answer).title.string.split(" ·")[0]) == (400, "Error: Sign in")
