"""Each list of the manager's asks the database as often for thirty rows as for one."""

from datetime import timedelta

import pytest
from django.utils import timezone

from citedesmetiers.accounts.models import User
from citedesmetiers.centre import actions
from citedesmetiers.centre.models import Partner, Place, Purpose, SpecialHours
from desks.models import Desk
from tests.harness import soup_of


def _purpose(n):
    return actions.write_purpose(None, code=f"p{n}", family="job", name={"fr": f"Besoin {n}"}, order=n)


def _room(n):
    return actions.write_room(None, place=Place.objects.get(), name={"fr": f"Salle {n}"}, capacity=5)


def _desk(n):
    letter = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[n] if n < 26 else "abcdef"[n - 26]
    desk = Desk.objects.create(slug=f"d{n}", letter=letter, name={"fr": f"Pôle {n}"}, order=n)
    desk.purposes.add(Purpose.objects.get_or_create(code="one", defaults={"family": "job", "name": "x"})[0])


LISTS = {
    "/centre/purposes/": (5, _purpose),
    "/centre/partners/": (5, lambda n: actions.write_partner(None, code=f"p{n}", name=f"P {n}", does={"fr": "x"})),
    "/centre/places/": (5, lambda n: actions.write_place(None, code=f"p{n}", kind="off_site", name={"fr": f"{n}"})),
    "/centre/rooms/": (5, _room),
    "/centre/dates/": (
        5, lambda n: SpecialHours.objects.create(day=timezone.localdate() + timedelta(days=2 * n), reason=f"{n}")
    ),
    "/desks/": (7, _desk),
    "/people/": (
        5, lambda n: User.objects.create(username=f"u{n}", name=f"U {n}", counsels=True, partner=Partner.objects.get())
    ),
}


@pytest.mark.parametrize("rows", [1, 30])
@pytest.mark.parametrize("address", LISTS)
def test_a_list_costs_the_same(managing, site, django_assert_num_queries, address, rows):
    queries, add = LISTS[address]
    if address == "/people/":
        actions.write_partner(None, code="one", name="One")
    for n in range(rows):
        add(n)
    with django_assert_num_queries(queries):
        page = managing.get(address)
    there = 1 if address in ("/centre/places/", "/people/") else 0  # the main room; the manager herself
    assert len(soup_of(page).select(".line > li")) == rows + there


def test_a_very_long_list_is_cut_into_pages(managing, site):
    first = timezone.localdate() + timedelta(days=1)
    SpecialHours.objects.bulk_create(SpecialHours(day=first + timedelta(days=2 * n)) for n in range(45))
    shown = [len(soup_of(managing.get(f"/centre/dates/?page={page}")).select(".line > li")) for page in (1, 2, 99)]
    assert shown == [40, 5, 5]
