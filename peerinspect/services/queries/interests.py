"""Declared ties as their readers may know them: of family the outcome shows, not the content."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from peerinspect.domain import Evidence, Period
from peerinspect.services import views
from peerinspect.store.reading.councils import Place
from peerinspect.store.reading.ties import TieRecord, tie_records
from peerinspect.store.reading.users import user_names

PRIVATE = frozenset({"family"})
"""The kinds of tie of which only their own people see more than that there is one, and whether it still holds."""


def interest_views(
    person_id: str, places: Mapping[str, Place], today: date, is_own: bool
) -> tuple[views.InterestView, ...]:
    """What the person has declared, current ties first, then by council. `is_own`: the person is the one who asks."""
    names = user_names()
    found = [interest_view(each, places, today, names, is_own) for each in tie_records([person_id])]
    return tuple(sorted(found, key=lambda view: (not view.is_current, view.authority_name, view.kind, view.id)))


def interest_view(
    record: TieRecord, places: Mapping[str, Place], today: date, names: Mapping[str, str], is_own: bool
) -> views.InterestView:
    """One tie, without what is private of it unless it is the reader's own."""
    row = record.row
    is_held_back = row.kind in PRIVATE and not is_own
    return views.InterestView(
        id=row.id,
        authority=row.authority,
        authority_name=places[row.authority].name if row.authority else "",
        kind=row.kind,
        period=Period() if is_held_back else Period(row.starts, row.ends),
        is_current=row.ends is None or row.ends >= today,
        case=None if is_held_back else row.case_reference,
        note="" if is_held_back else row.note or "",
        is_held_back=is_held_back,
        state=record.state,
        source=row.source or "",
        reference=row.reference or "",
        recorded_by=names.get(row.recorded_by or "", ""),
        recorded_on=row.recorded_on,
    )


def evidence_view(one: Evidence) -> views.EvidenceView:
    """A fact that an objection rests on; where it is a private tie, without its dates."""
    is_private = one.fact.startswith("declared tie to ") and one.fact.endswith(tuple(f": {kind}" for kind in PRIVATE))
    return views.EvidenceView(one.fact, *((None, None) if is_private else (one.start, one.end)))
