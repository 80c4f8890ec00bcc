"""The addresses of the public's pages. Whatever a visitor chose stands in the address; nothing else remembers it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict
from django.urls import reverse

KEPT = "d"  # the documents that somebody keeps, in the address: ?d=R01,R02
MOST_KEPT = 40
STATION = "station"
ASKED = ("q", "purpose", "support", "language", "audience", "level", "access", "territory", "all", "order", "page")


@dataclass(frozen=True)
class Way:
    """How somebody goes through the shelves: at the station or on a screen of her own, in which language, with what.

    What she asked for goes along, as a station has no way back but an address.
    """

    station: bool
    lang: str = ""
    kept: Sequence[str] = ()
    asked: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def to(self, page: str, /, *args: str, **query: object) -> str:
        """The address of a page; values that are empty are left out."""
        said = {"lang": self.lang, KEPT: ",".join(self.kept)} | query
        told = urlencode({name: value for name, value in said.items() if value}, doseq=True, safe=",")
        address = reverse(f"resources:{STATION}-{page}" if self.station else f"resources:{page}", args=args)
        return f"{address}?{told}" if told else address

    def keeping(self, identifier: str) -> "Way":
        """The same with one more document, the last of all; unless there are too many."""
        if identifier in self.kept or len(self.kept) >= MOST_KEPT:
            return self
        return replace(self, kept=(*self.kept, identifier))

    def without(self, identifier: str) -> "Way":
        return replace(self, kept=tuple(each for each in self.kept if each != identifier))

    def with_nothing(self) -> "Way":
        return replace(self, kept=(), asked={})

    @property
    def back(self) -> str:
        """The address of the list that was found before; nothing if none was."""
        return self.to("search", **self.asked) if self.asked else ""


def way_of(request: HttpRequest, *, station: bool) -> Way:
    """As the address says it. What cannot be an identifier is dropped."""
    asked = request.GET.get("lang", "")
    lang = asked if asked == getattr(request, "LANGUAGE_CODE", None) else ""
    return Way(station, lang, kept_in(request.GET), asked_in(request.GET))


def this_page(request: HttpRequest, way: Way) -> str:
    """The address of the page that is being looked at, as this way goes."""
    said = request.GET.copy()
    said.pop(KEPT, None)
    if way.kept:
        said[KEPT] = ",".join(way.kept)
    return f"{request.path}?{said.urlencode(safe=',')}"


def kept_in(said: Mapping[str, str]) -> tuple[str, ...]:
    """The identifiers that an address keeps, each once, in their order."""
    names = (name.strip() for name in said.get(KEPT, "")[:2000].split(","))
    return tuple(dict.fromkeys(name for name in names if name and len(name) <= 40 and name.isprintable()))[:MOST_KEPT]


def asked_in(said: QueryDict) -> dict[str, list[str]]:
    """What an address asks of the shelves, cut to what is read of it."""
    asked = {name: [value[:200] for value in said.getlist(name)[:40] if value] for name in ASKED}
    return {name: values for name, values in asked.items() if values}
