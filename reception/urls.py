"""The doors of the reception, of the desks and of the tickets."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path

from citedesmetiers import live
from citedesmetiers.accounts.rules import counsellors_only, reception_only

from . import views
from .views import counter, paper, public

app_name = "reception"
at_a_desk = "counter/<slug:slug>/"
of_a_ticket = "t/<token:token>/"
urlpatterns = [
    # the reception's screen
    path("reception/", views.home, name="home"),
    path("reception/arrivals/", views.log, name="log"),
    path("reception/arrivals/<int:sequence>/undo/", views.undo, name="undo"),
    path("reception/arrivals/<int:sequence>/group/", views.describe_group, name="group"),
    path("reception/stops/<int:pk>/priority/", views.prefer, name="prefer"),
    path("reception/stops/<int:pk>/left/", views.give_up, name="give-up"),
    path("reception/stops/<int:pk>/back/", views.come_back, name="come-back"),
    path("reception/tickets/<token:token>/slip/", views.slip, name="slip"),
    path("reception/taps/", views.tap, name="tap"),
    path("reception/taps/undo/", views.untap, name="untap"),
    path("reception/parts/", views.live_parts, name="parts"),
    path("reception/live/", reception_only(live.view(views.channels)), name="live"),
    # the counsellor's screen
    path("counter/", counter.counters_page, name="counters"),
    path(at_a_desk, counter.counter, name="counter"),
    path(at_a_desk + "here/", counter.here, name="counter-here"),
    path(at_a_desk + "pause/", counter.pause, name="counter-pause"),
    path(at_a_desk + "leave/", counter.leave, name="counter-leave"),
    path(at_a_desk + "next/", counter.next_visitor, name="counter-next"),
    path(at_a_desk + "meet/", counter.meet, name="counter-meet"),
    path(at_a_desk + "finish/", counter.finish, name="counter-finish"),
    path(at_a_desk + "absent/", counter.absent, name="counter-absent"),
    path(at_a_desk + "send-on/", counter.send_on, name="counter-send-on"),
    path(at_a_desk + "take/", counter.take, name="counter-take"),
    path(at_a_desk + "undo/", counter.undo, name="counter-undo"),
    path(at_a_desk + "help/", counter.help_out, name="counter-help"),
    path(at_a_desk + "decline/", counter.decline, name="counter-decline"),
    path(at_a_desk + "left/", counter.left, name="counter-left"),
    path(at_a_desk + "back/", counter.back, name="counter-back"),
    path(at_a_desk + "recall/", counter.recall, name="counter-recall"),
    path(at_a_desk + "priority/", counter.prefer, name="counter-priority"),
    path(at_a_desk + "live/", counsellors_only(live.view(counter.channels_of_the_counter)), name="counter-live"),
    # paper
    path("sheets/", paper.sheets, name="sheets"),
    path("sheets/new/", paper.sheet, name="sheet"),
    path("sheets/blank/", paper.blank, name="blank-sheet"),
    path("sheets/<int:pk>/back/", paper.take_back, name="take-sheet-back"),
    # the public's own pages
    path(of_a_ticket, public.ticket, name="ticket"),
    path(of_a_ticket + "live/", login_not_required(live.view(public.channels_of_the_ticket)), name="ticket-live"),
    path(of_a_ticket + "leave/", public.leave, name="ticket-leave"),
    path(of_a_ticket + "stay/", public.stay, name="ticket-stay"),
    path("t/<str:rest>/", public.ticket_gone, name="ticket-gone"),
    path("screen/", public.screen, name="screen"),
    path(
        "screen/live/",
        login_not_required(live.view(public.channels_of_the_screen, board=public.called_tickets)),
        name="screen-live",
    ),
]
