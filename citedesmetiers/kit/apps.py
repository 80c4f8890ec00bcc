from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "citedesmetiers.kit"
    label = "kit"
