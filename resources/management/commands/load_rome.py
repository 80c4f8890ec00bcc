"""./run manage load_rome: the occupations of ROME become the subjects of the catalogue, or follow a newer version."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from resources.actions.subjects import Upgrade, load_rome
from resources.models import Subject
from resources.rome import OCCUPATIONS, TITLES, VERSION, NotRome, read

SHOWN = 20


class Command(BaseCommand):
    help = "Load the occupations of ROME, or upgrade to another version; --dry-run tells what would change."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--occupations", type=Path, default=OCCUPATIONS, help="CSV (or .gz) of codes and labels")
        parser.add_argument("--titles", type=Path, default=TITLES, help="CSV (or .gz) of job titles")
        parser.add_argument("--version-name", default=VERSION, help="how this version is called")
        parser.add_argument("--dry-run", action="store_true", help="tell the differences, write nothing")

    def handle(
        self, *, occupations: Path, titles: Path, version_name: str, dry_run: bool, verbosity: int, **_options: object
    ) -> None:
        if (occupations == OCCUPATIONS) != (titles == TITLES):
            raise CommandError("Name both files of a version: --occupations and --titles belong together.")
        longest = Subject._meta.get_field("version").max_length
        if len(version_name) > longest:
            raise CommandError(f"The name of a version has {longest} signs at most.")
        try:
            found, orphans = read(occupations, titles)
        except (NotRome, OSError) as wrong:
            raise CommandError(f"This is no file of ROME: {wrong}") from None
        self.tell(load_rome(found, version_name, write_it=not dry_run), all_titles=verbosity > 1)
        for code, labels in orphans.items():
            n = "1 title is" if len(labels) == 1 else f"{len(labels)} titles are"
            self.stdout.write(f"! {n} of {code}, an occupation that the list does not name: left out.")
        self.stdout.write("Nothing was written." if dry_run else f"ROME {version_name}: {len(found)} occupations.")

    def tell(self, upgrade: Upgrade, *, all_titles: bool) -> None:
        """The differences, line by line; what is new as a whole in one line."""
        for code in upgrade.added[:SHOWN]:
            self.stdout.write(f"+ {code}")
        if len(upgrade.added) > SHOWN:
            self.stdout.write(f"+ {len(upgrade.added) - SHOWN} more occupations")
        for code in upgrade.back:
            self.stdout.write(f"+ {code} is in the list again")
        for code, (before, after) in upgrade.renamed.items():
            self.stdout.write(f"~ {code} {before} -> {after}")
        for code in upgrade.gone:
            used = ", and documents are about it" if code in upgrade.in_use else ""
            self.stdout.write(f"- {code} is no longer in the list{used}")
        if all_titles:
            for sign, titles in (("+", upgrade.titles_added), ("-", upgrade.titles_gone)):
                for code, title in titles:
                    self.stdout.write(f"  {sign} {code} {title}")
        self.stdout.write(f"Titles: {len(upgrade.titles_added)} new, {len(upgrade.titles_gone)} gone.")
