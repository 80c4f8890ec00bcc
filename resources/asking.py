"""From an address to what is looked for, and from what was found to the filters as they are drawn."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch
from django.http import QueryDict
from django.utils.translation import gettext as _

from citedesmetiers.centre.models import Purpose

from .models import Access, Audience, Level, Standing, Support, Territory
from .search.ask import Asked, Order
from .search.facets import FACETS, Counted
from .tongues import language_name

LONGEST = 200  # letters of a question that are read
MOST_LANGUAGES = 12
CHOICES = {"support": Support, "audience": Audience, "level": Level, "access": Access, "territory": Territory}
SILENT = {"audience": Audience.ALL, "level": Level.ANY, "territory": Territory.NONE}  # they would say nothing


@dataclass(frozen=True)
class Value:
    """A value of a filter, with the documents that it would leave."""

    code: str
    label: str
    n: int
    chosen: bool
    desk: object = None  # of a purpose: the desk that answers it, for its letter and its colour


@dataclass(frozen=True)
class Filter:
    """One filter as it is drawn."""

    name: str
    label: str
    values: Sequence[Value]

    @property
    def is_open(self) -> bool:
        """The first ones stand open, and each in which something is chosen."""
        return self.name in ("purpose", "support") or any(value.chosen for value in self.values)


def asked_of(said: QueryDict, *, language: str, standing: Collection[str] = (Standing.PUBLIC,)) -> Asked:
    """What an address asks for. A value that does not exist filters nothing; a page that is none is the first."""
    chosen = {name: [value[:40] for value in said.getlist(name) if value][:40] for name in FACETS}
    for name, choices in CHOICES.items():
        chosen[name] = [value for value in chosen[name] if value in choices.values]
    text, order, page = said.get("q", ""), said.get("order", ""), said.get("page", "")
    return Asked(
        text[:LONGEST].strip().replace("\0", ""), {name: values for name, values in chosen.items() if values},
        Order(order) if order in Order.values else Order.BEST,
        int(page) if page.isascii() and page.isdecimal() and len(page) < 7 else 1, standing, language,
    )  # fmt: skip


def filters_of(asked: Asked, counted: Counted, purposes: Iterable[Purpose]) -> list[Filter]:
    """The filters that would narrow something, each value with its count; what is chosen is always shown."""
    names = {"purpose": _("Purpose"), "support": _("Support"), "audience": _("For whom"), "language": _("Language"),
             "access": _("Easier to use"), "level": _("Level"), "territory": _("Territory")}  # fmt: skip
    drawn = [Filter(name, label, _values(name, asked, counted, purposes)) for name, label in names.items()]
    return [each for each in drawn if len(each.values) > 1 or any(value.chosen for value in each.values)]


def _values(name: str, asked: Asked, counted: Counted, purposes: Iterable[Purpose]) -> list[Value]:
    n, chosen = counted.values[name], asked.chosen.get(name, ())
    if name == "purpose":
        rows = [(each.code, str(each.name), next(iter(each.desks.all()), None)) for each in purposes]
    elif name == "language":
        rows = [(code, language_name(code), None) for code, _n in n.most_common(MOST_LANGUAGES)]
        rows += [(code, language_name(code), None) for code in chosen if code not in n]
    else:
        rows = [(str(value), str(label), None) for value, label in CHOICES[name].choices if value != SILENT.get(name)]
    found = [Value(code, label, n[code], code in chosen, desk) for code, label, desk in rows
             if n[code] or code in chosen]  # fmt: skip
    return sorted(found, key=lambda value: -value.n) if name in ("support", "language") else found


def purposes_with_desks() -> list[Purpose]:
    """The purposes of the site, each with the desks that answer it, as a room shows a stranger's. Two queries."""
    desks = Prefetch("desks", Purpose.desks.rel.related_model.objects.filter(active=True).order_by("order", "pk"))
    return list(Purpose.objects.offered().prefetch_related(desks))

