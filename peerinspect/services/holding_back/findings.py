"""What the rules said whenever they were asked again: kept as it was, and never changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from peerinspect import store
from peerinspect.domain import Objection
from peerinspect.store.tables import AskingRow, FindingRow

OFFER, TEN_DAYS, ONE_DAY, NOTICE, DISCLOSURE, DAILY = "offer", "ten-days", "one-day", "notice", "disclosure", "daily"
MOMENTS = (OFFER, TEN_DAYS, ONE_DAY, NOTICE, DISCLOSURE, DAILY)
"""The moments at which rules are asked again: `daily` is a round that found something new. Design, section 7."""


def keep_findings(
    duty: str, moment: str, due_on: date, today: date, found: Mapping[str, Sequence[Objection]]
) -> tuple[FindingRow, ...]:
    """Keep what the rules have against each person asked about, nothing too; the findings. Call it in a transaction."""
    asking = AskingRow(duty=duty, moment=moment, due_on=due_on, asked_on=today, people=len(found))
    store.add(asking)
    rows = tuple(_row(asking.id, duty, person, one) for person in sorted(found) for one in found[person])
    store.db.session.add_all(rows)
    store.db.session.flush()
    return rows


def _row(asking: int, duty: str, person: str, one: Objection) -> FindingRow:
    return FindingRow(
        asking=asking,
        person=person,
        rule=one.rule,
        strength=str(one.strength),
        sentence=one.sentence,
        rests_on=" ".join(sorted({*one.duties, *one.reveals} - {duty})),
    )
