"""The furnished house, to go through its doors."""

from tests.doors.house import browser_of, house  # noqa: F401
