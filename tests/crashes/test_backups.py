"""Backups: taken while others write, whole when put back, and refused where they are not; on both databases."""

from __future__ import annotations

import json
import stat
import time
import zipfile
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from peerinspect import store
from peerinspect.domain.kinds import KINDS
from peerinspect.services.availability import SetOffers, set_offers
from peerinspect.services.holding_back.leaks import ReportLeak, report_leak
from peerinspect.services.reader import Reader
from peerinspect.services.refusal import Refusal
from peerinspect.services.upkeep.backup import MANIFEST, back_up
from peerinspect.services.upkeep.restore import check_backup, restore
from peerinspect.store import history, proving
from peerinspect.store.tables import LeakReportRow, OfferRow, PersonRow

from .rounds import Book, check
from .writers import TODAY, service, started

P0 = Reader("u0", "u0", "director", "p0", frozenset({"C0"}))


def _write(*numbers: int) -> None:
    for number in numbers:
        report_leak(ReportLeak(f"writer 0 heard {number}"), P0, TODAY)
        set_offers(SetOffers(dict.fromkeys(KINDS, number + 1), expertise=f"number {number}"), P0, TODAY)


def _reports() -> int:
    return store.db.session.scalar(select(func.count()).select_from(LeakReportRow)) or 0


def test_a_backup_is_for_its_owner_alone_and_says_what_is_in_it(app: Flask, tmp_path: Path) -> None:
    _write(1, 2)
    manifest = back_up(tmp_path / "backup.zip")
    assert stat.S_IMODE((tmp_path / "backup.zip").stat().st_mode) == 0o600
    assert manifest.tables["leak_report"] == 2
    assert manifest.head == str(proving.head())
    assert check_backup(tmp_path / "backup.zip") == manifest
    everything = b"".join(zipfile.ZipFile(tmp_path / "backup.zip").read(name) for name in
                          zipfile.ZipFile(tmp_path / "backup.zip").namelist())  # fmt: skip
    assert app.config["SECRET_KEY"].encode() not in everything


def test_it_is_never_written_over_a_file(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "backup.zip").write_text("mine", encoding="ascii")
    with pytest.raises(Refusal):
        back_up(tmp_path / "backup.zip")
    assert (tmp_path / "backup.zip").read_text(encoding="ascii") == "mine"
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".peer")] == []


def test_it_is_of_one_moment_while_others_write(either: Flask, tmp_path: Path) -> None:
    store.db.session.remove()
    store.db.engine.dispose()
    writers = [started(either, number, 0) for number in (1, 2)]
    try:
        time.sleep(0.3)
        check_backup_of_moment(tmp_path / "backup.zip")
    finally:
        told = {each.number: each.kill() for each in writers}
    assert any(told.values())  # SQLite's lock goes to whoever asks at the right moment: one may keep the other waiting.


def check_backup_of_moment(file: Path) -> None:
    """Counted, proven and without a half change: `check_backup` raises where it is not."""
    manifest = back_up(file)
    assert check_backup(file).head == manifest.head
    assert manifest.tables["offer"] in range(1, 3 * len(KINDS) + 1)
    store.db.session.remove()


def _backup(folder: Path) -> Path:
    """Of two reports; a third has come in since."""
    _write(1, 2)
    back_up(folder / "backup.zip")
    _write(3)
    return folder / "backup.zip"


class TestRestore:
    """A backup put back."""

    def test_brings_everything_back_and_the_service_goes_on(self, either: Flask, tmp_path: Path) -> None:
        manifest = restore(_backup(tmp_path), replace=True)
        assert _reports() == 2
        assert str(proving.head()) == manifest.head
        assert history.verify() == []
        with store.transaction():
            store.add(store.tables.PostRow(person="p0", authority="C1", role="senior", basis="joint"))
        _write(4)
        check(Book())
        assert _reports() == 3

    def test_into_the_other_database(self, app: Flask, tmp_path: Path, request: pytest.FixtureRequest) -> None:
        backup, address = _backup(tmp_path), request.getfixturevalue("postgres").empty_database()
        with service(tmp_path / "other", address):
            restore(backup, replace=False)
            assert _reports() == 2
            assert history.verify() == []
            back_up(tmp_path / "back.zip")
        restore(tmp_path / "back.zip", replace=True)
        offered = {row.days for row in store.db.session.scalars(select(OfferRow).filter_by(person="p0"))}
        assert (offered, history.verify()) == ({3}, [])

    @pytest.fixture
    def backup(self, app: Flask, tmp_path: Path) -> Path:
        """Of two reports; a third has come in since."""
        return _backup(tmp_path)

    def test_never_writes_over_data_unasked(self, backup: Path) -> None:
        with pytest.raises(Refusal, match="there is data already"):
            restore(backup, replace=False)
        assert _reports() == 3
        assert history.verify() == []

    @pytest.mark.parametrize("what", ["row", "table", "head", "truncated"])
    def test_refuses_what_is_not_whole_and_leaves_what_is_there(self, backup: Path, what: str) -> None:
        _damage(backup, what)
        with pytest.raises(Refusal):
            restore(backup, replace=True)
        assert _reports() == 3
        assert history.verify() == []

    def test_refuses_one_of_a_later_version(self, backup: Path) -> None:
        _rewrite(backup, lambda manifest: manifest | {"revision": "9999"})
        with pytest.raises(Refusal, match="later version"):
            restore(backup, replace=True)

    def test_says_so_where_the_history_was_changed_before_the_backup(self, app: Flask, tmp_path: Path) -> None:
        with store.db.engine.begin() as connection:
            connection.execute(text("UPDATE person SET name = 'X' WHERE id = 'p0'"))
        back_up(tmp_path / "changed.zip")
        with pytest.raises(Refusal, match="not whole"):
            check_backup(tmp_path / "changed.zip")

    def test_what_is_no_backup_is_said_to_be_none(self, app: Flask, tmp_path: Path) -> None:
        (tmp_path / "other.zip").write_bytes(b"PK no")
        with pytest.raises(Refusal, match="no backup"):
            check_backup(tmp_path / "other.zip")


def test_a_backup_of_an_earlier_version_is_brought_up_to_date(either: Flask, tmp_path: Path) -> None:
    from flask_migrate import downgrade

    store.db.session.remove()
    downgrade(revision="0026")
    back_up(tmp_path / "old.zip")
    restore(tmp_path / "old.zip", replace=True)
    assert store.db.session.get(PersonRow, "p0") is not None
    assert history.verify() == []


def _damage(backup: Path, what: str) -> None:
    if what == "truncated":
        backup.write_bytes(backup.read_bytes()[:-400])
    elif what == "head":
        _rewrite(backup, lambda manifest: manifest | {"head": manifest["head"].replace(":", ":f", 1)[:-1]})
    elif what == "table":
        _rewrite(backup, lambda manifest: manifest, leave_out="offer.jsonl")
    else:
        _rewrite(backup, lambda manifest: manifest, change="person.jsonl")


def _rewrite(backup: Path, told: object, leave_out: str = "", change: str = "") -> None:
    """The archive written anew, with another manifest, without a file, or with a changed one."""
    with zipfile.ZipFile(backup) as archive:
        files = {name: archive.read(name) for name in archive.namelist() if name != leave_out}
    files[MANIFEST] = json.dumps(told(json.loads(files[MANIFEST]))).encode()  # type: ignore[operator]
    if change:
        files[change] = files[change].replace(b"Person 0", b"Person 9")
    with zipfile.ZipFile(backup, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
