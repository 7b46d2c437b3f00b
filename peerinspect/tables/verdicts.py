"""What a row of a file comes to: new, changed, same or wrong."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from peerinspect.tables.reading import WrongCell

NEW, CHANGED, SAME, WRONG = "new", "changed", "same", "wrong"
VERDICTS = (WRONG, NEW, CHANGED, SAME)
"""In the order in which a preview counts them."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a row changes in one column, as text; "" for nothing."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A row of a preview."""

    number: int
    verdict: str
    title: str
    changes: tuple[Change, ...] = ()
    wrongs: tuple[WrongCell, ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """Every row of a file with what becomes of it. `sheet` is "" for CSV; `passed_over` are headings not kept."""

    sheet: str
    passed_over: tuple[str, ...]
    rows: Sequence[PreviewRow]

    @property
    def counts(self) -> Counter[str]:
        """How many rows there are of each sort."""
        return Counter(row.verdict for row in self.rows)

    @property
    def digest(self) -> str:
        """The same for the same preview, and for no other."""
        return f"sha256:{hashlib.sha256(preview_bytes(self)).hexdigest()}"


def preview_bytes(preview: Preview) -> bytes:
    """The preview as JSON."""
    entry = {
        "sheet": preview.sheet,
        "passed_over": preview.passed_over,
        "rows": [
            [
                row.number,
                row.verdict,
                row.title,
                [[each.label, each.before, each.after] for each in row.changes],
                [[each.letter, each.label, each.sentence] for each in row.wrongs],
            ]
            for row in preview.rows
        ],
    }
    return json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode()


def preview_from(content: bytes) -> Preview:
    """The preview that was written so."""
    entry: dict[str, Any] = json.loads(content)
    return Preview(entry["sheet"], tuple(entry["passed_over"]), tuple(_rows(entry["rows"])))


def _rows(rows: Iterable[list[Any]]) -> Iterable[PreviewRow]:
    return (
        PreviewRow(
            number, verdict, title, tuple(Change(*each) for each in changes), tuple(WrongCell(*w) for w in wrongs)
        )
        for number, verdict, title, changes, wrongs in rows
    )
