"""The invented site itself: its words, hours, desks, partners, people, and the weeks that partners promised."""

import json
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path

from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from citedesmetiers.accounts.models import User
from citedesmetiers.centre import actions as centre
from citedesmetiers.centre.models import Partner, Purpose
from desks import actions as desks
from desks.models import Desk, Helper, Part, Turn, Wanted, Why

from ..setup import first_words, ticket_words
from .outside import list_the_bodies, type_in_a_session
from .programme import furnish_the_programme
from .shelves import fill_the_shelves

DAYS, PARTS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], ["", "am", "pm", "eve"]
WEDNESDAY = 2
HOLE = ("fri_pm", "change")  # the one post of the week that nobody promised


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
    _pattern(said)
    _holidays(timezone.localdate())
    list_the_bodies(timezone.localdate())
    fill_the_shelves(timezone.localdate())
    type_in_a_session(timezone.localdate())
    furnish_the_programme()


def promise_turns(monday: date) -> None:
    """Five weeks from the pattern: three as partners promised them, with the hole that is meant, and two to fill."""
    by, filled = User.objects.get(username="direction"), monday + timedelta(weeks=3)
    _promise([turn for turn in desks.open_weeks(monday, 5, by=by) if turn.day < filled], by)


def promise_today(opens: datetime, turns_at: datetime, closes: datetime) -> None:
    """The demo's own day: a Wednesday's morning until `turns_at`, its afternoon from then on."""
    by, today = User.objects.get(username="direction"), timezone.localtime(opens).date()
    Turn.objects.filter(day=today).delete()
    asked = Wanted.objects.filter(slot__weekday=WEDNESDAY).select_related("desk", "slot")
    spans = {Part.MORNING: (opens, turns_at), Part.AFTERNOON: (turns_at, closes)}
    turns = [
        Turn(desk=want.desk, day=today, part=want.slot.part, post=post, of_posts=want.posts, starts_at=starts,
             ends_at=ends, doors_open=opens, doors_close=closes)
        for want in asked for starts, ends in [spans[want.slot.part]] if ends > starts
        for post in range(1, want.posts + 1)
    ]  # fmt: skip
    _promise(bulk_create_with_history(turns, Turn, default_user=by, default_change_reason=Why.OPENED), by, WEDNESDAY)


def _promise(turns: list[Turn], by: User, weekday: int | None = None) -> None:
    """Each partner takes the posts that the roster of the facts gives it."""
    partners = {partner.code: partner for partner in Partner.objects.order_by("pk")}
    pairs = []
    for turn in turns:
        codes = facts()["roster"][_slot(turn.day.weekday() if weekday is None else weekday, turn.part)][turn.desk.slug]
        if turn.post <= len(codes):
            pairs.append((turn, partners[codes[turn.post - 1]], None))
    desks.fill(pairs, reason=Why.TAKEN, by=by)


def _slot(weekday: int, part: int) -> str:
    return f"{DAYS[weekday]}_{PARTS[part]}"


def _pattern(said: dict) -> None:
    """The half-days of the week, and how many posts each desk wants: as many as partners come, and the hole."""
    desk_of = {desk.slug: desk for desk in Desk.objects.offered()}
    for slot, codes in said["roster"].items():
        day, part = slot.split("_")
        starts, ends = said["slot_hours"].get(slot) or said["slot_hours"][part]
        posts = {desk_of[slug]: len(partners) for slug, partners in codes.items()}
        if slot == HOLE[0]:
            posts[desk_of[HOLE[1]]] = 1
        clock = time.fromisoformat
        desks.write_slot(None, weekday=DAYS.index(day), part=PARTS.index(part), starts=clock(starts), ends=clock(ends),
                         posts=posts)  # fmt: skip


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
