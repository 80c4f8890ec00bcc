"""./run manage rebuild_index: the index of the shelves is written anew, as after a change of how words are read."""

from django.core.management.base import BaseCommand

from resources.actions.index import rebuild


class Command(BaseCommand):
    help = "Write the index of every notice anew. Nobody has to stop: searches find all meanwhile."

    def handle(self, **_options: object) -> None:
        done = 0
        for done in rebuild():
            if done % 5000 == 0:
                self.stdout.write(f"{done} notices")
        self.stdout.write(f"The index of {done} notices was written.")
