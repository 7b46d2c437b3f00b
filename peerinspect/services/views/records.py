"""Decision records and what is made from them, as pages and downloads show them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from peerinspect.documents.statements import StatementAbout
from peerinspect.domain import Period


@dataclass(frozen=True, slots=True)
class KeptDigest:
    """The digest that was kept of a record, and whether the record still has it."""

    digest: str
    made_on: date
    is_same: bool


@dataclass(frozen=True, slots=True)
class RecordView:
    """A decision record in the edition that its reader may see.

    `edition` is full, council, person or held. `content` is the edition as canonical JSON, `record` the same read; both
    are empty where the time for which records are kept is over: then `removed` says what was there. `kept` is for the
    full edition only. `title` names no council while it is held back.
    """

    edition: str
    title: str
    person_name: str
    duty_id: str
    address: str
    content: bytes
    record: Mapping[str, Any]
    kept: KeptDigest | None
    kept_until: date
    removed: tuple[str, ...]
    sealed: bool


@dataclass(frozen=True, slots=True)
class StatementView:
    """The independence statement on everybody who is on a duty."""

    duty_id: str
    title: str
    councils: tuple[str, ...]
    period: Period
    people: tuple[StatementAbout, ...]
    sealed: bool


@dataclass(frozen=True, slots=True)
class DutyPapers:
    """Which papers on a duty a reader may open: records by the placements' addresses, and the statement."""

    records: frozenset[str]
    statement: bool


@dataclass(frozen=True, slots=True)
class NotChosenLine:
    """A duty of a kind that the reader offered, for which the reader was not chosen."""

    duty_id: str
    kind: str
    title: str
    period: Period
