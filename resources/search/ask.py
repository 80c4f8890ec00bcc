"""Asking the shelves: from words and filters to a page of documents, its total, and what each filter would leave."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import add

from django.db import models
from django.db.models import Count, F, FilteredRelation, Max, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from ..models import Notice, Standing
from .facets import FACETS, Counted, count
from .words import Group, groups_of

ON_A_PAGE = 20
PAGES = 500  # beyond, nobody reads


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
    """Look it up. Three statements, five with a list's shelf marks; the same answer on every database."""
    groups = groups_of(asked.text, asked.language)
    if any(not group.terms for group in groups):
        return Found([], Counted(), 1, groups)
    several = any(len(group.terms) > 1 for group in groups)
    hits = bearing(groups)
    number = Count("pk", distinct=True) if several else Count("pk")
    counted = count(hits.order_by().values_list("profile").annotate(number), asked.chosen, asked.standing)
    found = Found([], counted, 1, groups)
    page = max(1, min(asked.page, found.pages))
    rows = hits.filter(profile__in=counted.profiles) if counted.left_out else hits
    start = (page - 1) * ON_A_PAGE
    ordered = in_order(rows, groups, asked.order).values_list("pk", flat=True)[start : start + ON_A_PAGE]
    return Found(_rows(list(ordered) if counted.total else []), counted, page, groups)


def _rows(keys: Sequence[int]) -> list[Notice]:
    """These notices in this order. Apart, as a database that sorts many whole rows for twenty of them is slow."""
    rows = Notice.objects.in_bulk(keys)
    return [rows[pk] for pk in keys]


def bearing(groups: Sequence[Group]) -> models.QuerySet[Notice]:
    """The notices that bear a stem of each group. With several stems in one group a notice comes once for each."""
    hits = Notice.objects.all()
    for n, group in enumerate(groups):
        is_one = Q(postings__term=group.terms[0]) if len(group.terms) == 1 else Q(postings__term__in=group.terms)
        hits = hits.annotate(**{f"posting{n}": FilteredRelation("postings", condition=is_one)})
        hits = hits.filter(**{f"posting{n}__term__isnull": False})
    return hits


def in_order(hits: models.QuerySet[Notice], groups: Sequence[Group], order: Order) -> models.QuerySet[Notice]:
    """In the title first, then by weight, then the newest, then by key; each notice once."""
    newest = Coalesce("year", Value(0)).desc()
    several = any(len(group.terms) > 1 for group in groups)
    weights = [F(f"posting{n}__weight") for n in range(len(groups))]
    if groups:
        score = reduce(add, [Max(weight) for weight in weights] if several else weights)
        hits = hits.annotate(score=score)
    first = {Order.BEST: [F("score").desc()] if groups else [], Order.NEWEST: [], Order.TITLE: [F("sorts_as").asc()]}
    return hits.order_by(*first[order], newest, "pk")


__all__ = ["FACETS", "ON_A_PAGE", "Asked", "Found", "Order", "ask"]
