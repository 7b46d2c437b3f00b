"""Keeping the digests of decision records: in the background, so that publishing stays quick.

Of each record only a digest is kept; the record itself is made again whenever it is asked for. When the last digest of
a part is there, one event in the history holds the digest of them all, so that none of them can be changed unseen.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from itertools import takewhile

from flask import current_app

from peerinspect import store
from peerinspect.domain.placement import Pair
from peerinspect.explain.records import RecordMaker, digest_of_record
from peerinspect.services.publication import inputs_of
from peerinspect.services.veil import KEEP_SEALED_RECORDS, OPEN, PARTS
from peerinspect.services.wording import counted
from peerinspect.store import history
from peerinspect.store.reading.records import kept_records, pairs_without_record, part_without_records
from peerinspect.store.tables import DecisionRecordRow, RosterPartRow

KEEP_RECORDS = "keep-records"
_MAKERS = "peerinspect-records"


def keep_next_records(today: date) -> bool:
    """Make the records of one more duty and keep their digests; whether there was one. It takes part of a second."""
    row = part_without_records()
    if row is None:
        return False
    missing = pairs_without_record(row.id)
    pairs = list(takewhile(lambda pair: pair[1] == missing[0][1], missing))
    digests = [(pair, digest_of_record(maker_of(row.id).record(*pair))) for pair in pairs]
    with store.transaction():
        still_missing = set(pairs_without_record(row.id))
        store.add(*(_row(row.id, pair, digest, today) for pair, digest in digests if pair in still_missing))
        if still_missing and still_missing <= set(pairs):
            _seal(row)
    return True


def maker_of(part: int) -> RecordMaker:
    """Makes the records of a published part. Its files never change once it is published, so the reading is kept."""
    makers: dict[int, RecordMaker] = current_app.extensions.setdefault(_MAKERS, {})
    if part not in makers:
        if len(makers) >= len(PARTS):
            makers.clear()
        makers[part] = RecordMaker(inputs_of(part))
    return makers[part]


def _row(part: int, pair: Pair, digest: str, today: date) -> DecisionRecordRow:
    return DecisionRecordRow(part=part, duty=pair[1], person=pair[0], digest=digest, made_on=today)


def _seal(row: RosterPartRow) -> None:
    """Put the digest of all the part's digests into the history."""
    rows = kept_records(row.id)
    history.record(
        "",
        KEEP_RECORDS if row.part == OPEN else KEEP_SEALED_RECORDS,
        row.roster,
        sentence=f"Kept the digests of {counted(len(rows), 'decision record')}.",
        records=digest_of_all(rows),
    )


def digest_of_all(rows: Sequence[DecisionRecordRow]) -> str:
    """`sha256:` and the digest of a part's digests, a line each, by duty and person."""
    lines = "".join(f"{each.duty}\t{each.person}\t{each.digest}\n" for each in rows)
    return f"sha256:{hashlib.sha256(lines.encode()).hexdigest()}"
