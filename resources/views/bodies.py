"""The directory of outside bodies, as an information officer keeps it."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from citedesmetiers.accounts.rules import only
from citedesmetiers.kit.pages import keep, posted, show_list

from .. import actions
from ..filters import BodyFilter
from ..forms import BodyForm
from ..models import Body

curators_only = only("curates", "manages")


@require_safe
@curators_only
def bodies(request: HttpRequest) -> HttpResponse:
    found = BodyFilter(request.GET, Body.objects.order_by("name", "pk").prefetch_related("purposes"))
    today = timezone.localdate()
    return show_list(request, "resources/bodies.html", found, today=today, due=Body.objects.due(today).count())


@curators_only
def body(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    row = get_object_or_404(Body, pk=pk) if pk else None
    form = BodyForm(posted(request), instance=row)
    heading = _("Change an outside body") if row else _("Add an outside body")
    return keep(request, form, partial(actions.write_body, row), heading, "resources:bodies")
