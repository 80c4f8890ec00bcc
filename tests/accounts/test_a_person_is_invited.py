"""A one-time link: shown once, kept as a print, good for seven days and one password."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from citedesmetiers.accounts import actions
from citedesmetiers.accounts.models import Invitation, User
from citedesmetiers.kit.tokens import new_token, short
from tests.harness import StrictClient, soup_of, words_of

PASSWORD = {"new_password1": "battery staple 7", "new_password2": "battery staple 7"}


@pytest.fixture
def managing(manager, client_of):
    return client_of(manager)


@pytest.fixture
def link(managing):
    """What the manager reads on the screen after inviting Bea."""
    page = managing.post("/people/new/", {"name": "Bea", "username": "Bea", "counsels": "on"})
    return re.search(r"/i/[\w-]{22}/", words_of(page, "#link"))[0]


def open_link(link, browser=None):
    browser = browser or StrictClient()
    return browser, browser.get(link, follow=True)


def test_the_invited_person_sets_her_password_and_is_in(link):
    browser, page = open_link(link)
    assert page.redirect_chain == [("/welcome/", 302)]
    assert words_of(page, "h1") == "Welcome, Bea"
    assert browser.post("/welcome/", PASSWORD).url == "/"
    bea = User.objects.get(username="bea")
    assert (bea.check_password("battery staple 7"), bea.counsels, bea.manages) == (True, True, False)
    assert browser.get("/account/").status_code == 200


def test_the_link_is_shown_once_with_its_code_and_only_its_print_is_kept(managing, link):
    token = link.split("/")[2]
    assert str(Invitation.objects.get().print) != token
    assert token not in managing.get("/people/").content.decode()
    page = managing.post(f"/people/{User.objects.get(username='bea').pk}/link/")
    assert len(soup_of(page).select("svg.qr-code")) == 1
    assert words_of(page, "#link") != link


def test_looking_at_the_link_spends_nothing(link):
    for _scanner in range(3):
        open_link(link)
    assert Invitation.objects.get().used_at is None


def test_a_used_link_is_over(link):
    browser, _page = open_link(link)
    browser.post("/welcome/", PASSWORD)
    page = open_link(link)[1]
    assert (page.status_code, words_of(page, "h1")) == (410, "This link is over")


def test_two_who_opened_it_do_not_both_set_a_password(link):
    first, second = open_link(link)[0], open_link(link)[0]
    first.post("/welcome/", PASSWORD)
    answer = second.post("/welcome/", {"new_password1": "another one 55", "new_password2": "another one 55"})
    assert answer.status_code == 410
    assert User.objects.get(username="bea").check_password("battery staple 7")


def test_after_seven_days_it_is_over(link):
    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1)):
        assert open_link(link)[1].status_code == 410


def test_a_forged_link_is_over_too(link):
    token = link.split("/")[2]
    flipped = ("A" if token[0] != "A" else "B") + token[1:]
    assert open_link(f"/i/{flipped}/")[1].status_code == 410
    assert open_link(f"/i/{short(new_token())}/")[1].status_code == 410
    assert open_link("/i/short/")[1].status_code == 404
    assert StrictClient().get("/welcome/").status_code == 410
    assert StrictClient().post("/welcome/", PASSWORD).status_code == 410


def test_a_new_link_replaces_the_old_one_and_disabling_ends_both(managing, manager, link):
    bea = User.objects.get(username="bea")
    newer = f"/i/{short(actions.new_link(bea, by=manager))}/"
    assert (open_link(link)[1].status_code, open_link(newer)[1].status_code) == (410, 200)
    managing.post(f"/people/{bea.pk}/disable/")
    assert open_link(newer)[1].status_code == 410


def test_a_weak_password_is_told_and_the_link_stays_good(link):
    browser, _page = open_link(link)
    assert browser.post("/welcome/", {"new_password1": "short", "new_password2": "short"}).status_code == 400
    assert browser.post("/welcome/", PASSWORD).status_code == 302


def test_the_link_carries_the_houses_own_address(managing, manager, settings):
    settings.PUBLIC_URL = "https://cite.example/"
    page = managing.post("/people/new/", {"name": "Bea", "username": "bea"}, headers={"x-forwarded-host": "evil"})
    assert words_of(page, "#link").startswith("https://cite.example/i/")
