"""The people who work here, as a manager invites, changes, resets and disables them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from citedesmetiers.kit.codes import drawn, public_address
from citedesmetiers.kit.pages import done, posted, show_form, show_list

from .. import actions
from ..filters import PersonFilter
from ..forms import PersonForm
from ..models import User
from ..rules import managers_only


@require_safe
@managers_only
def people(request: HttpRequest) -> HttpResponse:
    found = PersonFilter(request.GET, User.objects.select_related("partner"))
    return show_list(request, "accounts/people.html", found)


@managers_only
def invite(request: HttpRequest) -> HttpResponse:
    """A new colleague. The answer shows her link, once."""
    form = PersonForm(posted(request), by=request.user)
    if form.is_valid():
        person, token = actions.invite(by=request.user, **form.said)
        return _show_link(request, person, token)
    return show_form(request, form, _("Invite a person"), template="accounts/invite.html", back="accounts:people")


@managers_only
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """A colleague's name, partner and roles."""
    row = get_object_or_404(User, pk=pk)
    form = PersonForm(posted(request), instance=row, by=request.user)
    if form.is_valid():
        actions.change_person(get_object_or_404(User, pk=pk), by=request.user, **form.said)
        return done(request, _("“%(name)s” is saved.") % {"name": row}, "accounts:people")
    heading = User.objects.get(pk=pk).name
    return show_form(request, form, heading, template="accounts/person.html", person=row, back="accounts:people",
                     has_factor=actions.has_factor(row))


@require_POST
@managers_only
def new_link(request: HttpRequest, pk: int) -> HttpResponse:
    """A reset: the old password is void, the answer shows the new link, once."""
    row = get_object_or_404(User, pk=pk)
    return _show_link(request, row, actions.new_link(row, by=request.user))


@require_POST
@managers_only
def disable(request: HttpRequest, pk: int) -> HttpResponse:
    row = actions.disable(get_object_or_404(User, pk=pk), by=request.user)
    return done(request, _("%(name)s may no longer sign in.") % {"name": row}, "accounts:people")


@require_POST
@managers_only
def reset_factor(request: HttpRequest, pk: int) -> HttpResponse:
    """A lost telephone: her password alone opens again."""
    row = get_object_or_404(User, pk=pk)
    actions.remove_factor(row, by=request.user)
    return done(request, _("%(name)s signs in with the password alone.") % {"name": row}, "accounts:people")


@sensitive_variables("token", "link")
def _show_link(request: HttpRequest, person: User, token: object) -> HttpResponse:
    """The link is in this answer and nowhere else: the house keeps only its print."""
    path = reverse("accounts:invitation", args=[token])
    link = public_address(path, request)
    return render(request, "accounts/link.html", {"person": person, "link": link, "qr": drawn(link)})
