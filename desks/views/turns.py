"""One turn: its page, and what may be pressed about it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from citedesmetiers.accounts.rules import only
from citedesmetiers.kit.rules import HouseRule

from .. import actions
from ..forms import NameForm, PartnerForm, SwapForm
from ..models import Swap, Turn
from ..rosters.week import monday_of
from ..rules import speaks_for
from .week import answer, staff_only

who_changes = only("coordinates", "manages")
LINES = 20  # of a turn's history


def _turn(pk: int) -> Turn:
    return get_object_or_404(Turn.objects.select_related("desk", "partner", "counsellor"), pk=pk)


@require_safe
@staff_only
def turn(request: HttpRequest, pk: int) -> HttpResponse:
    """A post of a half-day: who promised it, what may be done, who changed what."""
    found = _turn(pk)
    over = found.ends_at <= timezone.now()
    reads = speaks_for(request.user, found.partner_id)
    speaks = reads and (request.user.manages or not over)
    hole_for_her = found.is_hole and (request.user.manages or (request.user.coordinates and not over))
    history = found.history.select_related("history_user", "partner", "counsellor")
    context = {
        "turn": found, "monday": monday_of(found.day), "speaks": speaks and not found.is_absent,
        "may_take": hole_for_her, "partners": PartnerForm() if hole_for_her and request.user.manages else None,
        "name_form": NameForm(turn=found) if speaks and not found.is_hole else None,
        "swap_form": SwapForm(turn=found) if speaks and not found.is_hole else None,
        "history": history.order_by("-history_date", "-history_id")[:LINES] if reads else [],
        "over": over,
    }
    return render(request, "desks/turn.html", context)


@require_POST
@who_changes
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """A hole is promised: by a coordinator for her partner, by a manager for the one she chose."""
    form = PartnerForm(request.POST)
    partner = form.cleaned_data["partner"] if request.user.manages and form.is_valid() else None
    if request.user.manages and partner is None and not request.user.coordinates:
        raise HouseRule(_("Say for which partner."), status=400)
    taken = actions.take(_turn(pk), by=request.user, partner=partner)
    return answer(request, taken, _("Promised by %(partner)s.") % {"partner": taken.partner})


@require_POST
@who_changes
def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    return answer(request, actions.give_back(_turn(pk), by=request.user), _("The post is to be filled again."))


@require_POST
@who_changes
def name(request: HttpRequest, pk: int) -> HttpResponse:
    """Which counsellor comes."""
    found = _turn(pk)
    form = NameForm(request.POST, turn=found)
    if not form.is_valid():
        raise HouseRule(_("Whoever comes is lent by the partner that promised."), status=400)
    actions.name_counsellor(found, form.cleaned_data["counsellor"], by=request.user)
    return answer(request, found, _("Saved."))


@require_POST
@staff_only
def absent(request: HttpRequest, pk: int) -> HttpResponse:
    """Whoever promised is not there: one tap, by anyone on site."""
    missed = actions.declare_absent(_turn(pk), by=request.user)
    return answer(request, missed, _("%(partner)s is absent; the post is to be filled.") % {"partner": missed.partner})


@require_POST
@staff_only
def back(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo: they are there after all."""
    there = actions.withdraw_absence(_turn(pk), by=request.user)
    return answer(request, there, _("%(partner)s is expected again.") % {"partner": there.partner})


@require_POST
@who_changes
def swap(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask another partner to exchange."""
    gives = _turn(pk)
    form = SwapForm(request.POST, turn=gives)
    if not form.is_valid():
        raise HouseRule(_("A swap is between the turns of two partners."), status=400)
    asked = actions.ask_swap(gives, form.cleaned_data["wants"], by=request.user)
    return answer(request, gives, _("%(partner)s is asked to swap.") % {"partner": asked.other})


@require_POST
@who_changes
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Yes to a swap."""
    done = actions.accept_swap(get_object_or_404(Swap, pk=pk), by=request.user)
    return answer(request, done.wants, _("Swapped."))


@require_POST
@who_changes
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """No to a swap, or no longer."""
    over = actions.end_swap(get_object_or_404(Swap, pk=pk), by=request.user)
    return answer(request, over.wants, _("The swap is over: nothing has moved."))
