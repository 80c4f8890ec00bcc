from django.apps import AppConfig


class TalliesConfig(AppConfig):
    name = "citedesmetiers.tallies"
    label = "tallies"
