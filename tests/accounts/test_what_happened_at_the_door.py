"""Managers read who came in and what was changed, for seven days; from where, nobody."""

from datetime import timedelta

import pytest
from django.utils import timezone

from citedesmetiers.accounts import actions, tasks
from citedesmetiers.accounts.models import DoorEvent
from tests.accounts.conftest import PASSWORD
from tests.harness import soup_of, words_of


@pytest.fixture
def page(manager, client_of):
    return lambda query="": client_of(manager).get(f"/people/events/{query}")


def told(page):
    return [" ".join(row.get_text(" ").split()) for row in soup_of(page).select(".line .who")]


def test_it_says_who_what_and_at_which_computer(by_pin, anna, page):
    by_pin(anna)
    enrolled = "Enroller shared computer enrolled · Left"
    assert told(page()) == ["Anna signed in with the PIN · Left", "Anna PIN set", "Anna password set", enrolled]


def test_it_says_who_did_it_to_whom(manager, a_person, page):
    bea = a_person(manages=True, name="Béa")
    begun = actions.begin_factor(bea)
    actions.remove_factor(bea, by=manager)
    assert (begun.user, told(page())) == (bea, [f"Béa second factor removed · by {manager.name}"])


def test_no_address_and_no_browser_are_kept(client, anna):
    client.post("/sign-in/", {"username": anna.username, "password": PASSWORD}, REMOTE_ADDR="192.0.2.7",
                headers={"user-agent": "Netscape"})
    kept = " ".join(str(value) for event in DoorEvent.objects.values() for value in event.values())
    assert [word for word in ("192.0.2.7", "Netscape", anna.username) if word in kept] == []


def test_who_unlocks_her_own_screen_is_not_told(by_pin, anna):
    browser = by_pin(anna)
    for said in ({"pin": "271828", "person": anna.pk}, {"pin": "271828", "person": anna.pk}):
        browser.post("/lock/")
        browser.post("/switch/", said)
    browser.post("/lock/")
    browser.post("/locked/", {"password": PASSWORD})
    assert DoorEvent.objects.filter(kind__in=["by_pin", "signed_in"]).count() == 1


def test_a_name_tried_too_often_is_told_once_and_one_that_nobody_has_never(client, anna):
    for _try in range(9):
        client.post("/sign-in/", {"username": anna.username, "password": "wrong"})
        client.post("/sign-in/", {"username": "nobody", "password": "wrong"})
    assert list(DoorEvent.objects.filter(kind="name_closed").values_list("person", flat=True)) == [anna.pk]


@pytest.mark.parametrize(("days", "left"), [(7, 0), (6, 1)])
def test_it_is_forgotten_after_seven_days(agent, days, left):
    actions.arrive(agent)
    DoorEvent.objects.update(at=timezone.now() - timedelta(days=days, seconds=1))
    tasks.forget()
    assert DoorEvent.objects.count() == left


def test_it_is_found_by_name_and_by_kind(anna, bea, page):
    assert told(page("?q=anna")) == ["Anna PIN set", "Anna password set"]
    assert told(page("?kind=pin_off")) == []
    assert len(told(page("?kind=nonsense&page=1e9"))) == 4


def test_before_anything_happened_it_says_what_will_come(page):
    assert words_of(page(), ".blank h2") == "Nothing in these seven days."


@pytest.mark.parametrize("n", [1, 30])
def test_it_asks_as_much_for_one_as_for_thirty(manager, agent, client_of, django_assert_num_queries, n):
    browser = client_of(manager)
    for _each in range(n):
        actions.note(DoorEvent.Kind.FACTOR_REMOVED, agent, by=manager)
    with django_assert_num_queries(5):
        assert len(told(browser.get("/people/events/"))) == n


def test_an_account_from_its_invitation_to_its_end_is_told(manager, client, page):
    person, token = actions.invite(by=manager, username="cleo", name="Cléo", receives=True)
    actions.accept(token, PASSWORD)
    client.post("/sign-in/", {"username": "cleo", "password": "wrong"})
    client.post("/sign-in/", {"username": "cleo", "password": PASSWORD})
    client.post("/sign-out/")
    actions.change_person(person, by=manager, name="Cléo B", curates=True)
    actions.change_person(person, by=manager, curates=True)
    actions.new_link(person, by=manager)
    actions.disable(person, by=manager)
    by = f"· by {manager.name}"
    assert told(page())[::-1] == [
        f"Cléo B invited {by}", "Cléo B password set", "Cléo B wrong password", "Cléo B signed in with the password",
        "Cléo B signed out", f"Cléo B roles changed {by}", f"Cléo B new link: the password ended {by}",
        f"Cléo B disabled {by}",
    ]
