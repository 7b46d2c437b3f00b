"""One tiny problem for each rule, in which that rule alone decides who is placed; then those of further clauses."""

from __future__ import annotations

from clause_examples import CLAUSES_OF_BARS
from clause_examples_together import CLAUSES_OF_CLASHES, CLAUSES_OF_LIMITS
from rule_cases import (
    arrangement,
    duty,
    interest,
    judgement,
    offers,
    other_kinds,
    person,
    post,
    span,
)
from solve_example import FORTH, GOOD, TERM, A, B, P, Q, bar, councils, judged_well, pair

BARS = (
    bar("own-authority", person("p", "T"), duty("support"), off=("worked-there",)),
    bar("shared-arrangement", P, duty("chair"), arrangements=[arrangement("directorate", "H", "T")]),
    bar("worked-there", P, duty("review"), interests=[interest("consulted", "2020-01-06", "2025-01-03")]),
    bar(
        "worked-there",
        P,
        duty("support"),
        interests=[interest("councillor", "2020-01-06", "2025-01-03")],
        own="soft",
        case="support",
    ),
    bar("personal-tie", P, duty("second"), interests=[interest("friend", "2020-01-06")]),
    bar("personal-tie", P, duty(), interests=[interest("acquaintance")], own="soft", case="acquaintance"),
    bar("undeclared", P | {"declared_on": "2025-08-31"}, duty("review")),
    bar("shares-border", P, duty(), borders=[["T", "H"]]),
    bar(
        "same-region",
        P,
        duty(),
        own="soft",
        authorities=[one | ({"region": "North"} if one["code"] in "HT" else {}) for one in councils()],
    ),
    bar("post-basis", person(posts=[post("H", basis="acting")]), duty("chair"), own="soft"),
    bar("short-tenure", person(posts=[post("H", "2026-01-05")]), duty("support")),
    bar("home-judgement", P, duty(), authorities=councils(H={"overall": "inadequate"})),
    bar(
        "home-judgement",
        P,
        duty("support"),
        authorities=councils(H={"leadership": "requires-improvement"}),
        own="soft",
        case="leadership",
    ),
    bar("not-authorised", person(level="observer"), duty("second", level="assistant")),
    bar("vetting-lapsed", person(vetted_on="2023-10-04"), duty("support")),
    bar("no-consent", person(consents=[]), duty("interim")),
    bar("not-offered", person(offers=offers(**dict.fromkeys(other_kinds("review"), 300))), duty("review", days=1)),
    bar("set-aside", P, duty(), set_aside=[{"person": "p", "duty": "d", "reason": "Tired"}]),
    bar("unavailable", person(unavailable=[span("2026-10-09", "2026-10-09")]), duty()),
    bar(
        "self-review",
        P,
        duty(),
        interests=[interest("commissioner", until="2023-01-06")],
        case="commissioner",
    ),
    bar("shared-partner", P, duty("review"), arrangements=[arrangement("adoption", "H", "T")]),
    bar("shared-partner", P, duty("chair"), arrangements=[arrangement("police", "H", "T")], own="soft", case="chair"),
    bar("applied-there", P, duty(), interests=[interest("applied", "2023-01-09", "2023-02-03")]),
    bar(
        "applied-there",
        P,
        duty("chair"),
        interests=[interest("applied", "2025-01-06", "2025-02-07")],
        own="soft",
        case="chair",
    ),
    bar("paid-by", P, duty("review"), interests=[interest("paid", "2020-01-06", "2022-01-07")]),
    bar("open-complaint", P, duty("interim"), interests=[interest("complaint", "2026-02-02")]),
    bar(
        "open-complaint",
        P,
        duty("second"),
        arrangements=[arrangement("complaint", "H", "T", until="2025-02-07")],
        own="soft",
        case="closed",
    ),
    bar("authorities-in-dispute", P, duty("chair"), arrangements=[arrangement("dispute", "H", "T")]),
    pair(
        "authorities-in-dispute",
        [P],
        [duty(), duty("review", "H", "T", name="review", seats=0)],
        case="joint review",
    ),
    bar("involved-in-case", P, duty("review", case="C-1"), interests=[interest("case", at="U", case="C-1")]),
    bar("other-connection", P, duty("second"), interests=[interest("other", "2020-01-06")]),
    bar(
        "out-of-reach",
        P,
        duty("chair"),
        own="soft",
        authorities=[one | ({"latitude": 54.5} if one["code"] == "H" else {}) for one in councils()],
    ),
    pair(
        "home-inspection-window",
        [P],
        [duty(), duty("inspect", "H", name="visit", first="2026-09-07", last="2026-09-11", seats=0)],
    ),
    bar(
        "home-inspection-window",
        P,
        duty(),
        own="soft",
        case="long ago",
        authorities=[
            one | ({"judgements": [judgement("2024-04-05", **GOOD)]} if one["code"] == "H" else {})
            for one in councils()
        ],
    ),
)

