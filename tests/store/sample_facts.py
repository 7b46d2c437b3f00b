"""A small England that has one of everything the store can hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from peerinspect.domain import (
    Arrangement,
    Authority,
    Consent,
    Duty,
    Facts,
    Interest,
    Judgement,
    Offer,
    Period,
    Person,
    Placement,
    Policy,
    Post,
    RuleSetting,
    Waiver,
)

AS_OF = date(2026, 3, 2)
NOTICE = date(2026, 4, 7)


def england() -> Facts:
    """Three councils, two people, one duty of each kind, and ties of every sort between them."""
    return Facts(
        as_of=AS_OF,
        people={each.id: each for each in (_ada(), Person("bo", "Bo Nobody"))},
        duties={each.id: each for each in _duties()},
        authorities={each.code: each for each in _councils()},
        borders=frozenset({frozenset({"A", "B"})}),
        neighbours={("A", "C"): 1, ("A", "B"): 2},
        arrangements=(
            Arrangement("police", frozenset({"A", "B", "C"}), Period(date(2019, 1, 1))),
            Arrangement("trust", frozenset({"A", "B"}), Period(None, date(2020, 12, 31))),
        ),
        interests=(
            Interest("ada", "case", None, Period(date(2020, 1, 1)), case="CR-1"),
            Interest("ada", "employed", "C", Period(date(2010, 1, 1), date(2015, 1, 1))),
        ),
        placements=(Placement("ada", "chair", "live"), Placement("bo", "review", "done", pinned=True)),
        waivers=(
            Waiver("chair-swap", "ada", "chair", date(2027, 1, 1), ("bo", "review")),
            Waiver("same-region", "ada", "inspect", date(2026, 5, 1)),
        ),
        affinity={("ada", "support"): 0.25},
        policy=Policy(
            rules={"same-region": RuleSetting("off"), "worked-there": RuleSetting(None, {"chair_years": 4})},
            priorities={"chair": Fraction(5, 2)},
        ),
    )


def _councils() -> tuple[Authority, ...]:
    judgement = Judgement("ILACS", date(2022, 5, 2), date(2022, 7, 1), {"leadership": "good", "overall": "good"})
    return (
        Authority("A", "Ashford", "North", 53.5, -1.5, (judgement,)),
        Authority("B", "Byfield", "North", 53.0, -1.0),
        Authority("C", "Coldham", None),
    )


def _ada() -> Person:
    return Person(
        "ada",
        "Ada Example",
        posts=(Post("A", "director", "joint", Period(date(2021, 4, 1))), Post("B", "director", "joint", Period(AS_OF))),
        offers=(Offer("chair", 24), Offer("inspect", 10)),
        unavailable=(Period(date(2026, 8, 1), date(2026, 8, 31)),),
        skills=frozenset({"care leavers", "safeguarding"}),
        level="authorised",
        aspirant=True,
        vetted_on=date(2025, 1, 1),
        declared_on=date(2025, 12, 1),
        consents=(Consent("A", Period(date(2026, 1, 1), date(2026, 12, 31))),),
    )


def _duties() -> tuple[Duty, ...]:
    year = Period(date(2026, 2, 1), date(2027, 1, 31))
    spring = Period(date(2026, 4, 14), date(2026, 4, 24))
    weeks = (Period(date(2026, 4, 14), date(2026, 4, 17)), Period(date(2026, 4, 20), date(2026, 4, 24)))
    return (
        Duty("chair", "chair", year, 1, frozenset({"B", "C"}), days=20),
        Duty(
            "inspect",
            "inspect",
            spring,
            2,
            frozenset({"C"}),
            subtype="joint",
            on_site=weeks,
            notice=NOTICE,
            skills=frozenset({"safeguarding"}),
            level="assistant",
            priority=Fraction(3, 2),
            sealed=True,
        ),
        Duty("interim", "interim", year, 1, frozenset({"C"})),
        Duty("review", "review", Period(date(2025, 1, 6), date(2025, 6, 1)), 1, frozenset({"A"}), case="CR-1"),
        Duty("second", "second", year, 1),
        Duty("support", "support", spring, 1, frozenset({"C"}), on_site=()),
    )


def larger(times: int) -> Facts:
    """The same with many more people and duties."""
    facts = england()
    people = {f"p{number:05}": replace(_ada(), id=f"p{number:05}") for number in range(times)}
    duties = {
        f"d{number:05}": replace(
            facts.duties["inspect"], id=f"d{number:05}", notice=NOTICE + timedelta(days=number % 7)
        )
        for number in range(times)
    }
    placements = tuple(Placement(f"p{number:05}", f"d{number:05}", "offered") for number in range(times))
    return replace(
        facts,
        people={**facts.people, **people},
        duties={**facts.duties, **duties},
        placements=facts.placements + placements,
    )
