"""The counsellor's screen: one desk, the visitor who is there, the line, and the presses between them."""

import random
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from citedesmetiers import live
from citedesmetiers.accounts.rules import counsellors_only
from citedesmetiers.centre.site import the_site
from citedesmetiers.kit.htmx import asks_for_a_part
from citedesmetiers.kit.rules import HouseRule
from citedesmetiers.kit.tokens import new_token
from desks import actions as presence
from desks.models import Desk, Duty

from .. import actions, counters, lines, memory
from ..forms import PreferForm, StopForm, TakeForm
from ..models import LastStep, Stop
from .page import reasons

JITTER = 300  # milliseconds over which the screens of a desk spread their fetching
SHOWS = ("send", "outcome", "take")  # the rows that open below the acts
STEPS = ("here", "next_visitor", "meet", "finish", "absent", "send_on", "take", "undo", "help_out", "recall")
Act = Callable[[HttpRequest, Desk], str | None]


@require_GET
@counsellors_only
def counters_page(request: HttpRequest) -> HttpResponse:
    """Choose a desk; whoever has only one, or sits somewhere already, is taken there."""
    mine = counters.desks_of(request.user)
    duty = Duty.objects.open().filter(user=request.user, desk__in=mine).select_related("desk").first()
    there = duty.desk if duty else mine[0] if len(mine) == 1 else None
    if there and "choose" not in request.GET:
        return redirect("reception:counter", there.slug)
    at = {line.desk.pk: line for line in lines.all_lines()}
    return render(request, "reception/counters.html", {"lines": [at[desk.pk] for desk in mine], "duty": duty})


@require_GET
@counsellors_only
def counter(request: HttpRequest, slug: str) -> HttpResponse:
    """The desk as it is now. `?show=` opens a row of choices below the acts."""
    desk, channels = counters.desk_of(request.user, slug)
    return show(request, desk, channels, opened=request.GET.get("show", ""))


def channels_of_the_counter(request: HttpRequest, slug: str) -> list[str]:
    """The desk's own line, and those from which an offer may come."""
    return counters.desk_of(request.user, slug)[1]


def show(
    request: HttpRequest, desk: Desk, channels: list[str], *, words: str = "", status: int = 200, opened: str = "",
    unmanned: Desk | None = None, moved: bool = False,
) -> HttpResponse:
    """The part for htmx, the page without: same words, same status."""
    version, site, now = live.version(channels), the_site(), timezone.now()
    here = counters.read(
        request.user, desk, site, now, promised=memory.promised(request, request.user),
        gone=memory.gone(request, desk, now), declined=memory.declined(request),
    )
    opened = opened if opened in SHOWS and _fits(opened, here) else ""
    context = {
        "c": here, "site": site, "words": words, "refused": status >= HTTPStatus.BAD_REQUEST, "opened": opened,
        "unmanned": unmanned, "moved": moved, "key": new_token(), "jitter": random.randrange(JITTER),  # noqa: S311
        "others": _other_lines(here, now) if opened == "send" else [],
        "outcomes": counters.OUTCOMES, "reasons": reasons(site), "many_desks": len(channels) > 1,
        "stream": reverse("reception:counter-live", args=[desk.slug]) + f"?v={version}",
    }
    part = asks_for_a_part(request)
    return render(request, "reception/_counter.html" if part else "reception/counter.html", context, status=status)


def _fits(opened: str, here: counters.Counter) -> bool:
    """Whether the row still has something to act on: the visitor may be gone when the page follows by itself."""
    if opened == "take":
        return here.is_here and not here.stop
    return here.stage == "finish" if opened == "outcome" else here.stop is not None


def _other_lines(here: counters.Counter, now: object) -> list[lines.DeskLine]:
    stop = here.stop
    return [line for line in lines.all_lines(now) if stop and line.desk.active and line.desk.pk != stop.desk_id]


def press(act: Act) -> Callable[..., HttpResponse]:
    """A verb of this screen: its form posts, one thing is done or refused in words, the desk is shown."""

    @require_POST
    @counsellors_only
    @wraps(act)
    def pressed(request: HttpRequest, slug: str) -> HttpResponse:
        desk, channels = counters.desk_of(request.user, slug)
        try:
            words = act(request, desk) or ""
        except actions.Closed as closed:
            asked = {"opened": "send", "unmanned": closed.desk}
            return show(request, desk, channels, words=closed.words, status=closed.status, **asked)
        except HouseRule as rule:
            return show(request, desk, channels, words=rule.words, status=rule.status)
        if asks_for_a_part(request):
            return show(request, desk, channels, words=words, moved=act.__name__ in STEPS)
        if words:
            messages.info(request, words)
        return redirect("reception:counter", slug)

    return pressed