CLASHES = (
    pair(
        "self-review",
        [P],
        [duty("support", name="help"), duty(name="visit", first="2027-03-01", last="2027-03-05")],
        first=("p", "help"),
        off=("colleagues-supported",),
    ),
    pair(
        "reciprocal-inspection",
        [A, B],
        [FORTH, duty("inspect", "A", name="back", first="2027-03-01", last="2027-03-05")],
        first=("a", "forth"),
        off=("own-inspector",),
    ),
    pair("crossed-duties", [A, B], [FORTH, duty("chair", "A", name="board", **TERM)], first=("b", "board")),
    pair(
        "crossed-duties",
        [A, B],
        [FORTH, duty("review", "A", name="review", first="2027-03-01", last="2027-03-05")],
        first=("a", "forth"),
        own="soft",
        case="after",
    ),
    pair(
        "chair-swap",
        [A, B],
        [duty("chair", "B", name="forth", **TERM), duty("chair", "A", name="back", **TERM)],
        first=("a", "forth"),
        own="soft",
    ),
    pair("same-team", [P, person("q", "H")], [duty(seats=2)], first=("p", "d"), off=("away-at-once",)),
    pair(
        "double-booked",
        [P],
        [duty("interim", "U", name="cover", last="2027-03-26"), duty("support", name="help")],
        first=("p", "cover"),
    ),
    pair(
        "double-booked",
        [P],
        [duty(name="visit"), duty("inspect", "U", name="next", first="2026-10-19", last="2026-10-23")],
        first=("p", "visit"),
        own="soft",
        case="too soon",
    ),
    pair(
        "colleagues-supported",
        [P],
        [duty("support", name="help"), duty(name="visit", first="2027-03-01", last="2027-03-05")],
        first=("p", "help"),
        off=("self-review",),
    ),
    pair(
        "colleagues-supported",
        [person(posts=[post("H", role="senior")])],
        [duty("support", name="help"), duty(name="visit", first="2027-03-01", last="2027-03-05")],
        first=("p", "help"),
        off=("self-review",),
        own="soft",
        case="no director",
    ),
    pair(
        "own-inspector",
        [A, B],
        [FORTH, duty("inspect", "A", name="back", first="2027-03-01", last="2027-03-05")],
        first=("a", "forth"),
        off=("reciprocal-inspection",),
    ),
    pair(
        "repeat-inspector",
        [P],
        [duty(name="visit"), duty(name="again", first="2027-03-01", last="2027-03-05")],
        first=("p", "visit"),
        own="soft",
    ),
    pair(
        "one-live-role",
        [P],
        [duty("chair", name="board", **TERM), duty("review", name="review")],
        first=("p", "board"),
    ),
)

LIMITS = (
    pair(
        "inspections-a-year",
        [P],
        [
            duty("inspect", target, name=f"visit-{target}", first=day, last=day)
            for target, day in (("T", "2026-10-05"), ("U", "2027-03-01"), ("V", "2027-10-04"))
        ],
    ),
    pair(
        "days-a-year",
        [P],
        [duty("support", name="help", days=12), duty("review", "U", name="review", days=12)],
        price=4,
    ),
    pair(
        "boards-held",
        [P],
        [duty("chair", "T", name="one", **TERM), duty("chair", "U", name="two", **TERM)],
        own="soft",
        off=("days-a-year",),
    ),
    pair("chair-term", [P], [duty("chair", first="2026-10-05", last="2030-10-04")], own="soft"),
    pair("away-at-once", [P, person("q", "H")], [duty(name="one"), duty("inspect", "U", name="two")]),
    pair(
        "one-observer",
        [P | {"level": "observer"}, Q | {"level": "observer"}],
        [duty(seats=2)],
        off=("experienced-lead",),
    ),
)

COVERS = (
    pair("team-skills", [P, Q | {"skills": ["finance"]}], [duty("support", skills=["finance"])]),
    pair("experienced-lead", [P | {"level": "assistant"}, Q], [duty()]),
)
"""Of p and q only q meets the need."""

RINGS = (
    pair(
        "ring",
        [A, B, person("c", "C")],
        [
            duty("inspect", "B", name="to-b", first="2026-10-05", last="2026-10-09"),
            duty("inspect", "C", name="to-c", first="2027-01-11", last="2027-01-15"),
            duty("inspect", "A", name="to-a", first="2027-04-12", last="2027-04-16"),
        ],
        own="soft",
        authorities=[*councils(), judged_well("C")],
    ),
)

PRICED = (*BARS, *CLASHES, *LIMITS)
EVERY = (*PRICED, *COVERS, *RINGS)

CLAUSES = (*CLAUSES_OF_BARS, *CLAUSES_OF_CLASHES, *CLAUSES_OF_LIMITS)
"""Every further clause of a rule that has several."""
