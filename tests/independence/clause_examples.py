"""A tiny problem for each clause of the rules about one placement, beyond the one of each in solve_examples."""

from __future__ import annotations

from rule_cases import (
    KINDS,
    Entry,
    arrangement,
    consent,
    duty,
    interest,
    other_kinds,
    person,
    post,
)
from solve_example import TERM, Example, P, bar, councils, pair

WORKED = ("employed", "consulted", "councillor")
ENDED = {"inspect": "2022-01-07", "review": "2022-01-07", "chair": "2024-01-05", "support": "2025-01-03"}
"""An end that still counts, by kind: longer ago than the years of the next kind, where there is one."""


def work(kind: str, *targets: str, **changes: object) -> Entry:
    """A duty of the kind, a chair's over a whole term."""
    return duty(kind, *targets, **((TERM if kind == "chair" else {}) | changes))


def but(code: str, **changed: object) -> list[Entry]:
    """Every council, one of them otherwise than in `councils`; a change to None drops what is known."""
    keep = {key: value for key, value in changed.items() if value is not None}
    return [
        ({key: value for key, value in one.items() if key not in changed} | keep) if one["code"] == code else one
        for one in councils()
    ]


def homes_judged(*judgements: Entry) -> dict[str, object]:
    return {"authorities": but("H", judgements=list(judgements))}


def past_interim(kind: str) -> Example:
    cover = duty("interim", name="cover", first="2024-11-04", last="2025-01-03")
    done = [{"person": "p", "duty": "cover", "status": "done"}]
    own = "soft" if kind == "support" else "hard"
    off = ("self-review",)
    return pair(
        "worked-there",
        [P],
        [work(kind), cover | {"seats": 0}],
        case=f"{kind} after cover",
        own=own,
        off=off,
        placements=done,
    )


EMPLOYMENT = (
    *(bar("own-authority", person("p", "T"), work(kind), off=("worked-there",), case=kind) for kind in KINDS),
    *(
        bar("shared-arrangement", P, work(kind), arrangements=[arrangement(shared, "H", "T")], case=f"{shared}, {kind}")
        for shared in ("director", "trust", "directorate")
        for kind in KINDS
    ),
    *(
        bar("shared-partner", P, work(kind), arrangements=[arrangement(shared, "T", "H")], case=f"{shared}, {kind}")
        for shared in ("partnership", "adoption", "service")
        for kind in ("inspect", "review")
    ),
    bar("shared-partner", P, work("chair"), arrangements=[arrangement("icb", "H", "T")], own="soft", case="icb"),
    *(
        bar(
            "worked-there",
            P,
            work(kind),
            interests=[interest(tie, "2019-01-07", end)],
            own="soft" if kind == "support" else "hard",
            case=f"{tie}, {kind}",
        )
        for tie in WORKED
        for kind, end in ENDED.items()
    ),
    *(
        bar(
            "worked-there",
            person(posts=[post("T", until=end), post("H", end)]),
            work(kind),
            own="soft" if kind == "support" else "hard",
            off=("short-tenure",),
            case=f"a former post, {kind}",
        )
        for kind, end in ENDED.items()
    ),
    *(past_interim(kind) for kind in ENDED),
    bar("worked-there", P, work("review"), interests=[interest("employed")], case="no end"),
)

TIES = (
    *(
        bar("personal-tie", P, work(kind), interests=[interest(tie)], own=own, case=f"{tie}, {kind}")
        for tie, own in (("family", "hard"), ("friend", "hard"), ("business", "hard"), ("acquaintance", "soft"))
        for kind in KINDS
    ),
    bar("paid-by", P, work("inspect"), interests=[interest("paid", "2020-01-06", "2022-01-07")], case="inspect"),
    bar("paid-by", P, work("review"), interests=[interest("paid")], case="no end"),
    bar("applied-there", P, work("inspect"), interests=[interest("applied")], case="no end"),
    *(bar("open-complaint", P, work(kind), interests=[interest("complaint")], case=f"open, {kind}") for kind in KINDS),
    *(
        bar(
            "open-complaint", P, work(kind), arrangements=[arrangement("complaint", "H", "T")], case=f"councils, {kind}"
        )
        for kind in KINDS
    ),
    *(
        bar(
            "open-complaint",
            P,
            work(kind),
            interests=[interest("complaint", None, "2024-01-05")],
            own="soft",
            case=f"closed, {kind}",
        )
        for kind in KINDS
    ),
    *(
        bar("other-connection", P, work(kind), interests=[interest("other")], case=kind)
        for kind in other_kinds("second")
    ),
    *(
        bar("set-aside", P, work(kind), set_aside=[{"person": "p", "duty": "d", "reason": "Tired"}], case=kind)
        for kind in other_kinds("inspect")
    ),
)

