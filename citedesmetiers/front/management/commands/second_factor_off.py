"""For the one manager whose telephone and recovery codes are both lost: nobody else could let her in."""

from django.core.management import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from citedesmetiers.accounts import actions
from citedesmetiers.accounts.models import User


class Command(BaseCommand):
    help = "Remove the second factor of this user name: the password alone opens, until another one is set up."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    def handle(self, username: str, **options: object) -> None:
        person = User.objects.filter(username=username.lower()).first()
        if person is None:
            raise CommandError(_("Nobody has this user name."))
        actions.remove_factor(person, by=None)
        self.stdout.write(_("%(name)s signs in with the password alone.") % {"name": person})
