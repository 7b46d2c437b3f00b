"""What the demo shows of the programme and of secondments: two cohorts, and secondees in all states."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from small_service import service

from peerinspect import store
from peerinspect.domain import Strength
from peerinspect.domain.secondments import (
    ALL_INSPECTIONS_DONE,
    ENDS_SOON,
    INSPECTIONS,
    RETURN_OVERDUE,
    TERM,
    TRAINING_DUE,
)
from peerinspect.season import generate
from peerinspect.services import disclosure
from peerinspect.services.accounts import AddUser, add_user
from peerinspect.services.demo import SEED, with_fresh_ids
from peerinspect.services.lives.effects import objections_standing
from peerinspect.services.programme.demonstration import show_programme
from peerinspect.services.reader import ADMINISTRATOR, COORDINATOR, LIAISON, Reader
from peerinspect.services.seconding.demonstration import show_secondments
from peerinspect.services.sessions import load_reader
from peerinspect.store import history
from peerinspect.store.loading import load_facts
from peerinspect.store.reading.duties import read_duties

TODAY = date(2026, 11, 22)


@dataclass(frozen=True)
class Shown:
    coordinator: Reader
    liaison: Reader


def user(name: str, role: str) -> Reader:
    command = AddUser(f"{name}@example.org", name, role, "a long password 12")
    found = load_reader(add_user(command, Reader("", "the test", ADMINISTRATOR), TODAY), TODAY)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> object:
    with service(tmp_path_factory.mktemp("shown")):
        with store.transaction():
            load_facts(with_fresh_ids(generate(1, SEED, TODAY)))
        found = Shown(user("cora", COORDINATOR), user("lee", LIAISON))
        show_programme(found.coordinator, TODAY)
        show_secondments(found.liaison, found.coordinator, TODAY)
        yield found


def test_two_cohorts_one_over_and_one_running(shown: Shown) -> None:
    found = disclosure.cohorts(shown.coordinator, TODAY)
    assert sorted(each.state for each in found) == ["over", "running"]
    assert [each.members + each.left for each in found] == [12, 12]
    assert all(each.ready and each.left for each in found)


def test_members_stand_in_every_state_of_readiness(shown: Shown) -> None:
    members = [
        one
        for line in disclosure.cohorts(shown.coordinator, TODAY)
        for one in disclosure.cohort(shown.coordinator, line.id, TODAY).members
    ]
    met = {each.name: {fact.is_met for one in members for fact in one.facts if fact.name == each.name}
           for each in members[0].facts}  # fmt: skip
    assert all(True in states or name == "mentor" for name, states in met.items())
    assert all(False in met[name] for name in ("fields", "cover", "mentor", "goal"))
    assert {one.state for one in members} == {"on-it", "completed", "left"}
    assert {one.word.is_ready if one.word else None for one in members} == {True, False, None}
    assert disclosure.training_waiting(shown.coordinator)


def test_some_became_directors(shown: Shown) -> None:
    found = disclosure.programme_report(shown.coordinator, TODAY)
    assert sum(each.directors for each in found) >= 3
    assert sum(each.people_placed for each in found) >= 2


def test_secondees_in_all_states(shown: Shown) -> None:
    found = disclosure.secondments(shown.liaison, TODAY)
    due = {name for one in found.current for person in one.people for name in person.due}
    assert due == {TRAINING_DUE, ENDS_SOON, ALL_INSPECTIONS_DONE, RETURN_OVERDUE}
    assert {TERM, INSPECTIONS} <= {one.pattern for one in found.current}
    assert any(person.returned_on for one in found.over for person in one.people)
    assert sum(person.done for one in (*found.current, *found.over) for person in one.people) >= 5


def test_no_hard_rule_objects_to_anybody_on_a_secondment(shown: Shown) -> None:
    seconded = [each for each in read_duties(TODAY).values() if each.kind == "second"]
    for _, against in objections_standing(seconded, TODAY):
        for objections in against.values():
            assert [each.rule for each in objections if each.strength is Strength.HARD] == []


def test_the_history_holds(shown: Shown) -> None:
    assert history.verify() == []
