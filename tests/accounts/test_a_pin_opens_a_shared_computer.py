"""A name and six digits take over a shared computer, and nothing else anywhere."""

import pytest
from django.contrib.auth import SESSION_KEY

from citedesmetiers.accounts import actions
from citedesmetiers.accounts.models import User
from tests.accounts.conftest import PASSWORD, PIN
from tests.harness import StrictClient, soup_of, words_of


def who_is_in(browser):
    return browser.session.get(SESSION_KEY)


def switch(browser, person, pin=PIN, **more):
    return browser.post("/switch/", {"person": person.pk, "pin": pin, **more})


def test_six_digits_sign_her_in_and_the_session_of_the_one_before_is_gone(browser_at, anna, bea):
    browser = browser_at()
    switch(browser, bea, "314159")
    session = browser.session
    session["left"] = "by Béa"
    session.save()
    cookie, secret = browser.cookies["sessionid"].value, browser.cookies["csrftoken"].value
    assert switch(browser, anna).url == "/"
    assert (who_is_in(browser), "left" in browser.session) == (str(anna.pk), False)
    assert browser.cookies["sessionid"].value != cookie
    assert browser.cookies["csrftoken"].value != secret


def test_at_a_computer_that_is_not_enrolled_the_answer_is_that_of_a_wrong_pin(browser_at, anna, client):
    elsewhere, wrong = switch(client, anna), switch(browser_at(), anna, "271829")
    told = [(answer.status_code, words_of(answer, "#lock-wrong")) for answer in (elsewhere, wrong)]
    assert told == [(400, "This name and this PIN do not go together here.")] * 2
    assert who_is_in(client) is None


def test_the_page_of_names_exists_on_a_shared_computer_alone(browser_at, anna, client):
    assert client.get("/switch/").url == "/sign-in/"
    assert [label.get_text() for label in soup_of(browser_at().get("/switch/")).select(".names label")] == ["Anna"]
    assert soup_of(client.get("/sign-in/")).select("[href='/switch/']") == []
    assert len(soup_of(browser_at().get("/sign-in/")).select("[href='/switch/']")) == 1


def test_who_used_this_computer_last_stands_first_and_the_others_one_press_away(browser_at, anna, bea, a_person):
    a_person(name="Without a PIN")
    switch(browser_at(), bea, "314159")
    page = soup_of(browser_at().get("/switch/"))
    assert [label.get_text() for label in page.select(".names label")] == ["Béa", "Anna"]
    assert [label.get_text() for label in page.select("details .names label")] == ["Anna"]


@pytest.mark.parametrize("said", [
    {}, {"person": "x", "pin": PIN}, {"person": 0, "pin": PIN}, {"person": 10**12, "pin": PIN},
    {"pin": "27182"}, {"pin": "2718281"}, {"pin": "२७१८२८"}, {"pin": "abcdef"}, {"pin": ""}, {"pin": "27182\0"},
])  # fmt: skip
def test_what_is_not_a_name_and_six_digits_is_wrong(browser_at, anna, said):
    browser = browser_at()
    answer = browser.post("/switch/", ({"person": anna.pk} if said else {}) | said)
    assert (answer.status_code, who_is_in(browser)) == (400, None)
    anna.refresh_from_db()
    assert anna.wrong_pins == 0


@pytest.mark.parametrize("cookie", ["", "x", "x" * 64, "x" * 5000, "é"])
def test_a_cookie_that_nobody_gave_opens_nothing(computer, anna, cookie):
    browser = StrictClient()
    browser.cookies["computer"] = cookie
    assert switch(browser, anna).status_code == 400


def test_a_disabled_colleague_and_one_without_a_pin_are_refused(browser_at, anna, a_person, manager):
    plain = a_person(receives=True)
    actions.disable(anna, by=manager)
    assert [switch(browser_at(), person).status_code for person in (anna, plain)] == [400, 400]


@pytest.mark.parametrize("pin", [
    "000000", "123456", "654321", "890123", "121212", "123123", "112233", "147258", "111222",
])  # fmt: skip
def test_a_pin_that_one_would_guess_is_refused(client_of, agent, pin):
    actions.set_password(agent, PASSWORD)
    answer = client_of(agent).post("/account/pin/", {"pin": pin, "again": pin, "password": PASSWORD})
    agent.refresh_from_db()
    assert (answer.status_code, agent.pin) == (400, "")


@pytest.mark.parametrize(("again", "password", "status"), [
    (PIN, PASSWORD, 302), ("271829", PASSWORD, 400), (PIN, "wrong", 400), (PIN, "", 400),
])  # fmt: skip
def test_she_sets_it_herself_typed_twice_and_with_her_password(client_of, agent, again, password, status):
    actions.set_password(agent, PASSWORD)
    answer = client_of(agent).post("/account/pin/", {"pin": PIN, "again": again, "password": password})
    agent.refresh_from_db()
    assert (answer.status_code, bool(agent.pin)) == (status, status == 302)


def test_of_a_pin_only_a_slow_peppered_print_is_kept(anna, bea, settings):
    settings.PASSWORD_HASHERS = settings.PASSWORD_HASHERS[1:]
    actions.set_pin(bea, PIN)
    assert User.objects.get(pk=bea.pk).pin.startswith("pbkdf2_sha256$")
    settings.SECRET_KEY = "another one"
    assert actions.try_pin(None, bea, PIN).user is None


def test_an_address_in_the_house_is_where_she_goes_on(browser_at, anna):
    assert switch(browser_at(), anna, next="/reception/?lang=fr").url == "/reception/?lang=fr"
    assert switch(browser_at(), anna, next="//evil.example").url == "/"


def test_what_her_pin_opened_ends_with_it(by_pin, anna):
    browser = by_pin(anna)
    assert browser.get("/reception/").status_code == 200
    actions.set_pin(anna, "161803")
    assert browser.get("/reception/").url == "/sign-in/"


@pytest.mark.parametrize("end", [
    lambda anna, computer, by: actions.revoke(computer, by=by),
    lambda anna, computer, by: actions.remove_pin(anna),
    lambda anna, computer, by: actions.new_link(anna, by=by),
    lambda anna, computer, by: actions.disable(anna, by=by),
], ids=["computer revoked", "PIN removed", "reset", "disabled"])  # fmt: skip
def test_it_ends_with_the_computer_with_a_reset_and_with_the_account(by_pin, anna, computer, manager, end):
    browser = by_pin(anna)
    end(anna, computer, manager)
    assert browser.get("/reception/").url.startswith("/sign-in/")


def test_its_session_is_of_no_use_at_another_computer(by_pin, anna):
    elsewhere = StrictClient()
    elsewhere.cookies["sessionid"] = by_pin(anna).cookies["sessionid"].value
    assert elsewhere.get("/reception/").url == "/sign-in/"
