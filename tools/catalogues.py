"""The words in other languages: `locale/<language>/LC_MESSAGES/*.po`, and the .mo that Django reads.

The .mo files are committed, so that a newcomer needs no gettext. `python -m tools.catalogues compile` writes them;
without an argument this checks that each says what its .po says, that nothing is fuzzy, untranslated or broken, and,
where gettext is installed, that no word in the code is missing from them. A language of PARTIAL is spoken by the
visitors' pages alone: it must hold the words of those files, and may hold others of the code.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
PARTIAL = {"ar"}
FOR_VISITORS = (
    "reception/templatetags/tickets.py", "reception/views/public.py",
    "templates/public.html", "templates/front/home.html",
    "templates/front/_meanwhile.html", "templates/front/meanwhile.html",
    "templates/front/_now.html", "templates/front/partners.html",
    "templates/kit/_live.html", "templates/kit/refusal.html", "templates/kit/wrong_turn.html",
    "templates/reception/_own", "templates/reception/_range.html", "templates/reception/ticket",
    "templates/resources/outside.html", "templates/resources/_choices.html", "templates/resources/_nothing.html",
    "templates/resources/_told.html",
    "templates/resources/shelves.html", "templates/resources/station.html", "templates/resources/document.html",
    "templates/resources/basket.html", "templates/resources/reading_list.html",
    "templates/resources/_first_page.html", "templates/resources/_found.html", "templates/resources/_mark.html",
    "templates/resources/_no_document.html", "templates/resources/_sketch.html", "templates/resources/_stars.html",
    "templates/resources/_suggestions.html",
    "resources/asking.py", "resources/models/codes.py", "resources/search/ask.py", "resources/shown.py",
    "resources/tongues.py",
)  # beginnings of paths


def catalogues(root: Path = ROOT) -> Iterator[tuple[Path, Catalog]]:
    for path in sorted((root / "locale").glob("*/LC_MESSAGES/*.po")):
        yield path, read_po(BytesIO(path.read_bytes()), locale=path.parent.parent.name)


def compiled(catalogue: Catalog) -> bytes:
    buffer = BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def name_of(message: Message) -> tuple:
    """What tells one message from another: its context, the words, and their plural if they have one."""
    return message.context, *(message.id if isinstance(message.id, list | tuple) else [message.id])


def words_of(catalogue: Catalog) -> dict[tuple, str | tuple]:
    return {name_of(message): message.string for message in catalogue if message.id}


def meaning(mo: bytes) -> dict[tuple, str | tuple]:
    return words_of(read_mo(BytesIO(mo)))


def problems(root: Path = ROOT) -> list[str]:
    """Every fault of the committed catalogues, each as a sentence."""
    found = []
    if not list(catalogues(root)):
        found.append("locale/: there is no catalogue")
    for path, catalogue in catalogues(root):
        name = path.relative_to(root)
        for message in (message for message in catalogue if message.id):
            strings = message.string if isinstance(message.string, tuple | list) else [message.string]
            if message.fuzzy:
                found.append(f"{name}:{message.lineno}: fuzzy: {message.id!r}")
            elif not all(strings):
                found.append(f"{name}:{message.lineno}: untranslated: {message.id!r}")
            found += [f"{name}:{message.lineno}: {error}" for error in message.check(catalogue)]
        mo = path.with_suffix(".mo")
        if not mo.exists() or meaning(mo.read_bytes()) != meaning(compiled(catalogue)):
            found.append(f"{name}: its .mo says something else (python -m tools.catalogues compile)")
    return found


def words_for_visitors(catalogue: Catalog) -> set[tuple]:
    """Those that a file of the visitors' pages says."""
    said = {name_of(message): message.locations for message in catalogue if message.id}
    return {name for name, places in said.items() if any(path.startswith(FOR_VISITORS) for path, _line in places)}


def words_of_the_code(root: Path = ROOT) -> dict[Path, tuple[set[tuple], set[tuple]]]:
    """What makemessages finds, catalogue by catalogue: what each must hold, and all that it may.

    Tried on a copy, so that nothing here changes.
    """
    languages = [path.parent.parent.name for path, _ in catalogues(root)]
    if not languages:
        return {}
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "house"
        shutil.copytree(root, copy, ignore=shutil.ignore_patterns(".*", "var", "node_modules", "tests", "tools"))
        options = [f"--locale={language}" for language in languages]
        subprocess.run(
            [sys.executable, "manage.py", "makemessages", "--verbosity=0", *options],
            cwd=copy, check=True, env={**os.environ, "VAR_DIR": scratch},
        )
        return {
            path.relative_to(copy): (
                words_for_visitors(catalogue) if path.parent.parent.name in PARTIAL else set(words_of(catalogue)),
                set(words_of(catalogue)),
            )
            for path, catalogue in catalogues(copy)
        }


def forgotten(root: Path = ROOT) -> list[str]:
    """Words that the code says and a catalogue does not know, or knows in vain."""
    found = []
    wanted = words_of_the_code(root)
    for path, catalogue in catalogues(root):
        name = path.relative_to(root)
        known = set(words_of(catalogue))
        must, may = wanted[name]
        found += [f"{name}: missing: {words[1]!r}" for words in sorted(must - known, key=repr)]
        found += [f"{name}: no longer used: {words[1]!r}" for words in sorted(known - may, key=repr)]
    return found


def main(arguments: list[str]) -> int:
    if arguments == ["compile"]:
        for path, catalogue in catalogues():
            path.with_suffix(".mo").write_bytes(compiled(catalogue))
    found = problems()
    if shutil.which("xgettext"):
        found += forgotten()
    elif os.environ.get("REQUIRE_ALL"):
        found.append("gettext is not installed: the catalogues cannot be compared with the code")
    else:
        print("NOT CHECKED: gettext is not installed, so the catalogues were not compared with the code.")
    print("\n".join(found) if found else "The catalogues are whole.")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
