"""Whole weeks: the pattern, weeks opened from it, a week copied into another."""

from datetime import date
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from citedesmetiers.accounts.rules import managers_only
from citedesmetiers.kit.pages import done, keep, posted, show_form

from .. import actions
from ..forms import CopyForm, OpenForm, SlotForm
from ..models import Desk, Slot
from ..rosters.week import monday_of, name_of
from .turns import who_changes


@require_safe
@managers_only
def pattern(request: HttpRequest) -> HttpResponse:
    """The half-days of the week, and what each desk wants of them."""
    slots = Slot.objects.prefetch_related("wanted__desk")
    return render(request, "desks/pattern.html", {"slots": slots})


@managers_only
def slot(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """One half-day of the pattern. Weeks that are open already stay as they are."""
    row = get_object_or_404(Slot, pk=pk) if pk else None
    form = SlotForm(posted(request), instance=row, desks=list(Desk.objects.offered()))
    heading = _("Change a half-day") if row else _("Add a half-day")
    return keep(request, form, partial(actions.write_slot, row), heading, "desks:pattern")


@managers_only
def open_weeks(request: HttpRequest) -> HttpResponse:
    """Ask the partners for the posts of some weeks."""
    this_week, first = monday_of(timezone.localdate()), request.GET.get("first")
    form = OpenForm(posted(request), monday=this_week, initial={"first": first})
    if form.is_valid():
        first = date.fromisoformat(form.cleaned_data["first"])
        n = len(actions.open_weeks(first, form.cleaned_data["weeks"], by=request.user))
        words = ngettext("%(n)s post opened.", "%(n)s posts opened.", n) % {"n": n}
        return done(request, words, "desks:week", first)
    lead = _("Posts are opened as the weekly pattern wants them, except on closed dates. What is open already stays.")
    return show_form(request, form, _("Open weeks"), back="desks:roster", lead=lead, template="desks/open.html")


@who_changes
def copy(request: HttpRequest, monday: date) -> HttpResponse:
    """What was promised in this week, promised in another: by a coordinator for her partner alone."""
    form = CopyForm(posted(request), monday=monday)
    if form.is_valid():
        target = date.fromisoformat(form.cleaned_data["target"])
        filled, missing = actions.copy_week(monday, target, by=request.user)
        words = ngettext("%(n)s turn promised.", "%(n)s turns promised.", filled) % {"n": filled}
        if missing:
            words += " " + ngettext("%(n)s found no open post.", "%(n)s found no open post.", missing) % {"n": missing}
        return done(request, words, "desks:week", target)
    heading = _("Copy: %(week)s") % {"week": name_of(monday)}
    lead = _("Each turn is promised again where the same post is open. Nothing that is promised already changes.")
    return show_form(request, form, heading, back="desks:roster", lead=lead, template="desks/copy.html")
