from django.apps import AppConfig


class FrontConfig(AppConfig):
    name = "citedesmetiers.front"
    label = "front"
