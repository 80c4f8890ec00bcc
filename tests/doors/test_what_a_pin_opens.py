"""Every address x a session that a PIN opened, and x a locked one: closed unless it is declared."""

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone

from citedesmetiers.accounts import actions
from citedesmetiers.accounts.models import User
from tests.doors.cases import BY_PIN, DOORS
from tests.doors.door import PUBLIC, ROLES
from tests.doors.house import address
from tests.harness import StrictClient

READ = sorted(name for name, door in DOORS.items() if not door.acts and door.opens != PUBLIC)
ACT = sorted(name for name, door in DOORS.items() if door.acts and door.opens != PUBLIC)
WAY = {"accounts:sign-out", "accounts:lock", "accounts:unlock", "accounts:sure"}


@pytest.fixture(autouse=True)
def _quick(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def came_by_pin(house, manager):
    """A browser of a shared computer in which somebody with every role came by her PIN."""
    person = User.objects.get(pk=house.counsellor.pk)
    actions.change_person(person, by=manager, partner=house.partner, **dict.fromkeys(ROLES, True))
    actions.set_pin(person, "271828")
    _device, token = actions.enrol("Right", by=manager)
    browser = StrictClient()
    browser.cookies["computer"] = token
    assert browser.post("/switch/", {"person": person.pk, "pin": "271828"}).status_code == 302
    return browser


def test_the_settings_say_what_the_matrix_says():
    assert BY_PIN - WAY == settings.OPEN_BY_PIN


@pytest.mark.parametrize("name", READ)
def test_a_pin_opens_the_days_work_and_asks_the_password_for_the_rest(name, house, came_by_pin):
    answer = came_by_pin.get(address(name, house))
    asked = answer.status_code == 302 and answer.url.startswith("/sure/?next=")
    assert asked is (name not in BY_PIN)


@pytest.mark.parametrize("name", ACT)
def test_a_verb_that_a_pin_does_not_open_is_refused_in_words(name, house, came_by_pin):
    answer = came_by_pin.post(address(name, house))
    refused = answer.status_code == 403 and b"A PIN does not open this" in answer.content
    assert refused is (name not in BY_PIN)


@pytest.mark.parametrize("name", READ)
def test_a_locked_screen_shows_the_days_work_alone(name, house, came_by_pin):
    came_by_pin.post("/lock/")
    answer = came_by_pin.get(address(name, house))
    hidden = answer.status_code == 302 and answer.url.startswith("/locked/?next=")
    assert hidden is (name not in BY_PIN)


@pytest.mark.parametrize("name", sorted(set(ACT) - WAY))
def test_a_locked_screen_does_nothing(name, house, came_by_pin):
    came_by_pin.post("/lock/")
    answer = came_by_pin.post(address(name, house))
    assert (answer.status_code, b"This screen is locked" in answer.content) == (409, True)


def test_the_password_opens_the_rest_for_ten_minutes(house, came_by_pin):
    person = actions.set_password(User.objects.get(pk=house.counsellor.pk), "correct horse 9")
    with time_machine.travel(timezone.now(), tick=False) as clock:
        came_by_pin.post("/switch/", {"person": person.pk, "pin": "271828"})
        assert came_by_pin.post("/sure/?next=/people/", {"password": "wrong"}).status_code == 400
        assert came_by_pin.post("/sure/?next=/people/", {"password": "correct horse 9"}).url == "/people/"
        assert came_by_pin.get("/people/").status_code == 200
        clock.shift(601)
        assert came_by_pin.get("/people/").url == "/sure/?next=%2Fpeople%2F"
