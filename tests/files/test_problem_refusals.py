"""Every kind of wrong entry is refused with a sentence that names it and says what would be right."""

from __future__ import annotations

import math
from typing import Any

import pytest
from file_samples import changed, full

from peerinspect.files import FileProblem, facts_from_dict

REFUSED: list[tuple[tuple[str | int, ...], Any, str, str]] = [
    # Where, what is put there, the place that the sentence names, a phrase of the advice.
    (("format",), "peerinspect/problem-2", "format:", 'give "peerinspect/problem-1"'),
    (("as_of",), "2026-02-30", "as_of:", "YYYY-MM-DD"),
    (("as_of",), "20260105", "as_of:", "YYYY-MM-DD"),
    (("as_of",), "2026-1-5", "as_of:", "YYYY-MM-DD"),
    (("as_of",), "2026-01-05\n", "as_of:", "YYYY-MM-DD"),
    (("as_of",), "9999-12-31", "as_of:", "from 1900 to 2199"),
    (("as_of",), None, "as_of:", "YYYY-MM-DD"),
    (("title",), 7, "title:", "characters"),
    (("title",), "two\nlines", "title:", "one line"),
    (("title",), "\ud800", "title:", "printable"),
    (("colour",), "red", "colour:", "give one of format"),
    (("peopel",), [], "peopel:", 'did you mean "people"?'),
    (("people",), {}, "people:", "give a list of people"),
    (("people", 0), "p-2", "people[0]:", "give an object"),
    (("people", 0, "nmae"), "x", "people[0] (p-2).nmae:", 'did you mean "name"?'),
    (("people", 1), {"aspirant": True}, "people[1]:", 'the key "id" is missing'),
    (("people", 1, "id"), "p-2", "people[1] (p-2).id:", "give every entry its own"),
    (("people", 1, "id"), "", "people[1].id:", "1 to 200"),
    (("people", 1, "id"), 7, "people[1].id:", "an id"),
    (("people", 0, "level"), "expert", "people[0] (p-2).level:", "observer, assistant, authorised"),
    (("people", 0, "aspirant"), 1, "people[0] (p-2).aspirant:", "true or false"),
    (("people", 0, "offers", 0, "days"), -2, "people[0] (p-2).offers[0].days:", "-2 is too small; give a whole number"),
    (("people", 0, "offers", 0, "days"), 1.5, "people[0] (p-2).offers[0].days:", "whole number"),
    (("people", 0, "offers", 0, "days"), "3", "people[0] (p-2).offers[0].days:", "whole number"),
    (("people", 0, "offers", 0, "days"), True, "people[0] (p-2).offers[0].days:", "whole number"),
    (("people", 0, "offers", 0, "kind"), "inspection", "people[0] (p-2).offers[0].kind:", 'did you mean "inspect"?'),
    (("people", 0, "offers"), [{"kind": "chair", "days": 4000}] * 2, "people[0] (p-2).offers[1]:", "5000 at most"),
    (("people", 0, "posts", 0, "authority"), "E7", "people[0] (p-2).posts[0].authority:", "list it there"),
    (("people", 0, "posts", 0, "to"), "2019-01-01", "people[0] (p-2).posts[0]:", "ends on or after"),
    (("people", 0, "unavailable", 0, "to"), "2026-07-01", "people[0] (p-2).unavailable[0]:", "ends on or after"),
    (("people", 0, "consents", 0, "authority"), "E7", "people[0] (p-2).consents[0].authority:", "list it there"),
    (("people", 0, "skills"), "health", "people[0] (p-2).skills:", "give a list of skills"),
    (("authorities", 2, "code"), "E1", "authorities[2] (E1).code:", "authorities[1] has the same code"),
    (("authorities", 0, "latitude"), 91, "authorities[0] (E9).latitude:", "-90 to 90"),
    (("authorities", 0, "latitude"), math.nan, "authorities[0] (E9).latitude:", "NaN"),
    (
        ("authorities", 1, "judgements", 0, "grades", "overall"),
        "fine",
        "authorities[1] (E1).judgements[0].grades.overall:",
        "outstanding, good",
    ),
    (("borders", 0), ["E1"], "borders[0]:", "[code, code]"),
    (("borders", 0), ["E1", "E1"], "borders[0]:", "two different authorities"),
    (("borders", 0), ["E1", "E7"], "borders[0][1]:", "list it there"),
    (("neighbours", 0), ["E1", "E9", 1], "neighbours[1]:", "keep one of the two"),
    (("neighbours", 0, 2), 0, "neighbours[0][2]:", "from 1"),
    (("arrangements", 0, "authorities"), ["E1", "E1"], "arrangements[0].authorities:", "two or more"),
    (("arrangements", 1, "to"), "2018-12-31", "arrangements[1]:", "ends on or after"),
    (("interests", 0, "person"), "p-9", "interests[0].person:", "is not in people"),
    (("interests", 0, "authority"), "E7", "interests[0].authority:", "is not in authorities"),
    (("interests", 0, "kind"), "worked", "interests[0].kind:", "is not a kind of interest"),
    (("duties", 0, "seats"), -1, "duties[0] (d-2).seats:", "-1 is too small; give a whole number of seats from 0"),
    (("duties", 0, "seats"), 10**9, "duties[0] (d-2).seats:", "too large"),
    (("duties", 0, "seats"), math.nan, "duties[0] (d-2).seats:", "NaN does not fit; give a whole number"),
    (("duties", 0, "seats"), math.inf, "duties[0] (d-2).seats:", "Infinity does not fit"),
    (("duties", 0, "seats"), None, "duties[0] (d-2).seats:", "give a whole number"),
    (("duties", 0, "priority"), math.inf, "duties[0] (d-2).priority:", "Infinity"),
    (("duties", 0, "priority"), -0.5, "duties[0] (d-2).priority:", "too small"),
    (("duties", 0, "priority"), 0.1234567, "duties[0] (d-2).priority:", "six decimal places"),
    (("duties", 0, "from"), "2026-03-14", "duties[0] (d-2):", '"from" 2026-03-14 is after "to" 2026-03-13'),
    (("duties", 0, "notice"), "2026-03-03", "duties[0] (d-2).notice:", "after the first day, 2026-03-02"),
    (("duties", 0, "on_site", 0, "to"), "2026-03-14", "duties[0] (d-2).on_site[0]:", "from 2026-03-02 to 2026-03-13"),
    (("duties", 0, "on_site", 0, "to"), "2026-03-08", "duties[0] (d-2).on_site[0]:", "ends on or after"),
    (("duties", 0, "authorities"), ["E7"], "duties[0] (d-2).authorities[0]:", '"E7" is not in authorities'),
    (("duties", 1, "id"), "d-2", "duties[1] (d-2).id:", "duties[0] has the same id"),
    (("placements", 0, "duty"), "d-9", "placements[0].duty:", "is not in duties"),
    (("placements", 0), {"person": "p-1", "duty": "d-1"}, "placements[1]:", "keep one of the two"),
    (("placements", 0, "status"), "maybe", "placements[0].status:", "proposed, offered"),
    (("waivers", 0, "rule"), "same-regions", "waivers[0].rule:", 'did you mean "same-region"?'),
    (("people", 0, "consents", 0, "duty"), "d-9", "people[0] (p-2).consents[0].duty:", "is not in duties"),
    (("set_aside", 0, "person"), "p-9", "set_aside[0].person:", "is not in people"),
    (("set_aside", 1, "duty"), "d-9", "set_aside[1].duty:", "is not in duties"),
    (("set_aside", 1), {"person": "p-1", "duty": "d-2"}, "set_aside[1]:", "keep one of the two"),
    (("set_aside", 0), {"person": "p-1"}, "set_aside[0]:", 'the key "duty" is missing'),
    (("set_aside", 0, "reason"), 7, "set_aside[0].reason:", "characters"),
    (("set_aside", 0, "because"), "x", "set_aside[0].because:", "give one of"),
    (("waivers", 0, "until"), "soon", "waivers[0].until:", "YYYY-MM-DD"),
    (("waivers", 1, "with", "person"), "p-9", "waivers[1].with.person:", "is not in people"),
    (("fit", 0, 0), "p-9", "fit[0][0]:", "is not in people"),
    (("fit", 0, 1), "d-9", "fit[0][1]:", "is not in duties"),
    (("fit", 0, 2), math.nan, "fit[0][2]:", "NaN"),
    (("fit", 1), ["p-2", "d-2", 1], "fit[1]:", "keep one of the two"),
    (("policy", "rules", "own-autority"), {}, "policy.rules.own-autority:", 'did you mean "own-authority"?'),
    (("policy", "rules", "worked-there", "years"), 5, "policy.rules.worked-there.years:", "did you mean"),
    (
        ("policy", "rules", "chair-swap"),
        {"months": 5},
        "policy.rules.chair-swap.months:",
        "give one of strength, weight",
    ),
    (("policy", "rules", "ring"), {"strength": "mild"}, "policy.rules.ring.strength:", "hard, soft, off"),
    (("policy", "rules", "ring"), {"weight": -1}, "policy.rules.ring.weight:", "too small"),
    (("policy", "rules", "same-region", "weight"), 1e-9, "policy.rules.same-region.weight:", "six decimal places"),
    (("policy", "goals"), ["fill", "fun"], "policy.goals[1]:", "is not a goal"),
    (("policy", "goals"), ["fill", "fill"], "policy.goals:", "twice"),
    (("policy", "priorities"), {"inspection": 1}, "policy.priorities.inspection:", 'did you mean "inspect"?'),
    (("policy", "weights"), {"distance": 1}, "policy.weights.distance:", "affinity, skill, neighbour, border, travel"),
]


