"""A furnished house and its browsers: the fixtures of every test that goes through the doors of cases.py."""

from datetime import time, timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.doors.cases import DOORS
from tests.doors.door import ROLES
from tests.harness import StrictClient


@pytest.fixture
def house(desk, other_desk, a_person, a_counsellor, agent, manager, visitors_wait_at, site,
          a_partner, a_turn):
    """A house with somebody in every role, a line, a visitor called, and one thing of each kind."""
    from citedesmetiers.accounts.models import Device
    from citedesmetiers.centre.models import Partner, Place, Purpose, Room, Site
    from desks.models import Slot, Swap
    from reception import actions
    from resources import actions as resources

    Site.objects.update(screen_on=True)
    partner = Partner.objects.create(code="p1", name="Partner")
    people = {role: a_person(**{role: True, "partner": partner}) for role in ROLES}
    people["counsels"] = a_counsellor(desk, may_help=[other_desk])
    stop = visitors_wait_at(desk, 3)[0]
    actions.call_next(desk, by=a_counsellor(desk))
    place = Place.objects.order_by("pk").first()
    computer = Device.objects.create(name="Room", print="0" * 64, enrolled_on="2026-01-01")
    room = Room.objects.create(place=place, name={"en": "Room"}, capacity=4)
    body = resources.write_body(None, name="Law house", kind="law", purposes=[Purpose.objects.order_by("pk").first()])
    topic = resources.write_topic(None, code="housing", name={"en": "Housing"})
    turn, hole = a_turn(desk, partner=partner), a_turn(desk, partner=None, post=2)
    swap = Swap.objects.create(gives=turn, wants=a_turn(other_desk), giver=partner, other=a_partner(),
                               asked_at=timezone.now())  # fmt: skip
    slot = Slot.objects.create(weekday=0, part=1, starts=time(9), ends=time(12))
    sheet = _typed_in(place, people["receives"])
    notice = _on_the_shelf(place)
    return SimpleNamespace(
        sheet=sheet, notice=notice, copy=notice.copies.get(), **_words_of_the_shelves(),
        load=_brought(people["curates"]),
        body=body, topic=topic, **_on_the_programme(place, room),
        people=people, desk=desk, stop=stop, ticket=stop.ticket, person=people["curates"],
        counsellor=people["counsels"], partner=partner, turn=turn, hole=hole, swap=swap, slot=slot,
        place=place, room=room, computer=computer, purpose=Purpose.objects.order_by("pk").first(),
    )  # fmt: skip


def _on_the_shelf(place):
    from citedesmetiers.centre.models import Purpose
    from resources import actions
    from resources.models import Copy

    purpose = Purpose.objects.order_by("pk").first()
    return actions.write_notice(None, by=None, identifier="demo0001", title="Le CV", state="shelf", purposes=[purpose],
                                copies=[Copy(mark="A1", place=place)])  # fmt: skip


def _on_the_programme(place, room):
    from citedesmetiers.centre.models import Purpose
    from events.actions import When, publish, schedule, write_event
    from events.models import Event

    event = write_event(Event(), purposes=[Purpose.objects.order_by("pk").first()], kind="workshop", title="Le CV")
    day = timezone.localdate() + timedelta(days=7)
    (session,) = schedule(event, [When(day, time(10), time(12), place, room, 4, outside_hours=True)])
    publish(event)
    return {"event": event, "session": session}


def _brought(officer):
    from resources.actions import loads

    return loads.bring("network.csv", b"Besoin;Titre\nother;Le CV", by=officer)


def _words_of_the_shelves():
    from resources.models import Family, Heading, Selection, Subject

    return {
        "heading": Heading.objects.create(code="A", name={"en": "Work"}),
        "subject": Subject.objects.create(code="cv", label={"en": "Applying"}),
        "family": Family.objects.create(words="caf, allowances"),
        "reading_list": Selection.objects.create(slug="to-begin", name={"en": "To begin with"}),
    }


def _typed_in(place, agent):
    from citedesmetiers.centre.models import Purpose
    from reception.actions import paper

    marks = (paper.Mark(10, Purpose.objects.first().code, "interview", 3),)
    yesterday = timezone.localdate() - timedelta(days=1)
    return paper.type_in(paper.Paper(uuid4(), yesterday, place, 1, marks), by=agent)


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
    from desks.models import Desk, Duty, Feed, Helper, Slot, Swap, Turn
    from events.models import Event, Session
    from reception.models import Receipt, Sheet, Stop, Ticket
    from resources.models import Body, Family, Heading, Load, Notice, Profile, Selection, Subject, Topic

    theirs = (Session, Event, Family, Selection, Load, Notice, Subject, Heading, Profile, Body, Topic,
              Sheet, Receipt, Stop, Ticket, Tally, Swap, Turn, Slot, Feed, Duty, Helper, Desk)  # fmt: skip
    for model in (*theirs, User, Room, Place, Purpose, Partner, Hours, Site):
        model.objects.all().delete()
