"""Other projects' files are those of the manifest; what is not is found."""

import json
import shutil
from pathlib import Path

import pytest

from tools import vendored

VENDOR = Path(__file__).resolve().parents[2] / "static" / "vendor"


@pytest.fixture
def shelf(tmp_path):
    return Path(shutil.copytree(VENDOR, tmp_path / "vendor"))


def test_the_files_are_those_of_the_manifest():
    assert vendored.problems() == []


def test_a_changed_file_is_found(shelf):
    with (shelf / "bootstrap/bootstrap.min.css").open("a") as sheet:
        sheet.write("/*# sourceMappingURL=bootstrap.min.css.map */")
    assert vendored.problems(shelf) == [
        "bootstrap/bootstrap.min.css: is not the file of the manifest (another sha256)",
        "bootstrap/bootstrap.min.css: names a source map that we do not serve",
    ]


def test_a_file_too_many_and_a_file_too_few_are_found(shelf):
    (shelf / "bootstrap/LICENSE").rename(shelf / "bootstrap/LICENCE")
    assert vendored.problems(shelf) == [
        "bootstrap/LICENCE: is in the folder but not in the manifest",
        "bootstrap/LICENSE: is in the manifest but not in the folder",
    ]


def test_a_part_without_its_licence_is_found(shelf):
    parts = json.loads((shelf / "manifest.json").read_text())
    parts[0]["files"] = [entry for entry in parts[0]["files"] if entry["path"] != "LICENSE"]
    del parts[1]["version"]
    (shelf / "manifest.json").write_text(json.dumps(parts))
    assert vendored.problems(shelf) == [
        "atkinson-hyperlegible-next: must have exactly the keys ['files', 'licence', 'name', 'source', 'version']",
        "bootstrap: its licence's text is missing",
        "bootstrap/LICENSE: is in the folder but not in the manifest",
    ]
