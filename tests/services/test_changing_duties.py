"""Changing one fact of a duty: what it can be changed to, what becomes of whoever is on it, and the veil."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest
from small_world import CODES, MONDAY, NOTICE, TODAY, World, build_world, inspection, tied

from peerinspect import store
from peerinspect.domain import Duty, Period, Placement
from peerinspect.domain.kinds import KINDS
from peerinspect.domain.lives import LIVES
from peerinspect.services import disclosure
from peerinspect.services.lives.changing import change_fact
from peerinspect.services.lives.facts import CHANGES, FACTS, ChangeFact
from peerinspect.services.reader import Reader
from peerinspect.services.refusal import NotAllowed, NotFound, Refusal
from peerinspect.store import history
from peerinspect.store.loading import load_placements
from peerinspect.store.reading.duties import read_duties, vacancy_rows
from peerinspect.store.tables import BoardRow, DutyRow, PlacementRow

T, H = CODES[0], CODES[5]
PEER = f"{H}-director"
FROM, TO = TODAY + timedelta(weeks=4), TODAY + timedelta(weeks=30)
SEALED = "sealed-inspect"
DAYS = (FROM, FROM + timedelta(days=2))
RUN = Period(*DAYS)


def work(kind: str) -> Duty:
    case = "CR-7" if kind == "review" else None
    return Duty(
        f"open-{kind}", kind, Period(FROM, TO), 1, frozenset() if kind == "second" else frozenset({T}), case=case
    )


@pytest.fixture
def desk(bare: object) -> World:
    """A duty of each kind to come, and two inspections; nobody on any of them."""
    inspections = [inspection(SEALED, T), inspection("open-inspect", CODES[7], sealed=False)]
    return build_world(TODAY, [*inspections, *(work(kind) for kind in KINDS if kind != "inspect")])


def put(duty_id: str, person: str = PEER, status: str = "accepted", pinned: bool = False) -> None:
    with store.transaction():
        load_placements([Placement(person, duty_id, status, pinned)], [])


def duty(id_: str) -> Duty:
    return read_duties(TODAY, [id_])[id_]


def status(duty_id: str, person: str = PEER) -> str:
    return store.db.session.get_one(PlacementRow, (person, duty_id)).status


def refused(command: ChangeFact, reader: Reader) -> dict[str, str]:
    before = history.length(), duty(command.duty_id)
    with pytest.raises(Refusal) as refusal:
        change_fact(command, reader, TODAY)
    assert (history.length(), duty(command.duty_id)) == before
    return refusal.value.messages


NEW = {
    "dates": ({"starts": FROM + timedelta(weeks=1), "ends": TO}, {"period": Period(FROM + timedelta(weeks=1), TO)}),
    "on-site": ({"on_site": (DAYS,)}, {"on_site": (RUN,)}),
    "visits": ({"on_site": (DAYS,)}, {"on_site": (RUN,)}),
    "notice": ({"notice": MONDAY - timedelta(days=20)}, {"notice": MONDAY - timedelta(days=20)}),
    "councils": ({"authorities": (CODES[9],)}, {"authorities": frozenset({CODES[9]})}),
    "seats": ({"seats": 3}, {"seats": 3}),
    "days": ({"days": 12}, {"days": 12}),
    "skills": ({"skills": ("care leavers",)}, {"skills": frozenset({"care leavers"})}),
    "level": ({"level": "authorised"}, {"level": "authorised"}),
    "priority": ({"priority": Fraction(3, 2)}, {"priority": Fraction(3, 2)}),
    "case": ({"case": "CR-8"}, {"case": "CR-8"}),
}
ON_MONDAY = (MONDAY + timedelta(days=1), MONDAY + timedelta(days=3))


def command(kind: str, fact: str, duty_id: str = "") -> tuple[ChangeFact, dict]:
    given, becomes = NEW[fact]
    if (kind, fact) == ("inspect", "on-site"):
        days = Period(*ON_MONDAY)
        given, becomes = {"on_site": (ON_MONDAY,)}, {"on_site": (days,), "period": days}
    return ChangeFact(duty_id or f"open-{kind}", fact, **given), becomes


@pytest.mark.parametrize(("kind", "fact"), [(kind, fact) for kind in KINDS for fact in FACTS[kind]])
def test_a_fact_becomes_what_was_entered_and_nothing_else_does(desk: World, kind: str, fact: str) -> None:
    wanted, becomes = command(kind, fact)
    before, events = duty(wanted.duty_id), history.length()
    change_fact(wanted, desk.uncleared, TODAY)
    assert duty(wanted.duty_id) == replace(before, **becomes)
    assert history.length() == events + 1
    assert history.events()[0].action == f"change-{fact}"


@pytest.mark.parametrize("kind", KINDS)
def test_facts_that_a_kind_does_not_have_are_not_there(desk: World, kind: str) -> None:
    for fact in set(CHANGES) - set(FACTS[kind]):
        with pytest.raises(NotFound):
            change_fact(replace(command(kind, "seats")[0], fact=fact), desk.uncleared, TODAY)


@pytest.mark.parametrize(
    ("kind", "fact", "changes", "field"),
    [
        ("support", "dates", {"starts": None}, "starts"),
        ("support", "dates", {"ends": None}, "ends"),
        ("support", "dates", {"starts": TO + timedelta(days=1)}, "ends"),
        ("support", "dates", {"starts": TODAY - timedelta(9), "ends": TODAY - timedelta(days=1)}, "ends"),
        ("support", "on-site", {"on_site": ((FROM, None),)}, "on_site"),
        ("support", "on-site", {"on_site": ((FROM - timedelta(days=1), FROM),)}, "on_site"),
        ("support", "on-site", {"on_site": (DAYS, DAYS)}, "on_site"),
        ("support", "on-site", {"on_site": (DAYS[::-1],)}, "on_site"),
        ("inspect", "on-site", {"on_site": ()}, "on_site"),
        ("inspect", "on-site", {"on_site": ((MONDAY + timedelta(7), MONDAY + timedelta(8)),)}, "on_site"),
        ("inspect", "notice", {"notice": MONDAY}, "notice"),
        ("inspect", "notice", {"notice": None}, "notice"),
        ("support", "councils", {"authorities": ()}, "authorities"),
        ("support", "councils", {"authorities": ("nowhere",)}, "authorities"),
        ("interim", "councils", {"authorities": (CODES[1], CODES[2])}, "authorities"),
        ("support", "seats", {"seats": 0}, "seats"),
        ("support", "seats", {"seats": 21}, "seats"),
        ("support", "days", {"days": 367}, "days"),
        ("support", "skills", {"skills": ("x" * 81,)}, "skills"),
        ("second", "level", {"level": "expert"}, "level"),
        ("support", "priority", {"priority": Fraction(-1)}, "priority"),
        ("review", "case", {"case": " "}, "case"),
    ],
)
def test_what_no_duty_could_be_is_refused(desk: World, kind: str, fact: str, changes: dict, field: str) -> None:
    wanted = replace(command(kind, fact)[0], **changes)
    assert list(refused(wanted, desk.uncleared)) == [field]


def test_seats_that_people_hold_are_not_taken_away(desk: World) -> None:
    change_fact(ChangeFact("open-support", "seats", seats=2), desk.uncleared, TODAY)
    put("open-support")
    put("open-support", f"{CODES[3]}-senior", "offered")
    assert "2 people hold a seat" in refused(ChangeFact("open-support", "seats", seats=1), desk.uncleared)["seats"]


@pytest.mark.parametrize("fact", ["dates", "on-site", "councils"])
@pytest.mark.parametrize(("how", "pinned"), [("live", False), ("offered", True)])
def test_whoever_is_settled_keeps_the_work_as_it_is(desk: World, fact: str, how: str, pinned: bool) -> None:
    put("open-support", status=how, pinned=pinned)
    assert f"Director {H}" in refused(command("support", fact)[0], desk.uncleared)[""]


def test_who_had_accepted_other_days_is_asked_again(desk: World) -> None:
    put("open-support")
    change_fact(command("support", "dates")[0], desk.uncleared, TODAY)
    assert status("open-support") == "offered"


def test_a_change_that_makes_no_other_work_of_it_asks_nobody(desk: World) -> None:
    put("open-support")
    change_fact(command("support", "priority")[0], desk.uncleared, TODAY)
    assert status("open-support") == "accepted"


def test_rules_are_told_first_and_then_whoever_they_forbid_is_stood_down(desk: World) -> None:
    put("open-support", status="offered")
    wanted = ChangeFact("open-support", "councils", authorities=(H,))
    assert f"Director {H}" in refused(wanted, desk.uncleared)["accepts"]
    effects = change_fact(replace(wanted, accepts=True), desk.uncleared, TODAY)
    assert [(each.person, each.is_forbidden) for each in effects] == [(PEER, True)]
    assert status("open-support") == "stood-down"


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_over_is_changed_no_more(desk: World, kind: str) -> None:
    for state in LIVES[kind].finished:
        with store.transaction():
            store.db.session.get_one(DutyRow, f"open-{kind}").state = state
        assert "over" in refused(command(kind, "seats")[0], desk.uncleared)[""]


def test_the_rows_of_its_own_kind_follow(desk: World) -> None:
    change_fact(ChangeFact("open-chair", "councils", authorities=(CODES[1], CODES[2])), desk.uncleared, TODAY)
    assert store.db.session.get_one(BoardRow, "open-chair").is_joint
    change_fact(command("interim", "councils")[0], desk.uncleared, TODAY)
    change_fact(command("interim", "dates")[0], desk.uncleared, TODAY)
    (vacancy,) = vacancy_rows()
    assert (vacancy.authority, vacancy.starts) == (CODES[9], FROM + timedelta(weeks=1))


class TestTheVeil:
    """A sealed inspection is changed by who may know of it, and by nobody else."""

    @pytest.mark.parametrize("fact", FACTS["inspect"])
    def test_for_others_it_is_not_there(self, desk: World, fact: str) -> None:
        for reader in (desk.uncleared, tied(desk.cleared, H)):
            told = []
            for id_ in (SEALED, "never-was"):
                with pytest.raises(NotFound) as refusal:
                    change_fact(command("inspect", fact, id_)[0], reader, TODAY)
                told.append(str(refusal.value))
            assert told[0] == told[1]

    def test_is_for_coordinators(self, desk: World) -> None:
        for reader in (desk.liaison, desk.panel, desk.administrator, desk.director(T), desk.chief(T)):
            with pytest.raises(NotAllowed):
                change_fact(command("support", "seats")[0], reader, TODAY)

    @pytest.mark.parametrize("fact", FACTS["inspect"])
    def test_nobody_under_the_veil_reads_of_it(self, desk: World, fact: str) -> None:
        readers = [desk.uncleared, desk.director(T), desk.chief(T), desk.director(CODES[9]), tied(desk.liaison, T)]
        before = [_seen(reader) for reader in readers]
        change_fact(command("inspect", fact, SEALED)[0], desk.cleared, TODAY)
        assert [_seen(reader) for reader in readers] == before
        assert f"Council {T}" not in repr(history.events()[0].payload)

    def test_its_notice_day_stays_to_come(self, desk: World) -> None:
        assert NOTICE > TODAY
        wanted = ChangeFact(SEALED, "notice", notice=TODAY)
        assert list(refused(wanted, desk.cleared)) == ["notice"]

    def test_when_other_people_must_fill_it_nobody_stays(self, desk: World) -> None:
        circles = desk.circles
        helper = next(f"{code}-senior" for code in CODES[8:] if circles[code] == (circles[T] + 1) % 3)
        put(SEALED, helper, "offered")
        other = next(code for code in CODES if circles[code] == (circles[T] + 2) % 3)
        change_fact(ChangeFact(SEALED, "councils", authorities=(other,), accepts=True), desk.cleared, TODAY)
        assert status(SEALED, helper) == "stood-down"


def _seen(reader: Reader) -> list[str]:
    """What the reader can ask that a sealed inspection could change."""
    queries = [
        lambda: disclosure.duties(reader, None, TODAY),
        lambda: disclosure.authority(reader, T, TODAY),
        lambda: disclosure.authority(reader, CODES[9], TODAY),
        lambda: disclosure.coordinator_home(reader, TODAY),
        lambda: disclosure.skill_choices(reader, TODAY),
        lambda: disclosure.my_duties(reader, TODAY),
        lambda: disclosure.council_people(reader, TODAY),
    ]
    found = []
    for query in queries:
        try:
            found.append(repr(query()))
        except (NotAllowed, NotFound) as refusal:
            found.append(type(refusal).__name__)
    return found
