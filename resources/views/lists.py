"""Reading lists: themed, in the officer's order; and the practice sheets of the team, by purpose."""

from functools import partial

from django.core.paginator import Paginator
from django.db.models import Count, F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from citedesmetiers.accounts.rules import may
from citedesmetiers.centre.models import Purpose
from citedesmetiers.kit.pages import done, keep, posted, show_list
from citedesmetiers.kit.rules import HouseRule

from ..actions import lists as actions
from ..filters.lists import ListFilter
from ..forms.lists import ListForm
from ..models import Notice, Selection, Standing, Support
from ..search.ask import Asked, ask
from .bodies import curators_only
from .notices import CURATORS, readers_only, text_in

UNDO = "taken_from_list"  # in the session: the last one, to bring it back
OFFERED = 8


@require_safe
@curators_only
def lists(request: HttpRequest) -> HttpResponse:
    rows = Selection.objects.annotate(n=Count("selected")).order_by("order", "pk")
    return show_list(request, "resources/lists.html", ListFilter(request.GET, rows))


@curators_only
def write(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """The words of a list, new or kept."""
    row = get_object_or_404(Selection, pk=pk) if pk else None
    form = ListForm(posted(request), instance=row)
    heading = _("Change a reading list") if row else _("Add a reading list")
    return keep(request, form, partial(actions.write_list, row), heading, "resources:lists")


@require_safe
@curators_only
def reading_list(request: HttpRequest, pk: int) -> HttpResponse:
    """A list in its order, and documents that can be put into it."""
    row = get_object_or_404(Selection, pk=pk)
    selected = list(row.selected.select_related("notice").prefetch_related("notice__copies").order_by("order", "pk"))
    asked = text_in(request.GET, "q")[:200]
    standing = (Standing.PUBLIC.value, *([Standing.TEAM.value] if row.team_only else []))
    found = ask(Asked(asked, standing=standing, language=request.LANGUAGE_CODE)).notices if asked else []
    there = {each.notice_id for each in selected}
    offered = [notice for notice in found if notice.pk not in there][:OFFERED]
    undo = request.session.get(UNDO)
    context = {"list": row, "selected": selected, "asked": asked, "offered": offered,
               "undo": undo if undo and undo["selection"] == pk else None}  # fmt: skip
    return render(request, "resources/list.html", context)


@require_POST
@curators_only
def add(request: HttpRequest) -> HttpResponse:
    """A document into a list: from its own page, or from the list's (which then is shown again)."""
    said = request.POST.get("list", "")
    row = get_object_or_404(Selection, pk=int(said) if said.isascii() and said.isdecimal() and len(said) < 18 else 0)
    notice = get_object_or_404(Notice, identifier=text_in(request.POST, "identifier"))
    actions.add_to_list(row, notice)
    if request.POST.get("back") == "list":
        return redirect("resources:list", row.pk)
    return done(request, _("It is in “%(list)s”.") % {"list": row}, "resources:notice", notice.identifier)


def _document(request: HttpRequest) -> int:
    said = request.POST.get("document", "")
    if not (said.isascii() and said.isdecimal() and len(said) < 18):
        raise HouseRule(_("This button is not complete: reload the page."), status=400)
    return int(said)


@require_POST
@curators_only
def move(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Selection, pk=pk)
    actions.move_in_list(row, _document(request), up=request.POST.get("to") == "up")
    return redirect("resources:list", pk)


@require_POST
@curators_only
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Selection, pk=pk)
    if taken := actions.take_from_list(row, _document(request)):
        request.session[UNDO] = taken
    return redirect("resources:list", pk)


@require_POST
@curators_only
def bring_back(request: HttpRequest) -> HttpResponse:
    taken = request.session.pop(UNDO, None)
    row = actions.bring_back_to_list(taken) if taken else None
    return done(request, _("Brought back."), "resources:list", row.pk) if row else redirect("resources:lists")


@require_safe
@readers_only
def practice(request: HttpRequest) -> HttpResponse:
    """The practice sheets of one purpose or of all, the newest reviewed first. Made to be printed, too."""
    purposes = list(Purpose.objects.offered())
    purpose = next((each for each in purposes if each.code == request.GET.get("purpose")), None)
    sheets = Notice.objects.standing().filter(support=Support.PRACTICE).prefetch_related("purposes")
    sheets = sheets.order_by(F("reviewed_on").desc(nulls_last=True), "-pk")
    shown = Paginator(sheets.filter(purposes=purpose) if purpose else sheets, OFFERED).get_page(request.GET.get("page"))
    context = {"purposes": purposes, "purpose": purpose, "page": shown, "sheets": list(shown.object_list),
               "curates": may(request.user, *CURATORS), "today": timezone.localdate()}  # fmt: skip
    return render(request, "resources/practice.html", context)
