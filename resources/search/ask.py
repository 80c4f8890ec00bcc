"""Asking the shelves: from words and filters to a page of documents, its total, and what each filter would leave."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, reduce
from itertools import accumulate
from operator import add, or_

from django.db import models
from django.db.models import Count, Exists, F, Max, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from ..models import Notice, Posting, Profile, Standing
from .facets import FACETS, Counted, count
from .index import OF_ALL
from .profiles import seen_by
from .worded import Worded, blanks, filled, room_for
from .words import Group, groups_of, known

ON_A_PAGE = 20
MOST_PROFILES = 10**6  # blanks of stems come after those of profiles
PAGES = 500  # beyond, nobody reads
IN_A_LIST = Notice.objects.order_by().only(
    "profile", "year", "identifier", "title", "subtitle", "authors", "publisher", "support", "languages", "easy_read",
    "url", "stars", "opinion", "opinion_by", "team_only", "state", "review_by",
)  # what lists show; the rest is read if somebody asks for it


class Order(models.TextChoices):
    BEST = "best", _("title first, then the newest")
    NEWEST = "newest", _("the newest first")
    TITLE = "title", _("by title")


@dataclass(frozen=True)
class Asked:
    """What somebody looks for. Values of one filter are alternatives; filters narrow one another."""

    text: str = ""
    chosen: Mapping[str, Collection[str]] = field(default_factory=dict)  # by the names of FACETS
    order: Order = Order.BEST
    page: int = 1
    standing: Collection[str] = (Standing.PUBLIC,)
    language: str = "fr"  # in which it is asked


@dataclass(frozen=True)
class Found:
    """One page of what there is."""

    notices: Sequence[Notice]
    counted: Counted
    page: int
    groups: Sequence[Group]

    @property
    def total(self) -> int:
        return self.counted.total

    @property
    def pages(self) -> int:
        """How many pages there are, one at least."""
        return max(1, min(PAGES, -(-self.total // ON_A_PAGE)))


def ask(asked: Asked) -> Found:
    """Look it up. Five statements, six where a word is only begun; the same answer on every database."""
    groups = groups_of(asked.text, asked.language)
    looked_for = by_work(groups or [every_document()])
    if any(not group.terms for group in looked_for):
        return Found([], Counted(), 1, groups)
    sizes, standing = tuple(room_for(group.terms) for group in looked_for), tuple(asked.standing)
    named = zip(_blank(sizes), looked_for, strict=True)
    terms = reduce(or_, (filled(blank.terms, group.terms) for blank, group in named))
    counted = count(_counting(sizes, standing).rows(terms), asked.chosen, standing)
    found = Found([], counted, 1, groups)
    page = max(1, min(asked.page, found.pages))
    profiles = counted.profiles if counted.left_out else []
    room = room_for(profiles) if profiles else 0
    ordered = _leading(sizes, standing, room, asked.order, page)
    keys = [pk for pk, *_by in ordered.rows(terms | filled(blanks(room), profiles))] if counted.total else []
    return Found(_rows(keys), counted, page, groups)


def _blank(sizes: Sequence[int]) -> list[Group]:
    """Words whose stems are not known yet, with room for so many."""
    starts = accumulate(sizes, initial=MOST_PROFILES)
    return [Group("", "", "", blanks(size, after=start)) for size, start in zip(sizes, starts, strict=False)]


@lru_cache(maxsize=256)
def _counting(sizes: tuple[int, ...], standing: tuple[str, ...]) -> Worded:
    """How many documents of each profile bear these words."""
    groups = _blank(sizes)
    number = Count("notice", distinct=True) if sizes[0] > 1 else Count("notice")
    return Worded(bearing(groups).filter(seen_by(standing)).values_list("profile").annotate(number))


@lru_cache(maxsize=256)
def _leading(sizes: tuple[int, ...], standing: tuple[str, ...], profiles: int, order: Order, page: int) -> Worded:
    """The keys of one page of them."""
    groups, start = _blank(sizes), (page - 1) * ON_A_PAGE
    among = Q(profile__in=Profile.objects.filter(pk__in=blanks(profiles))) if profiles else seen_by(standing)
    return Worded(in_order(bearing(groups).filter(among), groups, order)[start : start + ON_A_PAGE])


def _rows(keys: Sequence[int]) -> list[Notice]:
    """These notices in this order. Apart, as a database that sorts many whole rows for twenty of them is slow."""
    rows = {notice.pk: notice for notice in _in_a_list().objects(filled(blanks(ON_A_PAGE), keys))} if keys else {}
    return [rows[pk] for pk in keys]


@lru_cache
def _in_a_list() -> Worded:
    return Worded(IN_A_LIST.filter(pk__in=blanks(ON_A_PAGE)))


def by_work(groups: Sequence[Group]) -> list[Group]:
    """The same, first the one that is best begun with: each of its notices is looked for under every other stem."""
    stems = sum(len(group.terms) for group in groups)
    return sorted(groups, key=lambda group: (group.n * (stems - len(group.terms)), group.n))


def bearing(groups: Sequence[Group]) -> models.QuerySet[Posting]:
    """The postings of the first word, of those notices that bear the others too. One of each notice and stem."""
    first, *others = groups
    borne = under(first)
    for other in others:
        borne = borne.filter(Exists(beside(other)))
    return borne


def under(group: Group) -> models.QuerySet[Posting]:
    """Its postings."""
    is_one = {"term": group.terms[0]} if len(group.terms) == 1 else {"term__in": group.terms}
    return Posting.objects.filter(**is_one).order_by()


def beside(group: Group) -> models.QuerySet[Posting]:
    """Its postings of the notice of an outer query. The profile is said too, as the index has it before the notice."""
    return under(group).filter(profile=OuterRef("profile"), notice=OuterRef("notice"))


def in_order(borne: models.QuerySet[Posting], groups: Sequence[Group], order: Order) -> models.QuerySet[Posting]:
    """The keys of the notices, each once: in the title first, then by weight, then the newest, then by key."""
    first, *others = groups
    by = {Order.BEST: ["-score"], Order.NEWEST: [], Order.TITLE: ["notice__sorts_as"]}[order]
    if len(first.terms) > 1:
        borne = borne.values("notice", "year")
        borne = borne if order == Order.BEST else borne.distinct()
    if order == Order.BEST:
        weights = [Subquery(beside(other).order_by("-weight").values("weight")[:1]) for other in others]
        own = Max("weight") if len(first.terms) > 1 else F("weight")
        borne = borne.annotate(score=reduce(add, weights, own))
    return borne.order_by(*by, "-year", "notice").values_list("notice", flat=True)


def every_document() -> Group:
    """What is looked for without a word."""
    return Group("", "", OF_ALL, [pk for _text, pk, _n in known([OF_ALL])])


__all__ = ["FACETS", "ON_A_PAGE", "Asked", "Found", "Order", "ask"]
