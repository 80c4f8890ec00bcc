"""A demonstration has something on every screen, at any hour of any date, and never touches a real site."""

from collections import Counter
from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from citedesmetiers.accounts.actions import try_to_sign_in
from citedesmetiers.accounts.models import User
from citedesmetiers.centre import hours
from citedesmetiers.centre.models import Hours, Partner, Place, Room, Site, SpecialHours
from citedesmetiers.front import demo
from citedesmetiers.kit.clock import local_day
from citedesmetiers.tallies.models import Tally
from desks.models import Desk, Duty, Helper, Turn
from reception.lines import all_lines
from reception.models import Receipt, Stop, Ticket

MOMENTS = ["2026-11-16T09:00:00+01:00", "2026-11-15T23:50:00+01:00", "2027-01-01T11:00:00+01:00",
           "2026-11-18T00:10:00+01:00", "2026-03-29T03:05:00+02:00"]  # fmt: skip


@pytest.mark.parametrize("moment", MOMENTS)
def test_the_morning_is_under_way_whatever_the_hour(db, moment):
    with time_machine.travel(moment, tick=False):
        demo.prepare(random_passwords=False)
        assert hours.is_open()
        every_screen_has_something_on_it()
        everything_happened_in_order_on(local_day(timezone.now()))
        each_arrival_is_counted_in_its_hour()


def every_screen_has_something_on_it():
    assert 40 <= Receipt.objects.count() <= 60
    states = Counter(Stop.objects.values_list("state", flat=True))
    assert {"waiting", "called", "met", "done", "left", "sent_on"} <= set(states)
    assert set(Receipt.objects.values_list("service", flat=True)) == {
        "interview", "documentation", "computer", "event", "quick_answer", "group"}  # fmt: skip
    assert [line.is_open for line in all_lines()] == [True, True, True, True, False]
    assert sum(line.waiting > 0 for line in all_lines()) >= 3
    assert all_lines()[4].next_turn > timezone.now()


def everything_happened_in_order_on(today):
    assert set(Ticket.objects.values_list("day", flat=True)) == {today}
    assert set(Receipt.objects.values_list("day", flat=True)) == {today}
    for stop in Stop.objects.all():
        times = [at for at in (stop.waits_since, stop.called_at, stop.met_at, stop.ended_at) if at]
        assert (times, times[-1] <= timezone.now(), local_day(times[0])) == (sorted(times), True, today)
    logged = list(Receipt.objects.order_by("sequence").values_list("logged_at", flat=True))
    assert logged == sorted(logged)


def each_arrival_is_counted_in_its_hour():
    on_site = Receipt.objects.filter(channel="on_site", again=False).exclude(service="group")
    came = Counter(timezone.localtime(receipt.logged_at).hour for receipt in on_site)
    counted = Counter()
    for tally in Tally.objects.filter(series="visit", n__gt=0, place__kind="main"):
        counted[tally.hour] += tally.n
    assert counted == came


@pytest.fixture
def a_wednesday(db):
    with time_machine.travel("2026-11-18T10:30:00+01:00", tick=False) as clock:
        yield clock


def test_a_counsellor_is_free_to_press_next(a_wednesday):
    demo.prepare(random_passwords=False)
    me = User.objects.get(username="conseil")
    assert Duty.objects.receiving().get(user=me).desk.slug == "train"
    assert not Stop.objects.held().filter(counsellor=me).exists()
    assert Stop.objects.waiting().filter(desk__slug="train").exists()
    assert [(helper.desk.slug, helper.serves) for helper in Helper.objects.filter(user=me)] == [
        ("train", True), ("change", False)]  # fmt: skip


def test_the_invented_site_has_everything(a_wednesday):
    demo.prepare(random_passwords=False)
    assert (Desk.objects.count(), Partner.objects.count(), Room.objects.count(), Place.objects.count()) == (5, 15, 4, 3)
    assert list(Desk.objects.values_list("hue", flat=True)) == ["blue", "orange", "green", "violet", "ochre"]
    assert Hours.objects.count() == 5
    assert Site.objects.get().demo
    friday = Turn.objects.filter(starts_at=datetime.fromisoformat("2026-11-20T13:30:00+01:00"))
    assert sorted(set(friday.promised().values_list("desk__letter", flat=True))) == ["A", "B", "C", "E"]
    assert list(friday.holes().values_list("desk__letter", flat=True)) == ["D"]


def test_it_names_one_account_for_each_role_and_their_passwords_open(a_wednesday):
    said = demo.prepare(random_passwords=False)
    assert [username for _role, username, _password in said] == [
        "accueil", "conseil", "documentation", "programme", "coordination", "direction"]  # fmt: skip
    assert [try_to_sign_in(username, password).user.username for _role, username, password in said] == [
        username for _role, username, _password in said]  # fmt: skip


def test_random_passwords_are_new_at_each_start_and_open_no_door(a_wednesday, client):
    first, second = demo.prepare(random_passwords=True), demo.prepare(random_passwords=True)
    assert len({password for *_who, password in first + second}) == 12
    assert try_to_sign_in("accueil", second[0][2]).user.username == "accueil"
    assert try_to_sign_in("accueil", first[0][2]).user is None
    assert client.post("/sign-in/as/direction/").status_code == 404


def test_started_again_it_goes_on(a_wednesday):
    said = demo.prepare(random_passwords=False)
    before = everything()
    a_wednesday.shift(timedelta(hours=1))
    assert demo.prepare(random_passwords=False) == said
    assert everything() == before


def everything():
    tables = (Receipt, Stop, Turn, SpecialHours, User, Duty)
    return [list(table.objects.order_by("pk").values()) for table in tables]


def test_the_next_day_begins_anew_and_yesterdays_line_is_closed(a_wednesday):
    demo.prepare(random_passwords=False)
    a_wednesday.shift(timedelta(days=1))
    demo.prepare(random_passwords=False)
    yesterday, today = (Stop.objects.filter(ticket__day=f"2026-11-{day}") for day in (18, 19))
    assert yesterday.filter(ended_at__isnull=True).count() == 0
    assert today.waiting().count() > 5
    assert Receipt.objects.filter(day="2026-11-19").count() == 56
    assert Duty.objects.open().count() == 7
    assert hours.is_open()


def test_reopened_on_the_evening_of_the_same_date_its_numbers_go_on(a_wednesday):
    demo.prepare(random_passwords=False)
    last = Ticket.objects.order_by("number").last().number
    a_wednesday.shift(timedelta(hours=8))
    demo.prepare(random_passwords=False)
    assert SpecialHours.objects.on(local_day(timezone.now())).count() == 1
    assert hours.is_open()
    assert Ticket.objects.order_by("number").last().number > last
    assert Stop.objects.waiting().filter(waits_since__gt=timezone.now() - timedelta(hours=2)).count() > 5


@pytest.mark.parametrize("made", ["a site", "a person"])
def test_a_real_house_is_never_touched(db, made):
    if made == "a site":
        Site.objects.create(pk=1, name="Real", territory="Town")
    else:
        User.objects.create(username="ada", name="Ada")
    assert demo.prepare(random_passwords=False) == []
    assert (Desk.objects.count(), Partner.objects.count(), SpecialHours.objects.count()) == (0, 0, 0)
