"""Step by step down and up again with data in every table: nothing is lost but what a step is known to lose."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from flask import Flask, current_app
from flask_migrate import downgrade
from pages_world import live, pages
from rows_and_shape import Rows, Shape, emptied_columns, fill_what_is_empty, lost_between, rows_of, shape_of
from throwaway_postgres import programs, server

from peerinspect import config, store
from peerinspect.services.upkeep.backup import back_up
from peerinspect.services.upkeep.restore import restore
from peerinspect.store import history

Seen = dict[str, tuple[Rows, Shape]]
"""Rows and shape at each revision."""
GOES_WITH_ITS_COLUMN = {
    "duty": {"state", "state_on"},
    "history_head": {"facts", "shape", "stamps"},
    "interest": {"note", "recorded_by", "recorded_on", "source"},
    "job": {"for_cleared"},
    "job_part": {"finished_at"},
    "leave": {"recorded_by", "recorded_on", "reference", "source"},
    "offer": {"source"},
    "person": {"email"},
    "review": {"decided_on", "kind", "known_on", "notified_on", "rapid_on", "reasons"},
    "roster": {"for_cleared"},
    "roster_part": {"policy_version", "threes_examined"},
    "safeguarding_board": {"founded_on"},
    "waiver": {"proposal"},
}
"""What older versions of a table had no column for, and so is not there after going down to them and up again."""


@pytest.fixture(scope="module")
def season(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of a small season in which something of every sort has happened, with something in every table."""
    folder = tmp_path_factory.mktemp("season")
    live(folder / "data")
    with pages(folder / "data") as app, app.app_context():
        with store.transaction():
            history.record("", "fill", "tables", tables=" ".join(fill_what_is_empty()))
        assert history.verify() == []
        back_up(folder / "season.zip")
    return folder / "season.zip"


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    if programs() is None and os.environ.get("CI"):
        pytest.fail("PostgreSQL is not installed, and in CI both databases must be tried")
    if programs() is None:
        pytest.skip("PostgreSQL is not installed: it was not tried")
    with server() as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def either(request: pytest.FixtureRequest, season: Path, tmp_path: Path) -> Iterator[Flask]:
    """The season on one of the databases."""
    is_file = request.param == "sqlite"
    address = f"sqlite:///{tmp_path / 'season.sqlite3'}" if is_file else request.getfixturevalue("postgres")
    app = Flask("peerinspect")
    app.config.update({**config.settings(), "INSTANCE": tmp_path, "SQLALCHEMY_DATABASE_URI": address})
    config.complete(app.config)
    store.init_app(app)
    with app.app_context():
        restore(season, replace=True)
        yield app
        store.db.session.remove()
        store.db.engine.dispose()


def _revisions() -> list[str]:
    """From the newest to the first."""
    scripts = ScriptDirectory(str(current_app.config["MIGRATIONS"]))
    return [each.revision for each in scripts.walk_revisions()]


def _seen() -> tuple[Rows, Shape]:
    store.db.session.remove()
    with store.db.engine.connect() as connection:
        return rows_of(connection), shape_of(connection)


def _down(seen: Seen, newer: str, older: str) -> list[str]:
    """Go one step down; what that loses which both versions know."""
    downgrade(revision=older)
    seen[older] = _seen()
    return lost_between(seen[newer][0], seen[older][0])


def _up(seen: Seen, older: str, newer: str) -> list[str]:
    """Go one step up again; what that loses, and where tables are not made as they were."""
    store.upgrade_to(newer)
    (before, _), (_, made) = seen[older], seen[newer]
    seen[newer] = rows, shape = _seen()
    odd = [f"{table}: is not made as it was" for table in shape.keys() | made if shape.get(table) != made.get(table)]
    return lost_between(before, rows) + odd


@pytest.mark.usefixtures("either")
def test_each_step_down_and_up_keeps_what_both_versions_know() -> None:
    revisions = _revisions()
    first = _seen()
    seen = {revisions[0]: first}
    assert all(first[0].values()), "every table holds something"
    steps = list(pairwise(revisions))
    assert {newer: lost for newer, older in steps if (lost := _down(seen, newer, older))} == {}
    assert {newer: lost for newer, older in reversed(steps) if (lost := _up(seen, older, newer))} == {}
    assert emptied_columns(first[0], seen[revisions[0]][0]) == GOES_WITH_ITS_COLUMN
    store.upgrade()
    assert history.verify() == []
    assert history.events()[0].action == "take-stock"


BAD = {
    "a row": ("op.execute(\"DELETE FROM leave WHERE source = 'phone'\")", "leave: lost"),
    "a value": ("op.execute(\"UPDATE duty SET seats = seats + 1 WHERE kind = 'inspect'\")", "duty: lost"),
    "a default": (
        'with op.batch_alter_table("user_account") as batch:\n'
        '        batch.alter_column("is_demo", existing_type=sa.Boolean(), server_default=None)',
        "user_account: is not made as it was",
    ),
    "an index": ('op.drop_index("ix_leave_person", table_name="leave")', "leave: is not made as it was"),
}
"""What a step down may do by mistake, and what must be said of it."""
STEP = """
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "9999", "{before}", None, None


def upgrade():
    {up}


def downgrade():
    {down}
"""


@pytest.mark.parametrize("way", ["down", "up"])
def test_a_step_that_loses_something_is_found(
    either: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    newest = _revisions()[0]
    steps = Path(shutil.copytree(either.config["MIGRATIONS"], tmp_path / "migrations"))
    monkeypatch.setattr(store.migrate, "directory", str(steps))
    seen = {newest: _seen()}
    if way == "up":
        seen["9999"] = seen[newest]
        _write_step(steps, newest, up=BAD.values())
    else:
        _write_step(steps, newest, down=BAD.values())
        store.upgrade_to("9999")
        seen["9999"] = _seen()
    found = _down(seen, "9999", newest) if way == "down" else []
    found += _up(seen, newest, "9999")
    for wrong, (_, said) in BAD.items():
        assert any(each.startswith(said) for each in found), wrong


def _write_step(
    steps: Path, before: str, up: Iterable[tuple[str, str]] = (), down: Iterable[tuple[str, str]] = ()
) -> None:
    told = {name: "\n    ".join(each for each, _ in some) or "pass" for name, some in (("up", up), ("down", down))}
    (steps / "versions" / "9999_wrong.py").write_text(STEP.format(before=before, **told), encoding="ascii")
