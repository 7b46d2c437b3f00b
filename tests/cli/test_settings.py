"""Settings that cannot be used: every command says so in a line that names the variable; none passes for silence."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from command_runs import COMMAND, assert_refused, environment, names_in

from peerinspect import config

WRONG = {
    "PEERINSPECT_DATABASE": ["hunter2", "postgresql://u:hunter2@127.0.0.1/x", "nosuch://u:hunter2@127.0.0.1/x"],
    "PEERINSPECT_MAIL_URL": ["hunter2", "smtp://u:hunter2@host:port"],
    "PEERINSPECT_HOSTS": ["a/b"],
    "PEERINSPECT_PROXIES": ["9"],
    "PEERINSPECT_OIDC_ISSUER": ["https://sign-in.example.org"],
    "PEERINSPECT_ADDRESS": ["peers.example.org", "ftp://peers.example.org", "https://"],
    "PEERINSPECT_HTTPS": ["true", "yes"],
    "PEERINSPECT_SECOND_FACTOR": ["everyone", "1"],
    "PEERINSPECT_JOBS": ["procrastinat"],
    "PEERINSPECT_PURGE": ["weekly"],
    "PEERINSPECT_EMBEDDED_WORKER": ["no"],
    "PEERINSPECT_STRANDED_AFTER": ["a minute", "0", "nan"],
    "PEERINSPECT_WORKER_PATIENCE": ["a minute", "-1"],
    "PEERINSPECT_DIVIDE_BEYOND": ["many", "-1", "9" * 5000],
    "PEERINSPECT_METRICS_TOKEN": ["hunter2", "hunter2 " * 4, "hunter2" * 40],
    "PEERINSPECT_THREADS": ["0"],
    "PEERINSPECT_SLOW_STATEMENT_MS": ["1.5"],
}


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, values in WRONG.items() for value in values], ids=lambda text: text[:40]
)
def test_a_wrong_setting_is_told_in_a_line_and_nothing_is_begun(tmp_path: Path, name: str, value: str) -> None:
    where = {key: told for key, told in environment().items() if not key.startswith("PEERINSPECT_")}
    where |= {name: value, "PEERINSPECT_INSTANCE": str(tmp_path / "instance")}
    done = subprocess.run(
        [*COMMAND, "user", "list"], cwd=tmp_path, env=where, capture_output=True, text=True, timeout=60
    )
    assert_refused(done, "PEERINSPECT_OIDC_CLIENT_ID" if name == "PEERINSPECT_OIDC_ISSUER" else name)
    assert len(done.stderr.splitlines()) == 1 and "fault" not in done.stderr
    assert "hunter2" not in done.stderr, "what may be a secret is not repeated"
    assert not list((tmp_path / "instance").glob("*.sqlite3")) if "instance" in names_in(tmp_path) else True


def test_what_is_left_out_or_said_as_usual_is_the_usual(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in WRONG:
        monkeypatch.delenv(name, raising=False)
    silent = config.settings()
    usual = {"HTTPS": "0", "JOBS": "own", "EMBEDDED_WORKER": "1", "STRANDED_AFTER": "60", "WORKER_PATIENCE": "180"}
    for name, value in usual.items():
        monkeypatch.setenv(f"PEERINSPECT_{name}", value)
    monkeypatch.setenv("PEERINSPECT_SECOND_FACTOR", "")
    assert config.settings() == silent


def test_the_words_that_there_are_count(monkeypatch: pytest.MonkeyPatch) -> None:
    said = {
        "HTTPS": "1",
        "SECOND_FACTOR": "everybody",
        "JOBS": "procrastinate",
        "PURGE": "daily",
        "EMBEDDED_WORKER": "0",
    }
    for name, value in said.items():
        monkeypatch.setenv(f"PEERINSPECT_{name}", value)
    found = config.settings()
    assert found["HTTPS"] is True and found["PURGE_DAILY"] is True and found["EMBEDDED_WORKER"] is False
    assert (found["SECOND_FACTOR"], found["JOBS"]) == ("everybody", "procrastinate")
