"""The register of interests, narrowed and cut where it is kept, is the whole register narrowed and cut."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from small_world import CODES, TODAY, World

from peerinspect.services import disclosure, views
from peerinspect.services.declarations import DeclareInterest, declare_interest
from peerinspect.services.dismissals import (
    DecideDismissal,
    ProposeDismissal,
    ReviewAgain,
    decide_dismissal,
    propose_dismissal,
    review_again,
)
from peerinspect.services.queries import register as register_queries
from peerinspect.services.refusal import NotAllowed

LONG_AGO = date(2019, 1, 1)
SAID = {"proposed": "waiting", "again": "waiting", "dismissed": "dismissed"}


def declare(world: World, home: int, there: int, kind: str = "employed", ends: date | None = None) -> str:
    return declare_interest(DeclareInterest(CODES[there], kind, LONG_AGO, ends), world.director(CODES[home]), TODAY)


def propose(world: World, tie: str) -> None:
    told = ProposeDismissal(tie, "namesake", "The council employed somebody else of that name", "Letter 12 of 2026")
    propose_dismissal(told, world.uncleared, TODAY)


def decide(world: World, tie: str, approves: bool) -> None:
    decide_dismissal(DecideDismissal(tie, approves=approves, note="Read the letter"), world.cleared, TODAY)


@pytest.fixture
def full(world: World) -> World:
    """A tie in every state that there is, of several people, councils and kinds."""
    declare(world, 0, 4)
    declare(world, 3, 5, "consulted", TODAY - timedelta(days=1))
    declare(world, 3, 6, "friend")
    propose(world, declare(world, 6, 1))
    refused = declare(world, 0, 7)
    propose(world, refused)
    decide(world, refused, approves=False)
    propose(world, refused)
    for home, stands in ((3, None), (6, True), (7, False)):
        dismissed = declare(world, home, 9)
        propose(world, dismissed)
        decide(world, dismissed, approves=True)
        again = declare(world, home, 9)
        if stands is not None:
            review_again(ReviewAgain(again, stands, "Asked the council"), world.uncleared, TODAY)
    return world


def state_of(line: views.RegisterLine) -> str:
    return SAID.get(line.tie.state) or ("counts" if line.tie.is_current else "ended")


def test_every_state_is_there(full: World) -> None:
    lines = disclosure.register(full.uncleared, TODAY)
    assert {line.tie.state for line in lines} == {"proposed", "again", "dismissed", "counts"}
    assert {state_of(line) for line in lines} == {"waiting", "counts", "ended", "dismissed"}


NARROWED: dict[str, tuple[dict[str, str], Callable[[views.RegisterLine], bool]]] = {
    "everything": ({}, lambda line: True),
    "waiting": ({"state": "waiting"}, lambda line: state_of(line) == "waiting"),
    "counts": ({"state": "counts"}, lambda line: state_of(line) == "counts"),
    "ended": ({"state": "ended"}, lambda line: state_of(line) == "ended"),
    "dismissed": ({"state": "dismissed"}, lambda line: state_of(line) == "dismissed"),
    "kind": ({"kind": "consulted"}, lambda line: line.tie.kind == "consulted"),
    "nothing": ({"state": "no such state"}, lambda line: False),
}


@pytest.mark.parametrize("name", NARROWED)
def test_a_page_holds_what_the_whole_holds(full: World, name: str) -> None:
    asked, holds = NARROWED[name]
    whole = [line for line in disclosure.register(full.uncleared, TODAY) if holds(line)]
    cut = disclosure.register_page(full.uncleared, TODAY, **asked)
    assert list(cut.items) == whole
    assert cut.total == len(whole)


def test_words_are_sought_in_the_names_of_people_and_councils(full: World) -> None:
    whole = disclosure.register(full.uncleared, TODAY)
    one = whole[0]
    text = f"{one.person_name.split()[0].upper()} {one.tie.authority_name.split()[-1].lower()}"
    wanted = [
        line
        for line in whole
        if all(word in f"{line.person_name} {line.tie.authority_name}".lower() for word in text.lower().split())
    ]
    assert one in wanted
    assert list(disclosure.register_page(full.uncleared, TODAY, text=text).items) == wanted
    assert disclosure.register_page(full.uncleared, TODAY, text="100%").items == ()


def test_pages_together_are_the_whole(full: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(register_queries, "TIES_A_PAGE", 3)
    whole = disclosure.register(full.uncleared, TODAY)
    first = disclosure.register_page(full.uncleared, TODAY)
    pages = [disclosure.register_page(full.uncleared, TODAY, page=number) for number in range(1, first.pages + 1)]
    assert tuple(line for cut in pages for line in cut.items) == whole
    assert disclosure.register_page(full.uncleared, TODAY, page=99) == pages[-1]


def test_only_coordinators_open_it(full: World) -> None:
    with pytest.raises(NotAllowed):
        disclosure.register_page(full.director(CODES[0]), TODAY)
