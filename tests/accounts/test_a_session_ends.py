"""A cookie opens nothing after signing out, a new password, a reset, or the account's end."""

import pytest

from citedesmetiers.accounts import actions


@pytest.fixture
def browser(agent, client_of):
    return client_of(agent)


def is_anonymous(browser):
    return browser.get("/account/").headers.get("Location", "").startswith("/sign-in/")


def test_it_is_open_before(browser):
    assert not is_anonymous(browser)


def test_after_signing_out(browser):
    cookie = browser.cookies["sessionid"].value
    assert browser.get("/sign-out/").status_code == 405
    assert browser.post("/sign-out/").url == "/sign-in/"
    browser.cookies["sessionid"] = cookie
    assert is_anonymous(browser)


def test_after_the_account_is_disabled_and_even_when_it_is_let_in_again(browser, agent, manager):
    actions.disable(agent, by=manager)
    assert is_anonymous(browser)
    actions.new_link(agent, by=manager)
    assert is_anonymous(browser)


def test_after_a_reset(browser, agent, manager):
    actions.set_password(agent, "correct horse 9")
    actions.new_link(agent, by=manager)
    assert is_anonymous(browser)
    assert actions.try_to_sign_in(agent.username, "correct horse 9").user is None


def test_a_new_password_ends_the_other_sessions_and_keeps_this_one(agent, client_of):
    actions.set_password(agent, "correct horse 9")
    here, elsewhere = client_of(agent), client_of(agent)
    answer = here.post("/account/password/", {"old_password": "correct horse 9", "new_password1": "battery staple 7",
                                              "new_password2": "battery staple 7"})
    assert answer.status_code == 302
    assert (is_anonymous(here), is_anonymous(elsewhere)) == (False, True)


@pytest.mark.parametrize(("old", "new", "again"), [
    ("wrong", "battery staple 7", "battery staple 7"),
    ("correct horse 9", "battery staple 7", "battery staple 8"),
    ("correct horse 9", "short", "short"),
    ("correct horse 9", "1234567890123", "1234567890123"),
    ("correct horse 9", "password123", "password123"),
])  # fmt: skip
def test_a_bad_new_password_changes_nothing(agent, client_of, old, new, again):
    actions.set_password(agent, "correct horse 9")
    said = {"old_password": old, "new_password1": new, "new_password2": again}
    assert client_of(agent).post("/account/password/", said).status_code == 400
    agent.refresh_from_db()
    assert agent.check_password("correct horse 9")


def test_a_person_names_herself_and_chooses_her_language(browser, agent):
    said = {"name": "Anna", "language": "fr", "manages": "on", "username": "root"}
    assert browser.post("/account/", said).status_code == 302
    agent.refresh_from_db()
    assert (agent.name, agent.language, agent.manages, agent.username) == ("Anna", "fr", False, "person1")
    assert browser.get("/account/").headers["Content-Language"] == "fr"
    assert browser.post("/account/", {"name": "Anna", "language": "xx"}).status_code == 400
