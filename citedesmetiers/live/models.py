"""The versions of what screens show: the truth that every hint points to."""

from django.db import models


class Version(models.Model):
    """How often what one channel tells has changed. It says that something did, never what."""

    channel = models.CharField(max_length=40, unique=True)
    n = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.channel} {self.n}"
