"""Doors of the test house: streams as a room writes them, a click, and what the process did meanwhile."""

import threading

from django.contrib.auth.decorators import login_not_required
from django.db import OperationalError, transaction
from django.db.backends.signals import connection_created
from django.http import JsonResponse
from django.urls import path
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt

from citedesmetiers import live
from citedesmetiers.live.models import Version

done = {"reads": 0, "boards": 0, "broken": False}


def count_reads(execute, *query):
    if threading.current_thread().name.startswith("live-watch"):
        done["reads"] += 1
        if done["broken"]:
            raise OperationalError("the test cut the line")
    return execute(*query)


connection_created.connect(
    lambda connection, **_: connection.execute_wrappers.append(count_reads), dispatch_uid="reads", weak=False
)


def called_tickets():
    done["boards"] += 1
    n = Version.objects.get(channel="reception").n
    return f"<p lang={get_language()}>\n{n}</p>"


@login_not_required
@csrf_exempt
def click(request):
    with transaction.atomic():
        live.bump("reception")
    return JsonResponse({"v": live.version(["reception"])})


@login_not_required
def ticket(request, token):
    raise ZeroDivisionError


@login_not_required
def what_was_done(request):
    return JsonResponse(done | {"threads": [thread.name for thread in threading.enumerate()]})


@login_not_required
def cut_or_mend(request):
    done["broken"] = not done["broken"]
    return what_was_done(request)


def gate(view):
    """A gate that asks the database who comes, as every gate of the staff does."""

    @login_not_required
    def guarded(request, **kwargs):
        Version.objects.exists()
        return view(request, **kwargs)

    return guarded


urlpatterns = [
    path("board/live/", login_not_required(live.view(["reception"], board=called_tickets))),
    path("follow/<str:channel>/live/", gate(live.view(lambda request, channel: [channel]))),
    path("click/", click),
    path("t/<str:token>/", ticket),
    path("done/", what_was_done),
    path("cut/", cut_or_mend),
]
