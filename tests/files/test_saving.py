"""A file is written whole or not at all, and whether it can be is known before any long work."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from peerinspect.files import TargetProblem, check_target
from peerinspect.files.saving import write_whole


def test_a_file_is_written_with_the_rights_of_any_new_file(tmp_path: Path) -> None:
    write_whole(tmp_path / "new", b"content")
    (tmp_path / "plain").write_bytes(b"")
    assert (tmp_path / "new").read_bytes() == b"content"
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "plain").stat().st_mode
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new", "plain"]


def test_an_interrupted_write_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "r.json"
    target.write_bytes(b"old")

    def interrupted(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_whole(target, b"new")
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_full_disk_is_told_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full_disk(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(TargetProblem, match=r"r\.json: it cannot be written \(No space left on device\)"):
        write_whole(tmp_path / "r.json", b"new")
    assert list(tmp_path.iterdir()) == []


def test_checking_a_target_leaves_no_trace(tmp_path: Path) -> None:
    check_target(tmp_path / "r.json")
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "r.json").write_bytes(b"old")
    check_target(tmp_path / "r.json")
    assert (tmp_path / "r.json").read_bytes() == b"old"


@pytest.mark.parametrize("write", [check_target, lambda path: write_whole(path, b"x")], ids=["check", "write"])
@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("folder", "this is a folder"),
        ("none/r.json", "its folder does not exist"),
        ("file/r.json", "it cannot be written"),
        ("n" * 300, "it cannot be written"),
        ("nul\0", "it cannot be written"),
        ("", "this is a folder"),
    ],
)
def test_a_target_that_cannot_be_written(tmp_path: Path, name: str, sentence: str, write: object) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(TargetProblem, match=sentence) as refusal:
        write(f"{tmp_path}/{name}")  # type: ignore[operator]
    assert str(refusal.value).count("\n") == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder"]


def test_a_link_keeps_pointing_where_it_did(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to("real")
    write_whole(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"


def test_a_device_is_written_to_and_not_replaced() -> None:
    check_target(os.devnull)
    write_whole(os.devnull, b"x")
    assert stat.S_ISCHR(os.stat(os.devnull).st_mode)
