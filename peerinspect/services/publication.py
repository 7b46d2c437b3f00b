"""What is put beside a part when it is published: who published it, the certificate, and the waivers in force.

Names and roles change, and people leave. A decision record must not change with them, so it rests on this and never on
what the database says later.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from peerinspect import store
from peerinspect.domain.placement import Pair
from peerinspect.explain.records import Inputs
from peerinspect.services.waiver_rights import APPROVED
from peerinspect.store.reading.policies import version_of
from peerinspect.store.reading.records import Signature, find_publication, signatures, waivers_about, with_bytes
from peerinspect.store.reading.rosters import rows_of
from peerinspect.store.reading.waivers import WaiverRecord, find_waiver
from peerinspect.store.tables import PublicationRow, RosterPartRow, RosterPlacementRow, WaiverRow

UNKNOWN = Signature("", "")


def keep_publication(row: RosterPartRow) -> Mapping[str, str]:
    """Keep what a part's publication rests on; the digests of its three files. Call it where the part is published."""
    content = _content(row)
    store.add(PublicationRow(part=row.id, content=content))
    return _inputs(with_bytes(row.id), content).digests()


def inputs_of(part: int) -> Inputs:
    """What the records of a published part are made from."""
    row = with_bytes(part)
    kept = find_publication(part)
    return _inputs(row, _content(row) if kept is None else kept)


def _inputs(row: RosterPartRow, content: bytes) -> Inputs:
    return Inputs(row.part, row.problem_bytes, row.roster_bytes, content)


def _content(row: RosterPartRow) -> bytes:
    """The publication as JSON. Of one from before this was kept, as far as rows that never change tell it."""
    assert row.published_on is not None, "only what is published has a publication"
    signed = signatures()
    pairs = {(each.person, each.duty) for each in rows_of(RosterPlacementRow, [row.id])}
    content = {
        "published": {"on": row.published_on.isoformat(), **_signature(signed, row.published_by)},
        "policy_version": version_of(row),
        "certificate": _certificate(row),
        "waivers": _waivers(pairs, row.published_on, signed),
    }
    return json.dumps(content, sort_keys=True, ensure_ascii=False).encode()


def _certificate(row: RosterPartRow) -> dict[str, Any]:
    return {
        "checked_on": row.checked_on.isoformat() if row.checked_on else None,
        "is_clean": bool(row.is_clean),
        "rules_examined": row.rules_examined,
        "pairs_examined": row.pairs_examined,
        "threes_examined": row.threes_examined,
    }


def _waivers(pairs: Collection[Pair], day: date, signed: Mapping[str, Signature]) -> list[dict[str, Any]]:
    in_force = [
        each
        for each in waivers_about(pairs)
        if each.until >= day and (each.recorded_on is None or each.recorded_on <= day)
    ]
    return [_waiver(each, signed) for each in in_force]


def _waiver(row: WaiverRow, signed: Mapping[str, Signature]) -> dict[str, Any]:
    other = {"person": row.other_person, "duty": row.other_duty} if row.other_person and row.other_duty else None
    record = find_waiver(row.proposal) if row.proposal else None
    return {
        "rule": row.rule,
        "person": row.person,
        "duty": row.duty,
        "other": other,
        "until": row.until.isoformat(),
        "reason": row.reason,
        "mitigation": row.mitigation,
        "proposed": _proposed(record, signed) if record else None,
        "approved": _approved(record, signed) if record else [],
    }


def _proposed(record: WaiverRecord, signed: Mapping[str, Signature]) -> dict[str, Any]:
    asked = record.proposal
    return {"on": asked.proposed_on.isoformat(), **_signature(signed, asked.proposed_by)}


def _approved(record: WaiverRecord, signed: Mapping[str, Signature]) -> list[dict[str, Any]]:
    return [
        {
            "on": each.decided_on.isoformat(),
            "sentence": each.sentence,
            "reference": each.reference,
            **_signature(signed, each.decided_by),
        }
        for each in record.decisions
        if each.outcome == APPROVED
    ]


def _signature(signed: Mapping[str, Signature], user: str | None) -> dict[str, str]:
    found = signed.get(user or "", UNKNOWN)
    return {"by": found.name, "role": found.role}
