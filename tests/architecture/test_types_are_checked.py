"""`make test` has every module's types checked, strictly: what is left out of that breaks unseen."""

from __future__ import annotations

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["mypy"]
NO_CHECK = {"ignore_errors", "disable_error_code", "check_untyped_defs", "exclude", "follow_imports", "strict_optional"}
"""Settings by which a fault would pass."""


def test_every_package_of_ours_is_checked() -> None:
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert set(SETTINGS["packages"]) == packages and SETTINGS["strict"] is True
    commands = (ROOT / "Makefile").read_text().partition("\ntest:")[2].partition("\n\n")[0].splitlines()
    assert "\t$(BIN)/mypy" in commands, "with a path behind it, it would check that path alone"


def test_no_module_of_ours_is_spared() -> None:
    assert not NO_CHECK & SETTINGS.keys()
    for each in SETTINGS["overrides"]:
        ours = [name for name in each["module"] if name.partition(".")[0] in SETTINGS["packages"]]
        assert not ours or not (NO_CHECK | {"ignore_missing_imports"}) & each.keys(), ours
