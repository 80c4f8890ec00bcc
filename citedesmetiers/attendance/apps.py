from django.apps import AppConfig


class AttendanceConfig(AppConfig):
    name = "citedesmetiers.attendance"
    label = "attendance"
