"""Decision records for those who plan, approve or receive; and the statement of independence for the council."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from datetime import date
from typing import Any

from peerinspect import store
from peerinspect.documents.editions import for_the_council
from peerinspect.documents.statements import StatementAbout, asked_since, placed_before, statement_about
from peerinspect.domain import Duty, kinds
from peerinspect.domain.placement import Pair
from peerinspect.explain.records import digest_of_record, record_bytes
from peerinspect.services import views
from peerinspect.services.addresses import placement_address
from peerinspect.services.checking import only
from peerinspect.services.queries.authorities import may_see_team
from peerinspect.services.queries.looks import record_look, record_look_at_list
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reader import CHIEF_EXECUTIVE, COORDINATOR, DIRECTOR, LIAISON, Reader
from peerinspect.services.recording import maker_of
from peerinspect.services.refusal import NotFound
from peerinspect.services.retention import REMOVED, is_kept, kept_until
from peerinspect.services.veil import OPEN, PARTS
from peerinspect.services.wording import council_names, duty_title
from peerinspect.store.reading.duties import read_duties, sealed_duties
from peerinspect.store.reading.people import read_people
from peerinspect.store.reading.placements import PlacementRecord
from peerinspect.store.reading.records import kept_record, published_parts_with
from peerinspect.store.tables import PlacementRow, RosterPartRow

FULL, COUNCIL = "full", "council"
CERTAIN = ("accepted", "live", "done")
"""The statuses of people whom the duty's own council is told of."""

Record = Mapping[str, Any]


def decision_record(
    reader: Reader, duty_id: str, address: str, today: date, redacted: bool = False
) -> views.RecordView:
    """Why somebody is on a duty, as the latest roster that was published with them holds it.

    For coordinators; for the Ofsted liaison on inspections and secondments; for the chief executive of the duty's
    council in the redacted edition, once they may know who comes. `redacted` asks for that edition where the full one
    could be had. NotFound for what the reader may not know of, and for a placement that no published roster holds.
    """
    only(reader, COORDINATOR, LIAISON, CHIEF_EXECUTIVE)
    sight = Sight(reader, today)
    duty = sight.duty(duty_id)
    placement = _placement_at(sight, duty, address)
    row = published_part(placement.pair)
    if row is None or not _may_read(sight, duty, placement):
        raise NotFound("no such record")
    record_look(sight, duty)
    edition = COUNCIL if redacted or not _may_read_all(sight, row) else FULL
    return _view(sight, duty, placement.pair, row, edition)


def _placement_at(sight: Sight, duty: Duty, address: str) -> PlacementRecord:
    """The placement on the duty that has the address."""
    for each in sight.records({duty.id: duty}):
        if hmac.compare_digest(placement_address(*each.pair).encode(), address.encode()):
            return each
    raise NotFound("no such placement")


def published_part(pair: Pair) -> RosterPartRow | None:
    """The latest published part that holds a placement; None for one that no roster published."""
    return next(iter(published_parts_with(pair, PARTS)), None)


def _may_read(sight: Sight, duty: Duty, placement: PlacementRecord) -> bool:
    """Whether the reader has anything to do with the placement."""
    if sight.reader.role == COORDINATOR:
        return True
    if sight.reader.role == LIAISON:
        return duty.kind in (kinds.INSPECT, kinds.SECOND)
    return is_told_of(sight, duty) and placement.status in CERTAIN


def is_told_of(sight: Sight, duty: Duty) -> bool:
    """Whether the duty is at a council of the reader's, and its council may know by now who comes."""
    return bool(duty.authorities & sight.reader.authorities) and may_see_team(sight, duty)


def _may_read_all(sight: Sight, row: RosterPartRow) -> bool:
    """Whether the full record is for the reader: one from a sealed part may rest on what is sealed still."""
    return sight.reader.role in (COORDINATOR, LIAISON) and (row.part == OPEN or sight.knows_sealed_work)


def _view(sight: Sight, duty: Duty, pair: Pair, row: RosterPartRow, edition: str) -> views.RecordView:
    """The record in one edition, or what was removed of it."""
    if not is_kept(duty, sight.today):
        return view_of(sight, duty, pair, edition, None)
    record = maker_of(row.id).record(*pair)
    if edition == FULL:
        _record_further_looks(sight, duty, record)
        return view_of(sight, duty, pair, edition, record, _kept(row, pair, record))
    return view_of(sight, duty, pair, edition, for_the_council(record, sealed_duties(sight.today)))


