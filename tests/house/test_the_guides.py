"""What README, CONTRIBUTING and docs/ send their reader to is there."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

ROOT = Path(__file__).resolve().parents[2]
GUIDES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
FILE = re.compile(r"`([\w.-]+(?:/[\w.-]+)+\.(?:css|html|js|json|lock|md|po|py|svg|toml|txt|yml))`")
ROOMS_OF_FILES = ("", "citedesmetiers", "templates")  # a guide may name a file as the code itself does


def is_there(path):
    return any((ROOT / room / path).is_file() for room in ROOMS_OF_FILES) or finders.find(path) is not None


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)
def test_every_file_that_a_guide_names_is_there(guide):
    named = [path for path in FILE.findall(guide.read_text(encoding="utf-8")) if not path.startswith("var/")]
    assert [path for path in named if not is_there(path)] == []


def test_the_guides_name_files():
    assert "tests/doors/cases.py" in FILE.findall((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"))
    assert not is_there("tests/house/test_every_door.py")
