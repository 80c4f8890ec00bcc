"""The documents as the team sees them: the list, one document with its history, and the form that changes it."""

import uuid
from http import HTTPStatus

from django.core.paginator import Paginator
from django.db.models import QuerySet, prefetch_related_objects
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from citedesmetiers.accounts.rules import may, only
from citedesmetiers.kit.pages import done, posted
from citedesmetiers.kit.rules import HouseRule

from .. import actions, stock
from ..filters import NoticeFilter
from ..forms import NoticeForm
from ..forms.meantime import laid_over
from ..models import Heading, Link, Notice, NumberKind, Selection, Support, the_shelving
from ..numbers import Number
from ..search.ask import ON_A_PAGE, ask
from ..tongues import language_name
from .bodies import curators_only
from .changes import between, history_of
from .copies import UNDO

MERGED = "merged"  # in the session: the last two that were made one
CURATORS = ("curates", "manages")
READERS = ("receives", "counsels", "curates", "organises", "manages")
readers_only = only(*READERS)


def text_in(said: QueryDict, name: str) -> str:
    """What was said under this name, without what no database takes."""
    return said.get(name, "").replace("\0", "").strip()


def page_of(request: HttpRequest) -> int:
    """The page asked for, or the first one."""
    said = request.GET.get("page", "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 7 else 1


@require_safe
@readers_only
def notices(request: HttpRequest) -> HttpResponse:
    """What the words and the filters leave, 20 on a page."""
    curates = may(request.user, *CURATORS)
    form = NoticeFilter(request.GET, curates=curates)
    found = ask(form.asked(page_of(request), request.LANGUAGE_CODE))
    form.tell(found)
    rows = list(found.notices)
    prefetch_related_objects(rows, "copies", "purposes")
    page = Paginator(range(found.total), ON_A_PAGE).get_page(found.page)
    unknown = [group.shown for group in found.groups if not group.terms]
    context = {"filter": {"form": form}, "rows": rows, "page": page, "total": found.total, "curates": curates,
               "today": timezone.localdate(), "unknown": unknown, "Support": Support}  # fmt: skip
    return render(request, "resources/notices.html", context)


def readable(request: HttpRequest) -> QuerySet[Notice]:
    """What this person may look at: whoever keeps the catalogue, also what is not (or no longer) on the shelf."""
    return Notice.objects.all() if may(request.user, *CURATORS) else Notice.objects.standing()


@require_safe
@readers_only
def notice(request: HttpRequest, identifier: str) -> HttpResponse:
    """Everything that is known of a document, and who changed what."""
    row = get_object_or_404(readable(request).select_related("replaced_by"), identifier=identifier)
    page, lines = history_of(row, request.GET.get("page"))
    chosen = Selection.objects.filter(selected__notice=row).order_by("order", "pk")
    undo = request.session.get(UNDO)
    merged = request.session.get(MERGED)
    context = _known(row) | {
        "notice": row, "curates": may(request.user, *CURATORS), "page": page, "lines": lines, "chosen": list(chosen),
        "lists": list(Selection.objects.filter(active=True).exclude(pk__in=chosen.order_by().values("pk"))),
        "shelving": the_shelving(),
        "consulted": stock.consulted(row), "key": uuid.uuid4(), "today": timezone.localdate(),
        "undo": undo if undo and undo["notice_id"] == row.pk else None,
        "merged": merged if merged and merged["kept"] == row.pk else None,
    }  # fmt: skip
    return render(request, "resources/notice.html", context)


def _known(row: Notice) -> dict[str, object]:
    """What stands in other tables than the document's own."""
    headings = Heading.objects.filter(notices=row).select_related("parent__parent")
    return {
        "copies": list(row.copies.select_related("place").order_by("mark", "pk")),
        "purposes": list(row.purposes.order_by("order", "pk")),
        "subjects": list(row.subjects.order_by("scheme", "code")),
        "headings": list(headings.order_by("order", "code")),
        "link": Link.objects.filter(notice=row).first(), "replaces": list(row.replaces.order_by("pk")),
        "number": Number(row.number, NumberKind(row.number_kind), row.number_wrong).printed,
        "languages": [language_name(each) for each in row.languages],
    }  # fmt: skip


@curators_only
def edit(request: HttpRequest, identifier: str) -> HttpResponse:
    """Change a document. If somebody wrote since, nothing is lost: see `_meanwhile`."""
    row = get_object_or_404(Notice, identifier=identifier)
    version = row.version
    said = request.POST.get("seen", "")
    seen = int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else 0
    form = NoticeForm(posted(request), instance=row)
    if request.method == "POST" and seen != version:
        return _meanwhile(request, row.pk, seen)
    if form.is_valid():
        try:
            kept = actions.write_notice(row, by=request.user, seen=seen, **form.said)
        except HouseRule as refused:
            if refused.status != HTTPStatus.CONFLICT:
                raise
            return _meanwhile(request, row.pk, seen)
        return done(request, _("“%(name)s” is saved.") % {"name": kept}, "resources:notice", kept.identifier)
    return show(request, form, seen=version, status=400 if form.is_bound else 200)


def _meanwhile(request: HttpRequest, pk: int, seen: int) -> HttpResponse:
    """Somebody wrote first: her form again, with her own changes over what stands there now, and what that is."""
    row = Notice.objects.get(pk=pk)
    form = laid_over(request.POST, row, seen)
    return show(request, form, seen=row.version, status=409, since=between(row, seen), lost=True)


def show(request: HttpRequest, form: NoticeForm, *, status: int = 200, **context: object) -> HttpResponse:
    """The form of a document, new or kept."""
    heading = _("Add a document") if form.is_new else _("Change a document")
    identifier = "" if form.is_new else Notice.objects.values_list("identifier", flat=True).get(pk=form.instance.pk)
    said = {"form": form, "heading": heading, "identifier": identifier}
    return render(request, "resources/notice_form.html", said | context, status=status)
