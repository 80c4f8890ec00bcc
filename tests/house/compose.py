"""docker-compose.yml as the tests read it."""

import os
import shlex
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
SERVICES = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))["services"]


def command_of(name: str) -> list[str]:
    return shlex.split(SERVICES[name].get("command", ""))


def health_of(name: str) -> list[str]:
    kind, *test = SERVICES[name]["healthcheck"]["test"]
    test = [word.replace("$$", "$") for word in test]
    return ["sh", "-c", *test] if kind == "CMD-SHELL" else test


def environment_of(name: str, **own: str) -> dict[str, str]:
    """What the container sees: the image's and the file's settings, with this machine's servers in their place."""
    file = {key: value for key, value in SERVICES[name]["environment"].items() if "$" not in value}
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    return {"PATH": path, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", "HOME": "/nonexistent", **file, **own}
