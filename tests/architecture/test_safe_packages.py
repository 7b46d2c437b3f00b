"""Everything that comes from elsewhere is what it was when it was tested: packages, and files for browsers."""

from __future__ import annotations

import hashlib
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "peerinspect" / "static"
_PINNED = re.compile(
    r"([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)[^\n]*?((?:\\\n\s+--hash=sha256:[0-9a-f]{64}\s*?)+)"
)
_WANTED = re.compile(r"([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(\S+)")
LISTED = re.compile(r"^\| `([\w.-]+)` \| `([0-9a-f]{64})` \|$", re.MULTILINE)


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pinned() -> dict[str, str]:
    """Name -> version of everything in requirements.txt that has a digest."""
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    return {plain(name): version for name, version, _ in _PINNED.findall(text)}


def wanted() -> dict[str, str]:
    """Name -> version of what the project asks for itself, but for the other programs of the benchmarks."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lists = [project["project"]["dependencies"], project["build-system"]["requires"]]
    lists += [each for name, each in project["project"]["optional-dependencies"].items() if name != "benchmarks"]
    found = [_WANTED.fullmatch(text) for each in lists for text in each]
    assert all(found), "each package is asked for at one version"
    return {plain(match.group(1)): match.group(2) for match in found if match}


def test_every_package_is_there_at_its_version_and_with_a_digest() -> None:
    assert wanted().items() <= pinned().items()


def test_nothing_is_listed_without_a_digest() -> None:
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    begun = [line for line in text.splitlines() if line and not line.startswith(("#", " "))]
    assert len(begun) == len(pinned()) > 60
    assert not re.search(r"^\s*(-e|-r|--index|--extra|--trusted|--find)|https?://|git\+", text, re.MULTILINE)


def test_make_installs_them_by_their_digests_alone() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    lines = [line for line in makefile.splitlines() if "install" in line and "-r requirements.txt" in line]
    assert len(lines) >= 2, "with uv and without"
    assert all("--require-hashes" in line for line in lines)


def test_no_file_of_the_project_names_a_place_that_packages_come_from() -> None:
    for name in ("requirements.txt", "pyproject.toml", "Makefile", "docs/operations.md"):
        if (ROOT / name).exists():
            text = (ROOT / name).read_text(encoding="utf-8")
            assert not re.search(r"(?<!emit-)index-url|pypi\.|simple/|registry\.", text), name


@pytest.mark.parametrize("name", ["govuk-frontend.css", "govuk-frontend.min.js", "htmx.min.js"])
def test_files_from_elsewhere_are_as_published(name: str) -> None:
    listed = dict(LISTED.findall((STATIC / "README.md").read_text(encoding="utf-8")))
    assert hashlib.sha256((STATIC / name).read_bytes()).hexdigest() == listed[name]


def test_no_other_file_of_that_folder_was_written_elsewhere() -> None:
    """What is not listed with a digest is our own: small, and named in the table of the folder."""
    listed = dict(LISTED.findall((STATIC / "README.md").read_text(encoding="utf-8")))
    own = [path for path in STATIC.iterdir() if path.name not in listed and path.name != "README.md"]
    assert own and all(path.suffix in {".css", ".js", ".svg"} and path.stat().st_size < 60_000 for path in own)
    assert not [path.name for path in own if ".min." in path.name]
