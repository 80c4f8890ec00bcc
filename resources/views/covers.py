"""The covers of documents: given by those who keep the catalogue, shown where the document is."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from citedesmetiers.accounts.rules import may
from citedesmetiers.kit.pages import done
from citedesmetiers.kit.rules import HouseRule

from ..actions import covers as actions
from ..models import Notice
from .bodies import curators_only
from .notices import READERS, text_in

HEADERS = {
    "X-Content-Type-Options": "nosniff", "Content-Security-Policy": "default-src 'none'; sandbox",
    "Content-Disposition": "inline; filename=cover.jpg", "Cache-Control": "private, max-age=86400",
}  # fmt: skip


@require_POST
@curators_only
def covers(request: HttpRequest) -> HttpResponse:
    """A picture for a document, or none any more. The one address of the room that takes a picture's length."""
    notice = get_object_or_404(Notice, identifier=text_in(request.POST, "identifier"))
    if request.POST.get("remove"):
        actions.remove_cover(notice, by=request.user)
        return done(request, _("The cover is removed."), "resources:notice", notice.identifier)
    file = request.FILES.get("file")
    if file is None:
        raise HouseRule(_("Choose a picture first."), status=400)
    actions.keep_cover(notice, file, by=request.user)
    return done(request, _("The cover is kept."), "resources:notice", notice.identifier)


@login_not_required  # the cover of a document that everybody may find
@require_safe
def cover(request: HttpRequest, identifier: str, name: str) -> HttpResponse:
    """The picture itself: to everybody if everybody may find the document, else to the team."""
    notice = get_object_or_404(Notice, identifier=identifier, cover=name)
    if not (notice.is_public or may(request.user, *READERS)):
        raise Http404
    try:
        drawn = (actions.folder() / notice.cover).read_bytes()
    except FileNotFoundError:
        raise Http404 from None
    return HttpResponse(drawn, content_type="image/jpeg", headers=HEADERS)
