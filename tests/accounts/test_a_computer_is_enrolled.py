"""A manager makes the computer at which she sits a shared one, and ends that again."""

import hashlib
from datetime import timedelta

import pytest
from django.utils import timezone

from citedesmetiers.accounts import actions
from citedesmetiers.accounts.models import Device, DeviceUse
from citedesmetiers.kit.rules import HouseRule
from tests.accounts.conftest import PASSWORD
from tests.harness import soup_of, words_of

SAID = {"name": "Reception, left", "password": PASSWORD}


@pytest.fixture
def managing(manager, client_of):
    actions.set_password(manager, PASSWORD)
    return client_of(manager)


def test_the_browser_gets_256_bits_of_which_a_print_is_kept(managing, site):
    page = managing.post("/computers/enrol/", SAID, follow=True)
    cookie = managing.cookies["computer"]
    assert Device.objects.get().print == hashlib.sha256(cookie.value.encode()).hexdigest()
    assert (len(cookie.value), cookie["httponly"], cookie["samesite"], cookie["secure"]) == (43, True, "Lax", "")
    assert words_of(page, ".line .fine").startswith("this computer · enrolled on")
    assert managing.get("/computers/enrol/").url == "/computers/"


def test_over_https_the_cookie_goes_by_no_other_way(managing, settings):
    settings.HTTPS = True
    managing.post("/computers/enrol/", SAID)
    assert managing.cookies["computer"]["secure"] is True


@pytest.mark.parametrize("wrong", [{"password": "wrong"}, {"password": ""}, {"name": ""}, {"name": "x" * 41},
                                   {"name": "x\u202ey"}])
def test_without_the_password_or_a_name_nothing_is_enrolled(managing, wrong):
    assert managing.post("/computers/enrol/", SAID | wrong).status_code == 400
    assert (Device.objects.count(), "computer" in managing.cookies) == (0, False)


def test_two_computers_have_two_names(computer, manager):
    with pytest.raises(HouseRule) as refused:
        actions.enrol("Left", by=manager)
    assert (refused.value.status, Device.objects.count()) == (409, 1)


def test_revoked_it_is_a_computer_like_any_other(managing):
    managing.post("/computers/enrol/", SAID)
    device = Device.objects.get()
    page = managing.post(f"/computers/{device.pk}/revoke/", follow=True)
    assert soup_of(page).select("#told .note")[-1].get_text() == "“Reception, left” is no longer a shared computer."
    assert (Device.objects.filter(pk=device.pk).count(), managing.cookies["computer"].value) == (0, "")
    assert managing.post(f"/computers/{device.pk}/revoke/").status_code == 404


def test_the_list_says_a_day_and_no_hour(by_pin, anna, managing, computer):
    by_pin(anna)
    assert DeviceUse.objects.get().day == Device.objects.get().used_on == timezone.localdate()
    today = f"{timezone.localdate():%-d %B %Y}"
    assert words_of(managing.get("/computers/"), ".line .fine") == f"enrolled on {today} · last used on {today}"


def test_a_name_that_nobody_used_for_a_month_no_longer_stands_there(by_pin, anna, browser_at):
    by_pin(anna)
    actions.forget(timezone.now() + timedelta(days=30))
    assert DeviceUse.objects.count() == 1
    actions.forget(timezone.now() + timedelta(days=31))
    assert DeviceUse.objects.count() == 0


@pytest.mark.parametrize("n", [1, 30])
def test_the_list_asks_as_much_for_one_as_for_thirty(managing, django_assert_num_queries, n):
    Device.objects.bulk_create(Device(name=f"{i}", print=f"{i:064}", enrolled_on="2026-01-01") for i in range(n))
    managing.get("/computers/")
    with django_assert_num_queries(5):
        assert len(soup_of(managing.get("/computers/")).select(".line li")) == n


@pytest.mark.parametrize("n", [1, 30])
def test_the_page_of_names_asks_as_much_for_one_as_for_thirty(browser_at, a_person, django_assert_num_queries, n):
    for _each in range(n):
        a_person(pin="x", receives=True)
    with django_assert_num_queries(4):
        assert len(soup_of(browser_at().get("/switch/")).select(".names label")) == n
