"""The table of docs/who-sees-what.md, cell by cell, by requests that look at whole answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from pages_world import pages
from veil_answers import Answer
from veil_lives import NONE, TWINNED, WITH
from veil_looks import ASKING, FULL, MOMENTS, Look, Theatre
from veil_sending import Sending
from veil_table import cells, moments, words
from veil_world import PEER, TARGET

DAY = re.compile(r"7(?: to \d+)? September 2026|2026-09-07|20260907")
AGAIN = re.compile(r"2(?: to \d+)? November 2026|2026-11-02|20261102")
AWAY = re.compile(
    r'<h2 class="govuk-heading-m">Not available</h2>\s*<ul[^>]*>.*?</ul>|"unavailable":\[[^\]]*\]', re.DOTALL
)
TITLE = f"nspection of Council {TARGET}"
NAME = f"Director {PEER}"


@pytest.fixture(scope="module")
def theatre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Theatre]:
    """All lives, played to their ends."""
    parent = tmp_path_factory.mktemp("veil")
    with ExitStack() as stack:
        with pages(parent / "empty"):
            pass
        yield Theatre(parent, parent / "empty", stack)


class Seen:
    """What one reader sees at one moment of the three lives."""

    def __init__(self, theatre: Theatre, moment: str, who: str) -> None:
        self.theatre, self.moment, self.who = theatre, moment, who

    def look(self, name: str) -> Look:
        return self.theatre.look(name, self.moment, self.who)

    def shows(self, *wanted: str | re.Pattern[str]) -> bool:
        """Whether some page that opens, or some message, shows all of it."""
        look = self.theatre.glance(self.moment, self.who)
        return any(
            answer.status == 200 and all(re.search(each, answer.text) for each in wanted) for answer in look.values()
        )


def same(one: Look, other: Look) -> None:
    """Two looks differ in nothing."""
    lone = [f"{address} is there in one life alone" for address in sorted(one.keys() ^ other.keys())]
    both = [address for address in one if address in other and one[address] != other[address]]
    told = [*lone, *(f"{address}: {one[address].difference(other[address])}" for address in both)]
    if told:
        pytest.fail("\n".join(told[:20]), pytrace=False)


def nothing(seen: Seen) -> None:
    same(seen.look(WITH), seen.look(NONE))


def alike_for_twins(seen: Seen) -> None:
    """Whose inspection it is changes no letter."""
    same(seen.look(WITH), seen.look(TWINNED))
    assert not seen.shows(TITLE)


def away(seen: Seen) -> None:
    alike_for_twins(seen)
    with_, without = (
        {address: _without(AWAY, answer) for address, answer in seen.look(name).items()} for name in (WITH, NONE)
    )
    same(with_, without)
    assert seen.shows("Not available", DAY)


def _without(pattern: re.Pattern[str], answer: Answer) -> Answer:
    text = "\n".join(pattern.sub("", answer.text).split())
    # A program's answer carries the digest of what was taken out with it.
    headers = tuple(each for each in answer.headers if each[0] != "ETag" or not pattern.search(answer.text))
    return Answer(answer.status, text, headers, answer.cookies, answer.statements)


def dates(seen: Seen) -> None:
    alike_for_twins(seen)
    assert seen.shows(AGAIN if seen.moment.startswith("put off") else DAY)


def council(seen: Seen) -> None:
    assert seen.shows(TITLE)


def team(seen: Seen) -> None:
    assert seen.shows(TITLE, NAME)


def team_and_objection(seen: Seen) -> None:
    team(seen)
    assert seen.shows(TITLE, r"/objection")


def all_of_it(seen: Seen) -> None:
    assert seen.shows(TITLE)


SAID: dict[str, Callable[[Seen], None]] = {
    "nothing": nothing,
    "away": away,
    "counted": alike_for_twins,
    "dates": dates,
    "council": council,
    "own record": council,
    "team": team,
    "team, may object": team_and_objection,
    "all": all_of_it,
}


@pytest.mark.parametrize(("who", "moment", "word"), cells())
def test_it_is_so(theatre: Theatre, who: str, moment: str, word: str) -> None:
    SAID[word](Seen(theatre, moment, who))


@pytest.mark.parametrize("who", ASKING)
def test_no_form_tells_by_what_it_answers(theatre: Theatre, who: str) -> None:
    with_, without = (Sending(theatre, theatre.place(name, FULL), who).everything() for name in (WITH, NONE))
    if who == "Coordinator, not cleared":
        with_, without = ({name: _without(AWAY, each) for name, each in sent.items()} for sent in (with_, without))
    same(with_, without)


REACHED_ELSEWHERE = {
    "/api/v1/look-backs/<look_back_id>": "it tells what the page of the same thing tells, which is compared",
    "/api/v1/my/duties/<address>/removal": "it tells what the page of the same thing tells, which is compared",
    "/metrics": "only whoever has the token of the settings has it, and here there is none",
    "/set-up": "only a service without users has it",
    "/sign-in/back": "only an organisation's own sign-in leads back here",
    "/sign-in/elsewhere": "only a service with another's sign-in has it",
    "/invitations/<secret>": "its secret stands in a message alone",
    "/messages/address/<secret>": "its secret stands in a message alone",
}
"""Routes that no reader of these lives can open, and why."""


def test_every_route_is_reached(theatre: Theatre) -> None:
    """A page that nobody opens here would be compared with nothing."""
    for who in (*ASKING, "The peer", "The peer's chief executive"):
        theatre.look(WITH, FULL, who)
    missed = [
        f"No reader reaches {rule.rule}: lead to it from a page, or let something of its sort happen in veil_lives.py"
        for rule in theatre.atlas.opened()
        if rule.rule not in theatre.reached | set(REACHED_ELSEWHERE)
    ]
    if missed:
        pytest.fail("\n".join(missed), pytrace=False)


def test_no_log_tells_of_it(theatre: Theatre) -> None:
    """Whoever keeps the service reads its logs, and may work for the council."""
    hidden = re.compile(rf"{theatre.lives[WITH, 'hold'].duty}|Council {TARGET}|{DAY.pattern}")
    heard = theatre.log.lines
    assert any("FROM duty" in line for line in heard), "statements are heard, and so would be what they find"
    assert [line for line in heard if hidden.search(line)] == []


def test_the_table_is_whole(theatre: Theatre) -> None:
    assert {who for who, *_ in cells()} == set(theatre.readers)
    assert moments() == list(MOMENTS)
    assert {word for *_, word in cells()} <= words() == set(SAID)
