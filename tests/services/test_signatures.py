"""Declarations on paper: who may keep one, from which day it runs, and what is refused."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from small_world import CODES, TODAY, World

from peerinspect import store
from peerinspect.services.declarations import declare_nothing_more
from peerinspect.services.refusal import NotAllowed, NotFound, Refusal
from peerinspect.services.signatures import FileDeclaration, file_declaration
from peerinspect.store import history
from peerinspect.store.snapshot import snapshot
from peerinspect.store.tables import PersonRow

ME = f"{CODES[0]}-director"
SIGNED = TODAY - timedelta(days=3)


@pytest.fixture
def undeclared(world: World) -> World:
    """A world in which one director never declared."""
    with store.transaction():
        store.db.session.get_one(PersonRow, ME).declared_on = None
    return world


def known() -> date | None:
    return snapshot(TODAY).people[ME].declared_on


def refusal_of(command: FileDeclaration, world: World) -> dict[str, str]:
    with pytest.raises(Refusal) as refused:
        file_declaration(command, world.uncleared, TODAY)
    return dict(refused.value.messages)


def test_it_runs_from_the_day_of_the_signature(undeclared: World) -> None:
    file_declaration(FileDeclaration(ME, SIGNED, "Folder 7"), undeclared.uncleared, TODAY)
    assert known() == SIGNED
    told = history.events(ME, most=1)[0]
    assert (told.action, told.payload and told.payload["reference"]) == ("file-declaration", "Folder 7")


def test_today_will_do_and_tomorrow_will_not(undeclared: World) -> None:
    assert "signed_on" in refusal_of(FileDeclaration(ME, TODAY + timedelta(days=1), "Folder 7"), undeclared)
    file_declaration(FileDeclaration(ME, TODAY, "Folder 7"), undeclared.uncleared, TODAY)
    assert known() == TODAY


def test_a_day_and_a_reference_are_needed(undeclared: World) -> None:
    assert set(refusal_of(FileDeclaration(ME, None, "  "), undeclared)) == {"signed_on", "reference"}
    assert known() is None


def test_an_older_signature_does_not_take_a_newer_ones_place(undeclared: World) -> None:
    declare_nothing_more(undeclared.director(CODES[0]), TODAY)
    for day in (SIGNED, TODAY):
        assert "signed_on" in refusal_of(FileDeclaration(ME, day, "Folder 7"), undeclared)


def test_the_second_click_changes_nothing(undeclared: World) -> None:
    command = FileDeclaration(ME, SIGNED, "Folder 7")
    file_declaration(command, undeclared.uncleared, TODAY)
    length = history.length()
    assert "signed_on" in refusal_of(command, undeclared)
    assert history.length() == length


def test_it_is_for_coordinators_and_of_people_there_are(undeclared: World) -> None:
    with pytest.raises(NotAllowed):
        file_declaration(FileDeclaration(ME, SIGNED, "Folder 7"), undeclared.director(CODES[0]), TODAY)
    with pytest.raises(NotFound):
        file_declaration(FileDeclaration("nobody", SIGNED, "Folder 7"), undeclared.uncleared, TODAY)
