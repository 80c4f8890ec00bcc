"""The locks and pyproject.toml say the same, and nothing in a lock can be swapped on its way here. Needs no network.

To renew them: `uv pip compile --universal --generate-hashes --no-emit-index-url --no-header -p 3.11 pyproject.toml
-o requirements.lock`, and again with `--extra test -o requirements-test.lock`.
"""

import re
import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}\b")


def read_lock(path: Path) -> list[tuple[Requirement, int]]:
    """Each pinned package with the number of its hashes."""
    text = re.sub(r"^\s*#.*$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE).replace("\\\n", " ")
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return [(Requirement(line.split(" --hash")[0]), len(HASH.findall(line))) for line in lines if line[0] != "-"]


def pins(lock: list[tuple[Requirement, int]]) -> dict[str, set[str]]:
    """Name -> the versions that pin it (more than one where the platform decides)."""
    found: dict[str, set[str]] = {}
    for requirement, _hashes in lock:
        pin = f"{requirement.specifier}; {requirement.marker}"
        found.setdefault(canonicalize_name(requirement.name), set()).add(pin)
    return found


def problems_of(path: Path, wanted: list[str]) -> list[str]:
    lock = read_lock(path)
    found = []
    if re.search(r"://|--(extra-)?index|--find-links", path.read_text(encoding="utf-8")):
        found.append(f"{path.name}: names the address of an index")
    for requirement, hashes in lock:
        if not hashes:
            found.append(f"{path.name}: {requirement.name} has no hash")
        if [pin.operator for pin in requirement.specifier] != ["=="]:
            found.append(f"{path.name}: {requirement.name} is not pinned to one version")
    versions = {canonicalize_name(r.name): next(iter(r.specifier)).version for r, _ in lock if len(r.specifier)}
    for direct in map(Requirement, wanted):
        version = versions.get(canonicalize_name(direct.name))
        if version is None:
            found.append(f"{path.name}: {direct.name} of pyproject.toml is missing")
        elif not direct.specifier.contains(version, prereleases=True):
            found.append(f"{path.name}: {direct.name} {version} is not what pyproject.toml asks ({direct.specifier})")
    return found


def problems(root: Path = ROOT) -> list[str]:
    """Every disagreement, each as a sentence."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    direct, tests = project["dependencies"], project["optional-dependencies"]["test"]
    served, tried = root / "requirements.lock", root / "requirements-test.lock"
    found = problems_of(served, direct) + problems_of(tried, direct + tests)
    also = pins(read_lock(tried))
    for name, pinned in pins(read_lock(served)).items():
        if also.get(name) != pinned:
            found.append(f"{name}: {served.name} and {tried.name} do not pin the same")
    return found


if __name__ == "__main__":
    found = problems()
    print("\n".join(found) if found else "The locks agree with pyproject.toml.")
    sys.exit(bool(found))
