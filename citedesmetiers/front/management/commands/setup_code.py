"""A new one-time code of the first run, for a house whose start nobody saw or whose code was guessed at too often."""

from django.core.management import BaseCommand
from django.utils.translation import gettext as _

from ...setup import new_code


class Command(BaseCommand):
    help = "Draw and print a new code that opens /setup/, while nobody manages the house: the one before ends."

    def handle(self, **options: object) -> None:
        self.stdout.write(new_code() or _("This house has a manager: there is no code."))
