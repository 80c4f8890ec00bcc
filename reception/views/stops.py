"""What an agent does with one place in line: its visitor leaves, is back, goes before others."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from citedesmetiers.accounts.rules import reception_only
from citedesmetiers.kit.htmx import asks_for_a_part

from .. import actions
from ..models import Stop
from .answers import Answer
from .page import show


@require_POST
@reception_only
def give_up(request: HttpRequest, pk: int) -> HttpResponse:
    stop = actions.give_up(_todays(pk), by=request.user)
    return _answered(request, Answer("left", stop=stop))


@require_POST
@reception_only
def come_back(request: HttpRequest, pk: int) -> HttpResponse:
    """The undo of the above, or an absent visitor who is here after all: she stands where she stood."""
    stop = actions.come_back(_todays(pk), by=request.user)
    return _answered(request, Answer("back", stop=stop))


@require_POST
@reception_only
def prefer(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a visitor go before others, for a reason on the list; without one, no longer."""
    stop = _todays(pk)
    stop.ticket = actions.prefer(stop.ticket, request.POST.get("reason", ""), by=request.user)
    return _answered(request, Answer("preferred", stop=stop))


def _todays(pk: int) -> Stop:
    return get_object_or_404(Stop.objects.on(timezone.localdate()).with_names(), pk=pk)


def _answered(request: HttpRequest, answer: Answer) -> HttpResponse:
    if asks_for_a_part(request):
        return show(request, answer)
    shown = "preferred" if answer.kind == "preferred" else "left"
    return redirect(f"{reverse('reception:home')}?{shown}={answer.stop.pk}")
