"""A tiny problem for each clause of the rules about several placements, beyond the one of each in solve_examples."""

from __future__ import annotations

from rule_cases import Entry, arrangement, duty, offers, person, post
from solve_example import FORTH, TERM, A, B, Example, P, pair

EARLY, LATE = {"first": "2026-10-05", "last": "2026-10-09"}, {"first": "2027-03-01", "last": "2027-03-05"}
MANAGER = person(posts=[post("H", role="senior")])
WORK = ("support", "review", "chair", "interim")


def two(
    code: str,
    one: tuple[Entry, Entry],
    other: tuple[Entry, Entry],
    *,
    case: str,
    own: str = "hard",
    off: tuple[str, ...] = (),
) -> Example:
    """A person on a duty, and another (or the same) on another."""
    people = {each["id"]: each for each in (one[0], other[0])}
    return pair(
        code, people.values(), [one[1], other[1]], first=(one[0]["id"], one[1]["id"]), case=case, own=own, off=off
    )


def alone(kind: str, who: Entry) -> Entry:
    """The person, offering this kind of work only, so that nobody else's seat is theirs."""
    return who | {"offers": offers(**{kind: 300})}


ONE_PERSON = (
    *(
        two(
            "self-review",
            (P, duty("inspect", name="visit", **EARLY)),
            (P, duty(kind, name="work", **LATE)),
            case=f"{kind} after",
        )
        for kind in WORK
    ),
    *(
        two(
            "self-review",
            (P, duty(kind, name="work", **EARLY)),
            (P, duty("inspect", name="visit", **LATE)),
            case=f"{kind} before",
            off=("colleagues-supported", "worked-there"),
        )
        for kind in WORK[1:]
    ),
    two(
        "repeat-inspector",
        (P, duty("inspect", name="one", **EARLY)),
        (P, duty("inspect", name="two", **LATE)),
        case="the same council",
        own="soft",
    ),
    *(
        two(
            "one-live-role",
            (P, duty(one, name="one", first="2026-10-05", last="2027-03-26")),
            (P, duty(other, name="two", first="2027-03-26", last="2027-06-25")),
            case=f"{one} and {other}",
            off=("double-booked", "days-a-year", "boards-held", "worked-there"),
        )
        for place, one in enumerate(WORK)
        for other in WORK[place:]
    ),
    two(
        "double-booked",
        (P, duty("support", name="one", on_site=[{"from": "2026-10-05", "to": "2026-10-07"}])),
        (P, duty("review", "U", name="two", on_site=[{"from": "2026-10-07", "to": "2026-10-09"}])),
        case="on site twice",
    ),
    two(
        "double-booked",
        (P, duty("second", name="one", first="2026-10-05", last="2027-03-26")),
        (P, duty("review", "U", name="two", first="2027-03-26", last="2027-06-25")),
        case="within a secondment",
    ),
)

BETWEEN_COUNCILS = (
    *(
        two(
            "colleagues-supported",
            (alone("support", person("q", "H")), duty("support", name="help", **EARLY)),
            (alone("inspect", who), duty("inspect", name="visit", **LATE)),
            case=case,
            own=own,
        )
        for who, case, own in ((MANAGER, "a manager", "soft"), (P, "the director", "hard"))
    ),
    *(
        two("crossed-duties", (A, FORTH), (B, duty(kind, "A", name="back", **EARLY)), case=f"{kind} at once")
        for kind in ("support", "review")
    ),
    *(
        two(
            "crossed-duties",
            (A, FORTH),
            (B, duty(kind, "A", name="back", **LATE)),
            case=f"{kind} afterwards",
            own="soft",
        )
        for kind in ("support", "chair")
    ),
    *(
        two(
            "crossed-duties",
            (B, duty(kind, "A", name="back", **EARLY)),
            (A, duty("inspect", "B", name="forth", **LATE)),
            case=f"{kind} before",
            own="soft",
        )
        for kind in ("support", "review", "chair")
    ),
    two(
        "own-inspector",
        (A, FORTH),
        (B, duty("inspect", "A", name="back", **LATE)),
        case="in return",
        off=("reciprocal-inspection",),
    ),
    two(
        "own-inspector",
        (A, FORTH),
        (B, duty("inspect", "A", name="back", **EARLY)),
        case="at once",
        off=("reciprocal-inspection", "home-inspection-window"),
    ),
    *(
        pair(
            "same-team",
            [P, person("q", "K")],
            [duty(seats=2)],
            first=("p", "d"),
            arrangements=[arrangement(shared, "H", "K")],
            off=("away-at-once",),
            case=f"a shared {shared}",
        )
        for shared in ("director", "trust")
    ),
)

CLAUSES_OF_CLASHES = (*ONE_PERSON, *BETWEEN_COUNCILS)

CLAUSES_OF_LIMITS = (
    pair(
        "days-a-year",
        [P],
        [duty("chair", "T", name="board", **TERM), duty("support", "U", name="help", days=17)],
        case="with chairing",
    ),
    pair(
        "days-a-year",
        [person(offers=offers(second=100))],
        [
            duty("second", "T", name="one", days=60, first="2026-10-05", last="2026-12-24"),
            duty("second", "U", name="two", days=60, first="2027-03-01", last="2027-05-28"),
        ],
        price=20,
        case="of one kind",
    ),
    pair(
        "boards-held",
        [MANAGER],
        [duty("chair", target, name=target, **TERM) for target in "TUV"],
        own="soft",
        off=("days-a-year",),
        case="other than directors",
    ),
    pair(
        "away-at-once",
        [P, person("q", "K")],
        [duty(name="one"), duty("inspect", "U", name="two")],
        arrangements=[arrangement("director", "H", "K")],
        case="a shared director",
    ),
    pair(
        "chair-term",
        [P],
        [duty("chair", name="board", first="2026-10-05", last="2029-10-05")],
        own="soft",
        case="one term",
    ),
    pair(
        "chair-term",
        [P],
        [
            duty("chair", name="one", first="2026-10-05", last="2029-10-04"),
            duty("chair", name="two", first="2029-10-05", last="2032-10-04"),
            duty("chair", name="three", first="2032-10-05", last="2033-10-04"),
        ],
        own="soft",
        off=("vetting-lapsed",),
        case="all terms",
    ),
)
