"""“Put back on the trolley”: one scan counts one reading. The page alone holds what can be taken back."""

import uuid
from http import HTTPStatus

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from citedesmetiers.accounts.rules import only
from citedesmetiers.centre.site import main_place
from citedesmetiers.kit.htmx import asks_for_a_part
from citedesmetiers.kit.rules import HouseRule

from ..actions import consultation as actions
from ..forms.consultation import LAST, PutBackForm
from ..models import Copy, Notice, State
from ..numbers import read_number

SEVERAL = 12  # documents that one mark may offer


@require_http_methods(["GET", "HEAD", "POST"])
@only("curates", "receives", "manages", "counsels")
def consultation(request: HttpRequest) -> HttpResponse:
    """One field. What it finds once is counted; what it finds several times is asked back."""
    if request.method != "POST":
        return _shown(request, [])
    form, now = PutBackForm(request.POST), timezone.now()
    if "undo" in request.POST:
        said = actions.take_back(request.POST["undo"], place=main_place(), at=now)
        held = [token for token in form.held if token != request.POST["undo"]]
        return _shown(request, held, undone=Notice.objects.filter(pk=said.notice).first())
    key, text, notice = form.said()
    found = [notice] if notice else _bearing(text)
    if len(found) > 1:
        return _shown(request, form.held, several=found, text=text, key=key)
    if not found:
        words = _("No document bears “%(text)s”.") % {"text": text} if text else _("Scan or type a shelf mark.")
        raise HouseRule(words, HTTPStatus.BAD_REQUEST)
    token = actions.put_back(found[0], key=key, place=main_place(), at=now)
    return _shown(request, [token, *form.held], counted=found[0])


def _bearing(text: str) -> list[Notice]:
    """The documents on which this stands: the number of one copy, else an identifier, a mark, or an ISBN."""
    text = text.strip()
    if not text:
        return []
    there = Notice.objects.exclude(state=State.DRAFT).prefetch_related("copies").order_by("pk")
    copies = Copy.objects.order_by()
    number = read_number(text)
    digits = number.digits if number else ""
    for bears in (Q(pk__in=copies.filter(number__iexact=text).values("notice")), Q(identifier__iexact=text),
                  Q(pk__in=copies.marked(text).order_by().values("notice")),
                  Q(number=digits) if digits else None):  # fmt: skip
        if bears is not None and (found := list(there.filter(bears)[:SEVERAL])):
            return found
    return []


def _shown(request: HttpRequest, held: list[str], **context: object) -> HttpResponse:
    """`held` are the tokens of the last five, the newest first: what is forged or too old is no longer told."""
    said = [(token, actions.read(token)) for token in dict.fromkeys(held)]
    kept = [(token, each) for token, each in said if each][:LAST]
    titles = dict(Notice.objects.filter(pk__in=[each.notice for _token, each in kept]).values_list("pk", "title"))
    context = {"counted": None, "undone": None, "several": [], "text": "", "key": uuid.uuid4()} | context
    context["last"] = [(token, titles[each.notice]) for token, each in kept if each.notice in titles]
    part = asks_for_a_part(request)
    return render(request, "resources/_consultation.html" if part else "resources/consultation.html", context)