@press
def here(request: HttpRequest, desk: Desk) -> None:
    actions.sit_down(desk, by=request.user)


@press
def pause(request: HttpRequest, desk: Desk) -> None:
    presence.pause(by=request.user)


@press
def leave(request: HttpRequest, desk: Desk) -> None:
    actions.leave_desk(by=request.user)


@press
def next_visitor(request: HttpRequest, desk: Desk) -> str | None:
    """Whoever was promised, else the head of this line."""
    promised = memory.promised(request, request.user)
    memory.break_promise(request)
    stop = actions.call_next(promised.desk, by=request.user) if promised else None
    stop = stop or actions.call_next(desk, by=request.user)
    return None if stop else _("Nobody is waiting who could be called now.")


@press
def meet(request: HttpRequest, desk: Desk) -> None:
    actions.meet(_stop(request), by=request.user)


@press
def finish(request: HttpRequest, desk: Desk) -> None:
    actions.finish(_stop(request), by=request.user, outcome=request.POST.get("outcome", ""))


@press
def absent(request: HttpRequest, desk: Desk) -> None:
    actions.mark_absent(_stop(request), by=request.user)


@press
def send_on(request: HttpRequest, desk: Desk) -> None:
    to = Desk.objects.offered().filter(slug=request.POST.get("desk", "")).first()
    if to is None:
        raise HouseRule(_("There is no such desk."), status=HTTPStatus.NOT_FOUND)
    actions.send_on(_stop(request), to, by=request.user, insist="insist" in request.POST)


@press
def take(request: HttpRequest, desk: Desk) -> None:
    """Who stands here becomes an arrival and an interview."""
    actions.take_here(TakeForm(request.POST).arrival(desk), by=request.user)


@press
def undo(request: HttpRequest, desk: Desk) -> None:
    """Take back the last step, if it still is the one that the page showed. Pressed twice: it was taken back."""
    step = LastStep.objects.filter(counsellor=request.user).first()
    if step is None:
        return
    if request.POST.get("step") != f"{step.stop_id}-{step.kind}":
        raise HouseRule(_("Something happened since this page was drawn. Look again, then undo."))
    actions.undo_last_step(by=request.user)


@press
def help_out(request: HttpRequest, desk: Desk) -> str | None:
    """Receive the visitor of another desk: now, or after the one who is here."""
    stop = _stop(request)
    if not stop.desk.helpers.filter(user=request.user).exists():
        raise HouseRule(_("You do not serve this desk. A manager can add it to yours."), status=HTTPStatus.FORBIDDEN)
    if stop.state != Stop.State.WAITING:
        raise HouseRule(_("This visitor is no longer waiting."))
    if actions.holding(request.user):
        memory.promise(request, stop)
    elif actions.call_next(stop.desk, by=request.user) is None:
        return _("Nobody is waiting who could be called now.")
    return None


@press
def decline(request: HttpRequest, desk: Desk) -> None:
    memory.decline(request, _stop(request))


@press
def left(request: HttpRequest, desk: Desk) -> None:
    """Someone in the line gave up."""
    stop = _stop(request)
    if stop.desk_id != desk.pk:
        raise HouseRule(_("This visitor is not in this line."), status=HTTPStatus.NOT_FOUND)
    memory.let_go(request, actions.give_up(stop, by=request.user))


@press
def back(request: HttpRequest, desk: Desk) -> None:
    """The one who was marked as gone is in the line after all."""
    stop = _stop(request)
    if stop.desk_id != desk.pk:
        raise HouseRule(_("This visitor is not in this line."), status=HTTPStatus.NOT_FOUND)
    actions.come_back(stop, by=request.user)


@press
def recall(request: HttpRequest, desk: Desk) -> None:
    """A visitor whom she did not find is here after all: called at once."""
    stop = _stop(request)
    if stop.desk_id != desk.pk:
        raise HouseRule(_("This visitor is not in this line."), status=HTTPStatus.NOT_FOUND)
    actions.recall(stop, by=request.user)


@press
def prefer(request: HttpRequest, desk: Desk) -> None:
    """Somebody in this line goes before others, for a reason on the list; without one, no longer."""
    form = PreferForm(request.POST)
    stop = form.found()
    if stop.desk_id != desk.pk:
        raise HouseRule(_("This visitor is not in this line."), status=HTTPStatus.NOT_FOUND)
    actions.prefer(stop.ticket, form.cleaned_data["reason"], by=request.user)


def _stop(request: HttpRequest) -> Stop:
    return StopForm(request.POST).found()