@pytest.mark.parametrize(("path", "value", "where", "advice"), REFUSED)
def test_a_wrong_entry_is_named_with_what_would_be_right(
    path: tuple[str | int, ...], value: Any, where: str, advice: str
) -> None:
    with pytest.raises(FileProblem) as refusal:
        facts_from_dict(changed(path, value))
    sentences = [sentence for sentence in refusal.value.sentences if sentence.startswith(where)]
    assert sentences, refusal.value.sentences
    assert advice in sentences[0]
    assert all("\n" not in sentence and len(sentence) < 400 for sentence in refusal.value.sentences)


@pytest.mark.parametrize("key", ["format", "as_of", "people", "duties"])
def test_the_required_keys_are_required(key: str) -> None:
    data = full()
    del data[key]
    with pytest.raises(FileProblem, match=f'the top level: the key "{key}" is missing'):
        facts_from_dict(data)


@pytest.mark.parametrize("data", [None, [], "text", 7, True, [{}], math.nan])
def test_what_is_no_object_is_refused(data: Any) -> None:
    with pytest.raises(FileProblem, match=r"^the top level: .* does not fit; give an object"):
        facts_from_dict(data)


def test_another_format_is_all_that_is_said() -> None:
    with pytest.raises(FileProblem) as refusal:
        facts_from_dict({"format": "somebody/else-9", "rows": [1, 2, 3]})
    assert len(refusal.value.sentences) == 1


