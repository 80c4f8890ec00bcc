"""A furnished house and its browsers: the fixtures of every test that goes through the doors of cases.py."""

from types import SimpleNamespace

import pytest
from django.urls import reverse

from tests.doors.cases import DOORS, ROLES
from tests.harness import StrictClient


@pytest.fixture
def house(desk, other_desk, a_person, a_counsellor, agent, manager, visitors_wait_at, site):
    """A house with somebody in every role, a line, a visitor called, and one thing of each kind."""
    from citedesmetiers.accounts.models import Device
    from citedesmetiers.centre.models import Partner, Place, Purpose, Room, Site
    from reception import actions

    Site.objects.update(screen_on=True)
    partner = Partner.objects.create(code="p1", name="Partner")
    people = {role: a_person(**{role: True, "partner": partner}) for role in ROLES}
    people["counsels"] = a_counsellor(desk, may_help=[other_desk])
    stop = visitors_wait_at(desk, 3)[0]
    actions.call_next(desk, by=a_counsellor(desk))
    place = Place.objects.order_by("pk").first()
    computer = Device.objects.create(name="Room", print="0" * 64, enrolled_on="2026-01-01")
    room = Room.objects.create(place=place, name={"en": "Room"}, capacity=4)
    return SimpleNamespace(
        people=people, desk=desk, stop=stop, ticket=stop.ticket, person=people["curates"],
        counsellor=people["counsels"], partner=partner,
        place=place, room=room, computer=computer, purpose=Purpose.objects.order_by("pk").first(),
    )  # fmt: skip


@pytest.fixture
def browser_of(house):
    def sign_in(role, **options):
        browser = StrictClient(**options)
        if role != "nobody":
            browser.force_login(house.people[role], backend="django.contrib.auth.backends.ModelBackend")
        return browser

    return sign_in


def address(name, house):
    return reverse(name, kwargs=DOORS[name].path(house))


def bare_everything():
    from citedesmetiers.accounts.models import User
    from citedesmetiers.centre.models import Hours, Partner, Place, Purpose, Room, Site
    from citedesmetiers.tallies.models import Tally
    from desks.models import Desk, Duty, Helper
    from reception.models import Receipt, Stop, Ticket

    for model in (Receipt, Stop, Ticket, Tally, Duty, Helper, Desk, User, Room, Place, Purpose, Partner, Hours, Site):
        model.objects.all().delete()
