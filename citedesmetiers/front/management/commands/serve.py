"""The whole product in one process: pages, streams and the clock."""

import os
import signal
import sys
import warnings
from argparse import ArgumentParser
from pathlib import Path

import uvicorn
from celery.app.utils import find_app
from django.conf import settings
from django.core.management import BaseCommand, call_command
from django.db import Error, connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from citedesmetiers.centre.models import Site
from citedesmetiers.kit.rules import HouseRule

from ... import demo, embedded, setup


class Command(BaseCommand):
    help = "Open the house on this machine: pages, streams and the clock in one process. Ctrl-C closes it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--no-demo", action="store_true", help="Leave a new database empty: /setup/ fills it.")

    def handle(self, *, host: str, port: int, no_demo: bool, **options: object) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: sys.exit(0))
        try:
            door = embedded.open_door(host, port)
            self.furnish()
        except HouseRule as refused:
            self.stderr.write(refused.words)
            sys.exit(2)
        server = self.server()
        accounts = self.demo(wanted=not no_demo, at_home=embedded.is_loopback(door))
        self.welcome(host, door.getsockname()[1], accounts)
        connections.close_all()
        embedded.stay_connected()
        clock = embedded.start_clock(find_app("citedesmetiers"))
        code = 0
        try:
            server.run(sockets=[door])
        except SystemExit as told:
            code = int(told.code or 0)
        clock.close()
        self.stdout.flush()
        os._exit(code)  # now: neither a thread that hangs nor 0.3 s of tidying keeps the house open

    def furnish(self) -> None:
        """An embedded database is brought up to date; another is migrated by a command of its own."""
        try:
            if settings.SQLITE:
                Path(settings.DATABASES["default"]["NAME"]).parent.mkdir(parents=True, exist_ok=True)
            Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
            executor = MigrationExecutor(connection)
            behind = bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
            if behind and settings.SQLITE:
                call_command("migrate", verbosity=0, interactive=False)
        except (OSError, Error) as refused:
            reason = str(refused).partition("\n")[0]
            raise HouseRule(_("The database cannot be opened: %(reason)s") % {"reason": reason}) from None
        if behind and not settings.SQLITE:
            raise HouseRule(_("The database is not up to date: run “./run manage migrate” first."))

    def demo(self, *, wanted: bool, at_home: bool) -> list[tuple[str, str, str]]:
        """One account a role of the demo site. A demo that is there stays one: opened to others, it never keeps the
        passwords that everybody may read."""
        if not wanted and not Site.objects.filter(demo=True).exists():
            return []
        return demo.prepare(random_passwords=not at_home)

    def server(self) -> uvicorn.Server:
        """Told not to write down who asked for what: `/t/<token>` beside an address must never be kept."""
        warnings.filterwarnings("ignore", "StreamingHttpResponse must consume synchronous iterators")  # static files
        os.environ.setdefault("CELERY_SKIP_CHECKS", "1")  # this command has just run them
        config = uvicorn.Config(
            "citedesmetiers.asgi:application",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            ws="none",
            lifespan="on",
            timeout_graceful_shutdown=2,
        )
        config.load()
        return uvicorn.Server(config)

    def welcome(self, host: str, port: int, accounts: list[tuple[str, str, str]]) -> None:
        names = embedded.names_of(host)
        settings.ALLOWED_HOSTS += [name for name in names if name not in settings.ALLOWED_HOSTS]
        for name in names:
            self.stdout.write(f"http://{name}:{port}/")
        for role, username, password in accounts:
            self.stdout.write(f"  {role:<28} {username:<16} {password}")
        if code := setup.new_code():
            self.stdout.write(_("The house is empty. Open /setup/ with the code %(code)s") % {"code": code})
        self.stdout.write(_("Ctrl-C closes the house."))
        self.stdout.flush()
