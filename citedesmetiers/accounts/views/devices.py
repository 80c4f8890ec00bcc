"""Shared computers, and what happened at the door, as a manager sees them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from citedesmetiers.kit.pages import done, posted, show_form, show_list

from .. import actions
from ..filters import DeviceFilter, EventFilter
from ..forms import EnrolForm
from ..middleware import COOKIE
from ..models import Device, DoorEvent
from ..rules import managers_only
from .arriving import device_here, proves, remember


@require_safe
@managers_only
def computers(request: HttpRequest) -> HttpResponse:
    found = DeviceFilter(request.GET, Device.objects.order_by("name"))
    return show_list(request, "accounts/computers.html", found, this=device_here(request))


@sensitive_post_parameters("password", "code")
@managers_only
def enrol(request: HttpRequest) -> HttpResponse:
    """The computer at which the manager sits. Her password, and code, are asked again."""
    if device_here(request):
        return redirect("accounts:computers")
    form = EnrolForm(posted(request), asks_code=actions.has_factor(request.user))
    if proves(request, form):
        device, token = actions.enrol(form.cleaned_data["name"], by=request.user)
        words = _("“%(name)s” is a shared computer now: whoever has a PIN can take over here.") % {"name": device}
        return remember(done(request, words, "accounts:computers"), token)
    lead = _("The computer at which you sit. Colleagues will change places here with six digits. Not for a station of "
             "the public, nor for your own telephone.")
    return show_form(request, form, _("Enrol this computer"), template="accounts/enrol.html",
                     back="accounts:computers", lead=lead)


@require_POST
@managers_only
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    device = get_object_or_404(Device, pk=pk)
    here = device_here(request)
    actions.revoke(device, by=request.user)
    answer = done(request, _("“%(name)s” is no longer a shared computer.") % {"name": device}, "accounts:computers")
    if here == device:
        answer.delete_cookie(COOKIE, samesite="Lax")
    return answer


@require_safe
@managers_only
def events(request: HttpRequest) -> HttpResponse:
    """Seven days of what happened at the staff's door."""
    rows = DoorEvent.objects.select_related("person", "by")
    return show_list(request, "accounts/events.html", EventFilter(request.GET, rows))
