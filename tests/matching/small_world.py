"""A small world: six councils, a director each, four inspections and three boards."""

from __future__ import annotations

from datetime import date, timedelta

from peerinspect.domain import (
    Authority,
    Consent,
    Duty,
    Facts,
    Judgement,
    Offer,
    Period,
    Person,
    Placement,
    Post,
)

AS_OF = date(2026, 9, 1)
GOOD = {"overall": "good", "leadership": "good", "help-and-protection": "good"}


def director(number: int, **changes: object) -> Person:
    """A director of council A<number> who offers inspections and boards, thirty days of each."""
    home = f"A{number}"
    facts: dict[str, object] = {
        "id": f"p{number}",
        "name": f"Director {number}",
        "posts": (Post(home, "director", "substantive", Period(date(2020, 1, 1))),),
        "offers": (Offer("inspect", 30), Offer("chair", 30)),
        "level": "authorised",
        "vetted_on": date(2026, 1, 1),
        "declared_on": date(2026, 6, 1),
        "consents": (Consent(home, Period(date(2026, 1, 1), date(2028, 1, 1))),),
    }
    return Person(**{**facts, **changes})  # type: ignore[arg-type]


def inspection(number: int) -> Duty:
    """A one-week inspection of council A<number>, one week after that of the council before."""
    monday = date(2026, 10, 5) + timedelta(weeks=3 * number)
    return Duty(f"i{number}", "inspect", Period(monday, monday + timedelta(days=4)), 1, frozenset({f"A{number}"}))


def board(number: int) -> Duty:
    """The chair of council A<number>'s board for two years."""
    return Duty(f"c{number}", "chair", Period(date(2026, 10, 5), date(2028, 10, 4)), 1, frozenset({f"A{number}"}))


def council(number: int) -> Authority:
    """A good council in a region of its own."""
    judged = Judgement("ILACS", date(2025, 1, 13), date(2025, 3, 3), GOOD)
    return Authority(f"A{number}", f"Council {number}", f"Region {number}", 51 + number / 10, 0.1, (judged,))


def small_world(placements: tuple[Placement, ...] = ()) -> Facts:
    """The whole of it, as at 1 September 2026."""
    people = {one.id: one for one in map(director, range(6))}
    duties = {one.id: one for one in (*map(board, range(3)), *map(inspection, range(4)))}
    councils = {one.code: one for one in map(council, range(6))}
    return Facts(AS_OF, people, duties, councils, placements=placements)
