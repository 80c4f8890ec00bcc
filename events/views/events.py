"""What is offered: the list, one event, its words, and what the public sees of it."""

from http import HTTPStatus

from django.db.models import F, OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from citedesmetiers.accounts.rules import only
from citedesmetiers.kit.pages import done, posted, show_form, show_list
from citedesmetiers.kit.rules import HouseRule

from .. import actions
from ..filters import EventFilter
from ..forms import EventForm, in_words
from ..models import Event, Session

organisers_only = only("organises", "manages")


def seen_in(request: HttpRequest) -> int:
    """The version that the page was drawn for; 0, which is nobody's, if it says none."""
    said = request.POST.get("seen", "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else 0


@require_safe
@organisers_only
def events(request: HttpRequest) -> HttpResponse:
    """Those that take place soonest first, then those without a session to come."""
    to_come = Session.objects.taking_place().to_come(timezone.now()).filter(event=OuterRef("pk"))
    rows = Event.objects.annotate(next=Subquery(to_come.values("starts_at")[:1]))
    found = EventFilter(request.GET, rows.order_by(F("next").asc(nulls_last=True), "pk"))
    return show_list(request, "events/list.html", found)


@require_safe
@organisers_only
def event(request: HttpRequest, pk: int) -> HttpResponse:
    """An event as it stands, with its sessions: what will be published."""
    row = get_object_or_404(Event.objects.select_related("led_by", "frame", "prepares"), pk=pk)
    now = timezone.now()
    sessions = row.sessions.select_related("place", "room").order_by("starts_at", "pk")
    context = {
        "event": row, "purposes": row.purposes.order_by("order", "pk"), "partners": row.partners.order_by("name", "pk"),
        "languages": [label for code, label in EventForm.base_fields["languages"].choices if code in row.languages],
        "to_come": [each for each in sessions if each.ends_at > now],
        "over": [each for each in reversed(sessions) if each.ends_at <= now],
    }  # fmt: skip
    return render(request, "events/event.html", context)


@organisers_only
def new(request: HttpRequest) -> HttpResponse:
    """A draft: the public does not see it yet."""
    form = EventForm(posted(request))
    if form.is_valid():
        kept = actions.write_event(Event(), **form.said)
        return done(request, _("“%(name)s” is saved.") % {"name": kept}, "events:event", kept.pk)
    return show_form(request, form, _("Write an event"), template="events/edit.html", event=None)


@organisers_only
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Its words. Whoever comes second keeps what she typed, and reads what stands there by now."""
    row = get_object_or_404(Event, pk=pk)
    version, seen = row.version, seen_in(request)
    form = EventForm(posted(request), instance=row)
    if form.is_valid():
        row.version = seen
        try:
            kept = actions.write_event(row, **form.said)
        except HouseRule as refused:
            return _meanwhile(request, pk, refused)
        return done(request, _("“%(name)s” is saved.") % {"name": kept}, "events:event", pk)
    return show_form(request, form, _("Change an event"), template="events/edit.html", event=row,
                     seen=seen if form.is_bound else version)  # fmt: skip


def _meanwhile(request: HttpRequest, pk: int, refused: HouseRule) -> HttpResponse:
    """Her form again, with her words; beside it what is there now where the two differ."""
    row = Event.objects.get(pk=pk)
    there, hers = EventForm(instance=row), EventForm(request.POST, instance=row)
    since = [(there[name].label, in_words(there[name])) for name in hers.changed_data]
    context = {"form": hers, "heading": _("Change an event"), "event": row, "seen": row.version,
               "refused": refused.words, "since": since}  # fmt: skip
    return render(request, "events/edit.html", context, status=HTTPStatus.CONFLICT)


@require_POST
@organisers_only
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    actions.publish(get_object_or_404(Event, pk=pk))
    return done(request, _("The public sees it now."), "events:event", pk)


@require_POST
@organisers_only
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    actions.withdraw(get_object_or_404(Event, pk=pk))
    return done(request, _("The public no longer sees it: it is a draft."), "events:event", pk)


@require_POST
@organisers_only
def archive(request: HttpRequest, pk: int) -> HttpResponse:
    actions.archive(get_object_or_404(Event, pk=pk))
    return done(request, _("It is put away. Its sessions stay in the figures."), "events:event", pk)
