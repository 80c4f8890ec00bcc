"""A real site's style sheets, scripts and typeface carry their content's hash, so that browsers may keep them."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_every_file_that_another_names_is_there(tmp_path):
    settings = {"STATIC_MANIFEST": "1", "DEBUG": "0", "SECRET_KEY": "k" * 60, "VAR_DIR": str(tmp_path)}
    command = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity=0"]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | settings, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    hashed = json.loads((tmp_path / "static/staticfiles.json").read_text())["paths"]
    assert {name for name in hashed.values() if not (tmp_path / "static" / name).exists()} == set()
    ours = {path.relative_to(ROOT / "static").as_posix() for path in (ROOT / "static").rglob("*") if path.is_file()}
    assert ours - set(hashed) == set()
