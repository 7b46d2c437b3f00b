"""Publishing a roster: from a draft to offers that people can answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from peerinspect import store
from peerinspect.domain import Facts, Objection, Roster, RosterPlacement
from peerinspect.domain.placement import Pair
from peerinspect.independence.audit import Report, audit
from peerinspect.services.checking import only
from peerinspect.services.holding_back.answer_links import tell_of_offers
from peerinspect.services.lives.team import tell_of_change
from peerinspect.services.notices import liaisons, tell
from peerinspect.services.problems import circle_of_part, open_problem, sealed_problem
from peerinspect.services.publication import keep_publication
from peerinspect.services.reader import COORDINATOR, Reader
from peerinspect.services.refusal import Refusal
from peerinspect.services.rosters_seen import roster_seen
from peerinspect.services.saving import PROPOSED, Part, audit_part, certify, reload_part
from peerinspect.services.unwaived import told, what_is_unwaived
from peerinspect.services.veil import OPEN, PUBLISH_SEALED, parts_for
from peerinspect.services.withdrawing import is_latest, refuse_withdrawn
from peerinspect.services.wording import counted
from peerinspect.store import history
from peerinspect.store.reading.placements import OFF
from peerinspect.store.reading.rosters import parts_of
from peerinspect.store.tables import PlacementRow, RosterRow

MOVED_ON = (
    "Since the search an inspection on this roster was announced, or somebody on it has moved. Look for a new roster, "
    "keeping this one as far as it goes"
)


@dataclass(frozen=True, slots=True)
class PublishRoster:
    """Publish a draft roster."""

    roster_id: str


def publish_roster(command: PublishRoster, reader: Reader, today: date) -> None:
    """Check the reloaded roster with the auditor, keep the certificate, and offer the proposed placements.

    For coordinators. A coordinator who is not cleared publishes the open part; the sealed parts wait for one who is.
    Refused while a hard objection stands, or a soft one without a waiver, or when a later roster is published.
    """
    only(reader, COORDINATOR)
    seen = history.length()
    examined = _examine(command.roster_id, reader, today)
    with store.transaction():
        if history.length() != seen:  # somebody changed something while the auditor was at work
            examined = _examine(command.roster_id, reader, today)
        roster = _publishable(command.roster_id, reader)
        _refuse_what_stands_against(examined, today)
        events = [_publish_part(roster, each, reader, today) for each in examined]
        tell("roster-published", events[0], liaisons())
        roster.state = "published"


@dataclass(frozen=True, slots=True)
class _Examined:
    """A part about to be published: as it was made, as things stand, and what objects to it as they do."""

    part: Part
    as_made: Report
    current: Part
    against: list[Objection]


def _examine(roster_id: str, reader: Reader, today: date) -> list[_Examined]:
    """Let the auditor look at every part that the reader can publish. It takes a while, and changes nothing."""
    roster = _publishable(roster_id, reader)
    rows = [row for row in parts_of([roster.id], parts_for(reader), with_bytes=True) if row.published_on is None]
    if not rows:
        raise Refusal("This roster is published already")
    parts = [reload_part(row.part, row.problem_bytes, row.roster_bytes) for row in rows]
    opened = next((list(part.roster.placements) for part in parts if part.name == OPEN), None)
    pinned = _published_open_work(today) if opened is None else opened
    return [_look_at(part, pinned, today) for part in parts]


def _publishable(roster_id: str, reader: Reader) -> RosterRow:
    """The roster, unless a later one is published: an older roster must not undo a newer one."""
    roster = roster_seen(reader, roster_id)
    if roster.supposed is not None:
        raise Refusal("This is a what-if, and is never published. Make the change for real, and search again")
    refuse_withdrawn(roster)
    if not is_latest(roster):
        raise Refusal("A later roster has been published. Look for a new one instead")
    return roster


def _publish_part(roster: RosterRow, examined: _Examined, reader: Reader, today: date) -> int:
    """Certify one part, offer what it proposes, and tell whoever is asked; the number of the event."""
    row = parts_of([roster.id], [examined.part.name])[0]
    certify(row, examined.as_made, today)
    row.published_on, row.published_by = today, reader.user_id
    offered, gone = _make_offers(examined.part, today)
    event = history.record(
        reader.user_id,
        "publish" if row.part == OPEN else PUBLISH_SEALED,
        roster.id,
        sentence=f"Published the {roster.title.lower()}: offered {counted(len(offered), 'placement')}, "
        f"stood {counted(len(gone), 'placement')} down.",
        **keep_publication(row),
    )
    tell_of_offers(offered, examined.part.facts.duties, event, today)
    tell_of_change(gone, event)
    return event


def _look_at(part: Part, pinned: list[RosterPlacement], today: date) -> _Examined:
    """The part, and what objects to its own proposals by the facts of this moment, beside the open work pinned."""
    circle = circle_of_part(part.name)
    facts = open_problem(today) if circle is None else sealed_problem(today, circle, pinned)
    current = Part(part.name, facts, _beside_what_is_agreed(part, facts))
    report = audit(current.facts, current.roster)
    return _Examined(part, audit_part(part), current, [*current.forbidden_in(report), *current.resting_on(report)])


def _beside_what_is_agreed(part: Part, facts: Facts) -> Roster:
    """The part's own proposals, and for a sealed part the open work as it is pinned now, not as it was then.

    Raises Refusal where the facts no longer hold what was proposed: an inspection that has been announced since is
    open work, and somebody who has moved may do no such inspection.
    """
    own = part.placements()
    if any(each.duty not in facts.duties or each.person not in facts.people for each in own):
        raise Refusal(MOVED_ON)
    if part.name == OPEN:
        return part.roster
    proposed = {each.pair for each in own}
    agreed = [
        RosterPlacement(each.person, each.duty, each.status)
        for each in facts.placements
        if facts.is_fixed(each) and each.pair not in proposed
    ]
    return replace(part.roster, placements=tuple(sorted((*own, *agreed), key=lambda each: (each.duty, each.person))))


def _refuse_what_stands_against(examined: list[_Examined], today: date) -> None:
    """Nothing is published over a hard objection, nor over a soft one that is not waived: each of those is named."""
    hard = sum(one.strength == "hard" for each in examined for one in each.against)
    if hard:
        raise Refusal(
            f"Since the search, {counted(hard, 'objection')} arose that nobody can waive. Look for a new roster, "
            "keeping this one as far as it goes"
        )
    missing: dict[str, str] = {}
    for each in examined:
        missing |= what_is_unwaived(each.current, each.against, today)
    if missing:
        raise Refusal(told(missing))


def _published_open_work(today: date) -> list[RosterPlacement]:
    """The open work as it was published before; what is only pinned was not."""
    facts = open_problem(today)
    return [
        RosterPlacement(each.person, each.duty, each.status)
        for each in facts.placements
        if facts.is_open(facts.duties[each.duty]) and each.status != PROPOSED
    ]


def _make_offers(part: Part, today: date) -> tuple[list[Pair], list[str]]:
    """Offer what is new, stand down what is no more; what was offered, and who was stood down.

    Who has accepted stays accepted.
    """
    session = store.db.session
    duties = {id_ for id_, duty in part.facts.duties.items() if part.is_own(id_) and duty.last_day >= today}
    rows = session.scalars(select(PlacementRow).where(PlacementRow.duty.in_(sorted(duties))))
    known = {(row.person, row.duty): row for row in rows}
    wanted = {each.pair for each in part.placements() if each.duty in duties}
    new = [pair for pair in sorted(wanted) if pair not in known or known[pair].status in OFF]
    gone = [row for pair, row in known.items() if pair not in wanted and row.status in ("offered", "accepted")]
    for pair in new:
        row = known.get(pair) or PlacementRow(person=pair[0], duty=pair[1])
        row.status, row.decline_reason, row.offered_on, row.answered_on = "offered", None, today, None
        session.add(row)
    for row in gone:
        row.status = "stood-down"
    session.flush()
    return new, [row.person for row in gone]