CONFLICTS = (
    *(
        bar(
            "authorities-in-dispute",
            P,
            work(kind),
            arrangements=[arrangement(conflict, "T", "H")],
            case=f"{conflict}, {kind}",
        )
        for conflict in ("dispute", "merger")
        for kind in ("inspect", "review", "chair")
    ),
    *(
        pair(
            "authorities-in-dispute",
            [P],
            [work(kind), duty("review", "H", "T", name="review", seats=0)],
            case=f"joint review, {kind}",
        )
        for kind in ("review", "chair")
    ),
    bar("involved-in-case", P, duty("review", case="C-1"), interests=[interest("case")], case="no reference"),
    bar(
        "involved-in-case",
        P,
        duty("review"),
        interests=[interest("case", case="C-1")],
        case="a review without reference",
    ),
    bar(
        "involved-in-case",
        P,
        duty("review", case="C-1"),
        interests=[interest("case", until="1999-01-01", at="H", of="z", case="C-1")],
        people=[person("z", posts=[], offers=[])],
        case="a colleague's",
    ),
)

STANDING = (
    bar("undeclared", person(declared_on=None), work("chair"), case="never"),
    bar("same-region", P, work("inspect"), own="soft", authorities=but("H", region=None), case="unknown"),
    bar("out-of-reach", P, work("support"), own="soft", authorities=but("H", latitude=54.5), case="support"),
    *(
        bar(
            "out-of-reach",
            P,
            work(kind),
            own="soft",
            authorities=but("H", longitude=None),
            case=f"unknown, {kind}",
        )
        for kind in ("chair", "support")
    ),
    *(
        bar("post-basis", person(posts=[post("H", basis=basis)]), work(kind), own="soft", case=f"{basis}, {kind}")
        for basis in ("interim", "acting")
        for kind in ("inspect", "chair")
    ),
    *(
        bar("short-tenure", person(posts=[post("H", "2025-10-06")]), work(kind), case=kind)
        for kind in ("inspect", "chair")
    ),
    bar("short-tenure", person(posts=[post("H", None)]), work("inspect"), case="unknown"),
    *(
        bar("home-judgement", P, work("support"), authorities=councils(H={"overall": grade}), case=f"support, {grade}")
        for grade in ("requires-improvement", "inadequate")
    ),
    *(
        bar(
            "home-judgement",
            P,
            work(kind),
            authorities=councils(H={area: grade}),
            own="soft",
            case=f"{area} {grade}, {kind}",
        )
        for area in ("leadership", "help")
        for grade in ("requires-improvement", "inadequate")
        for kind in ("inspect", "support")
    ),
    bar(
        "home-judgement",
        P,
        work("inspect"),
        own="soft",
        off=("home-inspection-window",),
        case="none, inspect",
        **homes_judged(),
    ),
    bar("home-judgement", P, work("support"), case="none, support", **homes_judged()),
    bar("not-authorised", person(level="assistant"), duty(level="authorised"), case="inspect"),
    bar("not-authorised", person(level=None), duty(), case="none"),
    bar("vetting-lapsed", person(vetted_on=None), work("review"), case="never"),
    *(bar("no-consent", person(consents=[]), work(kind), case=kind) for kind in other_kinds("interim")),
    bar(
        "no-consent",
        person(posts=[post("H", until="2026-10-06"), post("K", "2026-10-07")], consents=[consent("H")]),
        work("review"),
        case="change of employer",
    ),
    *(
        bar(
            "not-offered",
            person(offers=[{"kind": other, "days": 300} for other in other_kinds(kind)]),
            work(kind, days=1),
            case=kind,
        )
        for kind in other_kinds("review")
    ),
    bar(
        "unavailable",
        person(unavailable=[{"from": "2026-10-07"}]),
        duty("support", on_site=[{"from": "2026-10-08", "to": "2026-10-08"}]),
        case="support",
    ),
)

AT_HOME = {
    "notice on the last day": ("2026-10-12", "2026-10-16", "2026-10-09"),
    "on site": ("2026-10-05", "2026-10-09", None),
}

WINDOWS = (
    *(
        pair(
            "home-inspection-window",
            [P],
            [duty(), duty("inspect", "H", name="visit", first=first, last=last, notice=notice, seats=0)],
            case=case,
        )
        for case, (first, last, notice) in AT_HOME.items()
    ),
    bar(
        "home-inspection-window", P, duty(), own="soft", off=("home-judgement",), case="never judged", **homes_judged()
    ),
)

CLAUSES_OF_BARS = (*EMPLOYMENT, *TIES, *CONFLICTS, *STANDING, *WINDOWS)
