from django.apps import AppConfig


class CentreConfig(AppConfig):
    name = "citedesmetiers.centre"
    label = "centre"
