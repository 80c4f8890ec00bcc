"""The copies of a document: added, changed, taken home and back, removed and brought back."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from citedesmetiers.centre.models import Place
from citedesmetiers.kit.pages import done, key_of, posted, show_form

from ..actions import copies as actions
from ..forms.copies import CopyForm
from ..models import Copy, Notice
from .bodies import curators_only

UNDO = "removed_copy"  # in the session: the last one, to bring it back


@require_POST
@curators_only
def add(request: HttpRequest, identifier: str) -> HttpResponse:
    """One press: one more like the last one."""
    notice = get_object_or_404(Notice, identifier=identifier)
    if actions.another_copy(notice, by=request.user, key=key_of(request)):
        return done(request, _("A copy was added."), "resources:notice", identifier)
    return redirect("resources:notice", identifier)


@curators_only
def new(request: HttpRequest, identifier: str) -> HttpResponse:
    notice = get_object_or_404(Notice, identifier=identifier)
    form = CopyForm(posted(request), initial={"place": Place.objects.filter(kind=Place.Kind.MAIN).first()})
    if form.is_valid():
        key = key_of(request)
        actions.write_copy(None, notice=notice, by=request.user, key=key, **form.said)
        return done(request, _("A copy was added."), "resources:notice", identifier)
    return _show(request, form, notice, _("Add a copy"))


@curators_only
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Copy.objects.select_related("notice"), pk=pk)
    notice = row.notice
    form = CopyForm(posted(request), instance=row)
    if form.is_valid():
        kept = actions.write_copy(row, notice=notice, by=request.user, **form.said)
        return done(request, _("“%(name)s” is saved.") % {"name": kept}, "resources:notice", notice.identifier)
    return _show(request, form, notice, _("Change a copy"))


def _show(request: HttpRequest, form: CopyForm, notice: Notice, heading: str) -> HttpResponse:
    context = {"notice": notice, "key": request.POST.get("key") or uuid.uuid4()}
    return show_form(request, form, heading, template="resources/copy.html", lead=notice.title, **context)


@require_POST
@curators_only
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """One press: taken home, or back."""
    row = get_object_or_404(Copy.objects.select_related("notice"), pk=pk)
    out = request.POST.get("to") == "out"
    (actions.take_home if out else actions.take_in)(row, by=request.user)
    said = _("Taken home: %(name)s.") if out else _("It is back: %(name)s.")
    return done(request, said % {"name": row.mark or row.number or row.notice.title}, "resources:notice",
                row.notice.identifier)  # fmt: skip


@require_POST
@curators_only
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Gone, with an undo on the page of its document."""
    row = get_object_or_404(Copy.objects.select_related("notice"), pk=pk)
    if removed := actions.remove_copy(row, by=request.user):
        request.session[UNDO] = removed
    return redirect("resources:notice", row.notice.identifier)


@require_POST
@curators_only
def bring_back(request: HttpRequest) -> HttpResponse:
    removed = request.session.get(UNDO)
    kept = actions.bring_back(removed, by=request.user) if removed else None
    request.session.pop(UNDO, None)
    if kept is None:
        return redirect("resources:notices")
    return done(request, _("Brought back."), "resources:notice", kept.notice.identifier)
