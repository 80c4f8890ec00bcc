"""The officer's day: what is to be looked at again, decided row by row or many at once, by keyboard or by hand."""

import uuid
from datetime import timedelta

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from citedesmetiers.kit.htmx import asks_for_a_part

from .. import reviews
from ..actions import triage
from ..actions.triage import Act, Done, Undone
from ..filters.care import StaleFilter
from ..forms.care import DecideForm
from ..models import Notice, Standing
from ..search.ask import Asked, ask
from .bodies import curators_only

ROWS = 20  # on one page of the pile
MONTH = timedelta(days=31)


@require_http_methods(["GET", "HEAD", "POST"])
@curators_only
def care(request: HttpRequest) -> HttpResponse:
    """The pile. A press is answered with the pile as it then is, what was done, and the way back."""
    if request.method != "POST":
        return _shown(request)
    if "undo" in request.POST:
        undone = triage.undo(request.POST["undo"], by=request.user)
        return _shown(request, said=_told_undone(undone), focus=[each.pk for each in undone.notices])
    decided = DecideForm(request.POST).said()
    done = triage.decide(decided.act, decided.rows, by=request.user, key=decided.key, other=decided.other)
    return _shown(request, said=_told(done), warned=_warned(done), token=done.token, focus=decided.after(done.notices))


@require_safe
@curators_only
def replace(request: HttpRequest, pk: int) -> HttpResponse:
    """By what is it replaced? Asked by identifier or in words; each answer is a button that does it."""
    notice = get_object_or_404(Notice.objects.standing(), pk=pk)
    text = request.GET.get("q", "").strip()[:200]
    context = {"notice": notice, "q": text, "found": _others(notice, text) if text else [], "key": uuid.uuid4()}
    return render(request, "resources/replace.html", context)


def _others(notice: Notice, text: str) -> list[Notice]:
    """What may take the place of a notice: the one of this identifier, else the best of what is found."""
    named = Notice.objects.standing().filter(identifier__iexact=text).exclude(pk=notice.pk)
    if found := list(named.prefetch_related("copies")):
        return found
    page = ask(Asked(text, standing=(Standing.PUBLIC, Standing.TEAM))).notices
    keys = [each.pk for each in page if each.pk != notice.pk]
    there = {each.pk: each for each in Notice.objects.filter(pk__in=keys).prefetch_related("copies")}
    return [there[pk] for pk in keys if pk in there]


def _shown(
    request: HttpRequest, *, said: str = "", warned: str = "", token: str = "", focus: list[int] | None = None
) -> HttpResponse:
    today = timezone.localdate()
    narrowed = StaleFilter(request.GET, Notice.objects.all())
    found = reviews.pile(narrowed.qs, today, narrowed.chosen)
    counted = reviews.counts(found)
    rows = found.select_related("link").prefetch_related("copies")
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    notices = list(page.object_list)
    there = [pk for pk in focus or () if pk in {each.pk for each in notices}]
    context = {
        "filter": narrowed, "page": page, "groups": reviews.grouped(notices, counted), "on_page": notices,
        "said": said, "warned": warned, "token": token, "key": uuid.uuid4(),
        "first": there[0] if there else notices[0].pk if notices else None,
    }
    if not notices and not narrowed.form.changed_data:
        context["next"], context["soon"] = reviews.falls_due(today, MONTH)
    if not asks_for_a_part(request):
        return render(request, "resources/care.html", context)
    answer = render(request, "resources/_care.html", context)
    answer["HX-Focus"] = f"#stale-{context['first']}" if notices else "#care-none"
    return answer


def _told(done: Done) -> str:
    """What was done, in one sentence."""
    if not done.notices:
        return _("Nothing was changed.")
    if len(done.notices) == 1:
        notice = done.notices[0]
        said = {"title": notice.title, "month": date_format(notice.review_by, "F Y") if notice.review_by else "–"}
        return {
            Act.CONFIRM: _("“%(title)s” is confirmed. It comes back in %(month)s."),
            Act.WITHDRAW: _("“%(title)s” is withdrawn."),
            Act.REPLACE: _("“%(title)s” is replaced."),
            Act.MOVE: _("“%(title)s” has its new address."),
        }[done.act] % said
    n = len(done.notices)
    return {
        Act.CONFIRM: ngettext("%(n)s document is confirmed.", "%(n)s documents are confirmed.", n),
        Act.WITHDRAW: ngettext("%(n)s document is withdrawn.", "%(n)s documents are withdrawn.", n),
        Act.REPLACE: ngettext("%(n)s document is replaced.", "%(n)s documents are replaced.", n),
        Act.MOVE: ngettext("%(n)s document has its new address.", "%(n)s documents have their new addresses.", n),
    }[done.act] % {"n": n}


def _warned(done: Done) -> str:
    """What was left alone, and why."""
    told = [_left(done.changed)] if done.changed else []
    if done.unfit and done.act == Act.CONFIRM:
        told.append(_("Without a purpose, so not confirmed: %(titles)s. Revise it.") % {"titles": _titles(done.unfit)})
    elif done.unfit:
        told.append(_("This does not apply to: %(titles)s.") % {"titles": _titles(done.unfit)})
    return " ".join(told)


def _told_undone(undone: Undone) -> str:
    if not undone.notices and not undone.changed:
        return _("This was taken back already.")
    told = []
    if len(undone.notices) == 1:
        told.append(_("Taken back: “%(title)s” is as it was.") % {"title": undone.notices[0].title})
    elif undone.notices:
        n = len(undone.notices)
        words = ngettext(
            "Taken back: %(n)s document is as it was.", "Taken back: %(n)s documents are as they were.", n
        )
        told.append(words % {"n": n})
    if undone.changed:
        told.append(_left(undone.changed))
    return " ".join(told)


def _left(changed: list[Notice]) -> str:
    return _("Changed by somebody in the meantime, so left alone: %(titles)s.") % {"titles": _titles(changed)}


def _titles(notices: list[Notice]) -> str:
    shown = ", ".join(_("“%(title)s”") % {"title": each.title} for each in notices[:3])
    more = len(notices) - 3
    return shown if more <= 0 else _("%(titles)s and %(n)s more") % {"titles": shown, "n": more}

