"""Secret calendar links: made, ended, and followed."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from citedesmetiers.accounts.models import User
from citedesmetiers.accounts.rules import only
from citedesmetiers.centre.models import Partner
from citedesmetiers.centre.site import the_site
from citedesmetiers.kit.codes import public_address
from citedesmetiers.kit.pages import done

from .. import actions
from ..models import Feed
from ..rosters.calendar import calendar_of

who_comes = only("coordinates", "counsels")
who_ends = only("coordinates", "counsels", "manages")


def owners(user: User) -> dict[str, Partner | User]:
    """Whose turns this person may follow: her partner's, her own."""
    mine: dict[str, Partner | User] = {}
    if user.coordinates and user.partner:
        mine["partner"] = user.partner
    if user.counsels:
        mine["me"] = user
    return mine


def _owner(request: HttpRequest) -> Partner | User:
    owner = owners(request.user).get(request.POST.get("whose", ""))
    if owner is None:
        raise Http404
    return owner


def _whose_ends(request: HttpRequest) -> Partner | User:
    """Her own; a manager's press may say by its key which link of all it is."""
    key = request.POST.get("link", "")
    if not (request.user.manages and key.isascii() and key.isdecimal()):
        return _owner(request)
    return get_object_or_404(Feed.objects.select_related("partner", "counsellor"), pk=key).owner


@require_safe
@who_ends
def calendar(request: HttpRequest) -> HttpResponse:
    """Which links there are: her own, and to a manager everybody's. A link itself is shown once, when it is made."""
    mine = owners(request.user)
    feeds = Feed.objects.select_related("partner", "counsellor").order_by("pk")
    if not request.user.manages:
        partner = mine.get("partner")
        feeds = feeds.filter(Q(counsellor=request.user) | Q(partner=partner, partner__isnull=False))
    there = {feed.owner: feed for feed in feeds}
    links = [(whose, owner, there.pop(owner, None)) for whose, owner in mine.items()]
    others = sorted(there.values(), key=str) if request.user.manages else []
    return render(request, "desks/calendar.html", {"links": links, "others": others, "manages": request.user.manages})


@require_POST
@who_comes
@sensitive_variables("token", "link")
def make_feed(request: HttpRequest) -> HttpResponse:
    """A new link, told once. The one before it ends."""
    owner = _owner(request)
    path = reverse("desks:feed", args=[actions.make_feed(owner, by=request.user)])
    link = public_address(path, request)
    return render(request, "desks/calendar_link.html", {"owner": owner, "link": link})


@require_POST
@who_ends
def end_feed(request: HttpRequest) -> HttpResponse:
    """The link ends now."""
    actions.revoke_feed(_whose_ends(request), by=request.user)
    return done(request, _("The calendar link has ended."), "desks:calendar")


@require_safe
@login_not_required
@sensitive_variables("token")
def feed(request: HttpRequest, token: object) -> HttpResponse:
    """Open to whoever holds the link, as a phone's calendar cannot sign in. In the site's language; no cookie."""
    found = actions.feed_of(token)
    if found is None:
        raise Http404
    site = the_site()
    with translation.override(site.language):
        body = calendar_of(found, site)
    return HttpResponse(body, content_type="text/calendar; charset=utf-8")
