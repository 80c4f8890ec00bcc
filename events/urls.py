"""The doors of the programme, for those who keep it."""

from django.urls import path

from . import views

app_name = "events"
urlpatterns = [
    path("", views.events, name="events"),
    path("new/", views.new, name="new"),
    path("<int:pk>/", views.event, name="event"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/publish/", views.publish, name="publish"),
    path("<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("<int:pk>/archive/", views.archive, name="archive"),
    path("<int:pk>/plan/", views.plan, name="plan"),
    path("sessions/<int:pk>/", views.session, name="session"),
    path("sessions/<int:pk>/cancel/", views.cancel, name="cancel"),
]
