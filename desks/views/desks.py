"""The manager's pages about the desks, and about who serves them."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from citedesmetiers.accounts.models import User
from citedesmetiers.accounts.rules import managers_only
from citedesmetiers.kit.pages import done, keep, posted, show_form, show_list

from .. import actions
from ..filters import DeskFilter
from ..forms import HELPS, NO, SERVES, DeskForm, ServesForm
from ..models import Desk


@require_safe
@managers_only
def desks(request: HttpRequest) -> HttpResponse:
    found = DeskFilter(request.GET, Desk.objects.prefetch_related("purposes"))
    return show_list(request, "desks/list.html", found)


@managers_only
def desk(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    row = get_object_or_404(Desk, pk=pk) if pk else None
    form = DeskForm(posted(request), instance=row)
    heading = _("Change a desk") if row else _("Add a desk")
    return keep(request, form, partial(actions.write_desk, row), heading, "desks:list")


@managers_only
def serves(request: HttpRequest, pk: int) -> HttpResponse:
    """Which desks a counsellor serves, and which ones she may also help."""
    counsellor = get_object_or_404(User, pk=pk, counsels=True)
    offered = list(Desk.objects.offered())
    now = {helper.desk_id: SERVES if helper.serves else HELPS for helper in counsellor.helps.all()}
    form = ServesForm(posted(request), desks=offered, initial={f"desk_{d.pk}": now.get(d.pk, NO) for d in offered})
    if form.is_valid():
        actions.set_desks_of(counsellor, serves=form.chosen(SERVES), may_help=form.chosen(HELPS), by=request.user)
        return done(request, _("The desks of %(name)s are saved.") % {"name": counsellor}, "accounts:person", pk)
    lead = _("Whoever may also help at a desk is offered its visitors when its line grows long.")
    heading = _("Desks of %(name)s") % {"name": counsellor}
    return show_form(request, form, heading, template="desks/serves.html", back="accounts:people", lead=lead)
