"""An installed wheel has all that a checkout has: templates, migrations, tables, schemas and static files."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

CARRIED = {
    # A folder of the checkout, what is looked for in it, and where the wheel has it.
    "templates": ("**/*.html", "peerinspect/_templates"),
    "migrations": ("**/*.py", "peerinspect/_migrations"),
    "peerinspect/reference": ("*.csv", "peerinspect/reference"),
    "peerinspect/files": ("*.schema.json", "peerinspect/files"),
    "peerinspect/static": ("**/*.*", "peerinspect/static"),
    "peerinspect": ("**/*.py", "peerinspect"),
}

LOOK = """
import os, pathlib, peerinspect
from peerinspect.factory import create_app

home = pathlib.Path(peerinspect.__file__).parent
assert home.parent == pathlib.Path(os.environ["PYTHONPATH"]), home
app = create_app()
source, path, _ = app.jinja_loader.get_source(app.jinja_env, "base.html")
assert pathlib.Path(path) == home / "_templates" / "base.html", path
assert pathlib.Path(app.config["MIGRATIONS"]) == home / "_migrations"
assert (pathlib.Path(app.static_folder) / "peerinspect.css").is_file()
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this checkout without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    (built,) = folder.glob("*.whl")
    return built


@pytest.mark.parametrize("folder", CARRIED)
def test_the_wheel_carries_everything(wheel: Path, folder: str) -> None:
    pattern, inside = CARRIED[folder]
    here = [
        path.relative_to(ROOT / folder) for path in (ROOT / folder).glob(pattern) if "__pycache__" not in path.parts
    ]
    assert here, f"nothing matches {pattern} in {folder}"
    with zipfile.ZipFile(wheel) as archive:
        carried = set(archive.namelist())
    assert [path for path in here if f"{inside}/{path.as_posix()}" not in carried] == []


def test_the_wheel_carries_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    tops = {name.split("/")[0] for name in names}
    assert {top.split("-")[0] for top in tops} == {"peerinspect"}
    assert [name for name in names if "__pycache__" in name or name.endswith((".pyc", ".sqlite3"))] == []


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what an installation would put there."""
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def run(installed: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Python in an empty folder, with nothing of the checkout in reach."""
    environment = os.environ | {"PYTHONPATH": str(installed), "PEERINSPECT_INSTANCE": str(folder / "instance")}
    return subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=environment, capture_output=True, text=True, timeout=120
    )


def test_an_installed_service_finds_its_own_pages_and_migrations(installed: Path, tmp_path: Path) -> None:
    done = run(installed, tmp_path, "-c", LOOK)
    assert done.returncode == 0, done.stderr


def test_an_installed_command_finds_its_schemas_and_tables(installed: Path, tmp_path: Path) -> None:
    done = run(installed, tmp_path, "-m", "peerinspect", "generate", "--size", "1", "--seed", "1", "-o", "p.json")
    assert (done.returncode, done.stderr) == (0, "")
    done = run(installed, tmp_path, "-m", "peerinspect", "audit", "p.json", "none.json")
    assert (done.returncode, done.stderr) == (2, "peerinspect: none.json: there is no such file; check the path\n")
