"""The version of a thing as its reader sees it, and changes that rest on it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from threading import Barrier, Thread

import pytest
from flask import Flask
from small_world import World
from sqlalchemy import select

from peerinspect import store
from peerinspect.services.versions import Stale, check_unchanged, unless_changed, version_of
from peerinspect.store.tables import PersonRow


class Grade(Enum):
    GOOD = "good"


@dataclass(frozen=True)
class Seen:
    name: str
    since: date
    skills: frozenset[str] = frozenset()
    grade: Grade = Grade.GOOD


SEEN = Seen("Ann", date(2026, 1, 2), frozenset({"finance", "adoption", "fostering"}))


def test_the_same_sight_is_the_same_version_however_it_is_ordered() -> None:
    assert version_of(SEEN) == version_of(replace(SEEN, skills=frozenset(["fostering", "adoption", "finance"])))
    assert version_of({"a": 1, "b": 2}) == version_of({"b": 2, "a": 1})


@pytest.mark.parametrize("other", [{"name": "Bob"}, {"since": date(2026, 1, 3)}, {"skills": frozenset({"finance"})}])
def test_whatever_differs_is_another_version(other: dict[str, object]) -> None:
    assert version_of(SEEN) != version_of(replace(SEEN, **other))  # type: ignore[arg-type]


def test_order_counts_where_it_says_something() -> None:
    assert version_of(["first", "second"]) != version_of(["second", "first"])
    assert version_of(None) != version_of("")


def test_what_has_no_plain_form_has_no_version() -> None:
    with pytest.raises(TypeError):
        version_of(object())


def test_stale_says_what_the_version_is_now() -> None:
    check_unchanged("a", "a")
    with pytest.raises(Stale) as refused:
        check_unchanged("a", "b")
    assert refused.value.current == "b"
    assert list(refused.value.messages) == [""]


def _name(id_: str) -> str | None:
    return store.db.session.scalar(select(PersonRow.name).where(PersonRow.id == id_))


def test_nothing_is_changed_where_somebody_changed_it_before(world: World) -> None:
    id_ = store.db.session.scalars(select(PersonRow.id)).first()
    assert id_ is not None
    before = version_of(_name(id_))

    def call_it(name: str) -> None:
        store.db.session.get_one(PersonRow, id_).name = name

    unless_changed(before, lambda: _name(id_), lambda: call_it("Alder"))
    with pytest.raises(Stale):
        unless_changed(before, lambda: _name(id_), lambda: call_it("Beech"))
    assert _name(id_) == "Alder"
    unless_changed(version_of("Alder"), lambda: _name(id_), lambda: call_it("Beech"))
    assert _name(id_) == "Beech"


def test_of_two_who_save_at_the_same_moment_one_is_refused(bare: Flask, world: World) -> None:
    id_ = store.db.session.scalars(select(PersonRow.id)).first()
    assert id_ is not None
    before, start, said = version_of(_name(id_)), Barrier(2), []

    def save(name: str) -> None:
        with bare.app_context():
            start.wait()
            try:
                unless_changed(
                    before, lambda: _name(id_), lambda: setattr(store.db.session.get_one(PersonRow, id_), "name", name)
                )
                said.append(name)
            except Stale:
                said.append("stale")

    store.db.session.rollback()
    threads = [Thread(target=save, args=(name,)) for name in ("Alder", "Beech")]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(said)[1] == "stale" and len(said) == 2
    store.db.session.expire_all()
    assert _name(id_) == sorted(said)[0]
