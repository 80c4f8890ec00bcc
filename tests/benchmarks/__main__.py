"""./run bench [NAME]: each bench on each database, in a process whose settings are that database's."""

import os
import subprocess
import sys
import time
from argparse import Namespace
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.harness import postgres_is_here

from .contract import ROOT, commit_of, options, tell
from .databases import scratch, wanted

BENCHES = {"queue": "claims", "arrival": "arrivals", "live": "live", "day": "day", "rest": "rest",
           "waiting": "waiting", "roster": "roster", "helping": "helping", "catalogue": "catalogue",
           "findability": "findability"}
ON_ONE = {"waiting", "helping", "findability"}  # what they count is the same on any database


def main() -> int:
    """1 if a mark was missed on any database, 2 if there is no such bench."""
    given = options().parse_args()
    names = [given.name] if given.name else [name for name in BENCHES if find_spec(f"{__package__}.{BENCHES[name]}")]
    if not set(names) <= set(BENCHES):
        tell(f"There is no bench {given.name}: {', '.join(BENCHES)}.")
        return 2
    if "BENCH_ON" in os.environ:
        return here(given)
    if not postgres_is_here():
        tell("PostgreSQL is not installed: measured on SQLite only.")
    runs = [(kind, name) for name in names for kind in (["sqlite"] if name in ON_ONE else wanted(given.db))]
    return max([on(kind, name, commit_of(given)) for kind, name in runs], default=2)


def on(kind: str, name: str, commit: str) -> int:
    """The same command again, as a process that lives on one scratch database."""
    tell(f"{name} on {kind}")
    with TemporaryDirectory() as folder, scratch(kind, Path(folder)) as url:
        asked = [argument for argument in sys.argv[1:] if argument != name]
        (Path(folder) / "static").mkdir()
        again = [sys.executable, "-m", __package__, name, *asked, "--commit", commit]
        return subprocess.run(again, cwd=ROOT, env=environment(url, folder, kind)).returncode


def environment(url: str, folder: str, kind: str) -> dict[str, str]:
    """A real site's settings on a laptop's one process: no broker, a clock far from midnight."""
    clean = {name: value for name, value in os.environ.items() if name not in ("DEBUG", "REDIS_URL", "SECRET_KEY")}
    return clean | {
        "DJANGO_SETTINGS_MODULE": f"{__package__}.settings", "DATABASE_URL": url, "VAR_DIR": folder, "BENCH_ON": kind,
        "TIME_ZONE": zone_where_it_is_morning(), "ALLOWED_HOSTS": "127.0.0.1", "PUBLIC_URL": "", "LANGUAGE_CODE": "fr",
    }


def zone_where_it_is_morning() -> str:
    """A day of the house must not end while it is measured."""
    ahead = (8 - time.gmtime().tm_hour + 12) % 24 - 12
    return f"Etc/GMT{-ahead:+d}"


def here(given: Namespace) -> int:
    """This process lives on one database already: build it, measure, say."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    missed = False
    for case in import_module(f"{__package__}.{BENCHES[given.name]}").run(given):
        case.say(given.commit)
        missed = missed or bool(case.missed)
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
