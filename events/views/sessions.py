"""When it takes place: dates drawn, looked at, planned; one session moved or cancelled."""

import uuid
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from citedesmetiers.centre.site import main_place
from citedesmetiers.kit.pages import done, key_of, posted
from citedesmetiers.kit.rules import HouseRule

from .. import actions
from ..dates import MOST
from ..forms import CancelForm, MoveForm, PlanForm
from ..models import Event, Session
from .events import organisers_only, seen_in


@organisers_only
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """First the dates and what stands in their way; then, pressed once more, the ticked ones as sessions."""
    event = get_object_or_404(Event, pk=pk)
    form = PlanForm(posted(request), initial={"place": main_place()} if request.method != "POST" else None)
    if not form.is_valid():
        return _show_plan(request, event, form, status=400 if form.is_bound else 200)
    if "plan" not in request.POST:
        return _show_plan(request, event, form)
    ticked = set(request.POST.getlist("day"))
    whens = [form.when(day) for day in form.drawn()[0] if day.isoformat() in ticked]
    try:
        n = len(actions.schedule_once(event, whens, key=key_of(request)))
    except HouseRule as refused:
        return _show_plan(request, event, form, status=refused.status, refused=refused.words)
    if not n:  # pressed twice
        return redirect("events:event", pk)
    words = ngettext("%(n)s session planned.", "%(n)s sessions planned.", n) % {"n": n}
    return done(request, words, "events:event", pk)


def _show_plan(request: HttpRequest, event: Event, form: PlanForm, *, status: int = 200, refused: str = ""
               ) -> HttpResponse:  # fmt: skip
    """The form, and below it the dates that it draws, if it was filled in."""
    context = {"event": event, "form": form, "refused": refused, "lines": [], "more": False, "most": MOST}
    if form.is_bound and form.is_valid():
        days, more = form.drawn()
        words = actions.judge(form.when(day) for day in days)
        context |= {"lines": list(zip(days, words, strict=True)), "more": more, "possible": not all(words),
                    "again": PlanForm(request.POST, auto_id=False), "key": uuid.uuid4()}  # fmt: skip
    return render(request, "events/plan.html", context, status=status)


def _session(pk: int) -> Session:
    return get_object_or_404(Session.objects.select_related("event", "place", "room"), pk=pk)


@organisers_only
def session(request: HttpRequest, pk: int) -> HttpResponse:
    """One session: where it stands, moved alone or with the following ones, cancelled, planned again."""
    row, seen = _session(pk), seen_in(request)
    form = MoveForm(posted(request), session=row)
    if not form.is_valid():
        return _show(request, pk, form, seen=seen, status=400 if form.is_bound else 200)
    verb = actions.move_following if form.cleaned_data["following"] == "yes" else actions.move
    row.version = seen
    try:
        verb(row, form.when(form.cleaned_data["day"]), reason=form.cleaned_data["reason"])
    except HouseRule as refused:
        return _show(request, pk, form, seen=seen, status=refused.status, refused=refused.words)
    return done(request, _("The session is saved."), "events:event", row.event_id)


@require_POST
@organisers_only
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """It stays in the programme, and says why."""
    row, seen = _session(pk), seen_in(request)
    form = CancelForm(request.POST)
    if not form.is_valid():
        return _show(request, pk, MoveForm(session=row), cancelling=form, seen=seen, status=400)
    row.version = seen
    try:
        actions.cancel(row, reason=form.cleaned_data["reason"])
    except HouseRule as refused:
        return _show(request, pk, MoveForm(session=row), cancelling=form, seen=seen, status=refused.status,
                     refused=refused.words)  # fmt: skip
    return done(request, _("The session is cancelled; its room is free."), "events:event", row.event_id)


def _show(request: HttpRequest, pk: int, form: MoveForm, *, seen: int, cancelling: CancelForm | None = None,
          status: int = HTTPStatus.OK, refused: str = "") -> HttpResponse:  # fmt: skip
    """Its page. Whoever saw an older version reads what stands there now, and that she came second."""
    row = _session(pk)
    if request.method == "POST" and seen != row.version:
        status = HTTPStatus.CONFLICT
        refused = _("Somebody changed this session meanwhile. Look at it again, then say what you want.")
    context = {"session": row, "form": form, "cancelling": cancelling or CancelForm(), "seen": row.version,
               "refused": refused}  # fmt: skip
    return render(request, "events/session.html", context, status=status)
