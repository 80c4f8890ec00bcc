"""The public partners' page."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ..partners import presences


@login_not_required  # whoever comes wants to know whom she will meet
@require_safe
def partners(request: HttpRequest) -> HttpResponse:
    """Who is here and when, this week and the next. Open to all."""
    everyone = presences(timezone.now())
    here = [each for each in everyone if each.is_expected]
    others = [each.partner for each in everyone if not each.is_expected]
    return render(request, "front/partners.html", {"here": here, "others": others})
