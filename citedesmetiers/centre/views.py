"""The manager's pages about the centre itself."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from citedesmetiers.kit.gates import managers_only
from citedesmetiers.kit.pages import done, keep, posted, show_form, show_list

from . import actions
from .filters import ExceptionFilter, PartnerFilter, PlaceFilter, PurposeFilter, RoomFilter
from .forms import CloseForm, OpenForm, PartnerForm, PlaceForm, PurposeForm, RoomForm, SiteForm, WeekForm
from .hours import spans
from .models import Hours, Partner, Place, Purpose, Room, SpecialHours
from .site import the_site

UNDO = "removed_exceptions"  # in the session, until the next visit of the list's page


@require_safe
@managers_only
def settings(request: HttpRequest) -> HttpResponse:
    """Where everything of the site can be changed."""
    return render(request, "centre/settings.html")


@managers_only
def site(request: HttpRequest) -> HttpResponse:
    """The site's names, switches and ticket words."""
    form = SiteForm(posted(request), instance=the_site())
    if form.is_valid():
        actions.change_site(**form.said)
        return done(request, _("The site’s settings are saved."), "centre:settings")
    return show_form(request, form, _("The site"), back="centre:settings")


@managers_only
def hours(request: HttpRequest) -> HttpResponse:
    """The week's ordinary hours. “Add an interval” draws the same form with one more."""
    week = Hours.objects.values_list("weekday", "opens", "closes")
    add = request.POST.get("add", "")
    form = WeekForm(posted(request), week=() if request.method == "POST" else week, add=add)
    if not add and form.is_valid():
        actions.set_week(form.week)
        return done(request, _("The opening hours are saved."), "centre:settings")
    return show_form(request, form, _("Opening hours"), template="centre/hours.html", back="centre:settings")


@require_safe
@managers_only
def exceptions(request: HttpRequest) -> HttpResponse:
    """Dates that are not like their weekday; the last removal can be undone while this page is open."""
    found = ExceptionFilter(request.GET, SpecialHours.objects.all())
    undo = request.session.get(UNDO)
    return show_list(request, "centre/exceptions.html", found, arrange=spans, undo=undo)


@managers_only
def close_days(request: HttpRequest) -> HttpResponse:
    """Closed days, as a span."""
    form = CloseForm(posted(request))
    if form.is_valid():
        said = form.cleaned_data
        closed = actions.close_days(said["first"], said["last"] or said["first"], reason=said["reason"])
        return done(request, _("Closed days saved: %(n)d.") % {"n": len(closed)}, "centre:exceptions")
    return show_form(request, form, _("Closed days"), back="centre:exceptions")


@managers_only
def open_specially(request: HttpRequest) -> HttpResponse:
    """Other hours on one date."""
    form = OpenForm(posted(request))
    if form.is_valid():
        actions.open_specially(**form.cleaned_data)
        return done(request, _("The special opening is saved."), "centre:exceptions")
    lead = _("These hours stand in place of that day’s ordinary hours. For several intervals, add each one.")
    return show_form(request, form, _("Special opening"), back="centre:exceptions", lead=lead)


@require_POST
@managers_only
def remove_exceptions(request: HttpRequest) -> HttpResponse:
    """Dates are like their weekday again; what was removed is kept in the session, for an undo."""
    rows = [int(row) for row in request.POST.getlist("row") if row.isdecimal() and len(row) < 18]
    if removed := actions.remove_exceptions(rows):
        request.session[UNDO] = removed
    return redirect("centre:exceptions")


@require_POST
@managers_only
def bring_back(request: HttpRequest) -> HttpResponse:
    """Undo the last removal."""
    back = actions.bring_back(request.session.pop(UNDO, []))
    if not back:
        return redirect("centre:exceptions")
    return done(request, _("Brought back."), "centre:exceptions")


@require_safe
@managers_only
def purposes(request: HttpRequest) -> HttpResponse:
    return show_list(request, "centre/purposes.html", PurposeFilter(request.GET, Purpose.objects.all()))


@managers_only
def purpose(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    row = get_object_or_404(Purpose, pk=pk) if pk else None
    form = PurposeForm(posted(request), instance=row)
    heading = _("Change a purpose") if row else _("Add a purpose")
    return keep(request, form, partial(actions.write_purpose, row), heading, "centre:purposes")


@require_safe
@managers_only
def partners(request: HttpRequest) -> HttpResponse:
    found = PartnerFilter(request.GET, Partner.objects.order_by("name", "pk"))
    return show_list(request, "centre/partners.html", found)


@managers_only
def partner(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    row = get_object_or_404(Partner, pk=pk) if pk else None
    form = PartnerForm(posted(request), instance=row)
    heading = _("Change a partner") if row else _("Add a partner")
    return keep(request, form, partial(actions.write_partner, row), heading, "centre:partners")


@require_safe
@managers_only
def places(request: HttpRequest) -> HttpResponse:
    return show_list(request, "centre/places.html", PlaceFilter(request.GET, Place.objects.all()))


@managers_only
def place(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    row = get_object_or_404(Place, pk=pk) if pk else None
    form = PlaceForm(posted(request), instance=row)
    heading = _("Change a place") if row else _("Add a place")
    return keep(request, form, partial(actions.write_place, row), heading, "centre:places")


@require_safe
@managers_only
def rooms(request: HttpRequest) -> HttpResponse:
    return show_list(request, "centre/rooms.html", RoomFilter(request.GET, Room.objects.select_related("place")))


@managers_only
def room(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    row = get_object_or_404(Room, pk=pk) if pk else None
    form = RoomForm(posted(request), instance=row)
    heading = _("Change a room") if row else _("Add a room")
    return keep(request, form, partial(actions.write_room, row), heading, "centre:rooms")
