"""Passwords hashed quickly, as no test here is about their cost; pages in English unless a test asks otherwise."""

import pytest

from tests.harness import StrictClient


@pytest.fixture(autouse=True)
def _quick_and_in_english(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]
    settings.LANGUAGE_CODE = "en"


PASSWORD, PIN = "correct horse 9", "271828"


@pytest.fixture
def computer(site):
    """A shared computer: its row, with the token of its cookie in `token`."""
    from citedesmetiers.accounts import actions
    from citedesmetiers.accounts.models import User

    by = User.objects.create(username="enroller", name="Enroller", manages=True)
    device, token = actions.enrol("Left", by=by)
    device.token = token
    return device


@pytest.fixture
def browser_at(computer):
    """A browser of the shared computer, where nobody is signed in yet."""

    def sit_down():
        browser = StrictClient()
        browser.cookies["computer"] = computer.token
        return browser

    return sit_down


@pytest.fixture
def with_a_pin(a_person):
    """A colleague with a password and a PIN: with_a_pin(receives=True)."""
    from citedesmetiers.accounts import actions

    def make(pin=PIN, **fields):
        person = a_person(**({"receives": True} | fields))
        actions.set_password(person, PASSWORD)
        return actions.set_pin(person, pin)

    return make


@pytest.fixture
def anna(with_a_pin):
    return with_a_pin(name="Anna")


@pytest.fixture
def bea(with_a_pin):
    return with_a_pin(name="Béa", pin="314159")


@pytest.fixture
def by_pin(browser_at):
    """A browser of the shared computer in which this person came by her PIN."""

    def come(person, pin=PIN):
        browser = browser_at()
        assert browser.post("/switch/", {"person": person.pk, "pin": pin}).status_code == 302
        return browser

    return come
