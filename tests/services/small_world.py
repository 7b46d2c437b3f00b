"""Twelve councils, two people each, a few duties, and a user for each role: small enough to plan in seconds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from peerinspect import store
from peerinspect.domain import (
    Authority,
    Consent,
    Duty,
    Facts,
    Judgement,
    Offer,
    Period,
    Person,
    Post,
    add_months,
)
from peerinspect.services.circles import circles_of
from peerinspect.services.reader import Reader
from peerinspect.store.loading import load_facts
from peerinspect.store.tables import UserAuthorityRow, UserRow

TODAY = date(2026, 3, 2)
MONDAY = date(2026, 6, 1)
NOTICE = date(2026, 5, 21)
CODES = tuple(f"C{number:02}" for number in range(12))
ADMIN = Reader("admin", "Admin", "administrator")

GOOD = Judgement(
    "ILACS",
    date(2024, 1, 8),
    date(2024, 3, 1),
    {"overall": "good", "leadership": "good", "help-and-protection": "good"},
)


@dataclass(frozen=True)
class World:
    """The facts that were loaded, and who there is to ask."""

    facts: Facts
    cleared: Reader
    uncleared: Reader
    liaison: Reader
    panel: Reader
    administrator: Reader

    @property
    def circles(self) -> dict[str, int]:
        """The circle of each council."""
        facts = self.facts
        return circles_of(facts.authorities, facts.arrangements, facts.people.values(), facts.as_of)

    def council_in(self, circle: int, number: int = 0) -> str:
        """A council of a circle, by its place in it."""
        return [code for code in sorted(self.facts.authorities) if self.circles[code] == circle][number]

    def director(self, code: str) -> Reader:
        """The council's director."""
        return Reader(f"user-{code}-director", f"Director {code}", "director", f"{code}-director", frozenset({code}))

    def senior(self, code: str) -> Reader:
        """The council's senior manager."""
        return Reader(f"user-{code}-senior", f"Senior {code}", "director", f"{code}-senior", frozenset({code}))

    def chief(self, code: str) -> Reader:
        """The council's chief executive."""
        return Reader(f"user-{code}-chief", f"Chief {code}", "chief-executive", None, frozenset({code}))


def council(code: str) -> Authority:
    """A good council; the names are invented."""
    number = int(code[1:])
    return Authority(code, f"Council {code}", "North" if number < 6 else "South", 52 + number / 10, -1.5, (GOOD,))


def person(code: str, role: str, today: date, basis: str = "substantive") -> Person:
    """Somebody who may do everything."""
    return Person(
        f"{code}-{role}",
        f"{role.title()} {code}",
        posts=(Post(code, role, basis, Period(add_months(today, -30))),),
        offers=(Offer("chair", 24), Offer("inspect", 20), Offer("support", 20), Offer("interim", 200)),
        level="authorised",
        vetted_on=add_months(today, -6),
        declared_on=add_months(today, -2),
        consents=(Consent(code, Period(add_months(today, -2), add_months(today, 22))),),
    )


def board(id_: str, code: str, today: date) -> Duty:
    """A board that needs a chair for two years."""
    starts = today + timedelta(weeks=4)
    return Duty(id_, "chair", Period(starts, starts + timedelta(days=300)), 1, frozenset({code}), days=20)


def inspection(id_: str, code: str, monday: date = MONDAY, sealed: bool = True) -> Duty:
    """A week's inspection with one seat."""
    days = Period(monday, monday + timedelta(days=4))
    notice = monday - timedelta(days=11)
    return Duty(id_, "inspect", days, 1, frozenset({code}), on_site=(days,), notice=notice, sealed=sealed)


def facts_of(duties: list[Duty], today: date = TODAY, basis: str = "substantive") -> Facts:
    """The small world with the duties."""
    people = [person(code, role, today, basis) for code in CODES for role in ("director", "senior")]
    return Facts(
        as_of=today,
        people={one.id: one for one in people},
        duties={duty.id: duty for duty in duties},
        authorities={code: council(code) for code in CODES},
    )


def build_world(today: date = TODAY, duties: list[Duty] | None = None, basis: str = "substantive") -> World:
    """Write the world into the store, with its users."""
    duties = duties or [board("board-0", CODES[0], today), board("board-1", CODES[7], today)]
    return load_world(facts_of(duties, today, basis))


def load_world(facts: Facts) -> World:
    """Write facts into the store, with a user for each role and for all three at each council."""
    world = World(
        facts,
        cleared=Reader("cleared", "Cleared", "coordinator", cleared=True),
        uncleared=Reader("uncleared", "Uncleared", "coordinator"),
        liaison=Reader("liaison", "Liaison", "liaison"),
        panel=Reader("panel", "Panel", "panel"),
        administrator=ADMIN,
    )
    with store.transaction():
        load_facts(facts)
        for reader in _readers(world):
            _add(reader)
    return world


def _readers(world: World) -> list[Reader]:
    codes = sorted(world.facts.authorities)
    tied = [make(code) for code in codes for make in (world.director, world.senior, world.chief)]
    return [world.cleared, world.uncleared, world.liaison, world.panel, world.administrator, *tied]


def _add(reader: Reader) -> None:
    user = UserRow(
        id=reader.user_id,
        email=f"{reader.user_id}@example.org",
        name=reader.name,
        role=reader.role,
        password_hash="",
        person=reader.person_id,
        cleared=reader.cleared,
    )
    store.add(user)
    if reader.role == "chief-executive":
        store.add(*(UserAuthorityRow(user=reader.user_id, authority=code) for code in reader.authorities))


def tied(reader: Reader, code: str) -> Reader:
    """The reader, working for a council besides."""
    return replace(reader, authorities=frozenset({code}))
