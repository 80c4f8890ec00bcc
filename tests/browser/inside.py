"""What happens in the running house besides what a test's page does: run by `in_the_house`, on its database."""

import json
from datetime import date, time, timedelta
from string import ascii_uppercase
from uuid import uuid4

from django.utils import timezone

from citedesmetiers import live
from citedesmetiers.accounts import actions as accounts
from citedesmetiers.accounts.models import User
from citedesmetiers.centre.hours import at
from citedesmetiers.centre.models import Partner, Place, Purpose, Room
from citedesmetiers.kit.tokens import short
from desks import actions as desks
from desks.models import Desk, Duty, Part, Slot, Turn
from desks.rosters.week import monday_of
from reception import actions
from reception.models import Service, Stop
from resources.models import Body, Copy, Family, Heading, Notice, Selection, Shelving, Subject, Topic
from tests.browser.inside_care import break_links, how_the_pile_stands, pile_up  # noqa: F401 - asked for by name
from tests.browser.inside_loads import bring_a_sheet, work_on_it  # noqa: F401 - asked for by name
from tests.browser.inside_programme import an_event_with_a_session

KINDS = (Body, Copy, Desk, Family, Heading, Notice, Place, Purpose, Room, Selection, Slot, Topic)


def where_sits(username: str) -> Duty:
    return Duty.objects.select_related("desk", "user").get(user__username=username, ended_at=None)


def log_a_visitor(username: str = "conseil") -> str:
    """Somebody asks for an interview at this counsellor's desk: the token of the ticket."""
    desk, agent = where_sits(username).desk, User.objects.get(username="accueil")
    arrival = actions.Arrival(
        key=uuid4(), service=Service.INTERVIEW, purpose=desk.purposes.first(), desk=desk, insist=True
    )
    return short(actions.log(arrival, by=agent).ticket.token)


def whose_turn_it_is(username: str = "conseil") -> str:
    """The token of the visitor whom this counsellor would call now; somebody comes for it if nobody waits."""
    duty = where_sits(username)
    hold_nobody(username)
    line = Stop.objects.waiting().free().at(duty.desk).in_turn()
    return short(line.first().ticket.token) if line.exists() else log_a_visitor(username)


def call(username: str = "conseil") -> int:
    duty = where_sits(username)
    return actions.call_next(duty.desk, by=duty.user).pk


def hold_a_visitor(username: str = "conseil") -> None:
    """This counsellor has called somebody, if only now."""
    if not actions.holding(where_sits(username).user):
        whose_turn_it_is(username)
        call(username)


def hold_nobody(username: str = "conseil") -> None:
    user = where_sits(username).user
    if held := actions.holding(user):
        actions.finish(actions.meet(held, by=user) if held.state == Stop.State.CALLED else held, by=user)


def rows() -> str:
    """One row of each kind, by the name under which a screen's path asks for it, as JSON."""
    manager, hers = User.objects.get(username="direction"), User.objects.get(username="coordination").partner
    to_come = Turn.objects.promised().after(timezone.now())
    _invited, token = accounts.invite(by=manager, username="invited", name="Camille Invitée", receives=True)
    return json.dumps({
        "turn": to_come.filter(partner=hers).first().pk, "partner": hers.pk,
        "subject": Subject.objects.filter(scheme="free").earliest("pk").pk,
        "invitation": short(token), "person": User.objects.get(username="conseil").pk,
        **{kind.__name__.lower(): kind.objects.earliest("pk").pk for kind in KINDS}, **an_event_with_a_session(),
    })


def take_the_call_back(username: str = "conseil") -> None:
    actions.undo_last_step(by=User.objects.get(username=username))


def enrol_for(pins: dict[str, str]) -> str:
    """The cookie of a shared computer, on which these accounts have these PINs."""
    for username, pin in pins.items():
        accounts.set_pin(User.objects.get(username=username), pin)
    return accounts.enrol("Left", by=User.objects.get(username="direction"))[1]


def make_a_link() -> None:
    """A partner follows its turns."""
    by = User.objects.get(username="coordination")
    desks.make_feed(by.partner, by=by)


LONG = "Centre d’information et d’orientation d’Orme et de la vallée"
FAR = timedelta(weeks=20)


def fill_a_far_week(desks: int, posts: int, absences: int = 0) -> str:
    """Eleven half-days 20 weeks ahead, every post promised by partners of long names: the week's address."""
    monday = monday_of(timezone.localdate()) + FAR
    there = list(Desk.objects.filter(active=True).order_by("pk")[:desks])
    there += [_a_desk(n) for n in range(desks - len(there))]
    partners = [Partner.objects.create(code=f"long-{n}", name=f"{LONG} {n}", active=False) for n in range(posts)]
    halves = [(day, part) for day in range(6) for part in (Part.MORNING, Part.AFTERNOON)][:11]
    turns = [_a_turn(desk, monday + timedelta(days=day), part, post, partners) for desk in there for day, part in halves
             for post in range(1, posts + 1)]  # fmt: skip
    out = [_a_turn(desk, monday, Part.MORNING, 1, partners) for desk in there[:absences]]
    for turn in out:
        turn.absent_at = turn.starts_at
    Turn.objects.bulk_create(turns + out)
    live.bump("roster")
    return f"/rosters/{monday:%G-W%V}/"


def empty_the_far_week() -> None:
    first = monday_of(timezone.localdate()) + FAR
    Turn.objects.between(first, first + timedelta(days=6)).delete()
    Desk.objects.filter(slug__startswith="far-").delete()
    Partner.objects.filter(code__startswith="long-").delete()
    live.bump("roster")


def _a_desk(n: int) -> Desk:
    letter = max(set(ascii_uppercase) - set(Desk.objects.values_list("letter", flat=True)))
    name = {"fr": f"Changer de métier, se former {n}", "en": f"Changing jobs, training {n}"}
    return Desk.objects.create(slug=f"far-{n}", letter=letter, order=100 + n, active=False, name=name)


def _a_turn(desk: Desk, day: date, part: int, post: int, partners: list[Partner]) -> Turn:
    starts, ends = ((time(9), time(12)), (time(14), time(18)))[part - 1]
    return Turn(desk=desk, day=day, part=part, post=post, of_posts=len(partners), starts_at=at(day, starts),
                ends_at=at(day, ends), outside_hours=True, partner=partners[post - 1])  # fmt: skip


def the_station_waits(seconds):
    Shelving.objects.update_or_create(pk=1, defaults={"station_delay": seconds})


def mark_copies(identifier: str, mark: str) -> None:
    Copy.objects.filter(notice__identifier=identifier).update(mark=mark)
