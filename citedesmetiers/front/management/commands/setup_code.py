"""The one-time code of the first run, for a house whose start nobody saw."""

from django.core.management import BaseCommand
from django.utils.translation import gettext as _

from ...setup import one_time_code


class Command(BaseCommand):
    help = "Print the code that opens /setup/, while nobody manages the house."

    def handle(self, **options: object) -> None:
        code = one_time_code()
        self.stdout.write(code or _("This house has a manager: there is no code."))
