"""How often each rule decided: volunteers kept off open duties, counted by hand on a few people."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from peerinspect.domain import Authority, Consent, Duty, Facts, Judgement, Offer, Period, Person, Post, Roster
from peerinspect.domain.roster import RosterPlacement
from peerinspect.explain.deciding import kept_off
from peerinspect.independence.rulebook import Rulebook

DAY = date(2026, 3, 2)
GOOD = Judgement(None, date(2025, 1, 1), date(2025, 2, 1), {"overall": "good"})


def person(id_: str, home: str, *kinds: str) -> Person:
    return Person(
        id_,
        posts=(Post(home, "director", period=Period(date(2020, 1, 1))),),
        offers=tuple(Offer(kind, 100) for kind in kinds),
        level="authorised",
        vetted_on=date(2026, 1, 1),
        declared_on=date(2026, 1, 1),
        consents=(Consent(home, Period(date(2026, 1, 1), date(2029, 1, 1))),),
    )


def board(id_: str, target: str) -> Duty:
    return Duty(id_, "chair", Period(date(2026, 5, 1), date(2026, 12, 31)), 1, frozenset({target}), days=20)


FACTS = Facts(
    as_of=DAY,
    people={
        "own": person("own", "A", "chair"),
        "late": replace(person("late", "B", "chair"), declared_on=date(2024, 1, 1)),
        "willing": person("willing", "C", "chair"),
        "unwilling": replace(person("unwilling", "D"), declared_on=None),
    },
    duties={"at-A": board("at-A", "A"), "at-B": board("at-B", "B")},
    authorities={code: Authority(code, latitude=52.0, longitude=0.0, judgements=(GOOD,)) for code in "ABCD"},
)


def counts(*placed: tuple[str, str]) -> dict[str, int]:
    placements = tuple(RosterPlacement(*pair) for pair in placed)
    roster = Roster("", "2", "", "", "", 0, "optimal", (), placements, ())
    return dict(kept_off(FACTS, roster, Rulebook.under(FACTS.policy)))


def test_who_is_kept_off_and_by_what() -> None:
    """`own` is kept off A by their post; `late` off both for the declaration, and off B, their home, besides."""
    assert counts() == {"own-authority": 2, "worked-there": 2, "undeclared": 2}


def test_who_did_not_volunteer_is_not_counted_nor_who_is_on_the_duty() -> None:
    assert counts(("own", "at-A")) == {"own-authority": 1, "worked-there": 1, "undeclared": 2}


def test_a_rule_about_several_placements_counts_where_nothing_stands_in_the_way_alone() -> None:
    """With a board already, another would take `willing` over the forty days a year."""
    facts = replace(
        FACTS, duties={id_: replace(duty, days=30) for id_, duty in FACTS.duties.items()}, people=dict(FACTS.people)
    )
    roster = Roster("", "2", "", "", "", 0, "optimal", (), (RosterPlacement("willing", "at-A"),), ())
    found = kept_off(facts, roster, Rulebook.under(facts.policy))
    assert found["days-a-year"] == 1
