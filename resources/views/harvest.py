"""What other programs read: harvesters, reference managers, search engines, other libraries' catalogues."""

import json
from collections.abc import Iterator
from http import HTTPStatus
from urllib.parse import urlsplit
from xml.etree.ElementTree import tostring

from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from citedesmetiers.accounts.rules import only
from citedesmetiers.centre.models import Purpose
from citedesmetiers.centre.site import site_of
from citedesmetiers.kit.codes import public_address
from citedesmetiers.kit.rules import HouseRule

from ..exchange import dublin, marc, oai, ris
from ..models import Notice, Selection, the_shelving
from ..ways import kept_in

SLICE = 500  # notices read at once
FILES = {"iso": ("mrc", "application/marc"), "xml": ("xml", "application/marcxml+xml")}


@login_not_required  # what is on the shelf is for everybody, programs too
@csrf_exempt  # a harvester has no cookie, and changes nothing: POST is how the protocol sends long questions
@require_http_methods(["GET", "HEAD", "POST"])
def harvest(request: HttpRequest) -> HttpResponse:
    """OAI-PMH 2.0, where the site lets itself be harvested."""
    shelving = the_shelving()
    if not shelving.is_harvested:
        raise HouseRule(_("This house does not offer its catalogue to be harvested."), status=HTTPStatus.NOT_FOUND)
    said = request.POST if request.method == "POST" else request.GET
    pairs = [(name, value) for name, values in said.lists() for value in values]
    site, base = site_of(request), public_address(reverse("resources:oai"), request)
    house = oai.House(base, urlsplit(base).hostname or "localhost", str(site), site.language,
                      lambda identifier: _page(request, identifier), shelving.contact)  # fmt: skip
    body = oai.answer(pairs, house, now=timezone.now())
    return HttpResponse(body, content_type="text/xml; charset=utf-8")


@login_not_required  # what is on the shelf is for everybody
@require_safe
def dublin_core(request: HttpRequest, identifier: str) -> HttpResponse:
    """One document as Dublin Core in XML."""
    notice = get_object_or_404(Notice.objects.public(), identifier=_named(identifier))
    element = dublin.element_of(notice, page=_page(request, identifier), language=site_of(request).language)
    body = tostring(element, encoding="utf-8", xml_declaration=True)
    return HttpResponse(body, content_type="application/xml; charset=utf-8")


@login_not_required  # what is on the shelf is for everybody
@require_safe
def json_ld(request: HttpRequest, identifier: str) -> HttpResponse:
    """One document as JSON-LD."""
    notice = get_object_or_404(Notice.objects.public(), identifier=_named(identifier))
    said = dublin.json_ld(notice, page=_page(request, identifier), language=site_of(request).language)
    return HttpResponse(json.dumps(said, ensure_ascii=False), content_type="application/ld+json")


@login_not_required  # what one keeps is in the address, and made to be carried away
@require_safe
def references(request: HttpRequest) -> HttpResponse:
    """The documents that an address names (?d=A,B), or those of a reading list (?list=), for a reference manager."""
    public = Notice.objects.public().prefetch_related("subjects", "copies")
    if slug := request.GET.get("list", ""):
        chosen = get_object_or_404(Selection.objects.public(), slug=_named(slug))
        notices = list(public.filter(selected__selection=chosen).order_by("selected__order", "pk"))
    else:
        kept = kept_in(request.GET)
        there = {notice.identifier: notice for notice in public.filter(identifier__in=kept).order_by("pk")}
        notices = [there[identifier] for identifier in kept if identifier in there]
    if not notices:
        raise HouseRule(_("No document was chosen: there is nothing to take away."), status=HTTPStatus.NOT_FOUND)
    body = ris.ris(notices, language=site_of(request).language)
    headers = {"Content-Disposition": f'attachment; filename="{_("documents")}.ris"'}
    return HttpResponse(body, content_type=ris.CONTENT_TYPE, headers=headers)


@require_safe
@only("curates", "manages")
def records(request: HttpRequest) -> HttpResponse:
    """Where the catalogue is taken away as library records; and how the network harvests it."""
    shelving = the_shelving()
    context = {
        "missing": "" if marc.is_here() else marc.words_without(),
        "lists": list(Selection.objects.filter(active=True).order_by("order", "pk")),
        "purposes": list(Purpose.objects.offered()), "shelving": shelving,
        "address": public_address(reverse("resources:oai"), request),
    }  # fmt: skip
    return render(request, "resources/records.html", context)


@require_safe
@only("curates", "manages")
def records_file(request: HttpRequest) -> HttpResponse:
    """UNIMARC of everything, of a purpose or of a reading list: ?form=iso or xml."""
    if not marc.is_here():
        raise HouseRule(marc.words_without(), status=HTTPStatus.NOT_IMPLEMENTED)
    from ..exchange.marc import write  # needs pymarc

    form = request.GET.get("form") if request.GET.get("form") in FILES else "iso"
    extension, content_type = FILES[form]
    notices = _in_slices(_chosen(request))
    pieces = (write.marcxml if form == "xml" else write.iso_2709)(
        notices, base=public_address("", request).rstrip("/"), language=site_of(request).language
    )
    name = f"{_('catalogue')}-{timezone.localdate():%Y-%m-%d}.{extension}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(b"".join(pieces), content_type=content_type, headers=headers)


def _named(text: str) -> str:
    """A name as an address says it; no name has a sign that a database refuses."""
    if not text.isprintable():
        raise Http404
    return text


def _chosen(request: HttpRequest) -> QuerySet[Notice]:
    rows = Notice.objects.all()
    if slug := request.GET.get("list", ""):
        rows = rows.filter(selected__selection=get_object_or_404(Selection, slug=_named(slug)))
    if code := request.GET.get("purpose", ""):
        rows = rows.about(get_object_or_404(Purpose, code=_named(code)))
    return rows


def _in_slices(rows: QuerySet[Notice]) -> Iterator[Notice]:
    """All of them with their sets, so many at a time."""
    last = 0
    while True:
        several = rows.filter(pk__gt=last).order_by("pk")
        part = list(several.prefetch_related("purposes", "subjects", "headings", "copies")[:SLICE])
        yield from part
        if len(part) < SLICE:
            return
        last = part[-1].pk


def _page(request: HttpRequest, identifier: str) -> str:
    return public_address(reverse("resources:document", args=[identifier]), request)
