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
    path("rosters/swaps/<int:pk>/accept/", views.accept, name="accept-swap"),
    path("rosters/swaps/<int:pk>/end/", views.end, name="end-swap"),
]
