"""A month as a spreadsheet: taken away, brought back, shown as changes, then written."""

from datetime import timedelta

from django import forms
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from citedesmetiers.centre.models import Partner
from citedesmetiers.kit.pages import done
from citedesmetiers.kit.rules import HouseRule

from .. import actions
from ..forms import SheetForm
from ..rosters import changes, sheet
from ..rosters.month import after, before, month_of
from .turns import who_changes

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SALT, AGREED_FOR = "desks.sheet", 3600  # seconds between what was shown and what is agreed to
MOST_SHOWN = 50  # faults on the page


@require_safe
@who_changes
def month(request: HttpRequest) -> HttpResponse:
    """Where a month is taken away and brought back."""
    return _show(request, SheetForm())


@require_safe
@who_changes
def take_away(request: HttpRequest) -> HttpResponse:
    """The month's file."""
    first = month_of(request.GET.get("month"))
    turns = changes.turns_of(first, after(first) - timedelta(days=1), request.user)
    body = sheet.write(turns, Partner.objects.order_by("name", "pk"))
    name = f"{_('rosters')}-{first:%Y-%m}.xlsx"
    return HttpResponse(body, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@require_POST
@who_changes
def bring_back(request: HttpRequest) -> HttpResponse:
    """The changes that a file would make, or what is wrong with it. Nothing is written."""
    first = month_of(request.GET.get("month"))
    form = SheetForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, form, status=400)
    try:
        draft = changes.judge(form.cleaned_data["file"], first, after(first) - timedelta(days=1), request.user)
    except sheet.NotASheet as refused:
        form.add_error("file", forms.ValidationError(refused.reason))
        return _show(request, form, status=400)
    signed = signing.dumps(changes.packed(draft.changes), salt=f"{SALT}.{request.user.pk}", compress=True)
    context = {"draft": draft, "signed": signed, "faults": draft.faults[:MOST_SHOWN], "first": first}
    return render(request, "desks/sheet_changes.html", context, status=400 if draft.faults else 200)


@require_POST
@who_changes
def agree(request: HttpRequest) -> HttpResponse:
    """Write the changes that were shown."""
    try:
        salt = f"{SALT}.{request.user.pk}"
        packed = signing.loads(request.POST.get("changes", ""), salt=salt, max_age=AGREED_FOR)
    except signing.BadSignature as refused:
        raise HouseRule(_("These changes are not the ones that were shown. Send the sheet again."), 400) from refused
    n = actions.write_turns(packed, by=request.user)
    return done(request, ngettext("%(n)s turn written.", "%(n)s turns written.", n) % {"n": n}, "desks:roster")


def _show(request: HttpRequest, form: SheetForm, status: int = 200) -> HttpResponse:
    first = month_of(request.GET.get("month"))
    said = {"form": form, "month": first, "before": before(first), "after": after(first)}
    where = f"{reverse('desks:bring-back')}?month={first:%Y-%m}"
    return render(request, "desks/sheet.html", said | {"where": where}, status=status)
