"""One turn: taken, given back, broken by an absence, given a name.

Each verb locks the posts of the desk's half-day in one order, looks, and writes only the fields that it changes by
`save(update_fields=...)`: the history (django-simple-history) does not see an `update()`.
"""

from datetime import datetime
from http import HTTPStatus

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from citedesmetiers import live
from citedesmetiers.accounts.models import User
from citedesmetiers.centre.models import Partner
from citedesmetiers.kit.rules import HouseRule

from ..models import Turn, Why
from ..rules import may_report, speaks_for


def take(turn: Turn, *, by: User, partner: Partner | None = None) -> Turn:
    """Promise this post; if another partner was quicker, a free one of the same half-day. Pressed twice: the same post.

    A coordinator promises for her own partner, a manager for any. With no post left, HouseRule says who has it.
    """
    partner = partner or by.partner
    require_voice(by, partner.pk if partner else None)
    if partner is None or not partner.active:
        raise HouseRule(_("This partner takes no turns now."))
    with transaction.atomic():
        cell = locked_cell(turn)
        wanted = next((one for one in cell if one.pk == turn.pk), None)
        if wanted and wanted.partner_id == partner.pk:
            return wanted
        if wanted is None or not wanted.is_hole:
            mine = next((one for one in cell if one.partner_id == partner.pk), None)
            if mine:
                return mine  # sent again after another post was given
            wanted = next((one for one in cell if one.is_hole), None)
        if wanted is None:
            raise HouseRule(_("Others have taken the last post of this half-day."))
        require_future(wanted, by)
        write_turn(wanted, Why.TAKEN, by=by, partner=partner)
        tell(wanted)
    return wanted


def give_back(turn: Turn, *, by: User) -> Turn:
    """The partner does not come after all: the post is a hole again. Pressed twice: once."""
    with transaction.atomic():
        kept = locked(turn)
        if kept.is_hole:
            return kept
        require_voice(by, kept.partner_id)
        require_standing(kept)
        require_future(kept, by)
        write_turn(kept, Why.GIVEN_BACK, by=by, partner=None, counsellor=None)
        tell(kept)
    return kept


def give_back_all(partner: Partner, *, by: User, now: datetime | None = None) -> int:
    """A partner withdraws: what it promised from now on is open again. What it held stays its own."""
    require_voice(by, partner.pk)
    with transaction.atomic():
        coming = Turn.objects.promised().filter(partner=partner, starts_at__gt=now or timezone.now())
        turns = list(coming.select_related("desk").select_for_update(of=("self",)).order_by("pk"))
        for turn in turns:
            write_turn(turn, Why.GIVEN_BACK, by=by, partner=None, counsellor=None)
        tell(*turns)
    return len(turns)


def name_counsellor(turn: Turn, counsellor: User | None, *, by: User) -> Turn:
    """Say which counsellor of the partner comes, or that nobody is named. She is in one place at a time."""
    try:
        with transaction.atomic():
            kept = locked(turn)
            require_voice(by, kept.partner_id)
            require_standing(kept)
            if kept.is_hole or (counsellor and counsellor.partner_id != kept.partner_id):
                raise HouseRule(_("Whoever comes is lent by the partner that promised."))
            if kept.counsellor_id == (counsellor.pk if counsellor else None):
                return kept
            require_future(kept, by)
            write_turn(kept, Why.NAMED, by=by, counsellor=counsellor)
            tell(kept)
            return kept
    except IntegrityError as clash:
        raise HouseRule(_("%(name)s comes to another desk in this half-day.") % {"name": counsellor}) from clash


def declare_absent(turn: Turn, *, by: User) -> Turn:
    """Whoever promised did not come: the promise stays for the figures, its post is a hole at once. Twice: once."""
    if not may_report(by):
        raise HouseRule(_("Only staff on site says who is absent."), status=HTTPStatus.FORBIDDEN)
    with transaction.atomic():
        kept = locked(turn)
        if kept.is_absent:
            return kept
        if kept.is_hole:
            raise HouseRule(_("Nobody promised this post."))
        if kept.ends_at <= timezone.now():
            raise HouseRule(_("This half-day is over."))
        write_turn(kept, Why.ABSENT, by=by, absent_at=timezone.now())
        same = ("desk", "day", "part", "post", "of_posts", "starts_at", "ends_at", "doors_open", "doors_close",
                "outside_hours")  # fmt: skip
        _signed(Turn(**{name: getattr(kept, name) for name in same}), Why.OPENED, by).save()
        tell(kept)
    return kept


def withdraw_absence(turn: Turn, *, by: User) -> Turn:
    """It was a mistake: the promise stands again, unless another partner has taken the post meanwhile."""
    if not may_report(by):
        raise HouseRule(_("Only staff on site says who is absent."), status=HTTPStatus.FORBIDDEN)
    try:
        with transaction.atomic():
            hole = next((one for one in locked_cell(turn) if one.post == turn.post), None)
            kept = locked(turn)
            if not kept.is_absent:
                return kept
            if hole and not hole.is_hole:
                raise HouseRule(_("%(partner)s has taken this post meanwhile.") % {"partner": hole.partner})
            if hole:
                _signed(hole, Why.CLOSED, by).delete()
            write_turn(kept, Why.BACK, by=by, absent_at=None)
            tell(kept)
    except IntegrityError as clash:
        raise HouseRule(_("%(name)s comes to another desk in this half-day.") % {"name": kept.counsellor}) from clash
    return kept


def locked(turn: Turn) -> Turn:
    """This turn as it is now, kept from others until the end of the transaction."""
    found = Turn.objects.select_for_update(of=("self",)).select_related("desk", "partner").filter(pk=turn.pk).first()
    if found is None:
        raise HouseRule(_("This post was closed meanwhile."))
    return found


def locked_cell(turn: Turn) -> list[Turn]:
    """The posts of its desk and half-day, kept from others until the end of the transaction. Locked in one order."""
    cell = Turn.objects.in_cell_of(turn).select_related("desk", "partner")
    return sorted(cell.select_for_update(of=("self",)).order_by("pk"), key=lambda one: one.post)


def write_turn(turn: Turn, reason: Why, *, by: User, **said: object) -> Turn:
    """Write these fields of a locked turn, with one line of its history. The caller tells the screens, last."""
    for name, value in said.items():
        setattr(turn, name, value)
    _signed(turn, reason, by).save(update_fields=list(said))
    return turn


def tell(*turns: Turn) -> None:
    """The roster and these desks' lines have changed: once, last in the transaction."""
    live.bump("roster", *{turn.desk.channel for turn in turns})


def require_voice(by: User, partner: int | None) -> None:
    """HouseRule (403) unless this person speaks for the partner."""
    if not speaks_for(by, partner):
        raise HouseRule(_("A coordinator changes the turns of her own partner only."), status=HTTPStatus.FORBIDDEN)


def require_standing(turn: Turn) -> None:
    """HouseRule if an absence broke this promise."""
    if turn.is_absent:
        raise HouseRule(_("An absence was declared for this turn."))


def require_future(turn: Turn, by: User) -> None:
    """What is over stays as it was, unless a manager corrects it (the history tells)."""
    if turn.ends_at <= timezone.now() and not by.manages:
        raise HouseRule(_("This half-day is over."))


def _signed(turn: Turn, reason: Why, by: User) -> Turn:
    """Who writes it and why, where the history looks for them."""
    vars(turn).update(_history_user=by, _change_reason=reason)
    return turn
