"""The files of other projects that we serve ourselves: each is in the manifest, and is what the manifest says.

`python -m tools.vendored` checks them. To renew one, put its new version into the manifest, fetch its package
(`npm pack NAME@VERSION`) and run `python -m tools.vendored NAME PACKAGE.tgz`: files and checksums are written anew.
"""

import hashlib
import json
import re
import sys
import tarfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE_MAP = re.compile(rb"\s*/\*# sourceMappingURL=.*?\*/\s*|\n//# sourceMappingURL=.*\n?")
KEYS = {"name", "version", "licence", "source", "files"}


def problems(vendor: Path = ROOT / "static" / "vendor") -> list[str]:
    """Every difference between the manifest and the folder, each as a sentence."""
    parts = json.loads((vendor / "manifest.json").read_text(encoding="utf-8"))
    found = [f"{part.get('name')}: must have exactly the keys {sorted(KEYS)}" for part in parts if set(part) != KEYS]
    found += [
        f"{part['name']}: its licence's text is missing"
        for part in parts
        if not any(Path(entry["file"]).name.startswith("LICENSE") for entry in part["files"])
    ]
    entries = {entry["file"]: entry for part in parts for entry in part["files"]}
    here = {path.relative_to(vendor).as_posix() for path in vendor.rglob("*") if path.is_file()} - {"manifest.json"}
    found += [f"{name}: is in the folder but not in the manifest" for name in sorted(here - set(entries))]
    found += [f"{name}: is in the manifest but not in the folder" for name in sorted(set(entries) - here)]
    for name in sorted(here & set(entries)):
        content = (vendor / name).read_bytes()
        if hashlib.sha256(content).hexdigest() != entries[name]["sha256"]:
            found.append(f"{name}: is not the file of the manifest (another sha256)")
        if b"sourceMappingURL" in content:
            found.append(f"{name}: names a source map that we do not serve")
    return found


def renew(name: str, package: Path, vendor: Path = ROOT / "static" / "vendor") -> None:
    """Write one part's files out of its npm package, without their source map line, and note their checksums."""
    manifest = vendor / "manifest.json"
    parts = json.loads(manifest.read_text(encoding="utf-8"))
    part = next(part for part in parts if part["name"] == name)
    with tarfile.open(package) as archive:
        version = json.load(archive.extractfile("package/package.json"))["version"]
        if version != part["version"]:
            raise SystemExit(f"The manifest says {name} {part['version']}, the package is {version}.")
        for entry in part["files"]:
            content = SOURCE_MAP.sub(b"\n", archive.extractfile(f"package/{entry['path']}").read())
            (vendor / entry["file"]).parent.mkdir(parents=True, exist_ok=True)
            (vendor / entry["file"]).write_bytes(content)
            entry["sha256"] = hashlib.sha256(content).hexdigest()
    manifest.write_text(json.dumps(parts, indent=2) + "\n", encoding="utf-8")


def main(arguments: list[str]) -> int:
    if len(arguments) == 2:
        renew(arguments[0], Path(arguments[1]))
    found = problems()
    print("\n".join(found) if found else "The vendored files are those of the manifest.")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
