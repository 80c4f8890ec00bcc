"""Managers change roles, and cannot lock themselves out of the house."""

import pytest

from citedesmetiers.accounts import actions
from citedesmetiers.accounts.models import User
from citedesmetiers.centre.actions import write_partner
from citedesmetiers.kit.rules import HouseRule
from tests.harness import soup_of, words_of
from tests.races import all_at_once


@pytest.fixture
def managing(manager, client_of):
    return client_of(manager)


def test_a_manager_gives_and_takes_roles(managing, a_person):
    bea = a_person(receives=True, name="Bea")
    said = {"name": "Béa", "counsels": "on", "is_active": "", "username": "x"}
    page = managing.post(f"/people/{bea.pk}/", said, follow=True)
    bea.refresh_from_db()
    assert (bea.name, bea.receives, bea.counsels, bea.is_active, bea.username) == ("Béa", False, True, True, "person2")
    assert words_of(page, "#told") == "“Béa” is saved."


def test_a_coordinator_speaks_for_a_partner(managing, a_person):
    bea = a_person()
    said = {"name": "Bea", "coordinates": "on"}
    answer = managing.post(f"/people/{bea.pk}/", said)
    assert (answer.status_code, soup_of(answer).select_one("#errors a")["href"]) == (400, "#id_partner")
    partner = write_partner(None, code="p", name="P")
    assert managing.post(f"/people/{bea.pk}/", said | {"partner": partner.pk}).status_code == 302


def test_a_user_name_is_given_once(managing, manager):
    answer = managing.post("/people/new/", {"name": "Bea", "username": manager.username.upper()})
    assert (answer.status_code, User.objects.count()) == (400, 1)


@pytest.mark.parametrize("name", ["be a", "bea<", "", "b" * 61])
def test_a_user_name_is_plain(managing, name):
    assert managing.post("/people/new/", {"name": "Bea", "username": name}).status_code == 400


def test_nobody_takes_her_own_place(managing, manager):
    assert soup_of(managing.get(f"/people/{manager.pk}/")).select("[name=manages]") == []
    managing.post(f"/people/{manager.pk}/", {"name": "Me"})
    assert managing.post(f"/people/{manager.pk}/disable/").status_code == 409
    assert managing.post(f"/people/{manager.pk}/link/").status_code == 409
    manager.refresh_from_db()
    assert (manager.manages, manager.is_active, manager.name) == (True, True, "Me")


def test_whoever_is_no_longer_a_manager_removes_nobody(manager, a_person):
    other = a_person(manages=True)
    actions.change_person(other, by=manager, manages=False)
    with pytest.raises(HouseRule) as refused:
        actions.disable(manager, by=other)
    assert (refused.value.status, User.objects.filter(manages=True, is_active=True).count()) == (403, 1)


@pytest.mark.django_db(transaction=True)
def test_two_managers_who_remove_each_other_at_once_leave_one(manager, a_person):
    other = a_person(manages=True)
    results = all_at_once([
        lambda: actions.disable(User.objects.get(pk=other.pk), by=manager),
        lambda: actions.change_person(User.objects.get(pk=manager.pk), by=other, manages=False),
    ])  # fmt: skip
    assert sorted(type(result).__name__ for result in results) == ["HouseRule", "User"]
    assert User.objects.filter(manages=True, is_active=True).count() == 1


def test_a_disabled_person_may_be_let_in_again_by_a_new_link(managing, a_person):
    bea = a_person(receives=True)
    managing.post(f"/people/{bea.pk}/disable/")
    assert words_of(managing.get("/people/?state=no"), ".who b") == bea.name
    assert managing.post(f"/people/{bea.pk}/link/").status_code == 200
    bea.refresh_from_db()
    assert (bea.is_active, bea.has_usable_password()) == (True, False)


def test_people_are_found_by_role(managing, a_person):
    a_person(receives=True, name="Bea")
    names = [b.get_text() for b in soup_of(managing.get("/people/?role=receives")).select(".who b")]
    assert names == ["Bea"]


@pytest.mark.parametrize("address", ["/", "/new/", "/{pk}/", "/{pk}/link/", "/{pk}/disable/"])
def test_nobody_else_manages_people(agent, client_of, address):
    browser = client_of(agent)
    where = f"/people{address.format(pk=agent.pk)}"
    answers = {browser.get(where).status_code, browser.post(where, {"name": "x", "manages": "on"}).status_code}
    assert answers in ({403}, {403, 405})
    agent.refresh_from_db()
    assert (agent.manages, agent.is_active) == (False, True)
