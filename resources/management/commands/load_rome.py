"""./run manage load_rome: the occupations of ROME become the subjects of the catalogue, or follow a newer version."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from resources.actions.subjects import Upgrade, load_rome
from resources.rome import OCCUPATIONS, TITLES, VERSION, NotRome, read


class Command(BaseCommand):
    help = "Load the occupations of ROME, or upgrade to another version; --dry-run tells what would change."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--occupations", type=Path, default=OCCUPATIONS, help="CSV of codes and labels")
        parser.add_argument("--titles", type=Path, default=TITLES, help="CSV (or .gz) of job titles")
        parser.add_argument("--version-name", default=VERSION, help="how this version is called")
        parser.add_argument("--dry-run", action="store_true", help="tell the differences, write nothing")

    def handle(self, *, occupations: Path, titles: Path, version_name: str, dry_run: bool, **_options: object) -> None:
        try:
            found, orphans = read(occupations, titles)
        except (NotRome, OSError, UnicodeDecodeError) as wrong:
            raise CommandError(f"This is no file of ROME: {wrong}") from None
        self.tell(load_rome(found, version_name, write_it=not dry_run))
        for code, labels in orphans.items():
            self.stdout.write(f"! {len(labels)} titles are of {code}, an occupation not named: left out.")
        self.stdout.write("Nothing was written." if dry_run else f"ROME {version_name}: {len(found)} occupations.")

    def tell(self, upgrade: Upgrade) -> None:
        """The differences, line by line; a list that is new as a whole in one line."""
        for code in upgrade.added[:20]:
            self.stdout.write(f"+ {code}")
        if len(upgrade.added) > 20:
            self.stdout.write(f"+ {len(upgrade.added) - 20} more occupations")
        for code, (before, after) in upgrade.renamed.items():
            self.stdout.write(f"~ {code} {before} -> {after}")
        for code in upgrade.gone:
            used = ", and documents are about it" if code in upgrade.in_use else ""
            self.stdout.write(f"- {code} is no longer in the list{used}")
        self.stdout.write(f"Titles: {upgrade.titles_added} new, {upgrade.titles_gone} gone.")
