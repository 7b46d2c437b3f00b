"""Problems to test the file formats with: one that uses every key, and a strategy for small valid ones."""

from __future__ import annotations

import copy
import random
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

FULL: dict[str, Any] = {
    "format": "peerinspect/problem-1",
    "as_of": "2026-01-05",
    "title": "Spring",
    "authorities": [
        {"code": "E9", "name": "Ninefold", "region": "North", "latitude": 54, "longitude": -1.5},
        {
            "code": "E1",
            "name": "Oneham",
            "judgements": [
                {
                    "framework": "ILACS",
                    "inspected": "2024-06-03",
                    "published": "2024-07-15",
                    "grades": {"overall": "good"},
                },
                {"inspected": "2020-02-03", "grades": {"overall": "inadequate", "leadership": "good"}},
            ],
        },
        {"code": "E5"},
    ],
    "borders": [["E9", "E1"], ["E5", "E1"]],
    "neighbours": [["E9", "E1", 2], ["E1", "E9", 1]],
    "arrangements": [
        {"kind": "trust", "authorities": ["E5", "E1"], "from": "2020-01-01"},
        {"kind": "director", "authorities": ["E9", "E5"], "from": "2019-01-01", "to": "2021-12-31"},
    ],
    "people": [
        {
            "id": "p-2",
            "name": "Ada Example",
            "posts": [
                {"authority": "E9", "role": "director", "basis": "substantive", "from": "2020-01-01"},
                {"authority": "E1", "from": "2010-01-01", "to": "2019-12-31"},
            ],
            "offers": [{"kind": "inspect", "days": 10}, {"kind": "chair", "days": 24}],
            "unavailable": [{"from": "2026-08-01", "to": "2026-08-31"}, {"to": "2026-01-31"}],
            "skills": ["health", "education"],
            "level": "authorised",
            "vetted_on": "2025-01-01",
            "declared_on": "2025-12-01",
            "consents": [{"authority": "E9", "from": "2025-06-01", "to": "2027-05-31"}],
        },
        {"id": "p-1", "aspirant": True},
    ],
    "interests": [
        {"person": "p-2", "authority": "E5", "kind": "applied", "to": "2018-01-01"},
        {"person": "p-1", "kind": "case", "case": "C-7", "from": "2024-01-01"},
    ],
    "duties": [
        {
            "id": "d-2",
            "kind": "inspect",
            "subtype": "focused",
            "authorities": ["E5"],
            "from": "2026-03-02",
            "to": "2026-03-13",
            "on_site": [{"from": "2026-03-09", "to": "2026-03-13"}, {"from": "2026-03-02", "to": "2026-03-03"}],
            "notice": "2026-02-23",
            "days": 7,
            "seats": 2,
            "skills": ["health"],
            "level": "assistant",
            "priority": 2.5,
            "sealed": True,
        },
        {"id": "d-1", "kind": "review", "from": "2025-01-06", "to": "2025-02-07", "seats": 1, "case": "C-7"},
    ],
    "placements": [
        {"person": "p-2", "duty": "d-2", "status": "accepted", "pinned": True},
        {"person": "p-1", "duty": "d-1", "status": "done"},
    ],
    "waivers": [
        {"rule": "same-region", "person": "p-2", "duty": "d-2", "until": "2026-12-31"},
        {
            "rule": "chair-swap",
            "person": "p-1",
            "duty": "d-2",
            "with": {"person": "p-2", "duty": "d-1"},
            "until": "2026-12-31",
        },
    ],
    "set_aside": [
        {"person": "p-1", "duty": "d-2", "reason": "Has done three this year"},
        {"person": "p-2", "duty": "d-1"},
    ],
    "fit": [["p-2", "d-2", 0.75], ["p-1", "d-2", -1]],
    "policy": {
        "rules": {"worked-there": {"inspect_years": 6, "strength": "hard"}, "same-region": {"weight": 0.5}},
        "goals": ["fill", "fit"],
        "priorities": {"inspect": 3},
        "weights": {"travel": 0.25},
    },
}


def full() -> dict[str, Any]:
    """A copy of FULL to change."""
    return copy.deepcopy(FULL)


def changed(path: tuple[str | int, ...], value: Any) -> dict[str, Any]:
    """FULL with one value put at a path."""
    data: Any = full()
    entry = data
    for step in path[:-1]:
        entry = entry[step]
    entry[path[-1]] = value
    return data  # type: ignore[no-any-return]


