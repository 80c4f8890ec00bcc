from django.urls import path

from . import views

app_name = "tallies"
urlpatterns = [path("", views.questions, name="questions")]
