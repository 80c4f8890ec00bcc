"""Two partners exchange two turns: asked by one, accepted by the other."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from citedesmetiers import live
from citedesmetiers.accounts.models import User
from citedesmetiers.kit.rules import HouseRule

from ..models import Swap, Turn, Why
from .turns import require_future, require_standing, require_voice, tell, write_turn


def ask_swap(gives: Turn, wants: Turn, *, by: User) -> Swap:
    """Ask the partner that promised `wants` to take `gives` instead. Asked twice: the same question."""
    try:
        with transaction.atomic():
            first, other = _both(gives.pk, wants.pk)
            require_voice(by, first.partner_id)
            for turn in (first, other):
                require_standing(turn)
                require_future(turn, by)
            giver, asked = first.partner, other.partner
            if giver is None or asked is None or giver == asked:
                raise HouseRule(_("A swap is between the turns of two partners."))
            now = timezone.now()
            swap = Swap.objects.create(gives=first, wants=other, giver=giver, other=asked, asked_at=now)
            live.bump("roster")
            return swap
    except IntegrityError as clash:
        same = Swap.objects.asked().filter(gives=gives, wants=wants).first()
        if same is None:
            raise HouseRule(_("This turn is already offered in another swap.")) from clash
        return same


def accept_swap(swap: Swap, *, by: User) -> Swap:
    """Yes: each partner has the other's turn, without a named counsellor. Refused if one of the two changed since."""
    require_voice(by, swap.other_id)
    with transaction.atomic():
        gives, wants = _both(swap.gives_id, swap.wants_id)
        swap = _asked(swap)
        if (gives.partner_id, wants.partner_id) != (swap.giver_id, swap.other_id):
            raise HouseRule(_("One of the two turns has changed since. Ask again."))
        for turn, partner in ((gives, swap.other), (wants, swap.giver)):
            require_standing(turn)
            require_future(turn, by)
            write_turn(turn, Why.SWAPPED, by=by, partner=partner, counsellor=None)
        Swap.objects.asked().filter(pk=swap.pk).update(state=Swap.State.DONE)
        tell(gives, wants)
    swap.refresh_from_db()
    return swap


def end_swap(swap: Swap, *, by: User) -> Swap:
    """No, by the one who was asked; or no longer, by the one who asked. Twice: once."""
    if by.partner_id != swap.other_id or not by.coordinates:
        require_voice(by, swap.giver_id)
    with transaction.atomic():
        Swap.objects.asked().filter(pk=swap.pk).update(state=Swap.State.OVER)
        live.bump("roster")
    swap.refresh_from_db()
    return swap


def _both(first: int, other: int) -> tuple[Turn, Turn]:
    """The two turns, locked in one order."""
    turns = Turn.objects.select_for_update(of=("self",)).select_related("desk", "partner").order_by("pk")
    found = {turn.pk: turn for turn in turns.filter(pk__in=[first, other])}
    if len(found) < 2:
        raise HouseRule(_("A swap is between the turns of two partners."))
    return found[first], found[other]


def _asked(swap: Swap) -> Swap:
    found = Swap.objects.asked().select_for_update(of=("self",)).select_related("giver", "other").filter(pk=swap.pk)
    kept = found.first()
    if kept is None:
        raise HouseRule(_("This swap is no longer asked for."))
    return kept