def view_of(
    sight: Sight,
    duty: Duty,
    pair: Pair,
    edition: str,
    record: Record | None,
    kept: views.KeptDigest | None = None,
    title: str = "",
) -> views.RecordView:
    """An edition as a view; `record` is None where it is kept no more."""
    return views.RecordView(
        edition=edition,
        title=title or duty_title(duty, sight.places),
        person_name=read_people([pair[0]])[pair[0]].name if record is None else record["person"]["name"],
        duty_id=duty.id,
        address=placement_address(*pair),
        content=record_bytes(dict(record)) if record is not None else b"",
        record=record or {},
        kept=kept,
        kept_until=kept_until(duty),
        removed=() if record is not None else REMOVED,
        sealed=duty.sealed,
    )


def _kept(row: RosterPartRow, pair: Pair, record: Record) -> views.KeptDigest | None:
    """The digest that was kept, compared with the record as it is made now."""
    found = kept_record(row.id, pair)
    if found is None:
        return None
    return views.KeptDigest(found.digest, found.made_on, found.digest == digest_of_record(dict(record)))


def _record_further_looks(sight: Sight, duty: Duty, record: Record) -> None:
    """A look at other sealed work, where the record's objections speak of any."""
    named = {id_ for each in record["rules"] for one in each["objections"] for id_ in one["reveals"]}
    further = read_duties(sight.today, named - {duty.id})
    record_look_at_list(sight, further.values(), "in a decision record")


def independence_statement(reader: Reader, duty_id: str, today: date) -> views.StatementView:
    """What may be said to a council of the independence of those who come, and have said yes.

    For coordinators and the Ofsted liaison; for the council's own director, staff and chief executive from the notice
    day on.
    """
    only(reader, COORDINATOR, LIAISON, DIRECTOR, CHIEF_EXECUTIVE)
    sight = Sight(reader, today)
    duty = sight.duty(duty_id)
    if reader.role not in (COORDINATOR, LIAISON) and not _reads_statement(sight, duty):
        raise NotFound("no such statement")
    record_look(sight, duty)
    coming = [each for each in sight.records({duty.id: duty}) if each.status in CERTAIN]
    return views.StatementView(
        duty_id=duty.id,
        title=duty_title(duty, sight.places),
        councils=council_names(duty.authorities, sight.places),
        period=duty.period,
        people=tuple(sorted((_about(sight, duty, each.pair) for each in coming), key=lambda each: each.name)),
        sealed=duty.sealed,
    )


def _reads_statement(sight: Sight, duty: Duty) -> bool:
    """Whether the statement is for the reader, of the duty's own council. Of a board its director takes no part in."""
    return is_told_of(sight, duty) and not (duty.kind == kinds.CHAIR and sight.reader.role == DIRECTOR)


def _about(sight: Sight, duty: Duty, pair: Pair) -> StatementAbout:
    """The statement on one person."""
    row = published_part(pair)
    if row is None or not is_kept(duty, sight.today):
        person = read_people([pair[0]])[pair[0]]
        homes, offered = sight.home_names(person, duty), store.db.session.get_one(PlacementRow, pair).offered_on
        if row is None and offered is not None and duty.kind == kinds.INSPECT:
            return asked_since(person.name, homes, offered)
        return placed_before(person.name, homes)
    record = for_the_council(maker_of(row.id).record(*pair), sealed_duties(sight.today))
    return statement_about(record, council_names(duty.authorities, sight.places))


def papers(reader: Reader, duty_id: str, today: date) -> views.DutyPapers:
    """Which papers on the duty the reader may open: nothing at all for whom the duty is not theirs to ask about."""
    sight = Sight(reader, today)
    duty = sight.duties([duty_id]).get(duty_id)
    if duty is None or reader.role not in (COORDINATOR, LIAISON, DIRECTOR, CHIEF_EXECUTIVE):
        return views.DutyPapers(frozenset(), False)
    is_planning = reader.role in (COORDINATOR, LIAISON)
    has_statement = is_planning or _reads_statement(sight, duty)
    if reader.role == DIRECTOR or not has_statement:
        return views.DutyPapers(frozenset(), has_statement)
    found = [each for each in sight.records({duty.id: duty}) if _may_read(sight, duty, each)]
    recorded = frozenset(placement_address(*each.pair) for each in found if published_part(each.pair) is not None)
    return views.DutyPapers(recorded, has_statement)
