"""The commands of the service that need no page: the tables, and who can sign in."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from command_runs import COMMAND, assert_refused, environment

ADA = ("user", "add", "ada@example.org", "--name", "Ada Example", "--role", "administrator")
PASSWORD = "a password for tests\n"


def run(folder: Path, *arguments: str, typed: str = PASSWORD) -> subprocess.CompletedProcess[str]:
    """`peerinspect` with an instance of its own in the folder."""
    return subprocess.run(
        [*COMMAND, *arguments],
        cwd=folder,
        env=environment() | {"PEERINSPECT_INSTANCE": str(folder / "instance"), "PEERINSPECT_DATABASE": ""},
        input=typed,
        capture_output=True,
        text=True,
        timeout=120,
    )


def users(folder: Path) -> list[tuple[str, str]]:
    """Every user's address and role, in order."""
    with closing(sqlite3.connect(folder / "instance" / "peerinspect.sqlite3")) as database:
        return database.execute("SELECT email, role FROM user_account ORDER BY email").fetchall()


@pytest.fixture(scope="module")
def first_user(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a service with its first administrator: to be copied, since making the tables takes longest."""
    folder = tmp_path_factory.mktemp("first")
    assert run(folder, *ADA).returncode == 0
    return folder


@pytest.fixture
def with_ada(first_user: Path, tmp_path: Path) -> Path:
    """A folder of one's own with that service."""
    return Path(shutil.copytree(first_user, tmp_path / "service"))


def test_the_tables_are_made_and_kept(tmp_path: Path) -> None:
    for _ in range(2):
        done = run(tmp_path, "db", "upgrade")
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert users(tmp_path) == []


def test_the_first_user_is_an_administrator_and_adds_nobody_by_mistake(tmp_path: Path) -> None:
    assert_refused(run(tmp_path, *ADA[:-1], "coordinator"), "add an administrator first")
    assert run(tmp_path, *ADA).stdout == "Added ada@example.org as administrator.\n"
    bea = ("user", "add", "bea@example.org", "--name", "Bea Example", "--role")
    assert run(tmp_path, *bea, "coordinator", "--cleared").returncode == 0
    assert users(tmp_path) == [("ada@example.org", "administrator"), ("bea@example.org", "coordinator")]


@pytest.mark.parametrize(
    ("arguments", "typed", "phrase"),
    [
        (ADA, "short\n", "ada@example.org: Choose a password of at least 12 characters"),
        (ADA, "", "password"),
        ((*ADA[:2], "nobody", *ADA[3:]), PASSWORD, "nobody: Enter an email address"),
        (("user", "add"), PASSWORD, "EMAIL"),
        (("user",), PASSWORD, "COMMAND"),
    ],
)
def test_a_user_who_cannot_be_added(tmp_path: Path, arguments: tuple[str, ...], typed: str, phrase: str) -> None:
    assert_refused(run(tmp_path, *arguments, typed=typed), phrase)


def test_a_database_that_cannot_be_made_is_told_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "instance").write_text("a file where the folder should be")
    assert_refused(run(tmp_path, "db", "upgrade"), "instance")


def test_users_are_looked_after_without_a_page(with_ada: Path) -> None:
    pat = ("user", "add", "pat@example.org", "--name", "Pat Example", "--role", "panel")
    assert run(with_ada, *pat, typed="\n").returncode == 0
    told = run(with_ada, "user", "list").stdout
    assert told == (
        "ada@example.org\tadministrator\tactive\tsecond factor to be set up\n"
        "pat@example.org\tpanel\tawaited\tsecond factor off\n"
    )
    code = run(with_ada, "user", "set-up-code", "PAT@example.org").stdout.strip()
    assert [len(group) for group in code.split("-")] == [4, 4, 4, 4]
    assert run(with_ada, "user", "disable", "pat@example.org").stdout.startswith("Disabled")
    assert "\tdisabled\t" in run(with_ada, "user", "list").stdout
    assert run(with_ada, "user", "enable", "pat@example.org").returncode == 0
    assert "\tawaited\t" in run(with_ada, "user", "list").stdout


@pytest.mark.parametrize(
    ("change", "email", "phrase"),
    [
        ("disable", "nobody@example.org", "nobody@example.org: there is no user with this email address"),
        ("disable", "ada@example.org", "is the last administrator"),
        ("enable", "ada@example.org", "is not disabled"),
        ("reset-second-factor", "ada@example.org", "has no second factor yet"),
        ("unlink", "ada@example.org", "is not linked"),
    ],
)
def test_a_change_of_a_user_that_cannot_be_made(with_ada: Path, change: str, email: str, phrase: str) -> None:
    assert_refused(run(with_ada, "user", change, email), phrase)


def test_tokens_are_made_listed_and_revoked(with_ada: Path) -> None:
    made = run(with_ada, "token", "make", "ada@example.org", "--name", "Rota", "--days", "30")
    token = made.stdout.strip()
    assert made.returncode == 0 and token.startswith("peer_") and len(token) == 45
    assert_refused(run(with_ada, "token", "make", "ada@example.org", "--name", "All", "--scope", "sealed"), "cleared")
    listed = run(with_ada, "token", "list").stdout
    token_id, owner, name, scopes, state, *_ = listed.strip().split("\t")
    assert (owner, name, scopes, state) == ("ada@example.org", "Rota", "read", "good")
    assert token not in listed
    assert run(with_ada, "token", "revoke", token_id).returncode == 0
    assert "revoked" in run(with_ada, "token", "list", "ada@example.org").stdout
    assert_refused(run(with_ada, "token", "revoke", token_id), "revoked already")
    assert_refused(run(with_ada, "token", "revoke", "nothing"), "no such token")
