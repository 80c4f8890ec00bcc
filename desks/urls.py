from django.urls import path, register_converter

from citedesmetiers import live
from citedesmetiers.kit.clock import IsoWeek

from . import views
from .views.week import staff_only

register_converter(IsoWeek, "isoweek")

app_name = "desks"
urlpatterns = [
    path("desks/", views.desks, name="list"),
    path("desks/new/", views.desk, name="new"),
    path("desks/<int:pk>/", views.desk, name="desk"),
    path("desks/people/<int:pk>/", views.serves, name="serves"),
    path("rosters/", views.week, name="roster"),
    path("rosters/live/", staff_only(live.view(["roster"])), name="roster-live"),
    path("rosters/<isoweek:monday>/", views.week, name="week"),
    path("rosters/<isoweek:monday>/copy/", views.copy, name="copy"),
    path("rosters/open/", views.open_weeks, name="open"),
    path("rosters/pattern/", views.pattern, name="pattern"),
    path("rosters/pattern/new/", views.slot, name="slot-new"),
    path("rosters/pattern/<int:pk>/", views.slot, name="slot"),
    path("rosters/turns/<int:pk>/", views.turn, name="turn"),
    path("rosters/turns/<int:pk>/take/", views.take, name="take"),
    path("rosters/turns/<int:pk>/give-back/", views.give_back, name="give-back"),
    path("rosters/turns/<int:pk>/name/", views.name, name="name"),
    path("rosters/turns/<int:pk>/absent/", views.absent, name="absent"),
    path("rosters/turns/<int:pk>/back/", views.back, name="back"),
    path("rosters/turns/<int:pk>/swap/", views.swap, name="swap"),
    path("rosters/held/", views.held_by_all, name="held-all"),
    path("rosters/held/<int:pk>/", views.held_by, name="held"),
    path("rosters/held/<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("rosters/month/", views.month, name="month"),
    path("rosters/month/file/", views.take_away, name="take-away"),
    path("rosters/month/changes/", views.bring_back, name="bring-back"),
    path("rosters/month/agree/", views.agree, name="agree"),
    path("rosters/calendar/", views.calendar, name="calendar"),
    path("rosters/calendar/make/", views.make_feed, name="make-feed"),
    path("rosters/calendar/end/", views.end_feed, name="end-feed"),
    path("f/<token:token>/turns.ics", views.feed, name="feed"),
    path("rosters/swaps/<int:pk>/accept/", views.accept, name="accept-swap"),
    path("rosters/swaps/<int:pk>/end/", views.end, name="end-swap"),
]
