"""The reception's home, and logging or taking back an arrival."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from citedesmetiers.accounts.rules import reception_only
from citedesmetiers.centre.models import Site
from citedesmetiers.centre.site import main_place, remembered, the_site
from citedesmetiers.kit.htmx import asks_for_a_part
from citedesmetiers.kit.rules import HouseRule

from .. import actions, grid
from ..forms import ArrivalForm
from ..models import Receipt, Stop
from .answers import Answer
from .page import parts, show

main_room = remembered(main_place)


@require_GET
@reception_only
def home(request: HttpRequest) -> HttpResponse:
    """The one screen. `?last=` or `?left=` is what a press made without JavaScript is answered with."""
    return show(request, _answer_asked_for(request))


@require_GET
@reception_only
def live_parts(request: HttpRequest) -> HttpResponse:
    """What changed meanwhile, put into its places. The answer's line stays: nobody pressed."""
    return render(request, "reception/_parts.html", parts(the_site()))


@require_POST
@reception_only
def log(request: HttpRequest) -> HttpResponse:
    """One press. Three cells ask for one more: another need's interview, a group, a desk where nobody sits."""
    site = the_site()
    form = ArrivalForm(request.POST, rows=grid.read_rows(site))
    if not form.is_valid():
        raise HouseRule(form.first_error, status=HTTPStatus.BAD_REQUEST)
    if form.lacks_a_size:
        return show(request, Answer("size", form=form), site=site)
    try:
        receipt = actions.log(form.arrival(main_room(site)), by=request.user)
    except actions.DeskToChoose:
        return show(request, Answer("desk", form=form), site=site)
    except actions.Closed as closed:
        return show(request, Answer("closed", form=form, shut=closed.desk), site=site, status=closed.status)
    except actions.TooLate as late:
        return show(request, Answer("late", form=form, shut=late.desk, late=late), site=site, status=late.status)
    return _answered(request, receipt, site)


@require_POST
@reception_only
def undo(request: HttpRequest, sequence: int) -> HttpResponse:
    """Take one of today's arrivals back."""
    receipt = get_object_or_404(Receipt.objects.on(timezone.localdate()), sequence=sequence)
    actions.undo(receipt, by=request.user)
    return _answered(request, receipt)


@require_POST
@reception_only
def describe_group(request: HttpRequest, sequence: int) -> HttpResponse:
    """Optional taps after a group: its kind, then the level of a school class."""
    receipt = get_object_or_404(Receipt.objects.on(timezone.localdate()).groups(), sequence=sequence)
    said = {name: request.POST.get(name, "") for name in ("kind", "level")}
    return _answered(request, actions.describe_group(receipt, **said, by=request.user))


def _answered(request: HttpRequest, receipt: Receipt, site: Site | None = None) -> HttpResponse:
    if asks_for_a_part(request):
        return show(request, _answer_to(receipt), site=site)
    return redirect(f"{reverse('reception:home')}?last={receipt.sequence}")


def _answer_to(receipt: Receipt) -> Answer:
    if receipt.undone_at:
        return Answer("undone", receipt=receipt)
    return Answer("ticket" if receipt.ticket else "logged", receipt=receipt)


def _answer_asked_for(request: HttpRequest) -> Answer:
    last = request.GET.get("last", "")
    today = timezone.localdate()
    if last.isdecimal() and len(last) < 9:
        receipts = Receipt.objects.on(today).select_related("ticket", "purpose")
        receipt = receipts.filter(sequence=last).first()
        return _answer_to(receipt) if receipt else Answer()
    for about in ("left", "preferred"):
        pk = request.GET.get(about, "")
        if pk.isdecimal() and len(pk) < 19:
            stop = Stop.objects.on(today).with_names().filter(pk=pk).first()
            return _answer_about(stop, about) if stop else Answer()
    return Answer()


def _answer_about(stop: Stop, about: str) -> Answer:
    if about == "left":
        about = "left" if stop.state == Stop.State.LEFT else "back"
    return Answer(about, stop=stop)
