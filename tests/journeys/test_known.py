"""What one process has looked at, another leaves alone, and nothing else."""

from __future__ import annotations

from pathlib import Path

from known import Known


def test_something_is_new_once() -> None:
    known = Known()
    assert known.takes(["a page", "its frame"])
    assert not known.takes(["its frame"])
    assert known.takes(["its frame", "another page"])
    assert not known.takes(["a page", "another page"])


def test_what_one_took_is_known_to_who_shares_the_file(tmp_path: Path) -> None:
    one, other, alone = Known(), Known(), Known()
    for each in (one, other):
        each.share(tmp_path / "known")
    assert one.takes(["a page"])
    assert not other.takes(["a page"])
    assert other.takes(["a page", "another page"])
    assert not one.takes(["another page"])
    assert alone.takes(["a page"])


def test_half_a_line_is_read_when_it_is_whole(tmp_path: Path) -> None:
    one, other = Known(), Known()
    one.share(tmp_path / "from")
    one.takes(["a page"])
    line = (tmp_path / "from").read_text(encoding="ascii")
    other.share(tmp_path / "to")
    (tmp_path / "to").write_text(line[:20], encoding="ascii")
    other.takes(())
    (tmp_path / "to").write_text(line, encoding="ascii")
    assert not other.takes(["a page"])
