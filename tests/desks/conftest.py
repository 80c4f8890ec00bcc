"""A house on a Monday morning, whose week is cut into half-days and wanted by two desks."""

from datetime import date, time

import pytest
import time_machine

from citedesmetiers.centre import actions as centre
from desks import actions
from desks.models import Part, Turn

MONDAY = date(2026, 11, 16)
FRIDAY = date(2026, 11, 20)
SPANS = {Part.MORNING: (time(9), time(12, 30)), Part.AFTERNOON: (time(13, 30), time(18))}


@pytest.fixture
def monday_morning():
    with time_machine.travel("2026-11-16T08:00:00+01:00", tick=False) as clock:
        yield clock


@pytest.fixture
def pattern(site, desk, other_desk):
    """Mornings and afternoons from Monday to Friday: two posts at one desk, one at the other."""
    for one, posts in ((desk, 2), (other_desk, 1)):
        type(one).objects.filter(pk=one.pk).update(posts=posts)
        one.posts = posts
    for weekday in range(5):
        for part in (Part.MORNING, Part.AFTERNOON):
            starts, ends = SPANS[part]
            actions.write_slot(None, weekday=weekday, part=part, starts=starts, ends=ends,
                               posts={desk: 2, other_desk: 1})  # fmt: skip


@pytest.fixture
def week(monday_morning, pattern, manager):
    """The week of that Monday, open and empty."""
    return actions.open_weeks(MONDAY, by=manager)


@pytest.fixture
def cio(a_partner):
    return a_partner("CIO")


@pytest.fixture
def greta(a_partner):
    return a_partner("Greta")


@pytest.fixture
def a_coordinator(a_person, site):
    return lambda partner: a_person(coordinates=True, partner=partner)


@pytest.fixture
def post():
    """The post of a desk: post(desk), on the Friday morning unless told otherwise."""

    def find(desk, day=FRIDAY, part=Part.MORNING, post=1):
        return Turn.objects.standing().get(desk=desk, day=day, part=part, post=post)

    return find


@pytest.fixture
def lent_by(a_person):
    """A counsellor whom this partner lends."""
    return lambda partner, **fields: a_person(counsels=True, partner=partner, **fields)


@pytest.fixture
def closed_on():
    return lambda day, last=None: centre.close_days(day, last or day)
