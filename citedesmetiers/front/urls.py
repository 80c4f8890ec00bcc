from django.contrib.auth.decorators import login_not_required
from django.urls import path

from citedesmetiers import live

from . import views

app_name = "front"
urlpatterns = [
    path("", views.home, name="home"),
    path("now/live/", login_not_required(live.view(views.channels_of_now, board=views.now_board)), name="now-live"),
    path("healthz", views.healthz, name="healthz"),
    path("t/<token:token>/meanwhile/", views.meanwhile, name="meanwhile"),
    path("partners/", views.partners, name="partners"),
    path("programme/", views.programme, name="programme"),
    path("programme.ics", views.programme_ics, name="programme-ics"),
    path("programme/<int:pk>/", views.event, name="event"),
    path("programme/<int:pk>/event.json", views.event_json_ld, name="event-json-ld"),
    path("setup/", views.setup, name="setup"),
    path("setup/<slug:step>/", views.setup_step, name="setup-step"),
]