def test_many_mistakes_take_three_lines() -> None:
    data = full()
    data["people"] = [{"id": f"p-{number}", "level": "expert"} for number in range(40)]
    with pytest.raises(FileProblem) as refusal:
        facts_from_dict(data)
    lines = str(refusal.value).splitlines()
    assert len(lines) == 3
    assert lines[0].startswith("people[0] (p-0).level") and lines[2] == "and 38 more"


def test_a_hostile_name_cannot_break_the_line() -> None:
    with pytest.raises(FileProblem) as refusal:
        facts_from_dict(changed(("people", 0), {"id": "p\x1b[31m\n" * 50, "posts": 3, "x\ny" * 99: 1}))
    for sentence in refusal.value.sentences:
        assert sentence.isprintable() and len(sentence) < 400


def nested(levels: int) -> list[Any]:
    value: list[Any] = []
    for _ in range(levels):
        value = [value]
    return value


@pytest.mark.parametrize(
    "value",
    [nested(500), nested(100_000), 10**5000, -(10**5000), {"a": nested(100_000)}],
    ids=["deep", "bottomless", "endless", "endless-negative", "bottomless-object"],
)
@pytest.mark.parametrize("path", [("title",), ("people",), ("people", 0), ("duties", 0, "seats"), ("other",)])
def test_a_bottomless_or_endless_value_is_refused(path: tuple[str | int, ...], value: Any) -> None:
    with pytest.raises(FileProblem):
        facts_from_dict(changed(path, value))


def test_a_great_many_mistakes_are_not_all_looked_for() -> None:
    with pytest.raises(FileProblem, match="and at least 998 more"):
        facts_from_dict(changed(("people",), [0] * 1_000_000))
