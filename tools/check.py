"""`./run check`: everything that can be judged without running the product. Each check runs; one failure fails all."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROOMS = [path for path in ROOT.iterdir() if (path / "__init__.py").exists() and path.name not in ("tests", "tools")]
PYTHON = sys.executable
DEPLOYED = {
    "DEBUG": "0", "SECRET_KEY": "check-" + "0123456789abcdefghijklmnopqrstuvwxyz" * 2, "HTTPS": "1",
    "ALLOWED_HOSTS": "cite.example", "DATABASE_URL": "sqlite://:memory:",
}


def verbs_and_nouns() -> list[str]:
    """The modules that mypy judges: actions and models, as a file or as a package."""
    files = [path for room in ROOMS for path in room.rglob("*.py")]
    wanted = [path for path in files if {path.stem, path.parent.name} & {"actions", "models"}]
    return sorted(str(path.relative_to(ROOT)) for path in wanted)


def checks() -> dict[str, list[str]]:
    manage = [PYTHON, "manage.py"]
    return {
        "style (ruff)": [PYTHON, "-m", "ruff", "check", "--quiet", "."],
        "floors (import-linter)": [str(Path(PYTHON).with_name("lint-imports")), "--no-logo"],
        "types of verbs and nouns (mypy)": [PYTHON, "-m", "mypy", *verbs_and_nouns()],
        "migrations in step": [*manage, "makemigrations", "--check", "--dry-run"],
        "settings of a real site": [*manage, "check", "--deploy", "--fail-level", "WARNING"],
        "vendored files": [PYTHON, "-m", "tools.vendored"],
        "locks": [PYTHON, "-m", "tools.lock"],
        "catalogues": [PYTHON, "-m", "tools.catalogues"],
        "run can be read by sh": ["sh", "-n", "run"],
        ".ci/run can be read by bash": ["bash", "-n", ".ci/run"],
    }


def main() -> int:
    failed = []
    with tempfile.TemporaryDirectory() as scratch:
        environment = {**os.environ, **DEPLOYED, "VAR_DIR": scratch}
        for name, command in checks().items():
            print(f"--- {name}", flush=True)
            if subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode:
                failed.append(name)
    print(f"FAILED: {', '.join(failed)}" if failed else "All checks passed.")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
