"""A question that the house could not answer: counted in two taps, read month by month."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from citedesmetiers.accounts.rules import at_the_counter
from citedesmetiers.centre.site import main_place
from citedesmetiers.kit.htmx import asks_for_a_part
from citedesmetiers.tallies.series import Series

from .. import actions, months
from ..forms import TapForm
from ..models import Topic
from .bodies import curators_only


@require_safe
@at_the_counter
def asked(request: HttpRequest) -> HttpResponse:
    """The first tap: the topics. `?close` puts the opener back."""
    return _shown(request, opened="close" not in request.GET)


@require_POST
@at_the_counter
def count(request: HttpRequest) -> HttpResponse:
    """The second tap: one more of this topic, and the token that takes it back, held by this page alone."""
    topic, key = TapForm(request.POST).said()
    token = actions.could_not_answer(topic, key=key, place=main_place(), at=timezone.now())
    return _shown(request, topic=topic, token=token)


@require_POST
@at_the_counter
def take_back(request: HttpRequest) -> HttpResponse:
    topic = actions.take_back(request.POST.get("token", ""), place=main_place(), at=timezone.now())
    return _shown(request, topic=topic, undone=True)


@require_safe
@curators_only
def unanswered(request: HttpRequest) -> HttpResponse:
    """The month asked for (this one by default) beside the five before."""
    this = timezone.localdate().replace(day=1)
    month = months.month_of(request.GET.get("month", ""), this)
    context = {"table": months.unanswered(month), "month": month, "is_now": month == this,
               "meaning": Series.UNANSWERED.meaning}  # fmt: skip
    return render(request, "resources/unanswered.html", context)


def _shown(
    request: HttpRequest, *, opened: bool = False, topic: Topic | None = None, token: str = "", undone: bool = False
) -> HttpResponse:
    topics = list(Topic.objects.offered()) if opened else []
    said = {"opened": opened, "topic": topic, "token": token, "undone": undone, "topics": topics, "key": uuid.uuid4()}
    part = asks_for_a_part(request)
    return render(request, "resources/_asked.html" if part else "resources/asked.html", said)
