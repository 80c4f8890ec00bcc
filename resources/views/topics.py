"""The site's own list of topics."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from citedesmetiers.kit.pages import keep, posted, show_list

from .. import actions
from ..filters import TopicFilter
from ..forms import TopicForm
from ..models import Topic
from .bodies import curators_only


@require_safe
@curators_only
def topics(request: HttpRequest) -> HttpResponse:
    return show_list(request, "resources/topics.html", TopicFilter(request.GET, Topic.objects.order_by("order", "pk")))


@curators_only
def topic(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    row = get_object_or_404(Topic, pk=pk) if pk else None
    form = TopicForm(posted(request), instance=row)
    heading = _("Change a topic") if row else _("Add a topic")
    return keep(request, form, partial(actions.write_topic, row), heading, "resources:topics")
