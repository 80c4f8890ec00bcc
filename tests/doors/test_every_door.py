"""Every address x every role x a house with data, without, and with nothing but an error to answer."""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.doors.cases import DOORS
from tests.doors.door import ROLES
from tests.doors.house import address, bare_everything

READ = sorted(name for name, door in DOORS.items() if not door.acts)
ACT = sorted(name for name, door in DOORS.items() if door.acts)
SOMEBODY = ("nobody", *ROLES)
SENDS_ON = ("front:home", "reception:counters", "accounts:sign-in", "desks:held-all")  # to the person's own first room


def addresses(resolver=None, room=""):
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, pattern.app_name or room)
        elif isinstance(pattern, URLPattern):
            yield f"{room}:{pattern.name}"


def test_every_address_stands_in_the_list_and_nothing_else():
    assert sorted(addresses()) == sorted(DOORS)


@pytest.mark.parametrize("name", READ)
def test_a_page_opens_for_its_roles_and_for_nobody_else(name, house, browser_of):
    door = DOORS[name]
    for role in SOMEBODY:
        status = browser_of(role).get(address(name, house)).status_code
        if role in door.opens:
            assert (name in SENDS_ON and status == 302) or status == door.shows, role
        else:
            assert status == (302 if role == "nobody" else 403), role


@pytest.mark.parametrize("name", ACT)
def test_a_verb_is_refused_to_every_other_role(name, house, browser_of):
    for role in SOMEBODY:
        if role not in DOORS[name].opens:
            response = browser_of(role).post(address(name, house))
            assert response.status_code == (302 if role == "nobody" else 403), role


@pytest.mark.parametrize("name", ACT)
def test_an_empty_press_is_answered_in_words_and_never_with_an_error(name, house, browser_of):
    for role in (role for role in ROLES if role in DOORS[name].opens):
        response = browser_of(role).post(address(name, house))
        assert response.status_code in (200, 302, 303, 400, 403, 404, 409), role


@pytest.mark.parametrize("name", ACT)
def test_reading_an_address_that_acts_is_refused(name, house, browser_of):
    for role in DOORS[name].opens:
        assert browser_of(role).get(address(name, house)).status_code == 405, role


@pytest.mark.parametrize("name", ACT)
def test_a_press_without_its_csrf_token_is_refused_in_words(name, house, browser_of):
    role = DOORS[name].opens[-1]
    response = browser_of(role, enforce_csrf_checks=True).post(address(name, house))
    assert response.status_code == 403
    assert len(response.content) > 200


@pytest.mark.parametrize("name", READ)
def test_a_bare_house_shows_its_pages_too(name, house, a_person, client):
    """Nobody waits, nothing is named: every list has its empty state."""
    bare_everything()
    door, role = DOORS[name], DOORS[name].opens[-1]
    client.force_login(a_person(**{role: True}, username="alone"), backend="django.contrib.auth.backends.ModelBackend")
    response = client.get(address(name, house))
    assert response.status_code in {door.bare or door.shows} | ({302} if name in SENDS_ON else set())


@pytest.mark.parametrize("name", READ)
def test_a_forged_host_is_refused(name, house, browser_of):
    assert browser_of(DOORS[name].opens[-1]).get(address(name, house), HTTP_HOST="evil.example").status_code == 400


@pytest.mark.parametrize("name", sorted(DOORS))
def test_ten_megabytes_are_refused_before_they_are_read(name, house, browser_of):
    response = browser_of(DOORS[name].opens[-1]).post(address(name, house), {"x": "x" * 10_000_000})
    assert response.status_code == 413
