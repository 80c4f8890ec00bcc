"""What an address asks of the programme. A value that nobody knows is as if it had not been said."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from urllib.parse import urlencode

from django.http import QueryDict

from citedesmetiers.centre.hours import at
from citedesmetiers.centre.models import Purpose
from events.models import Event, SessionQuerySet

LAST_DAY = date(9999, 12, 29)  # its instants are in range in every time zone, and on both databases


@dataclass(frozen=True)
class Asked:
    """Needs, kinds and ways in: several values of one are alternatives. `since`: the first day, or None for today."""

    purposes: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    access: tuple[str, ...] = ()
    since: date | None = None
    lang: str = ""

    def __bool__(self) -> bool:
        """Whether anything narrows the programme; the day does not."""
        return bool(self.purposes or self.kinds or self.access)

    def narrow(self, sessions: SessionQuerySet) -> SessionQuerySet:
        """Those of these sessions that are asked for, each once."""
        events = Event.objects.public()
        if self.purposes:
            events = events.filter(purposes__code__in=self.purposes)
        if self.kinds:
            events = events.filter(kind__in=self.kinds)
        if self.access:
            events = events.filter(access__in=self.access)
        if self.since:
            sessions = sessions.filter(starts_at__gte=at(self.since, time.min))
        return sessions.filter(event__in=events.order_by().values("pk")) if self else sessions

    def address(self, path: str, since: date | None = None) -> str:
        """The same question put to this path, from another day on (today, if none is named)."""
        said = {"purpose": self.purposes, "kind": self.kinds, "access": self.access,
                "from": since.isoformat() if since else "", "lang": self.lang}  # fmt: skip
        told = urlencode({name: value for name, value in said.items() if value}, doseq=True)
        return f"{path}?{told}" if told else path


def asked_in(said: QueryDict, purposes: Iterable[Purpose], *, today: date, lang: str = "") -> Asked:
    """As the address says it, among the needs that the site offers. A day gone by is today."""
    return Asked(
        _among([purpose.code for purpose in purposes], said.getlist("purpose")),
        _among(Event.Kind.values, said.getlist("kind")),
        _among(Event.Access.values, said.getlist("access")),
        _day(said.get("from", ""), today),
        lang,
    )


def _among(known: Iterable[str], said: Iterable[str]) -> tuple[str, ...]:
    wanted = set(said)
    return tuple(value for value in known if value in wanted)


def _day(text: str, today: date) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return min(day, LAST_DAY) if day > today else None
