"""A process that searches reads files, and has no business with secrets."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from peerinspect.config import SECRETS, environment_of_child, settings
from peerinspect.services.child import Leash, run

SAYS = "import os; print('|'.join(sorted(os.environ)), flush=True)"


def test_it_is_given_no_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in SECRETS:
        monkeypatch.setenv(name, "hunter2")
    monkeypatch.setenv("PEERINSPECT_INSTANCE", str(tmp_path))
    heard: list[str] = []
    run(
        [sys.executable, "-c", SAYS],
        tmp_path / "errors",
        Leash(30.0, 1.0, lambda: False, lambda line: heard.append(line.decode())),
    )
    given = set("".join(heard).strip().split("|"))
    assert "PEERINSPECT_INSTANCE" in given and not given & SECRETS
    assert "hunter2" not in environment_of_child().values()


def test_every_setting_that_is_secret_is_among_them(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in SECRETS:
        monkeypatch.setenv(name, f"of {name}")
    held = {value for value in settings().values() if isinstance(value, str) and value.startswith("of PEERINSPECT")}
    assert held == {f"of {name}" for name in SECRETS}