def shuffled(data: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """The same problem with its lists in another order, but for the rows and the goals, whose order means something."""
    return {
        key: value if key in ("neighbours", "fit") else _shuffled(value, chance, key) for key, value in data.items()
    } | {key: chance.sample(data[key], len(data[key])) for key in ("neighbours", "fit") if key in data}


def _shuffled(value: Any, chance: random.Random, key: str) -> Any:
    if isinstance(value, dict):
        pairs = list(value.items())
        chance.shuffle(pairs)
        return {name: _shuffled(inner, chance, name) for name, inner in pairs}
    if isinstance(value, list) and key != "goals":
        return [_shuffled(inner, chance, key) for inner in chance.sample(value, len(value))]
    return value


CODES, PEOPLE, DUTIES = ("E1", "E2", "E3"), ("p-1", "p-2", "p-3"), ("d-1", "d-2", "d-3")
KINDS = ("inspect", "chair", "support", "second", "interim", "review")

_days = st.dates(date(2015, 1, 1), date(2030, 12, 31))
_some = {"max_size": 3}


@st.composite
def _periods(draw: st.DrawFn, closed: bool = False) -> dict[str, Any]:
    start = draw(_days)
    end = start + timedelta(days=draw(st.integers(0, 400)))
    period = {"from": start.isoformat(), "to": end.isoformat()}
    return period if closed else {key: period[key] for key in draw(st.sets(st.sampled_from(sorted(period))))}


def _with_period(required: dict[str, Any], optional: dict[str, Any] | None = None) -> st.SearchStrategy[dict[str, Any]]:
    entries = st.fixed_dictionaries(required, optional=optional or {})
    return st.builds(lambda entry, period: entry | period, entries, _periods())


_code = st.sampled_from(CODES)
_names = st.lists(st.sampled_from(["health", "education", "courts"]), **_some)
_date = _days.map(date.isoformat)
_level = st.sampled_from(["observer", "assistant", "authorised"])


def _people(name: str) -> st.SearchStrategy[dict[str, Any]]:
    post = _with_period({"authority": _code}, {"role": st.sampled_from(["director", "senior", "other"])})
    return st.fixed_dictionaries(
        {"id": st.just(name)},
        optional={
            "posts": st.lists(post, **_some),
            "offers": st.lists(
                st.fixed_dictionaries({"kind": st.sampled_from(KINDS), "days": st.integers(0, 40)}), **_some
            ),
            "unavailable": st.lists(_periods(), **_some),
            "skills": _names,
            "level": _level,
            "declared_on": _date,
            "consents": st.lists(_with_period({"authority": _code}), **_some),
        },
    )


@st.composite
def _duties(draw: st.DrawFn, name: str) -> dict[str, Any]:
    period = draw(_periods(closed=True))
    entry = {"id": name, "kind": draw(st.sampled_from(KINDS)), "seats": draw(st.integers(0, 3)), **period}
    extras = {
        "authorities": draw(st.lists(_code, **_some)),
        "on_site": [{"from": period["from"], "to": period["from"]}, {"to": period["to"]}],
        "notice": period["from"],
        "days": draw(st.integers(0, 30)),
        "skills": draw(_names),
        "priority": draw(st.sampled_from([0, 1, 2.5, 0.1])),
        "sealed": draw(st.booleans()),
    }
    return entry | {key: extras[key] for key in draw(st.sets(st.sampled_from(sorted(extras))))}


@st.composite
def problems(draw: st.DrawFn) -> dict[str, Any]:
    """A small valid problem."""
    people = draw(st.lists(st.sampled_from(PEOPLE), unique=True, min_size=1, max_size=3))
    duties = draw(st.lists(st.sampled_from(DUTIES), unique=True, min_size=1, max_size=3))
    pairs = st.lists(st.tuples(st.sampled_from(people), st.sampled_from(duties)), unique=True, max_size=3)
    kind = st.sampled_from(["trust", "director", "dispute"])
    sharing = st.lists(_code, min_size=2, max_size=3, unique=True)
    return {
        "format": "peerinspect/problem-1",
        "as_of": draw(_date),
        "people": [draw(_people(name)) for name in people],
        "duties": [draw(_duties(name)) for name in duties],
        "authorities": [{"code": code} for code in draw(st.permutations(CODES))],
        "borders": draw(st.lists(sharing.map(lambda codes: codes[:2]), **_some)),
        "neighbours": [[*pair, draw(st.integers(1, 10))] for pair in draw(st.sets(st.sampled_from(_NEIGHBOURS)))],
        "arrangements": draw(st.lists(_with_period({"kind": kind, "authorities": sharing}), **_some)),
        "interests": draw(
            st.lists(
                _with_period({"person": st.sampled_from(people), "kind": st.just("employed")}, {"authority": _code}),
                **_some,
            )
        ),
        "placements": [{"person": person, "duty": duty} for person, duty in draw(pairs)],
        "set_aside": [{"person": person, "duty": duty, "reason": "x"} for person, duty in draw(pairs)],
        "fit": [[*pair, draw(st.integers(-5, 5))] for pair in draw(pairs)],
    }


_NEIGHBOURS = [("E1", "E2"), ("E2", "E3"), ("E3", "E1")]
