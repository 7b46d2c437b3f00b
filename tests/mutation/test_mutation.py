"""The mutation check itself: it kills what the tests notice, and says so when a weak test notices nothing."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from . import __main__ as command
from .equivalent import EQUIVALENT
from .mutants import Mutant, mutants_of, picked
from .operators import BOUND, CLASSES, DIRECTION, KIND
from .running import own_tests_of, run, source_of

OLD_ENOUGH = """
class Rule:
    code = "x"
    def is_old(self, age: int, kind: str) -> bool:
        what = "an inspection"
        return age >= 3 and kind in {"inspect", "review"}
"""


def changes_of(source: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {change: set() for change in CLASSES}
    for one in mutants_of("x", source):
        found[one.change].add(one.after)
    return found


def test_a_bound_is_moved_both_ways_and_by_one() -> None:
    assert changes_of(OLD_ENOUGH)[BOUND] == {"age > 3", "4", "2"}


def test_a_kind_is_replaced_left_out_and_added() -> None:
    words = changes_of(OLD_ENOUGH)[KIND]
    assert {"{'inspect'}", "{'review'}", "{'inspect', 'review', 'chair'}", "'chair'"} <= words


def test_a_direction_is_turned() -> None:
    turned = changes_of(OLD_ENOUGH)[DIRECTION]
    assert {"age <= 3", "kind not in {'inspect', 'review'}", "return True", "return False"} <= turned
    assert "age >= 3 or kind in {'inspect', 'review'}" in turned


def test_what_only_speaks_is_left_alone() -> None:
    assert not any("an inspection" in one.before or one.before == "'x'" for one in mutants_of("x", OLD_ENOUGH))


def test_every_mutant_is_another_program_that_can_be_read() -> None:
    source = source_of("worked-there")
    texts = [one.source for one in mutants_of("worked-there", source)]
    assert len(set(texts)) == len(texts) > 20
    assert ast.unparse(ast.parse(source)) not in texts
    for text in texts:
        ast.parse(text)


@pytest.mark.parametrize("code", sorted(rule.code for rule in command.RULES))
def test_every_rule_has_three_mutants_of_the_classes_that_it_has_room_for(code: str) -> None:
    every = mutants_of(code, source_of(code))
    chosen = picked(every, 3)
    assert len({one.key for one in every}) == len(every)
    assert len(chosen) == 3
    assert {one.change for one in chosen} == {one.change for one in every}


def test_the_same_mutants_are_picked_every_time() -> None:
    every = mutants_of("double-booked", source_of("double-booked"))
    assert picked(every, 5) == picked([*reversed(every)], 5)


def test_no_reason_is_kept_for_a_mutant_that_is_gone() -> None:
    assert command.stale({key[0] for key in EQUIVALENT}) == []


@pytest.fixture
def mutants() -> list[Mutant]:
    """A wrong bound and a wrong direction of one rule, a wrong kind of another."""
    days, kinds = (mutants_of(code, source_of(code)) for code in ("undeclared", "shared-partner"))
    chosen = [one for one in days if one.before == "12" and one.after == "13"]
    chosen += [one for one in kinds if one.after == "{'police'}"]
    assert len(chosen) == 2
    return chosen


def test_the_tests_of_the_rules_kill_them(mutants: list[Mutant]) -> None:
    for mutant in mutants:
        outcome = run(mutant.code, mutant.source, own_tests_of(mutant.code))
        assert outcome.noticed is not None
        assert outcome.noticed.startswith("test_")


def test_a_weak_test_lets_one_survive_and_the_table_says_so(
    mutants: list[Mutant], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    weak = tmp_path / "test_weak.py"
    weak.write_text(
        "from rule_cases import CLEAR, duty, person, verdict\n\n\n"
        "def test_it_lets_through_who_has_just_declared():\n"
        '    assert verdict("undeclared", person(), duty()) == CLEAR\n',
        encoding="utf-8",
    )
    monkeypatch.setattr(command, "own_tests_of", lambda code: weak)
    monkeypatch.setattr(command, "mutants_to_try", lambda code, most: mutants[:1])
    assert command.main(["undeclared", "--jobs", "1"]) == 1
    assert command.SURVIVED in capsys.readouterr().out


def test_tests_that_fail_by_themselves_prove_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "test_broken.py"
    broken.write_text("import rule_cases\n\n\ndef test_nothing():\n    assert not rule_cases.KINDS\n", encoding="utf-8")
    monkeypatch.setattr(command, "own_tests_of", lambda code: broken)
    assert command.main(["undeclared"]) == 2


def test_tests_that_never_load_the_rule_prove_nothing(tmp_path: Path) -> None:
    idle = tmp_path / "test_idle.py"
    idle.write_text("def test_nothing():\n    pass\n", encoding="utf-8")
    with pytest.raises(RuntimeError, match="could not be run"):
        run("undeclared", source_of("undeclared"), idle)
