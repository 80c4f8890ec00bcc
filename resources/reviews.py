"""What an officer looks at again, the stalest first, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models
from django.db.models import Case, Count, F, Min, Q, Value, When
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .models import STANDING, Link, Notice, State

OLD = 3  # years: nothing younger is among the oldest
LEFT_ALONE = timedelta(days=183)  # what was looked at or came since is not proposed for its age


class Reason(models.TextChoices):
    """Why a document is in the pile. One that has several stands where the first of these puts it."""

    OVERDUE = "overdue", _("to be reviewed")
    DEAD = "dead", _("dead links")
    MOVED = "moved", _("addresses that have moved")
    OLD = "old", _("the oldest of their support")


@dataclass(frozen=True)
class Group:
    """The documents of one reason on one page of the pile, and how many there are on all its pages."""

    reason: Reason
    n: int
    notices: Sequence[Notice]


def pile(notices: models.QuerySet[Notice], today: date, reason: Reason | None = None) -> models.QuerySet[Notice]:
    """Those of these notices that are to be looked at, for any reason or for this one, in the order of the pile.

    Each has a `rank` (the place of its reason among Reason) and says `is_overdue`, `is_dead`, `is_moved`, `is_old`.
    One query of its own, for the oldest years.
    """
    because = _conditions(today)
    marked = notices.filter(state__in=STANDING).annotate(
        **{f"is_{each}": Case(When(holds, then=True), default=False) for each, holds in because.items()}
    )
    asked = [reason] if reason else list(Reason)
    ranks = [When(Q(**{f"is_{each}": True}), then=Value(list(Reason).index(each))) for each in asked]
    ranked = marked.annotate(rank=Case(*ranks, default=None, output_field=models.SmallIntegerField()))
    overdue_since = Case(When(is_overdue=True, then=F("review_by")), default=None, output_field=models.DateField())
    return ranked.filter(rank__isnull=False).order_by(
        "rank", overdue_since.asc(nulls_first=True), F("year").asc(nulls_first=True), "pk"
    )


def counts(found: models.QuerySet[Notice]) -> dict[Reason, int]:
    """How many of a pile stand under each reason. One query."""
    counted = dict(found.order_by().values_list("rank").annotate(Count("pk")))
    return {reason: counted.get(place, 0) for place, reason in enumerate(Reason)}


def grouped(notices: Sequence[Notice], counted: Mapping[Reason, int]) -> list[Group]:
    """One page of a pile, reason by reason; each notice with its `reasons` in words."""
    for notice in notices:
        notice.reasons = words_of(notice)
    groups = [Group(reason, counted[reason], [each for each in notices if each.rank == place])
              for place, reason in enumerate(Reason)]  # fmt: skip
    return [group for group in groups if group.notices]


def words_of(notice: Notice) -> list[str]:
    """Why a notice of a pile is in it, in words. Where its address has moved to is told apart."""
    words = []
    if notice.is_overdue and notice.state == State.REVIEW:
        words.append(gettext("sent to review"))
    elif notice.is_overdue:
        words.append(gettext("to be reviewed since %(day)s") % {"day": date_format(notice.review_by, "j F Y")})
    if notice.is_dead:
        said = {"answer": notice.link.status or gettext("no answer"), "n": notice.link.failures}
        words.append(gettext("dead link: %(answer)s, %(n)s times running") % said)
    if notice.is_old and notice.review_by is None:
        words.append(gettext("no date of review"))
    elif notice.is_old:
        words.append(gettext("of %(year)s: the oldest of its support") % {"year": notice.year})
    return words


def falls_due(today: date, within: timedelta) -> tuple[Notice | None, int]:
    """The notice whose review comes next, and how many come within that time. Two queries."""
    to_come = Notice.objects.filter(state__in=STANDING, review_by__gt=today).order_by("review_by", "pk")
    return to_come.first(), to_come.filter(review_by__lte=today + within).count()


def _conditions(today: date) -> dict[Reason, Q]:
    since_looked = Q(reviewed_on=None) | Q(link__checked_at__date__gt=F("reviewed_on"))
    as_it_is = Q(link__url=F("url")) & since_looked
    return {
        Reason.OVERDUE: Q(review_by__lte=today) | Q(state=State.REVIEW),
        Reason.DEAD: Q(link__answer=Link.Answer.DEAD) & as_it_is,
        Reason.MOVED: Q(link__answer=Link.Answer.MOVED) & as_it_is,
        Reason.OLD: Q(review_by=None) | _oldest(today),
    }


def _oldest(today: date) -> Q:
    """Of each support those of the earliest year, leaving out what was looked at or came lately."""
    since = today - LEFT_ALONE
    left = Q(year__lte=today.year - OLD) & (Q(reviewed_on=None) | Q(reviewed_on__lt=since))
    left &= Q(acquired_on=None) | Q(acquired_on__lt=since)
    earliest = Notice.objects.filter(left, state__in=STANDING).order_by().values_list("support").annotate(Min("year"))
    oldest = Q(pk__in=[])
    for support, year in sorted(earliest):
        oldest |= Q(support=support, year=year)
    return oldest & left
