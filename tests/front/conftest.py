"""Passwords hashed quickly, as no test here is about their cost; pages in English unless a test asks otherwise."""

import pytest

from tests.events.conftest import an_event, place, when, workshop  # noqa: F401 - the programme's fixtures


@pytest.fixture(autouse=True)
def _quick_and_in_english(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]
    settings.LANGUAGE_CODE = "en"
