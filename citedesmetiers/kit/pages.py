"""The two pages that every room of the manager's has: a filtered list, and a form that asks before a verb acts."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django_filters import FilterSet

from .rules import HouseRule

ROWS = 40  # on one page of a list


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, even if it is empty; None when the page is only opened."""
    return request.POST if request.method == "POST" else None


def key_of(request: HttpRequest) -> uuid.UUID:
    """The key that was drawn with the page: the same one again is the same press."""
    try:
        return uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        raise HouseRule(_("This button is not complete: reload the page."), status=400) from None


def show_list(
    request: HttpRequest, template: str, found: FilterSet, *, arrange: Callable = list, **context: object
) -> HttpResponse:
    """One page of what the filters leave. A page that does not exist is the nearest one that does."""
    page = Paginator(found.qs, ROWS).get_page(request.GET.get("page"))
    return render(request, template, {"filter": found, "page": page, "rows": arrange(page.object_list), **context})


def show_form(
    request: HttpRequest, form: BaseForm, heading: str, *, template: str = "centre/form.html", **context: object
) -> HttpResponse:
    """A form to be filled in, or (400) one that came back with something to repair."""
    status = 400 if form.is_bound and form.errors else 200
    return render(request, template, {"form": form, "heading": heading, **context}, status=status)


def keep(request: HttpRequest, form: BaseForm, verb: Callable, heading: str, back: str) -> HttpResponse:
    """The page of one row: what is said well goes to the verb, and the list is shown again."""
    if form.is_valid():
        kept = verb(**form.said)
        return done(request, _("“%(name)s” is saved.") % {"name": kept}, back)
    return show_form(request, form, heading, back=back)


def done(request: HttpRequest, words: str, to: str, *args: object) -> HttpResponse:
    """Say what was done, on the page to which one is sent."""
    messages.success(request, words)
    return redirect(to, *args)
