"""The outside bodies, and the questions without an answer."""

from django.urls import path

from .. import views

urlpatterns = [
    # the public
    path("outside/", views.outside, name="outside"),
    # reception and the desks
    path("unanswered/", views.asked, name="asked"),
    path("unanswered/count/", views.count, name="count"),
    path("unanswered/undo/", views.take_back, name="take-back"),
    path("outside/hand/", views.hand, name="hand"),
    # those who keep it
    path("resources/bodies/", views.bodies, name="bodies"),
    path("resources/bodies/new/", views.body, name="body-new"),
    path("resources/bodies/<int:pk>/", views.body, name="body"),
    path("resources/topics/", views.topics, name="topics"),
    path("resources/topics/new/", views.topic, name="topic-new"),
    path("resources/topics/<int:pk>/", views.topic, name="topic"),
    path("resources/unanswered/", views.unanswered, name="unanswered"),
]
