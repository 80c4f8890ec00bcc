from django.urls import path

from . import views

app_name = "front"
urlpatterns = [
    path("", views.home, name="home"),
    path("healthz", views.healthz, name="healthz"),
    path("partners/", views.partners, name="partners"),
    path("setup/", views.setup, name="setup"),
    path("setup/<slug:step>/", views.setup_step, name="setup-step"),
]
