"""A manager's telephone: set up, asked at sign-in, each code good once; on paper, ten codes for the day it is lost."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth import SESSION_KEY
from django.core.management import CommandError, call_command
from django.utils import timezone
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from citedesmetiers.accounts import actions
from citedesmetiers.accounts.models import User
from citedesmetiers.centre.models import Site
from citedesmetiers.kit.rules import HouseRule
from tests.accounts.conftest import PASSWORD
from tests.harness import StrictClient, soup_of, words_of
from tests.races import all_at_once


def code_of(person):
    """What her telephone shows now."""
    device = TOTPDevice.objects.get(user=person)
    return f"{totp(device.bin_key):06}"


@pytest.fixture
def clock():
    with time_machine.travel(timezone.now(), tick=False) as clock:
        yield clock


@pytest.fixture
def claire(manager, clock):
    """A manager who set up her second factor a minute ago, with her recovery codes."""
    actions.set_password(manager, PASSWORD)
    actions.begin_factor(manager)
    manager.codes = actions.confirm_factor(manager, code_of(manager))
    clock.shift(timedelta(minutes=1))
    return manager


def sign_in(browser, person, password=PASSWORD, to=""):
    return browser.post(f"/sign-in/{to}", {"username": person.username, "password": password})


def is_in(browser):
    return SESSION_KEY in browser.session


def test_it_is_set_up_with_a_code_to_photograph_and_ten_for_the_drawer(manager, client_of, clock):
    actions.set_password(manager, PASSWORD)
    browser = client_of(manager)
    assert browser.post("/account/second-factor/", {"password": "wrong"}).status_code == 400
    assert browser.post("/account/second-factor/", {"password": PASSWORD}).url == "/account/second-factor/code/"
    page = browser.get("/account/second-factor/code/")
    assert soup_of(page).select_one(".qr svg") is not None
    assert browser.post("/account/second-factor/code/", {"code": "000000"}).status_code == 400
    clock.shift(timedelta(seconds=5))
    codes = soup_of(browser.post("/account/second-factor/code/", {"code": code_of(manager)})).select(".codes li")
    assert (len(codes), actions.has_factor(manager), actions.codes_left(manager)) == (10, True, 10)
    assert browser.get("/account/second-factor/code/").url == "/account/second-factor/"


def test_looking_at_the_page_sets_nothing_up(manager, client_of):
    client_of(manager).get("/account/second-factor/")
    assert TOTPDevice.objects.count() == 0


def test_until_it_is_confirmed_a_password_is_enough(manager, client):
    actions.set_password(manager, PASSWORD)
    actions.begin_factor(manager)
    assert (sign_in(client, manager).url, is_in(client)) == ("/", True)


def test_the_code_is_asked_after_the_password_and_leads_where_one_was_going(claire, client):
    assert (sign_in(client, claire, to="?next=/people/").url, is_in(client)) == ("/sign-in/code/", False)
    assert client.get("/people/").status_code == 302
    assert client.post("/sign-in/code/", {"code": code_of(claire)}).url == "/people/"
    assert is_in(client)


def test_a_replayed_code_is_refused(claire, client):
    code = code_of(claire)
    assert actions.verify(claire, code)
    sign_in(client, claire)
    answer = client.post("/sign-in/code/", {"code": code})
    assert (answer.status_code, is_in(client)) == (400, False)


@pytest.mark.parametrize("code", ["", "000000", "abc", "1" * 21, "२७१८२८", "\0", "-1"])
def test_what_is_not_the_code_opens_nothing(claire, client, code):
    sign_in(client, claire)
    assert (client.post("/sign-in/code/", {"code": code}).status_code, is_in(client)) == (400, False)


def test_who_guesses_has_to_wait_longer_and_longer(claire):
    assert [actions.verify(claire, "000000"), actions.verify(claire, code_of(claire))] == [False, False]


def test_without_a_password_the_page_of_the_code_is_not_there(claire, client):
    assert client.get("/sign-in/code/").url == "/sign-in/"
    assert client.post("/sign-in/code/", {"code": code_of(claire)}).url == "/sign-in/"


@pytest.mark.parametrize("since", ["password", "disabled", "ten minutes"])
def test_half_a_sign_in_ends_with_the_password_the_account_or_ten_minutes(claire, client, clock, a_person, since):
    sign_in(client, claire)
    if since == "password":
        actions.set_password(claire, "battery staple 7")
    if since == "disabled":
        actions.disable(claire, by=a_person(manages=True))
    clock.shift(timedelta(minutes=11 if since == "ten minutes" else 0))
    assert client.post("/sign-in/code/", {"code": code_of(claire)}).url == "/sign-in/"


def test_a_code_of_the_drawer_opens_once_and_is_kept_as_a_print(claire, client):
    code = claire.codes[3].upper().replace("-", " ")
    assert not StaticToken.objects.filter(token=claire.codes[3].replace("-", "")).exists()
    sign_in(client, claire)
    assert client.post("/sign-in/code/", {"code": code}).url == "/"
    assert (actions.verify(claire, code), actions.codes_left(claire)) == (False, 9)


def test_new_codes_for_the_drawer_end_the_old_ones(claire, client_of):
    browser = client_of(claire)
    assert browser.post("/account/second-factor/paper/", {"password": PASSWORD, "code": "000000"}).status_code == 400
    said = {"password": PASSWORD, "code": claire.codes[0]}
    codes = [li.get_text() for li in soup_of(browser.post("/account/second-factor/paper/", said)).select(".codes li")]
    assert (len(codes), actions.verify(claire, claire.codes[1])) == (10, False)


def test_another_manager_removes_a_lost_one_and_nobody_her_own(claire, a_person, client_of, client):
    other = a_person(manages=True)
    with pytest.raises(HouseRule):
        actions.remove_factor(claire, by=claire)
    page = client_of(other).post(f"/people/{claire.pk}/second-factor/", follow=True)
    assert words_of(page, "#told") == f"{claire.name} signs in with the password alone."
    assert (sign_in(client, claire).url, is_in(client)) == ("/", True)


def test_the_only_manager_is_let_in_again_from_the_command_line(claire, capsys):
    call_command("second_factor_off", claire.username)
    assert (capsys.readouterr().out, actions.has_factor(claire)) == (
        f"{claire.name} signs in with the password alone.\n", False)  # fmt: skip
    with pytest.raises(CommandError):
        call_command("second_factor_off", "nobody")


def test_to_enrol_a_computer_the_code_is_asked_too(claire, client_of):
    said = {"name": "Left", "password": PASSWORD}
    assert client_of(claire).post("/computers/enrol/", said).status_code == 400
    assert client_of(claire).post("/computers/enrol/", said | {"code": code_of(claire)}).status_code == 302


def test_a_site_may_want_it_of_its_managers(manager, a_person, client):
    Site.objects.update(second_factor=True)
    actions.set_password(manager, PASSWORD)
    sign_in(client, manager)
    assert [client.get(where).url for where in ("/people/", "/account/")] == ["/account/second-factor/"] * 2
    client.post("/account/second-factor/", {"password": PASSWORD})
    client.post("/account/second-factor/code/", {"code": code_of(manager)})
    assert client.get("/people/").status_code == 200
    plain = actions.set_password(a_person(receives=True), PASSWORD)
    elsewhere = StrictClient()
    sign_in(elsewhere, plain)
    assert elsewhere.get("/account/").status_code == 200


def test_a_demo_wants_none(site):
    assert Site.objects.get().second_factor is False


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("which", ["telephone", "drawer"])
def test_of_eight_who_type_the_same_code_at_once_one_comes_in(claire, which):
    code = code_of(claire) if which == "telephone" else claire.codes[0]
    results = all_at_once([lambda: actions.verify(User.objects.get(pk=claire.pk), code)] * 8)
    assert sorted(results) == [False] * 7 + [True]


@pytest.mark.django_db(transaction=True)
def test_confirmed_twice_at_once_there_is_one_set_of_codes(manager, clock):
    actions.begin_factor(manager)
    code = code_of(manager)
    results = all_at_once([lambda: actions.confirm_factor(User.objects.get(pk=manager.pk), code)] * 4)
    assert (sorted(map(len, results)), StaticToken.objects.count()) == ([0, 0, 0, 10], 10)
