"""What stands on the answer's line of the reception after a press."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from citedesmetiers.centre.models import Purpose
from citedesmetiers.centre.site import remembered
from citedesmetiers.kit.codes import drawn, public_address
from citedesmetiers.tallies.models import Question
from citedesmetiers.tallies.series import Series
from desks.models import Desk
from desks.rosters.instead import Instead, instead_of

from .. import grid, waits
from ..actions import TooLate
from ..forms import ArrivalForm
from ..lines import DeskLine, place_in_line
from ..models import MOST_PERSONS, Channel, Receipt, Service, Stop, Ticket
from ..waits import Range

SHOWN_FOR = timedelta(seconds=30)  # how long the line itself offers its undo
SIZES = range(2, MOST_PERSONS + 1)


@dataclass(frozen=True)
class Taps:
    """The profile question asked next, and the answer just given with the token that takes it back."""

    asked: Series | None
    given: Series | None = None
    band: str = ""
    token: str = ""
    key: uuid.UUID = field(default_factory=uuid.uuid4)

    @property
    def bands(self) -> list[tuple[str, object]]:
        return list(self.asked.meaning.bands.items()) if self.asked else []

    @property
    def said(self) -> object:
        return self.given.meaning.bands[self.band] if self.given else ""


@remembered
def questions() -> list[Series]:
    """The profile questions that this site asks, in its order. One query, when the settings have changed."""
    known = {series.value: series for series in Series}
    return [known[question.series] for question in Question.objects.all() if question.series in known]


def first_taps(receipt: Receipt | None, asked: list[Series]) -> Taps:
    """The first question, for a visit logged now; none for a return, a group or a remote request."""
    visit = receipt and receipt.channel == Channel.ON_SITE and receipt.service != Service.GROUP and not receipt.again
    return Taps(asked[0] if asked and visit and not receipt.undone_at else None)


@dataclass(frozen=True)
class Answer:
    """What is said. `kind`: idle, ticket, logged, undone, left, back, preferred, desk, size, closed or late."""

    kind: str = "idle"
    receipt: Receipt | None = None
    stop: Stop | None = None
    form: ArrivalForm | None = None
    shut: Desk | None = None
    taps: Taps | None = None
    late: TooLate | None = None

    @property
    def changed(self) -> bool:
        """Whether something was written, so that the line and the last five are old."""
        return self.kind in ("ticket", "logged", "undone", "left", "back", "preferred")

    @property
    def group(self) -> Receipt | None:
        """The class or group just logged, of which more can be said."""
        receipt = self.receipt if self.kind == "logged" else None
        is_one = receipt and receipt.service == Service.GROUP and receipt.channel == Channel.ON_SITE
        return receipt if is_one else None

    @property
    def focus(self) -> str:
        """Where the next press is expected, if the answer asks for one."""
        if self.kind == "preferred":
            return f"#prefer-{self.stop.pk}"
        if self.form is None:
            return ""
        asks = {"closed": "#insist", "late": "#insist", "size": f"#size-{SIZES[0]}"}
        return asks.get(self.kind, "#choice button.btn")

    @property
    def cell(self) -> str:
        """The id of the grid's cell that was just logged, if one was."""
        if self.receipt is None or self.kind not in ("ticket", "logged"):
            return ""
        return f"cell-{self.receipt.purpose.code}-{self.receipt.service}"


@dataclass(frozen=True)
class Place:
    """A ticket's place in one line."""

    desk: Desk
    ahead: int
    range: Range | None = None


@dataclass(frozen=True)
class Shown:
    """What the answer's line needs to know of the lines and of the clock."""

    badge: str = ""
    hue: str = "none"
    places: Sequence[Place] = ()
    unplaced: Purpose | None = None
    qr: str = ""
    seconds_left: int = 0
    line: DeskLine | None = None
    instead: Instead | None = None

    @property
    def desks(self) -> list[Desk]:
        return [place.desk for place in self.places]


def shown(request: HttpRequest, answer: Answer, rows: Iterable[grid.Row], lines: Iterable[DeskLine]) -> Shown:
    """No query for a ticket just logged but one for its second need; read again later, one and two for each place.

    For a desk where nobody sits, two: where else to go.
    """
    receipt = answer.receipt
    if receipt is None:
        line = next((line for line in lines if line.desk == answer.shut), None)
        return Shown(line=line, instead=instead_of(answer.shut) if answer.shut else None)
    left = max(0, int((receipt.logged_at + SHOWN_FOR - timezone.now()).total_seconds()))
    if answer.kind == "ticket":
        places = [_place(stop) for stop in receipt.ticket.places]
        first = places[0].desk
        return Shown(first.letter, first.hue, places, unplaced(receipt, places), qr_of(receipt.ticket, request), left)
    row = next((row for row in rows if row.purpose.pk == receipt.purpose_id), None)
    return Shown(row.badge, row.hue, seconds_left=left) if row else Shown(seconds_left=left)


def _place(stop: Stop) -> Place:
    """What was told as the place was taken, if that is just now; else what is known by now."""
    if stop.told is not None:
        return Place(stop.desk, stop.ahead, Range(*stop.told) if stop.told else None)
    if stop.state != Stop.State.WAITING:
        return Place(stop.desk, 0)
    ahead = place_in_line(stop)
    return Place(stop.desk, ahead, waits.read([stop.desk]).range_for(stop.desk, ahead, stop.on_duty))


def unplaced(receipt: Receipt, places: Sequence[Place]) -> Purpose | None:
    """The second need, if the ticket stands in no line that answers it: somebody must say so to the visitor."""
    second = receipt.second_purpose
    return second if second and not {place.desk for place in places} & set(second.desks.all()) else None


def address_of(ticket: Ticket, request: HttpRequest) -> str:
    """The page of a ticket as a phone outside calls it."""
    return public_address(reverse("reception:ticket", args=[ticket.token]), request)


def qr_of(ticket: Ticket, request: HttpRequest) -> SafeString:
    """The code to photograph that leads to the ticket's page."""
    return drawn(address_of(ticket, request))
