"""Who may read a decision record, a letter or a statement, before the notice day and after; and that no byte leaks."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from small_service import service
from small_world import CODES, TODAY, World, board, build_world, inspection, tied
from test_plan import plan, waive_all

from peerinspect import store
from peerinspect.services import disclosure
from peerinspect.services.addresses import placement_address
from peerinspect.services.inspections import RegisterInspection, register_inspection
from peerinspect.services.publishing import PublishRoster, publish_roster
from peerinspect.services.reader import SIGNED_OUT, Reader
from peerinspect.services.refusal import NotAllowed, NotFound
from peerinspect.store import history
from peerinspect.store.snapshot import snapshot

TARGET = CODES[3]
MONDAY = TODAY + timedelta(weeks=14)
NOTICE = MONDAY - timedelta(days=11)
BEFORE = NOTICE - timedelta(days=1)
BOARD = CODES[0]


@pytest.fixture
def published(bare: object) -> tuple[World, dict[str, str]]:
    """A sealed inspection and a board, published and accepted; who is on each."""
    duties = [board("board", BOARD, TODAY), inspection("secret", TARGET, MONDAY)]
    world = build_world(TODAY, duties, basis="acting")
    roster = plan(world.cleared)
    waive_all(world, roster)
    publish_roster(PublishRoster(roster), world.cleared, TODAY)
    with store.transaction():
        store.db.session.execute(store.db.text("UPDATE placement SET status = 'accepted'"))
    placed = disclosure.roster(world.cleared, roster, TODAY).placements
    return world, {each.duty_id: each.person_id for each in placed}


def peer(world: World, person: str) -> Reader:
    """The person as a reader."""
    code, role = person.split("-")
    return world.director(code) if role == "director" else world.senior(code)


Readers = dict[str, Callable[[World, dict[str, str]], Reader]]
READERS: Readers = {
    "cleared": lambda world, _: world.cleared,
    "cleared, tied to another council": lambda world, _: tied(world.cleared, CODES[9]),
    "uncleared": lambda world, _: world.uncleared,
    "liaison": lambda world, _: world.liaison,
    "liaison tied to the council": lambda world, _: tied(world.liaison, TARGET),
    "target's chief": lambda world, _: world.chief(TARGET),
    "target's director": lambda world, _: world.director(TARGET),
    "board's chief": lambda world, _: world.chief(BOARD),
    "board's director": lambda world, _: world.director(BOARD),
    "peer": lambda world, on: peer(world, on["secret"]),
    "peer's chief": lambda world, on: world.chief(on["secret"].split("-")[0]),
    "panel": lambda world, _: world.panel,
    "administrator": lambda world, _: world.administrator,
    "public": lambda world, _: SIGNED_OUT,
}
GONE, NO = "not found", "not allowed"
# Of each reader: the sealed duty's record before notice and after, the board's; then the statements in the same order.
MAY = {
    "cleared": ("full", "full", "full", "yes", "yes", "yes"),
    "cleared, tied to another council": (GONE, "council", "full", GONE, "yes", "yes"),
    "uncleared": (GONE, "council", "full", GONE, "yes", "yes"),
    "liaison": ("full", "full", GONE, "yes", "yes", "yes"),
    "liaison tied to the council": (GONE, "council", GONE, GONE, "yes", "yes"),
    "target's chief": (GONE, "council", GONE, GONE, "yes", GONE),
    "target's director": (NO, NO, NO, GONE, "yes", GONE),
    "board's chief": (GONE, GONE, "council", GONE, GONE, "yes"),
    "board's director": (NO, NO, NO, GONE, GONE, GONE),
    "peer": (NO, NO, NO, GONE, GONE, GONE),
    "peer's chief": (GONE, GONE, GONE, GONE, GONE, GONE),
    "panel": (NO,) * 6,
    "administrator": (NO,) * 6,
    "public": (NO,) * 6,
}


def asked(query: Callable[[], object]) -> object:
    try:
        return query()
    except NotFound:
        return GONE
    except NotAllowed:
        return NO


def edition(reader: Reader, duty: str, on: dict[str, str], day: date) -> str:
    """The edition that the reader is given, or the refusal."""
    found = asked(lambda: disclosure.decision_record(reader, duty, placement_address(on[duty], duty), day))
    return found if isinstance(found, str) else found.edition  # type: ignore[attr-defined]


def statement(reader: Reader, duty: str, day: date) -> str:
    found = asked(lambda: disclosure.independence_statement(reader, duty, day))
    return found if isinstance(found, str) else "yes"


@pytest.mark.parametrize("who", READERS)
def test_who_may_read_what_and_when(published: tuple[World, dict[str, str]], who: str) -> None:
    world, on = published
    reader = READERS[who](world, on)
    assert MAY[who] == (
        edition(reader, "secret", on, BEFORE),
        edition(reader, "secret", on, NOTICE),
        edition(reader, "board", on, BEFORE),
        statement(reader, "secret", BEFORE),
        statement(reader, "secret", NOTICE),
        statement(reader, "board", BEFORE),
    )


@pytest.mark.parametrize("who", READERS)
def test_papers_offers_what_can_be_opened(published: tuple[World, dict[str, str]], who: str) -> None:
    world, on = published
    reader = READERS[who](world, on)
    for duty, day in (("secret", BEFORE), ("secret", NOTICE), ("board", BEFORE)):
        papers = disclosure.papers(reader, duty, day)
        assert bool(papers.records) == (edition(reader, duty, on, day) in ("full", "council"))
        assert papers.statement == (statement(reader, duty, day) == "yes")


def test_a_sealed_duty_and_none_are_answered_alike(published: tuple[World, dict[str, str]]) -> None:
    world, on = published
    for who in ("uncleared", "target's chief", "target's director"):
        reader = READERS[who](world, on)
        told = []
        for duty in ("secret", "never-was"):
            for query in (
                lambda duty=duty, reader=reader: disclosure.decision_record(reader, duty, "address", BEFORE),
                lambda duty=duty, reader=reader: disclosure.independence_statement(reader, duty, BEFORE),
                lambda duty=duty, reader=reader: disclosure.not_chosen_letter(reader, duty, BEFORE),
            ):
                with pytest.raises((NotFound, NotAllowed)) as refusal:
                    query()
                told.append((type(refusal.value), str(refusal.value)))
        assert told[:3] == told[3:]


def test_the_council_reads_nobodys_data_but_the_peers_name(published: tuple[World, dict[str, str]]) -> None:
    world, on = published
    found = disclosure.decision_record(world.chief(BOARD), "board", placement_address(on["board"], "board"), BEFORE)
    text = found.content.decode()
    names = {one.name for one in world.facts.people.values()} | {
        reader.name for reader in (world.cleared, world.liaison)
    }
    assert [name for name in names if name in text] == [world.facts.people[on["board"]].name]
    assert json.loads(text)["rules"] and found.kept is None


class TestBlindHolding:
    """What the peer reads of their own sealed work."""

    def test_before_notice_nothing_names_the_council(self, published: tuple[World, dict[str, str]]) -> None:
        world, on = published
        reader, address = peer(world, on["secret"]), placement_address(on["secret"], "secret")
        record = disclosure.my_record(reader, address, BEFORE)
        letter = disclosure.my_letter(reader, address, BEFORE)
        for text in (record.content.decode(), repr(record.record), record.title, repr(letter)):
            assert TARGET not in text and "secret" not in text
        assert record.edition == "held"
        assert "set_aside" not in record.content.decode() and "objects" not in record.content.decode()

    def test_after_notice_it_does(self, published: tuple[World, dict[str, str]]) -> None:
        world, on = published
        reader, address = peer(world, on["secret"]), placement_address(on["secret"], "secret")
        assert disclosure.my_record(reader, address, NOTICE).edition == "person"
        assert f"Council {TARGET}" in disclosure.my_letter(reader, address, NOTICE).about

    def test_who_stood_down_never_learns_whose_it_was(self, published: tuple[World, dict[str, str]]) -> None:
        world, on = published
        with store.transaction():
            store.db.session.execute(store.db.text("UPDATE placement SET status = 'stood-down'"))
        reader, address = peer(world, on["secret"]), placement_address(on["secret"], "secret")
        assert disclosure.my_record(reader, address, NOTICE).edition == "held"
        with pytest.raises(NotFound):
            disclosure.my_letter(reader, address, NOTICE)

    def test_nobody_reads_anybody_elses(self, published: tuple[World, dict[str, str]]) -> None:
        world, on = published
        address = placement_address(on["secret"], "secret")
        for reader in (world.director(CODES[8]), world.director(TARGET)):
            if reader.person_id != on["secret"]:
                for query in (disclosure.my_record, disclosure.my_letter):
                    with pytest.raises(NotFound):
                        query(reader, address, NOTICE)


def test_each_look_of_a_cleared_coordinator_is_recorded(published: tuple[World, dict[str, str]]) -> None:
    world, on = published
    address = placement_address(on["secret"], "secret")
    for query in (
        lambda: disclosure.decision_record(world.cleared, "secret", address, BEFORE),
        lambda: disclosure.independence_statement(world.cleared, "secret", BEFORE),
    ):
        before = history.length()
        query()
        assert [(each.action, each.duty) for each in history.events(most=history.length() - before)] == [
            ("look", "secret")
        ]


def test_after_six_years_it_says_what_was_removed(published: tuple[World, dict[str, str]]) -> None:
    world, on = published
    address = placement_address(on["board"], "board")
    last = date(world.facts.duties["board"].last_day.year + 6, *world.facts.duties["board"].last_day.timetuple()[1:3])
    assert disclosure.decision_record(world.cleared, "board", address, last).content
    gone = disclosure.decision_record(world.cleared, "board", address, last + timedelta(days=1))
    assert (gone.content, gone.record, gone.kept_until) == (b"", {}, last)
    assert len(gone.removed) == 5


class TestNotThisTime:
    """Letters to those who offered and were not chosen."""

    def test_list_open_boards_and_nothing_sealed(self, published: tuple[World, dict[str, str]]) -> None:
        world, on = published
        for code in CODES:
            for reader in (world.director(code), world.senior(code)):
                listed = {each.duty_id for each in disclosure.not_chosen(reader, TODAY)}
                assert listed == (set() if reader.person_id == on["board"] else {"board"})

    def test_say_why_and_never_who(self, published: tuple[World, dict[str, str]]) -> None:
        world, on = published
        for code in CODES:
            reader = world.senior(code)
            if reader.person_id == on["board"]:
                continue
            letter = disclosure.not_chosen_letter(reader, "board", TODAY)
            text = repr(letter)
            others = [one.name for id_, one in world.facts.people.items() if id_ != reader.person_id]
            assert [name for name in others if name in text] == []
            why = next(section.lines for section in letter.sections if section.heading == "Why")
            assert ("You work for this council." in why) == (code == BOARD)

    def test_who_was_chosen_gets_none(self, published: tuple[World, dict[str, str]]) -> None:
        world, on = published
        with pytest.raises(NotFound):
            disclosure.not_chosen_letter(peer(world, on["board"]), "board", TODAY)


# --- with and without the hidden inspection ---


def papers_of(reader: Reader, day: date) -> dict[str, str]:
    """Every record, statement and letter that the reader can get at, as text; refusals too."""
    found = {}
    duties = sorted(snapshot(day).duties)
    people = sorted(snapshot(day).people)
    for duty in duties:
        found[f"statement {duty}"] = repr(asked(lambda duty=duty: disclosure.independence_statement(reader, duty, day)))
        found[f"not {duty}"] = repr(asked(lambda duty=duty: disclosure.not_chosen_letter(reader, duty, day)))
        for person in people:
            address = placement_address(person, duty)
            found[f"record {duty} {person}"] = repr(
                asked(lambda duty=duty, address=address: disclosure.decision_record(reader, duty, address, day))
            )
    if reader.person_id:
        mine = disclosure.my_duties(reader, day)
        for own in (*mine.to_answer, *mine.coming, *mine.past):
            found[f"own {own.address}"] = repr(asked(lambda own=own: disclosure.my_record(reader, own.address, day)))
            found[f"letter {own.address}"] = repr(asked(lambda own=own: disclosure.my_letter(reader, own.address, day)))
    return found


def lived(folder: Path, world: World, with_inspection: bool) -> dict[str, dict[str, str]]:
    """Plan, publish, accept; what each reader then gets."""
    with service(folder):
        if with_inspection:
            register_inspection(RegisterInspection((TARGET,), MONDAY), world.cleared, TODAY)
        roster = plan(world.cleared)
        waive_all(world, roster)
        publish_roster(PublishRoster(roster), world.cleared, TODAY)
        with store.transaction():
            store.db.session.execute(store.db.text("UPDATE placement SET status = 'accepted'"))
        readers = {
            "director": world.director(TARGET),
            "senior": world.senior(TARGET),
            "chief": world.chief(TARGET),
            "uncleared": world.uncleared,
            "tied": tied(world.cleared, TARGET),
            "panel": world.panel,
            "public": SIGNED_OUT,
        }
        return {name: papers_of(reader, BEFORE) for name, reader in readers.items()}


def test_no_byte_tells_of_a_hidden_inspection(tmp_path: Path) -> None:
    others = [code for code in CODES if code != TARGET]
    with service(tmp_path / "start"):
        world = build_world(
            TODAY,
            [
                *(board(f"board-{code}", code, TODAY) for code in CODES[::3]),
                inspection(f"announced-{TARGET}", TARGET, TODAY + timedelta(weeks=30), sealed=False),
                *(inspection(f"s-{code}", code, MONDAY + timedelta(weeks=1 + n)) for n, code in enumerate(others)),
            ],
            basis="acting",
        )
    found = []
    for with_inspection in (False, True):
        folder = tmp_path / str(with_inspection)
        shutil.copytree(tmp_path / "start", folder)
        found.append(lived(folder, world, with_inspection))
    without, with_ = found
    assert without.keys() == with_.keys()
    for reader, papers in without.items():
        assert papers == with_[reader], reader
    assert sum("RecordView" in text for text in without["uncleared"].values()) >= 4
    assert any("RecordView" in text for text in without["chief"].values())
    assert any("Letter" in text for text in without["director"].values())
