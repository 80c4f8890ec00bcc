"""What a manager changes about the centre. Each verb is one small transaction; only the fields named are written."""

from collections.abc import Iterable
from datetime import date, time, timedelta
from typing import TypeAlias, TypeVar

from django.db import models, transaction
from django.utils.translation import gettext as _
from i18nfield.strings import LazyI18nString

from citedesmetiers.kit.rules import HouseRule
from citedesmetiers.kit.tokens import new_token

from .models import Hours, Partner, Place, Purpose, Room, Site, SpecialHours

Row = TypeVar("Row", bound=models.Model)
Words: TypeAlias = LazyI18nString | str | dict[str, str]


def change_site(**said: object) -> Site:
    """Change these settings of the site, which begins to exist with the first of them."""
    with transaction.atomic():
        site = Site.objects.select_for_update().filter(pk=1).first() or Site(pk=1, name="", territory="")
        return write(site, **said)


def write_purpose(purpose: Purpose | None, **said: object) -> Purpose:
    """Add a purpose, or change these fields of one. Its code stays, as it stands in the figures."""
    if purpose:
        said.pop("code", None)
    return write(purpose or Purpose(), **said)


def write_partner(partner: Partner | None, **said: object) -> Partner:
    """Add a partner, or change these fields of one."""
    return write(partner or Partner(), **said)


def write_place(place: Place | None, **said: object) -> Place:
    """Add a place, or change these fields of one. The main room cannot be put out of use: visits are counted there."""
    if place and place.kind == Place.Kind.MAIN and said.get("active") is False:
        raise HouseRule(_("The main room stays in use: visits are counted there."))
    return write(place or Place(), **said)


def write_room(room: Room | None, **said: object) -> Room:
    """Add a room, or change these fields of one."""
    return write(room or Room(), **said)


def write(row: Row, /, **said: object) -> Row:
    """Write these fields of a row, new or kept, and nothing else of it; sets of other rows last."""
    several = {field.name for field in row._meta.many_to_many}
    own = {name: value for name, value in said.items() if name not in several}
    for name, value in own.items():
        setattr(row, name, value)
    with transaction.atomic():
        if row._state.adding:
            row.save()
        elif own:
            row.save(update_fields=list(own))
        for name in several & said.keys():
            getattr(row, name).set(said[name])
        renew()
    return row


def renew() -> None:
    """What the site says of itself changes in this transaction: nobody goes by what was read before it."""
    Site.objects.update(edition=new_token())


def set_week(week: Iterable[tuple[int, time, time]]) -> list[Hours]:
    """Make these the ordinary hours of the week, in place of what was."""
    hours = [Hours(weekday=day, opens=opens, closes=closes) for day, opens, closes in sorted(week)]
    for one, other in zip(hours, hours[1:], strict=False):
        if one.weekday == other.weekday and other.opens < one.closes:
            raise HouseRule(_("Two intervals of a day overlap."), status=400)
    with transaction.atomic():
        Hours.objects.all().delete()
        return Hours.objects.bulk_create(hours)


def close_days(first: date, last: date, *, reason: Words = "") -> list[SpecialHours]:
    """The doors stay shut from the first day to the last, whatever was said of those days before."""
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    with transaction.atomic():
        SpecialHours.objects.filter(day__range=(first, last), demo=False).delete()
        return SpecialHours.objects.bulk_create(SpecialHours(day=day, reason=_words(reason)) for day in days)


def open_specially(day: date, opens: time, closes: time, *, reason: Words = "", demo: bool = False) -> SpecialHours:
    """On this date the doors are open from then to then, in place of the weekday's hours. Several intervals may be.

    A closure of that date is over with it; an interval inside another one is refused.
    """
    with transaction.atomic():
        there = SpecialHours.objects.select_for_update().on(day)
        there.filter(opens__isnull=True).delete()
        if there.filter(opens__lt=closes, closes__gt=opens).exists():
            raise HouseRule(_("That date is already open during these hours."))
        return SpecialHours.objects.create(day=day, opens=opens, closes=closes, reason=_words(reason), demo=demo)


def remove_exceptions(rows: Iterable[int]) -> list[dict[str, object]]:
    """These dates are like their weekday again. What was removed, in plain values, to bring it back."""
    with transaction.atomic():
        found = SpecialHours.objects.select_for_update().filter(pk__in=list(rows))
        removed = [
            {"day": row.day.isoformat(), "opens": row.opens and row.opens.isoformat(),
             "closes": row.closes and row.closes.isoformat(), "reason": row.reason.data, "demo": row.demo}
            for row in found
        ]
        found.delete()
    return removed


def bring_back(removed: Iterable[dict[str, object]]) -> int:
    """Undo a removal. Twice: once. How many dates came back."""
    rows = [SpecialHours(**(row | {"reason": _words(row["reason"])})) for row in removed]
    with transaction.atomic():
        SpecialHours.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def _words(text: object) -> LazyI18nString:
    return text if isinstance(text, LazyI18nString) else LazyI18nString(text)
