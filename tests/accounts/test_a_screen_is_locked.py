"""A locked screen shows the line and does nothing, until its own person or another one opens it."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth import SESSION_KEY
from django.utils import timezone

from citedesmetiers.accounts import actions
from citedesmetiers.centre.models import Site
from reception.models import Receipt
from tests.accounts.conftest import PASSWORD, PIN
from tests.harness import soup_of, words_of

HTMX = {"HX-Request": "true"}


@pytest.fixture
def locked(by_pin, anna, desk):
    browser = by_pin(anna)
    assert browser.post("/lock/", {"next": "/reception/"}).url == "/reception/"
    return browser


def test_the_line_stays_in_sight_and_cannot_be_pressed(locked):
    page = soup_of(locked.get("/reception/"))
    assert [part.has_attr("inert") for part in page.select("main, .bar, .skip")] == [True, True, True]
    assert page.select_one("#lock-title").get_text() == "Locked · Anna"
    assert locked.get("/reception/parts/", headers=HTMX).status_code == 200


@pytest.mark.parametrize("htmx", [{}, HTMX])
def test_a_press_changes_nothing_and_says_so(locked, htmx):
    answer = locked.post("/reception/arrivals/", {"press": "job:documentation"}, headers=htmx)
    assert (answer.status_code, Receipt.objects.count()) == (409, 0)
    assert words_of(answer, "#refusal") == "This screen is locked. Nothing was changed."


def test_what_is_not_the_days_work_is_out_of_sight(locked):
    assert locked.get("/account/").url == "/locked/?next=%2Faccount%2F"
    page = locked.get("/locked/?next=%2Faccount%2F")
    assert words_of(page, "h1") == "Locked · Anna"


def test_her_pin_opens_it_and_she_goes_on(locked, anna):
    panel = locked.post("/switch/", {"person": anna.pk, "pin": PIN}, headers=HTMX)
    assert soup_of(panel).select_one("#lock")["data-unlocked"] == "pin"
    assert soup_of(locked.get("/reception/")).select_one("main").has_attr("inert") is False


def test_whoever_unlocks_begins_another_session(locked, anna, settings):
    with time_machine.travel(timezone.now() + timedelta(hours=11), tick=False):
        panel = locked.post("/switch/", {"person": anna.pk, "pin": PIN}, headers=HTMX)
        ends = timezone.now().timestamp() + settings.SESSION_COOKIE_AGE
    assert int(soup_of(panel).select_one("#lock")["data-ends"]) == int(ends)
    assert soup_of(locked.get("/reception/")).body["data-ends"] == str(int(ends))


def test_a_colleague_takes_over_and_begins_at_her_own_room(locked, bea):
    answer = locked.post("/switch/", {"person": bea.pk, "pin": "314159"}, headers=HTMX)
    assert (answer.headers["HX-Redirect"], locked.session[SESSION_KEY]) == ("/", str(bea.pk))


@pytest.mark.parametrize(("password", "status"), [(PASSWORD, 302), ("wrong", 400), ("", 400)])
def test_her_password_opens_it_and_no_other(locked, password, status):
    assert locked.post("/locked/", {"password": password}).status_code == status
    assert soup_of(locked.get("/reception/")).select_one("main").has_attr("inert") is (status == 400)


def test_the_cursor_stands_where_she_typed(locked, anna):
    def cursor(page):
        return [field["name"] for field in soup_of(page).select("#lock [data-focus]")]

    assert cursor(locked.get("/reception/")) == ["pin"]
    assert cursor(locked.post("/locked/", {"password": "wrong"}, headers=HTMX)) == ["password"]
    assert cursor(locked.post("/switch/", {"person": anna.pk, "pin": "161803"}, headers=HTMX)) == ["pin"]


def test_a_password_opens_no_more_than_was_open_before(locked):
    locked.post("/locked/", {"password": PASSWORD})
    assert locked.get("/account/").url == "/sure/?next=%2Faccount%2F"


def test_a_session_that_a_password_opened_is_locked_too(client_of, manager):
    actions.set_password(manager, PASSWORD)
    browser = client_of(manager)
    browser.post("/lock/")
    assert browser.get("/people/").url == "/locked/?next=%2Fpeople%2F"
    assert soup_of(browser.get("/locked/")).select("[name=pin]") == []
    assert browser.post("/locked/", {"password": PASSWORD, "next": "/people/"}).url == "/people/"
    assert browser.get("/people/").status_code == 200


def test_six_wrong_passwords_wait_a_quarter_of_an_hour(locked):
    statuses = [locked.post("/locked/", {"password": "wrong"}).status_code for _try in range(7)]
    assert statuses == [400] * 5 + [429] * 2


def test_looking_locks_nothing_and_an_open_screen_has_no_locked_page(by_pin, anna):
    browser = by_pin(anna)
    assert (browser.get("/lock/").status_code, browser.get("/locked/").url) == (405, "/")


def test_signing_out_needs_no_key(locked):
    assert locked.post("/sign-out/").url == "/sign-in/"


def test_the_page_says_after_how_many_minutes(by_pin, anna):
    Site.objects.update(lock_after=3)
    assert soup_of(by_pin(anna).get("/reception/")).body["data-lock-after"] == "3"


@pytest.mark.parametrize(("minutes", "status"), [("0", 302), ("120", 302), ("121", 400), ("-1", 400), ("x", 400)])
def test_a_manager_sets_them(client_of, manager, minutes, status):
    browser = client_of(manager)
    assert browser.post("/centre/site/", _form(browser) | {"lock_after": minutes}).status_code == status


def _form(browser):
    form = soup_of(browser.get("/centre/site/")).select_one("form.asked")
    fields = {field["name"]: field.get("value", "") for field in form.select("input[name]")
              if field.get("type") != "checkbox"}
    areas = {area["name"]: area.get_text().strip() for area in form.select("textarea")}
    chosen = {select["name"]: select.select_one("[selected]")["value"] for select in form.select("select")}
    ticked = {"languages": [box["value"] for box in form.select("[name=languages][checked]")]}
    return fields | areas | chosen | ticked
