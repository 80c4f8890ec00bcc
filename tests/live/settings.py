"""The house's own settings with the few doors that the tests of streams knock at."""

from citedesmetiers.settings import *  # noqa: F403 - a test house is the house

ROOT_URLCONF = "tests.live.urls"
