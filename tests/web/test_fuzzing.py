"""Programs that go from answer to answer meet what those before them left behind; that ends no run."""

from __future__ import annotations

from itertools import count

import pytest
from fuzzing import run_programs
from hypothesis import strategies
from hypothesis.stateful import RuleBasedStateMachine, rule


def forgetful(told: list[int]) -> type[RuleBasedStateMachine]:
    """A program that draws something else each time, as one does that meets a service which others have changed."""
    turns = count()

    class Program(RuleBasedStateMachine):
        @rule(data=strategies.data())
        def ask(self, data: strategies.DataObject) -> None:
            turn = next(turns)
            told.append(data.draw(strategies.integers(0, turn + 1) if turn % 2 else strategies.booleans()))

    return Program


def test_as_many_programs_as_wanted_are_run_where_the_service_remembers() -> None:
    told: list[int] = []
    assert run_programs(forgetful(told), 20, steps=5, begin=1) >= 20
    assert told


def test_what_a_program_finds_wrong_is_not_passed_over() -> None:
    class Program(RuleBasedStateMachine):
        @rule()
        def ask(self) -> None:
            raise LookupError("something of the service's own")

    with pytest.raises(LookupError):
        run_programs(Program, 20, steps=5, begin=1)
