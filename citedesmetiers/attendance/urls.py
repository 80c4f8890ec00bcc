from django.urls import path

from citedesmetiers import live
from citedesmetiers.accounts.rules import figures_only

from . import views

app_name = "attendance"
urlpatterns = [
    path("today/", views.today, name="today"),
    path("today/live/", figures_only(live.view(views.channels)), name="live"),
]
