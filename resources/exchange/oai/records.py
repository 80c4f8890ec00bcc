"""What is harvested: what everybody may find, and word of what everybody could find once."""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, Min, OuterRef, Q, QuerySet

from ...models import STANDING, Gone, Notice, Standing
from .asked import Asked, Place

PAGE = 100  # records of one answer


@dataclass(frozen=True)
class Item:
    """A record, or word that it is no longer given (no notice)."""

    identifier: str
    place: Place
    notice: Notice | None = None
    sets: Sequence[str] = ()


def harvested() -> QuerySet[Notice]:
    """What is public, and what was so according to its history: a draft that nobody ever saw is not told of."""
    shown = Notice.history.filter(id=OuterRef("pk"), state__in=STANDING, team_only=False).order_by()
    return Notice.objects.filter(Q(profile__standing=Standing.PUBLIC) | Exists(shown))


def page_of(asked: Asked) -> tuple[list[Item], bool, int]:
    """The next items in the order of their changes, whether there are more, and how many the list has in all.

    What changes while the list is read comes again at its end; nothing is left out. The whole is counted once.
    """
    notices, gone = _window(harvested(), asked, "changed_at"), _window(Gone.objects.all(), asked, "at")
    if "set" in asked.window:
        notices = notices.filter(purposes__code=asked.window["set"])
    items = list(heapq.merge(_notices(notices, asked.after), _gone(gone, asked.after), key=lambda item: item.place))
    more = len(items) > PAGE
    size = asked.size or (notices.count() + gone.count() if more else len(items))
    return items[:PAGE], more, size


def one(identifier: str) -> Item | None:
    """The record of this identifier, or word that it is gone; None if nobody ever heard of it."""
    notice = _read(harvested()).filter(identifier=identifier).first()
    if notice:
        return _item(notice)
    row = Gone.objects.filter(identifier=identifier).first()
    return Item(identifier, Place(row.at, True, row.pk)) if row else None


def earliest() -> datetime | None:
    """No change is older than this."""
    first = Notice.objects.aggregate(first=Min("changed_at"))["first"]
    gone = Gone.objects.aggregate(first=Min("at"))["first"]
    return min((at for at in (first, gone) if at), default=None)


def _window(rows: QuerySet, asked: Asked, column: str) -> QuerySet:
    if asked.since:
        rows = rows.filter(**{f"{column}__gte": asked.since})
    if asked.before:
        rows = rows.filter(**{f"{column}__lt": asked.before})
    return rows


def _read(rows: QuerySet[Notice]) -> QuerySet[Notice]:
    return rows.select_related("profile").prefetch_related("purposes", "subjects")


def _notices(rows: QuerySet[Notice], after: Place | None) -> list[Item]:
    if after:
        later = Q(changed_at__gt=after.at)
        rows = rows.filter(later if after.gone else later | Q(changed_at=after.at, pk__gt=after.pk),
                           changed_at__gte=after.at)  # fmt: skip
    return [_item(notice) for notice in _read(rows).order_by("changed_at", "pk")[: PAGE + 1]]


def _gone(rows: QuerySet[Gone], after: Place | None) -> list[Item]:
    """What was deleted is told in every set: nobody knows any more in which it was."""
    if after:
        rows = rows.filter(Q(at__gt=after.at) | Q(at=after.at, pk__gt=after.pk if after.gone else 0))
    return [Item(row.identifier, Place(row.at, True, row.pk)) for row in rows.order_by("at", "pk")[: PAGE + 1]]


def _item(notice: Notice) -> Item:
    shown = notice if notice.profile.standing == Standing.PUBLIC else None
    sets = sorted(purpose.code for purpose in notice.purposes.all())
    return Item(notice.identifier, Place(notice.changed_at, False, notice.pk), shown, sets)
