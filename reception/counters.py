"""One counsellor’s screen at an instant: whom she has, who waits, what she may do. It composes and changes nothing.

A reading room beside lines.py.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from http import HTTPStatus

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from citedesmetiers.accounts.models import User
from citedesmetiers.centre.models import Purpose, Site
from citedesmetiers.kit.clock import minutes
from citedesmetiers.kit.rules import HouseRule
from desks.models import Desk, Duty, Turn

from . import actions, lines
from .models import LastStep, Stop

SHOWN = 20  # of a line: whoever stands behind is a number here, and a name at reception
OUTCOMES = [  # short, so that nine of them stand in two rows; the figures say them in full
    (Stop.Outcome.DOCUMENTATION, pgettext_lazy("sent to", "Documentation")),
    (Stop.Outcome.EVENT, pgettext_lazy("sent to", "Event")),
    (Stop.Outcome.EMPLOYMENT, pgettext_lazy("sent to", "Employment")),
    (Stop.Outcome.TRAINING, pgettext_lazy("sent to", "Training")),
    (Stop.Outcome.SCHOOL, pgettext_lazy("sent to", "School")),
    (Stop.Outcome.BUSINESS, pgettext_lazy("sent to", "Business help")),
    (Stop.Outcome.SOCIAL, pgettext_lazy("sent to", "Social, health")),
    (Stop.Outcome.LAW, pgettext_lazy("sent to", "Law")),
    (Stop.Outcome.OTHER_BODY, pgettext_lazy("sent to", "Other body")),
]


@dataclass(frozen=True)
class Row:
    """One place in the line, with what else its visitor waits for, and where she has been.

    Without a number: one who was let go just now, or called twice and not found.
    """

    place: int | None
    stop: Stop
    minutes: int
    also: list[Stop]
    busy_at: Desk | None
    been: list[Desk]

    @property
    def was_missed(self) -> bool:
        """Called and not found, and may still come."""
        return bool(self.stop.absences)


@dataclass(frozen=True)
class Counter:
    """What one counsellor sees at one desk."""

    desk: Desk
    now: datetime
    duty: Duty | None
    stop: Stop | None
    line: list[Row]
    waiting: int
    here: int
    turn: Turn | None
    step: LastStep | None
    offer: Stop | None
    promised: Stop | None
    gone: Stop | None
    missed: list[Row]

    @property
    def is_here(self) -> bool:
        return self._sits and not self.is_paused

    @property
    def is_paused(self) -> bool:
        return bool(self._sits and self.duty and self.duty.paused_at)

    @property
    def sits_at(self) -> Desk | None:
        """The other desk where she sits, if she does."""
        return self.duty.desk if self.duty and not self._sits else None

    @property
    def _sits(self) -> bool:
        return bool(self.duty and self.duty.desk_id == self.desk.pk)

    @property
    def stage(self) -> str:
        """Which of the three steps is next: "next", "met", "finish", or none of them."""
        if self.stop:
            return "finish" if self.stop.state == Stop.State.MET else "met"
        return "next" if self.is_here and (self.promised or self.first) else ""

    @property
    def more(self) -> int:
        """How many wait behind those who are shown."""
        return max(0, self.waiting - len(self.line))

    @property
    def first(self) -> Row | None:
        """Who would be called now."""
        return next((row for row in self.line if row.busy_at is None), None)

    @property
    def rows(self) -> list[Row]:
        """The line, with whoever was let go still where she stood: no other button comes under the finger."""
        left = [Row(None, self.gone, 0, [], None, [])] if self.gone else []
        return sorted([*self.line, *left, *self.missed], key=lambda row: (row.stop.turn, row.stop.pk))

    @cached_property
    def journey(self) -> list[Stop]:
        """Every place that the visitor who is here holds or held."""
        return _places_of(self.stop)

    @property
    def also(self) -> list[Stop]:
        """Where else the visitor who is here waits."""
        return [stop for stop in self.journey if stop.state == Stop.State.WAITING]

    @property
    def been(self) -> list[Desk]:
        """Where she has been already."""
        return lines.been_at(self.journey)

    @property
    def waited(self) -> int:
        """Minutes that the visitor who is here had waited when called."""
        return minutes(self.stop.waited(self.now)) if self.stop else 0

    @property
    def shown(self) -> Stop | None:
        """Whom the offer is about: the one already agreed on, else the one who has waited too long."""
        return self.promised or self.offer

    @cached_property
    def shown_journey(self) -> list[Stop]:
        """Every place that the visitor of the offer holds or held."""
        return _places_of(self.shown)

    @property
    def shown_also(self) -> list[str]:
        """The letters of the other desks where she waits."""
        waits = (stop for stop in self.shown_journey if stop.state == Stop.State.WAITING)
        return [stop.desk.letter for stop in waits if stop != self.shown]

    @property
    def shown_been(self) -> list[str]:
        """The letters of the desks where she has been."""
        return [desk.letter for desk in lines.been_at(self.shown_journey)]

    @property
    def offered_for(self) -> int:
        """Minutes that the visitor of the other desk has waited."""
        return minutes(self.now - self.shown.waits_since) if self.shown else 0

    @property
    def finished(self) -> Stop | None:
        """The interview that has just ended, for its outcome."""
        ended = self.step and self.step.kind == LastStep.Kind.FINISHED and self.is_here and not self.stop
        return self.step.stop if ended else None

    @cached_property
    def purposes(self) -> list[Purpose]:
        """For whom walks straight to the desk. One query, or two at a desk without a purpose of its own."""
        if not self.is_here or self.stop:
            return []
        return list(self.desk.purposes.offered()) or list(Purpose.objects.offered())


def read(
    user: User, desk: Desk, site: Site, now: datetime, *,
    promised: Stop | None = None, gone: Stop | None = None, declined: Collection[int] = (),
) -> Counter:
    """The counter of a desk as this counsellor sees it. Thirteen queries at most, whatever the length of the line."""
    duty = Duty.objects.open().select_related("desk").filter(user=user).first()
    receives = duty is not None and duty.paused_at is None and duty.desk_id == desk.pk
    offer = None
    if receives and promised is None:
        offer = lines.offer_for(user, duty, after_minutes=site.offer_after, declined=declined, now=now)
    turns = Turn.objects.promised().on_open_dates().filter(desk=desk, partner=user.partner_id).after(now)
    return Counter(
        desk=desk, now=now, duty=duty, stop=actions.holding(user),
        line=[_row(place, stop, now) for place, stop in enumerate(lines.standing_at(desk, SHOWN), 1)],
        waiting=Stop.objects.at(desk).waiting().today().count(),
        here=Duty.objects.receiving().filter(desk=desk).count(),
        turn=turns.filter(starts_at__lte=now).first() if user.partner_id else None,
        step=lines.last_step(user, now), offer=offer, promised=promised if receives else None, gone=gone,
        missed=[_row(None, stop, now) for stop in lines.just_missed_at(desk, now)],
    )


def _places_of(stop: Stop | None) -> list[Stop]:
    """Every place that this one's visitor holds or held. One query, or none for nobody."""
    return list(Stop.objects.filter(ticket=stop.ticket_id).with_names().in_turn()) if stop else []


def _row(place: int | None, stop: Stop, now: datetime) -> Row:
    others = sorted((s for s in stop.ticket.stops.all() if s.pk != stop.pk), key=lambda s: s.pk)
    also = [s for s in others if s.state == Stop.State.WAITING]
    busy = next((s.desk for s in others if s.is_held), None)
    return Row(place, stop, minutes(stop.waited(now)), also, busy, lines.been_at(others))


def desks_of(user: User) -> list[Desk]:
    """The desks in use that this counsellor serves or may help, her own first. One query."""
    return list(Desk.objects.filter(active=True, helpers__user=user).order_by("-helpers__serves", "order", "pk"))


def desk_of(user: User, slug: str) -> tuple[Desk, list[str]]:
    """The desk of that name, and the live channels of all hers; 404 if there is none, HouseRule 403 if not hers."""
    mine = desks_of(user)
    desk = next((desk for desk in mine if desk.slug == slug), None)
    if desk:
        return desk, [one.channel for one in mine]
    if not Desk.objects.offered().filter(slug=slug).exists():
        raise Http404
    raise HouseRule(_("You do not serve this desk. A manager can add it to yours."), status=HTTPStatus.FORBIDDEN)
