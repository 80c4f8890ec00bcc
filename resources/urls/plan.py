"""How the shelves are kept: subjects, classification, word families, settings."""

from django.urls import path

from ..views import plan, vocabulary

urlpatterns = [
    path("resources/plan/", plan.plan, name="plan"),
    path("resources/plan/load/", plan.load, name="plan-load"),
    path("resources/plan/load/agree/", plan.agree, name="plan-agree"),
    path("resources/plan/settings/", plan.settings, name="shelving"),
    path("resources/plan/new/", plan.heading, name="heading-new"),
    path("resources/plan/<int:pk>/", plan.heading, name="heading"),
    path("resources/subjects/", vocabulary.subjects, name="subjects"),
    path("resources/subjects/new/", vocabulary.subject, name="subject-new"),
    path("resources/subjects/<int:pk>/", vocabulary.subject, name="subject"),
    path("resources/subjects/<int:pk>/join/", vocabulary.join, name="subject-join"),
    path("resources/families/", vocabulary.families, name="families"),
    path("resources/families/new/", vocabulary.family, name="family-new"),
    path("resources/families/undo/", vocabulary.bring_back, name="family-bring-back"),
    path("resources/families/<int:pk>/", vocabulary.family, name="family"),
    path("resources/families/<int:pk>/remove/", vocabulary.remove_family, name="family-remove"),
]
