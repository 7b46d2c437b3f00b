"""A small world with a roster in which every placement rests on an objection, and who may decide on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from small_world import CODES, TODAY, World, build_world, inspection
from waiving import MITIGATION, REASON

from peerinspect import store
from peerinspect.domain import Duty, Period
from peerinspect.services import disclosure
from peerinspect.services.reader import Reader
from peerinspect.services.waiver_decisions import DecideWaiver, approve_waiver, refuse_waiver, withdraw_waiver
from peerinspect.services.waivers import ProposeWaiver
from peerinspect.store.tables import (
    RosterObjectionRow,
    RosterPartRow,
    RosterPlacementRow,
    RosterRow,
    WaiverDecisionRow,
    WaiverProposalRow,
    WaiverRow,
)

KINDS = ("inspect", "chair", "support", "second", "interim", "review")
T, H = CODES[2], CODES[5]
UNTIL = TODAY + timedelta(days=500)
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
ROSTER = "a-roster"
RULE = "personal-tie"
DECISIONS: dict[str, Callable[..., None]] = {
    "approve": approve_waiver,
    "refuse": refuse_waiver,
    "withdraw": withdraw_waiver,
}
WHO = {
    "inspect": {"liaison"},
    "second": {"liaison"},
    "chair": {"chief of T"},
    "interim": {"chief of T"},
    "support": {"coordinator", "second coordinator"},
    "review": {"coordinator", "second coordinator"},
}
"""Who may approve, from the design's section 4."""


def duty_of(kind: str, sealed: bool = False) -> Duty:
    if kind == "inspect":
        return inspection(f"{'sealed' if sealed else 'open'}-inspect", T, TODAY + timedelta(weeks=14), sealed)
    days = Period(TODAY + timedelta(weeks=4), TODAY + timedelta(weeks=40))
    return Duty(f"open-{kind}", kind, days, 1, frozenset() if kind == "second" else frozenset({T}))


def write_roster(duties: dict[str, Duty]) -> None:
    """A roster that places one person on each duty, each against a soft objection."""
    with store.transaction():
        store.add(RosterRow(id=ROSTER, title="A roster", as_of=TODAY, made_at=NOW, made_by="cleared"))
        for part in ("open", "sealed-0"):
            row = RosterPartRow(
                roster=ROSTER, part=part, status="optimal", problem_digest="", rulebook="2", policy="",
                problem_bytes=b"", roster_bytes=b"",
            )  # fmt: skip
            store.add(row)
            own = [each for each in duties.values() if each.sealed == (part != "open")]
            for position, duty in enumerate(own):
                person = f"{H}-director"
                store.add(
                    RosterPlacementRow(part=row.id, duty=duty.id, person=person, status="proposed"),
                    RosterObjectionRow(
                        part=row.id, position=position, rule=RULE, sentence=f"They know {duty.id}.", people=person,
                        duties=duty.id,
                    ),
                )  # fmt: skip


def build_desk() -> World:
    """Write the world, its duties and the roster."""
    duties = [duty_of(kind) for kind in KINDS] + [duty_of("inspect", sealed=True)]
    world = build_world(TODAY, duties)
    write_roster({each.id: each for each in duties})
    return world


def readers(world: World) -> dict[str, Reader]:
    return {
        "coordinator": world.cleared,
        "second coordinator": world.uncleared,
        "liaison": world.liaison,
        "chief of T": world.chief(T),
        "chief of H": world.chief(H),
        "director of T": world.director(T),
        "panel": world.panel,
        "administrator": world.administrator,
    }


def address_of(world: World, duty_id: str) -> str:
    found = disclosure.roster(world.cleared, ROSTER, TODAY).waivers
    return next(each.address for each in found if each.duty_id == duty_id)


def command(world: World, duty_id: str, **changes: object) -> ProposeWaiver:
    made = ProposeWaiver(ROSTER, address_of(world, duty_id), RULE, REASON, MITIGATION, UNTIL)
    return replace(made, **changes)


def counted() -> tuple[int, ...]:
    session = store.db.session
    return tuple(session.query(table).count() for table in (WaiverRow, WaiverProposalRow, WaiverDecisionRow))


def decide(how: str, waiver: str, reader: Reader, day: date = TODAY) -> None:
    DECISIONS[how](DecideWaiver(waiver, "Because", "Letter 7"), reader, day)


def bring_to(state: str, waiver: str, world: World, kind: str, proposer: Reader) -> date:
    """Bring a proposal into a state; the day on which it is in it."""
    rightful = next(each for name, each in readers(world).items() if name in WHO[kind] and each != proposer)
    if state == "withdrawn":
        decide("withdraw", waiver, proposer)
    elif state in ("approved", "refused"):
        decide({"approved": "approve", "refused": "refuse"}[state], waiver, rightful)
    return UNTIL + timedelta(days=1) if state == "expired" else TODAY
