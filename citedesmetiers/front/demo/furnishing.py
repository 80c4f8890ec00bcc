"""The invented site itself: its words, hours, desks, partners, people, and the weeks that partners promised."""

import json
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path

from django.utils import timezone

from citedesmetiers.accounts.models import User
from citedesmetiers.centre import actions as centre
from citedesmetiers.centre.hours import at
from citedesmetiers.centre.models import Partner, Purpose
from desks import actions as desks
from desks.models import Desk, Helper, Turn

from ..setup import first_words, ticket_words
from .outside import list_the_bodies, type_in_a_session

SLOTS = {1: ("tue_am", "tue_pm"), 2: ("wed_am", "wed_pm"), 3: ("thu_am", "thu_pm", "thu_eve"), 4: ("fri_am", "fri_pm"),
         5: ("sat_pm",)}  # fmt: skip


@cache
def facts() -> dict:
    """demo_site.json: invented, no real person or body."""
    return json.loads((Path(__file__).parent.parent / "demo_site.json").read_text(encoding="utf-8"))


def furnish() -> None:
    """Everything of the site but its day."""
    said = facts()
    centre.change_site(**said["site"], ticket_words=ticket_words(), screen_on=True)
    clock = time.fromisoformat
    centre.set_week((day, clock(opens), clock(closes)) for day, opens, closes in said["hours"])
    main = [centre.write_place(None, **place) for place in said["places"]][0]
    for name, capacity in said["rooms"]:
        centre.write_room(None, place=main, name=name, capacity=capacity)
    _partners_and_desks(said)
    _people(said)
    _holidays(timezone.localdate())
    list_the_bodies(timezone.localdate())
    type_in_a_session(timezone.localdate())


def promise_turns(monday: date) -> None:
    """The roster of this week and the next, on the dates that have none yet."""
    partners = dict(Partner.objects.values_list("code", "pk"))
    desk_of = dict(Desk.objects.values_list("slug", "pk"))
    days = [monday + timedelta(days=n) for n in range(14)]
    turns = [
        Turn(desk_id=desk_of[slug], partner_id=partners[code], starts_at=starts, ends_at=ends)
        for day in days if not Turn.objects.filter(starts_at__range=_whole(day)).exists()
        for slot in SLOTS.get(day.weekday(), ())
        for starts, ends in [_hours_of(slot, day)]
        for slug, codes in facts()["roster"][slot].items() for code in codes
    ]  # fmt: skip
    Turn.objects.bulk_create(turns)


def promise_today(opens: datetime, turns_at: datetime, closes: datetime) -> None:
    """The demo's own day: a Wednesday's morning until `turns_at`, its afternoon from then on."""
    partners = dict(Partner.objects.values_list("code", "pk"))
    desk_of = dict(Desk.objects.values_list("slug", "pk"))
    Turn.objects.filter(starts_at__range=_whole(timezone.localtime(opens).date())).delete()
    Turn.objects.bulk_create(
        Turn(desk_id=desk_of[slug], partner_id=partners[code], starts_at=starts, ends_at=ends)
        for slot, starts, ends in (("wed_am", opens, turns_at), ("wed_pm", turns_at, closes)) if ends > starts
        for slug, codes in facts()["roster"][slot].items() for code in codes
    )  # fmt: skip


def _whole(day: date) -> tuple[datetime, datetime]:
    return at(day, time.min), at(day, time.max)


def _hours_of(slot: str, day: date) -> tuple[datetime, datetime]:
    hours = facts()["slot_hours"]
    starts, ends = hours.get(slot) or hours[slot.partition("_")[2]]
    return at(day, time.fromisoformat(starts)), at(day, time.fromisoformat(ends))


def _partners_and_desks(said: dict) -> None:
    for partner in said["partners"]:
        centre.write_partner(None, code=partner["code"], name=partner["name"], does=partner["does"])
    for place, desk in enumerate(said["desks"]):
        purpose = centre.write_purpose(None, code=desk["family"], family=desk["family"], name=desk["name"], order=place)
        own = {name: value for name, value in desk.items() if name not in ("family", "helps")}
        desks.write_desk(None, **own, order=place, purposes=[purpose])
    name = first_words()["purposes"]["other"]
    centre.write_purpose(None, code="other", family=Purpose.Family.OTHER, name=name, order=len(said["desks"]))


def _people(said: dict) -> None:
    """Everybody who works there, without a password: the demo's six accounts get theirs at each start."""
    partners = {partner.code: partner for partner in Partner.objects.order_by("pk")}
    desk_of = {desk.slug: desk for desk in Desk.objects.offered()}
    helps = {desk["slug"]: desk["helps"] for desk in said["desks"]}
    for person in said["staff"]:
        user = User(username=person["username"], name=person["name"], partner=partners.get(person["partner"]))
        for role in person["roles"]:
            setattr(user, role, True)
        user.set_unusable_password()
        user.save()
        serves = [Helper(user=user, desk=desk_of[slug]) for slug in person["serves"]]
        others = {slug for served in person["serves"] for slug in helps[served]}
        may_help = [Helper(user=user, desk=desk_of[slug], serves=False) for slug in sorted(others)]
        Helper.objects.bulk_create(serves + may_help)


def _holidays(today: date) -> None:
    """Closed from 24 December to 1 January, and in the third week of August: the next of each."""
    winter = {"fr": "Fermeture de fin d’année", "en": "Year-end closure"}
    summer = {"fr": "Fermeture d’été", "en": "Summer closure"}
    centre.close_days(max(today, date(today.year, 12, 24)), date(today.year + 1, 1, 1), reason=winter)
    first = next(monday for year in (today.year, today.year + 1) if (monday := _third_monday_of_august(year)) > today)
    centre.close_days(first, first + timedelta(days=6), reason=summer)


def _third_monday_of_august(year: int) -> date:
    first = date(year, 8, 1)
    return first + timedelta(days=(7 - first.weekday()) % 7 + 14)
