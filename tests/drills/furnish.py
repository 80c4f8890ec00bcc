"""Build the drill's house on the database of this process: `python -m tests.drills.furnish AB 3 6`."""

import sys

import django
from django.core.management import call_command

if __name__ == "__main__":
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    from tests.benchmarks import scene

    letters, agents, counsellors = sys.argv[1:]
    scene.furnish(list(letters), agents=int(agents), counsellors=int(counsellors))
    scene.let_go()
