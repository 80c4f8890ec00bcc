"""The style of the house, read off the code itself (CONTRIBUTING.md says why)."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
ROOMS = ["citedesmetiers", "reception", "desks", "resources", "events"]
MOST_LINES_OF_A_FILE, MOST_LINES_OF_A_FUNCTION, MOST_LINES_OF_A_TEST = 300, 40, 25


def python_files(*folders):
    files = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    assert files
    return [path for path in files if "migrations" not in path.parts]


def trees(*folders):
    return [(path.relative_to(ROOT), ast.parse(path.read_text())) for path in python_files(*folders)]


def functions(tree):
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def length(node):
    return node.end_lineno - node.lineno + 1


def test_no_file_is_longer_than_a_person_reads_at_once():
    long = [str(path.relative_to(ROOT)) for path in python_files(*ROOMS, "tests", "tools")
            if len(path.read_text().splitlines()) > MOST_LINES_OF_A_FILE]  # fmt: skip
    assert long == []


def test_no_function_is_longer_than_a_screen():
    long = [f"{path}:{f.lineno} {f.name}" for path, tree in trees(*ROOMS, "tools") for f in functions(tree)
            if length(f) > MOST_LINES_OF_A_FUNCTION]  # fmt: skip
    assert long == []


def test_a_test_is_one_situation():
    long = [f"{path}:{f.lineno} {f.name}" for path, tree in trees("tests") for f in functions(tree)
            if f.name.startswith("test_") and length(f) > MOST_LINES_OF_A_TEST]  # fmt: skip
    assert long == []


def test_no_string_stands_alone():
    """A string that is neither a docstring nor used: half of a sentence that was cut in two."""
    orphans = []
    for path, tree in trees(*ROOMS):
        for holder in ast.walk(tree):
            body = getattr(holder, "body", None)
            for place, node in enumerate(body if isinstance(body, list) else []):
                alone = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant | ast.JoinedStr)
                if alone and not (place == 0 and isinstance(holder, ast.Module | ast.ClassDef | ast.FunctionDef
                                                            | ast.AsyncFunctionDef)):  # fmt: skip
                    orphans.append(f"{path}:{node.lineno}")
    assert orphans == []


def test_what_went_wrong_is_named():
    broad = [f"{path}:{node.lineno}" for path, tree in trees(*ROOMS) for node in ast.walk(tree)
             if isinstance(node, ast.ExceptHandler)
             and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id in
                                        ("Exception", "BaseException")))]  # fmt: skip
    assert [place for place in broad if not place.startswith(TASKS_OUTLIVE_ONE_ANOTHER)] == []


TASKS_OUTLIVE_ONE_ANOTHER = ("citedesmetiers/front/embedded.py",)  # the clock logs a failed task and goes on


@pytest.mark.parametrize("forbidden", ["save", "delete", "clean", "full_clean"])
def test_a_model_has_no_hidden_behaviour(forbidden):
    from django.apps import apps

    house = [model for model in apps.get_models() if model.__module__.split(".")[0] in ROOMS]
    assert house
    assert [model.__name__ for model in house if forbidden in model.__dict__] == []


def test_nobody_listens_behind_the_back_of_a_verb():
    words = ("from django.dispatch", "django.db.models.signals", "@receiver", "post_save", "pre_save")
    found = [f"{path.relative_to(ROOT)}: {word}" for path in python_files(*ROOMS) for word in words
             if word in path.read_text()]  # fmt: skip
    assert found == []


def test_there_is_one_path_for_both_databases():
    words = (".raw(", "RawSQL", ".extra(", "connection.cursor", "connection.vendor", "RunSQL")
    files = python_files(*ROOMS) + sorted(path for room in ROOMS for path in (ROOT / room).rglob("migrations/*.py"))
    found = [f"{path.relative_to(ROOT)}: {word}" for path in files for word in words if word in path.read_text()]
    assert found == []


def test_every_room_has_the_same_furniture():
    known = {"__init__", "apps", "models", "actions", "views", "forms", "filters", "rules", "tasks", "urls", "admin"}
    reasons = {
        "citedesmetiers.centre": {"hours", "site"},  # reads that every room above asks for
        "citedesmetiers.accounts": {"middleware"},  # the language of who is signed in
        "citedesmetiers.tallies": {"series"},  # the list of what is counted
        "citedesmetiers.live": {"hints", "watch"},  # the bus, and who listens to it
        "citedesmetiers.attendance": {"figures"},  # reads over every room
        "citedesmetiers.front": {"context", "demo", "embedded", "partners", "programme", "setup"},  # composes rooms
        "desks": {"rosters"},  # what the roster's screens show
        "reception": {"codes", "grid", "lines", "counters", "tickets", "memory", "sheets", "waits"},  # what is shown
        "resources": {
            "months", "reviews", "stock", "offers",  # reads over the shelves and the counters
            "asking", "shown", "sketch", "tongues", "ways",  # what the public's pages show, and their addresses
            "addresses", "numbers",  # of the web; ISBN, ISSN, EAN
        },
        "events": {"dates", "programme"},  # what a rule draws; reads over the sessions to come
    }
    for room, more in reasons.items():
        there = {path.stem for path in (ROOT / room.replace(".", "/")).glob("*.py")}
        assert there - known - more == set(), room


def test_every_public_function_of_a_verb_room_says_what_it_promises():
    silent = [f"{path}:{f.lineno} {f.name}" for path, tree in trees(*ROOMS)
              if {"actions", "lines", "hours", "figures"} & {path.stem, path.parent.name}
              for f in tree.body if isinstance(f, ast.FunctionDef) and not f.name.startswith("_")
              and not ast.get_docstring(f)]  # fmt: skip
    assert silent == []
