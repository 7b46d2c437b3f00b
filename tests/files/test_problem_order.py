"""List order never matters, and what is written reads back as the same facts."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from file_samples import FULL, changed, full, problems, shuffled
from hypothesis import given, settings
from hypothesis import strategies as st

from peerinspect.files import (
    canonical,
    digest_of,
    facts_from_dict,
    policy_digest,
    problem_dict,
    read_problem,
    write_problem,
)
from peerinspect.season import generate


def ordered(facts: Any) -> Any:
    """Everything in the facts, with the order of every mapping and tuple: plain equality would overlook it."""
    return [
        list(facts.people.items()),
        list(facts.duties.items()),
        list(facts.authorities.items()),
        list(facts.neighbours.items()),
        list(facts.affinity.items()),
        facts.arrangements,
        facts.interests,
        facts.placements,
        facts.waivers,
        facts.set_aside,
        list(facts.policy.rules.items()),
    ]


@given(problems(), st.integers(0, 2**32))
@settings(max_examples=150, deadline=None)
def test_shuffled_lists_give_the_same_facts_and_digest(problem: dict[str, Any], seed: int) -> None:
    one, other = facts_from_dict(problem), facts_from_dict(shuffled(problem, random.Random(seed)))
    assert one == other
    assert ordered(one) == ordered(other)
    assert digest_of(one) == digest_of(other)


@pytest.mark.parametrize("seed", range(20))
def test_the_fullest_problem_shuffled_is_the_same(seed: int) -> None:
    facts = facts_from_dict(shuffled(full(), random.Random(seed)))
    assert ordered(facts) == ordered(facts_from_dict(full()))
    assert digest_of(facts) == digest_of(facts_from_dict(full()))


@given(problems())
@settings(max_examples=150, deadline=None)
def test_what_is_written_reads_back(problem: dict[str, Any]) -> None:
    facts = facts_from_dict(problem)
    again = facts_from_dict(problem_dict(facts))
    assert again == facts
    assert ordered(again) == ordered(facts)
    assert problem_dict(again) == problem_dict(facts)


def test_the_fullest_problem_survives_the_disk(tmp_path: Any) -> None:
    facts = facts_from_dict(full())
    write_problem(facts, tmp_path / "p.json")
    assert read_problem(tmp_path / "p.json") == facts
    assert [path.name for path in tmp_path.iterdir()] == ["p.json"]


def test_every_section_of_the_fullest_problem_is_written() -> None:
    written = problem_dict(facts_from_dict(full()))
    assert written.keys() == FULL.keys()
    for key in (
        "people",
        "duties",
        "authorities",
        "interests",
        "arrangements",
        "placements",
        "waivers",
        "set_aside",
        "fit",
        "borders",
    ):
        assert len(written[key]) == len(FULL[key]), key


def test_defaults_spelt_out_leave_the_digest_as_it_is() -> None:
    plain = full()
    spelt = full()
    spelt["people"][1] |= {"name": "", "posts": [], "offers": [], "skills": [], "level": None, "consents": []}
    spelt["duties"][1] |= {
        "subtype": "judgement",
        "authorities": [],
        "notice": None,
        "level": "observer",
        "sealed": False,
    }
    spelt["placements"][1]["pinned"] = False
    spelt["policy"]["rules"]["ring"] = {}
    assert digest_of(facts_from_dict(spelt)) == digest_of(facts_from_dict(plain))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("as_of",), "2026-01-06"),
        (("title",), "Summer"),
        (("authorities", 0, "latitude"), 54.1),
        (("authorities", 1, "judgements", 0, "grades", "overall"), "outstanding"),
        (("neighbours", 0, 2), 3),
        (("arrangements", 0, "kind"), "partnership"),
        (("people", 0, "posts", 0, "basis"), "acting"),
        (("people", 0, "offers", 0, "days"), 11),
        (("people", 0, "unavailable", 0, "to"), "2026-08-30"),
        (("people", 0, "consents", 0, "duty"), "d-2"),
        (("people", 1, "aspirant"), False),
        (("interests", 1, "case"), "C-8"),
        (("duties", 0, "on_site"), []),
        (("duties", 0, "sealed"), False),
        (("duties", 0, "priority"), 2.500001),
        (("placements", 0, "pinned"), False),
        (("set_aside", 0, "reason"), "Another one"),
        (("waivers", 1, "with", "duty"), "d-2"),
        (("fit", 0, 2), 0.7500001),
        (("policy", "rules", "same-region", "weight"), 0.25),
        (("policy", "goals"), ["fit", "fill"]),
        (("policy", "weights", "travel"), 0),
    ],
)
def test_any_change_of_meaning_changes_the_digest(path: tuple[str | int, ...], value: Any) -> None:
    assert digest_of(facts_from_dict(changed(path, value))) != digest_of(facts_from_dict(full()))


def test_an_empty_on_site_says_something_else_than_none_given() -> None:
    silent = full()
    del silent["duties"][0]["on_site"]
    assert digest_of(facts_from_dict(silent)) != digest_of(facts_from_dict(changed(("duties", 0, "on_site"), [])))


def test_the_canonical_form_has_sorted_keys_and_no_spaces() -> None:
    text = canonical(facts_from_dict(full())).decode()
    assert text.startswith('{"arrangements":[{"authorities":["E1","E5"],"from":"2020-01-01","kind":"trust"}')
    assert ", " not in text and '": ' not in text


def test_the_policy_has_a_digest_of_its_own() -> None:
    policy = facts_from_dict(full()).policy
    other = facts_from_dict(changed(("title",), "Summer")).policy
    tuned = facts_from_dict(changed(("policy", "priorities", "inspect"), 4)).policy
    assert policy_digest(policy) == policy_digest(other) != policy_digest(tuned)
    assert policy_digest(policy).startswith("sha256:") and len(policy_digest(policy)) == 71


def test_england_keeps_its_digest_on_the_disk_and_shuffled(tmp_path: Path) -> None:
    facts = generate(1, 7)
    write_problem(facts, tmp_path / "p.json")
    digest = digest_of(facts)
    assert digest_of(read_problem(tmp_path / "p.json")) == digest
    data = json.loads((tmp_path / "p.json").read_text(encoding="utf-8"))
    assert digest_of(facts_from_dict(shuffled(data, random.Random(1)))) == digest


def test_nobody_set_aside_leaves_the_digest_as_it_was_before_the_key_was_known() -> None:
    without = {key: value for key, value in full().items() if key != "set_aside"}
    assert digest_of(facts_from_dict(without)) == digest_of(facts_from_dict(without | {"set_aside": []}))
    assert "set_aside" not in problem_dict(facts_from_dict(without))
