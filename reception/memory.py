"""What a counsellor’s own session remembers of her screen: offers she took or put off, and whom she let go by mistake.

Nothing of it is ever on a row, and it ends when she signs out.
"""

from datetime import datetime

from django.http import HttpRequest

from citedesmetiers.accounts.models import User
from desks.models import Desk

from .models import UNDO_FOR, Stop

PROMISED = "receives_next"
DECLINED = "not_now"
GONE = "let_go"
REMEMBERED = 40  # declined offers; the line moves on long before


def declined(request: HttpRequest) -> list[int]:
    """The places in line to which this counsellor said “Not now”."""
    return request.session.get(DECLINED, [])


def decline(request: HttpRequest, stop: Stop) -> None:
    """“Not now”: this visitor is not offered again to this counsellor, nor received next."""
    if request.session.get(PROMISED) == stop.pk:
        break_promise(request)
    request.session[DECLINED] = [*declined(request), stop.pk][-REMEMBERED:]


def promise(request: HttpRequest, stop: Stop) -> None:
    """Remember this visitor of another desk for the next press of Next."""
    request.session[PROMISED] = stop.pk


def promised(request: HttpRequest, user: User) -> Stop | None:
    """The visitor whom she will receive next, if nobody else called her meanwhile. One query if one was promised."""
    if PROMISED not in request.session:
        return None
    waiting = Stop.objects.waiting().free().filter(pk=request.session[PROMISED], desk__helpers__user=user)
    return waiting.with_names().first()


def break_promise(request: HttpRequest) -> None:
    """Nobody is promised any more."""
    request.session.pop(PROMISED, None)


def let_go(request: HttpRequest, stop: Stop) -> None:
    """Remember who was said to have left, for the undo in its place."""
    request.session[GONE] = stop.pk


def gone(request: HttpRequest, desk: Desk, now: datetime) -> Stop | None:
    """The last one let go from this line, as long as she can be brought back. One query if there was one."""
    if GONE not in request.session:
        return None
    left = Stop.objects.filter(
        pk=request.session[GONE], desk=desk, left_why=Stop.LeftWhy.GAVE_UP, ended_at__gt=now - UNDO_FOR
    )
    return left.with_names().first()
