"""The close of the day by hand: what the clock does every five minutes."""

from argparse import ArgumentParser
from datetime import date

from django.core.management import BaseCommand, CommandError
from django.utils.translation import gettext as _

from citedesmetiers.kit.rules import HouseRule

from ... import actions


class Command(BaseCommand):
    help = "Close the day that is over and every day that was missed, or the one day named. Safe to run again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--day", type=date.fromisoformat, help="YYYY-MM-DD: close it now, whatever its hours.")

    def handle(self, *, day: date | None, **options: object) -> None:
        try:
            closed = actions.close_the_day(day)
        except HouseRule as refused:
            raise CommandError(refused.words) from None
        for each in closed:
            self.stdout.write(_("Closed: %(day)s") % {"day": each.isoformat()})
        if not closed:
            self.stdout.write(_("Nothing to close."))
