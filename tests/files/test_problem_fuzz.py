"""Whatever is done to a file, reading it gives facts or a refusal, and nothing else."""

from __future__ import annotations

import copy
from typing import Any

from file_samples import FULL, full
from hypothesis import given, settings
from hypothesis import strategies as st

from peerinspect.domain import Facts
from peerinspect.files import FileProblem, facts_from_dict, problem_dict, roster_from_dict
from peerinspect.files.parsing import parse_object
from peerinspect.files.schema import quick_check_of, validator_of


def places(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """The path to every value inside a value."""
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(inner for step, below in steps for inner in places(below, (*path, step)))]


PLACES = places(FULL)[1:]

anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(["inspect", "p-1", "d-1", "E1", "2026-03-02", "hard", "done", "ring"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
changes = st.lists(
    st.tuples(
        st.sampled_from(PLACES), st.sampled_from(["put", "drop", "twice", "move"]), anything, st.sampled_from(PLACES)
    ),
    min_size=1,
    max_size=4,
)


def mutated(steps: list[Any]) -> Any:
    """The fullest problem after some changes, those skipped whose place is gone."""
    data = full()
    for path, what, value, other in steps:
        try:
            _change(data, path, what, copy.deepcopy(_at(data, other)) if what == "move" else value)
        except (KeyError, IndexError, TypeError, AttributeError):
            continue
    return data


def _at(data: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        data = data[step]
    return data


def _change(data: Any, path: tuple[str | int, ...], what: str, value: Any) -> None:
    inside, last = _at(data, path[:-1]), path[-1]
    if what == "drop":
        del inside[last]
    elif what == "twice" and isinstance(inside, list):
        inside.append(inside[last])
    elif what == "twice":
        inside[f"{last} again"] = inside[last]
    else:
        inside[last] = value


def read(data: Any) -> Facts | None:
    """The facts, or None for a refusal in one to three printable lines; any other exception goes through."""
    try:
        return facts_from_dict(data)
    except FileProblem as refusal:
        assert 1 <= len(refusal.lines()) <= 3
        assert all(sentence.isprintable() for sentence in refusal.sentences)
        return None


@given(changes)
@settings(max_examples=600, deadline=None)
def test_a_mutated_problem_is_read_or_refused(steps: list[Any]) -> None:
    data = mutated(steps)
    facts = read(data)
    if facts is not None:
        assert facts_from_dict(problem_dict(facts)) == facts


@given(changes)
@settings(max_examples=300, deadline=None)
def test_the_quick_check_and_the_library_agree(steps: list[Any]) -> None:
    data = mutated(steps)
    assert quick_check_of("problem")(data) == validator_of("problem").is_valid(data)


@given(anything)
@settings(max_examples=200, deadline=None)
def test_anything_at_all_is_refused(data: Any) -> None:
    assert read(data) is None
    assert read({"format": "peerinspect/problem-1", "as_of": data, "people": data, "duties": []}) is None
    try:
        roster_from_dict({"format": "peerinspect/roster-1", "goals": data})
    except FileProblem:
        return
    raise AssertionError("a roster of anything was taken")


@given(st.binary(max_size=200) | st.text(max_size=100).map(str.encode))
@settings(max_examples=400, deadline=None)
def test_any_bytes_are_an_object_or_refused(content: bytes) -> None:
    for whole in (content, b"{" + content + b"}"):
        try:
            assert isinstance(parse_object(whole), dict)
        except FileProblem as refusal:
            assert len(refusal.lines()) == 1 and refusal.lines()[0].isprintable()


def test_an_empty_list_of_goals_stays_empty() -> None:
    data = {
        "format": "peerinspect/problem-1",
        "as_of": "2026-09-01",
        "people": [],
        "duties": [],
        "policy": {"goals": []},
    }
    facts = facts_from_dict(data)
    assert facts.policy.goals == ()
    assert facts_from_dict(problem_dict(facts)) == facts
