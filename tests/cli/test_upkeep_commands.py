"""The commands with which an operator proves, backs up, restores and purges."""

from __future__ import annotations

import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from command_runs import COMMAND, environment

ADA = ("user", "add", "ada@example.org", "--name", "Ada Example", "--role", "administrator")


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """`peerinspect` with an instance of its own in the folder."""
    return subprocess.run(
        [*COMMAND, *arguments],
        cwd=folder,
        env=environment() | {"PEERINSPECT_INSTANCE": str(folder / "instance"), "PEERINSPECT_DATABASE": ""},
        input="a password for tests\n",
        capture_output=True,
        text=True,
        timeout=120,
    )


def behind(folder: Path, statement: str) -> None:
    """Change something without the service."""
    with closing(sqlite3.connect(folder / "instance" / "peerinspect.sqlite3")) as database, database:
        database.execute(statement)


@pytest.fixture(scope="module")
def backed_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a service of one user, and a backup of it."""
    folder = tmp_path_factory.mktemp("backed-up")
    assert run(folder, *ADA).returncode == 0
    done = run(folder, "backup", "backup.zip")
    assert (done.returncode, done.stderr) == (0, "")
    return folder


def test_a_backup_is_put_back_where_there_is_nothing_and_nowhere_else(backed_up: Path, tmp_path: Path) -> None:
    head = run(backed_up, "history", "head").stdout.strip()
    done = run(tmp_path, "restore", str(backed_up / "backup.zip"))
    assert (done.returncode, done.stderr) == (0, "")
    assert run(tmp_path, "history", "verify", "--since", head).returncode == 0
    again = run(tmp_path, "restore", str(backed_up / "backup.zip"))
    assert again.returncode == 2
    assert "there is data already" in again.stderr
    behind(tmp_path, "UPDATE user_account SET role = 'coordinator', cleared = 1")
    found = run(tmp_path, "history", "verify")
    assert found.returncode == 1
    assert "A row of “user_account” is not as the history left it" in found.stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("history", "verify", "--since", "12"), "this is no head"),
        (("history", "who-knew", "nothing"), "no sealed inspection"),
        (("purge", "--as-of", "9000-01-01"), "today or earlier"),
        (("purge", "--as-of", "tomorrow"), "is no day"),
        (("backup", "backup.zip"), "is there already"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(backed_up: Path, arguments: tuple[str, ...], told: str) -> None:
    done = run(backed_up, *arguments)
    assert done.returncode == 2
    assert told in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_purge_that_is_only_tried_says_each_rule(backed_up: Path) -> None:
    done = run(backed_up, "purge", "--dry-run", "--as-of", "2099-01-01")
    assert done.returncode == 0
    assert "Placements, waivers and records of work" in done.stdout
