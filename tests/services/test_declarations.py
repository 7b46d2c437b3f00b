"""Declarations: what a tie must say, what is recorded for somebody, whose it is to see, and yearly renewal."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date, timedelta

import pytest
from small_world import CODES, TODAY, World, tied

from peerinspect import store
from peerinspect.domain import Interest, Period, add_months
from peerinspect.services import disclosure, views
from peerinspect.services.declarations import (
    DeclareInterest,
    EndInterest,
    MoveEnd,
    RecordInterest,
    declare_interest,
    declare_nothing_more,
    end_interest,
    move_end,
    record_interest,
)
from peerinspect.services.dismissals import DecideDismissal, ProposeDismissal, decide_dismissal, propose_dismissal
from peerinspect.services.reader import Reader
from peerinspect.services.refusal import NotAllowed, NotFound, Refusal
from peerinspect.services.register_export import HEADINGS, public_register
from peerinspect.store import history
from peerinspect.store.reading.people import read_interests, read_people

ME, THERE = f"{CODES[0]}-director", CODES[5]
TIE = DeclareInterest(THERE, "consulted", date(2015, 1, 1), date(2018, 1, 1))
FAMILY = DeclareInterest(THERE, "family", date(2019, 9, 1), note="My brother is its chief finance officer")


@pytest.fixture
def me(world: World) -> Reader:
    """The first council's director."""
    return world.director(CODES[0])


class TestWhatATieMustSay:
    """Each message beside its field."""

    @pytest.mark.parametrize(
        ("changes", "messages"),
        [
            ({"kind": "other"}, {"note": "Say in a few words what the connection is"}),
            ({"note": "x" * 301}, {"note": "Keep this to 300 characters"}),
            ({"kind": "case"}, {"case": "Enter the case's reference number"}),
            (
                {"authority": "", "kind": ""},
                {"authority": "Choose a council from the list", "kind": "Choose what ties you to the council"},
            ),
            ({"starts": TODAY + timedelta(days=1), "ends": None}, {"starts": "The first day must be today or earlier"}),
            ({"ends": date(2014, 12, 31)}, {"ends": "The last day must be on or after the first"}),
        ],
    )
    def test_refuses(self, me: Reader, changes: dict, messages: dict) -> None:
        with pytest.raises(Refusal) as refusal:
            declare_interest(replace(TIE, **changes), me, TODAY)
        assert refusal.value.messages == messages
        assert read_interests() == ()

    @pytest.mark.parametrize(
        "changes", [{"starts": TODAY, "ends": TODAY}, {"starts": None, "ends": None}, {"ends": date(2027, 1, 1)}]
    )
    def test_accepts(self, me: Reader, changes: dict) -> None:
        declare_interest(replace(TIE, **changes), me, TODAY)
        assert len(read_interests()) == 1

    def test_a_button_pressed_twice_declares_once(self, me: Reader) -> None:
        declare_interest(TIE, me, TODAY)
        with pytest.raises(Refusal) as refusal:
            declare_interest(replace(TIE, note="Again"), me, TODAY)
        assert refusal.value.messages == {"": "This tie is on the register already, with the same dates"}
        assert len(read_interests()) == 1


class TestRenewal:
    """A declaration is due again after a year."""

    @pytest.mark.parametrize(
        ("days_left", "state"), [(31, "in-force"), (30, "running-out"), (0, "running-out"), (-1, "lapsed")]
    )
    def test_is_asked_for_thirty_days_before(self, world: World, me: Reader, days_left: int, state: str) -> None:
        due = add_months(read_people()[ME].declared_on or TODAY, 12)
        shown = disclosure.my_declarations(me, due - timedelta(days=days_left)).declaration
        assert shown == views.Standing(state, due)

    def test_a_nil_return_renews_it_for_twelve_months(self, me: Reader) -> None:
        day = date(2027, 6, 1)
        assert disclosure.my_declarations(me, day).declaration.state == "lapsed"
        declare_nothing_more(me, day)
        declare_nothing_more(me, day)
        shown = disclosure.my_declarations(me, day)
        assert (shown.declaration, shown.interests) == (views.Standing("in-force", date(2028, 6, 1)), ())

    def test_nobody_is_clear_of_anything_without_it(self, me: Reader) -> None:
        day = date(2027, 6, 1)
        states = {one.authority: one.state for one in disclosure.my_stands(me, day).stands}
        assert states[CODES[0]] == "conflicted", "one's own council"
        assert {states[code] for code in CODES[1:]} == {"not-declared"}
        declare_nothing_more(me, day)
        assert {one.state for one in disclosure.my_stands(me, day).stands} == {"conflicted", "clear"}


class TestRecordedForSomebody:
    """What a coordinator comes to know by letter or telephone."""

    COMMAND = RecordInterest(ME, TIE, "letter", "Letter of 1 March 2026")

    def test_is_marked_and_renews_nothing(self, world: World, me: Reader) -> None:
        declared_on = read_people()[ME].declared_on
        record_interest(self.COMMAND, world.uncleared, TODAY)
        (shown,) = disclosure.my_declarations(me, TODAY).interests
        assert (shown.source, shown.reference) == ("letter", "Letter of 1 March 2026")
        assert (shown.recorded_by, shown.recorded_on) == ("Uncleared", TODAY)
        assert read_people()[ME].declared_on == declared_on
        assert read_interests() == (Interest(ME, "consulted", THERE, Period(TIE.starts, TIE.ends)),)

    @pytest.mark.parametrize(
        ("changes", "field"),
        [({"source": "rumour"}, "source"), ({"reference": " "}, "reference"), ({"reference": "x" * 301}, "reference")],
    )
    def test_refuses(self, world: World, changes: dict, field: str) -> None:
        with pytest.raises(Refusal) as refusal:
            record_interest(replace(self.COMMAND, **changes), world.uncleared, TODAY)
        assert list(refusal.value.messages) == [field]

    def test_is_for_coordinators(self, world: World, me: Reader) -> None:
        for reader in (me, world.liaison, world.chief(CODES[0]), world.administrator, world.panel):
            with pytest.raises(NotAllowed):
                record_interest(self.COMMAND, reader, TODAY)
        with pytest.raises(NotFound):
            record_interest(replace(self.COMMAND, person_id="nobody"), world.cleared, TODAY)


class TestTheLastDay:
    """A tie ends; a wrong last day is corrected."""

    def test_ends_once_and_is_corrected_by_a_coordinator(self, world: World, me: Reader) -> None:
        id_ = declare_interest(replace(TIE, ends=None), me, TODAY)
        end_interest(EndInterest(id_, date(2026, 1, 1)), me, TODAY)
        with pytest.raises(Refusal):
            end_interest(EndInterest(id_, date(2020, 1, 1)), me, TODAY)
        move_end(MoveEnd(id_, date(2025, 6, 30), "Letter 3"), world.uncleared, TODAY)
        assert [tie.period.end for tie in read_interests()] == [date(2025, 6, 30)]
        move_end(MoveEnd(id_, None, "Letter 4"), world.uncleared, TODAY)
        assert [tie.period.end for tie in read_interests()] == [None]

    @pytest.mark.parametrize(
        ("command", "field"),
        [
            (MoveEnd("", date(2014, 12, 31), "Letter 3"), "ends"),
            (MoveEnd("", date(2018, 1, 1), "Letter 3"), "ends"),
            (MoveEnd("", date(2019, 1, 1), ""), "reference"),
        ],
    )
    def test_a_correction_is_refused(self, world: World, me: Reader, command: MoveEnd, field: str) -> None:
        id_ = declare_interest(TIE, me, TODAY)
        with pytest.raises(Refusal) as refusal:
            move_end(replace(command, interest_id=id_), world.uncleared, TODAY)
        assert list(refusal.value.messages) == [field]

    def test_is_not_corrected_by_directors(self, world: World, me: Reader) -> None:
        id_ = declare_interest(TIE, me, TODAY)
        with pytest.raises(NotAllowed):
            move_end(MoveEnd(id_, None, "My word"), me, TODAY)


class TestWhoSeesWhat:
    """The register, and what of it is nobody's business."""

    @pytest.fixture(autouse=True)
    def _declared(self, me: Reader) -> None:
        self.family = declare_interest(FAMILY, me, TODAY)
        self.consulted = declare_interest(TIE, me, TODAY)

    def test_people_see_all_of_their_own(self, me: Reader) -> None:
        shown = {tie.kind: tie for tie in disclosure.my_declarations(me, TODAY).interests}
        assert shown["family"].note == FAMILY.note
        assert shown["family"].period == Period(FAMILY.starts, None)

    def test_others_see_of_family_the_outcome_alone(self, world: World) -> None:
        for reader in (world.cleared, world.uncleared, tied(world.uncleared, THERE)):
            told = [
                repr(disclosure.register(reader, TODAY)),
                repr(disclosure.tie(reader, self.family, TODAY)),
                repr(disclosure.person(reader, ME, TODAY).interests),
            ]
            assert not any("brother" in text or "datetime.date(2019, 9, 1)" in text for text in told)
            kinds = {line.tie.kind: line.tie for line in disclosure.register(reader, TODAY)}
            assert kinds["family"].is_held_back
            assert kinds["consulted"].period == Period(TIE.starts, TIE.ends)
        stand = next(one for one in disclosure.council_stands(world.cleared, THERE, TODAY).stands)
        assert (stand.person_id, stand.state) == (ME, "conflicted")

    def test_nor_do_objections_date_it(self, world: World, me: Reader) -> None:
        for kind in ("family", "friend"):
            declare_interest(DeclareInterest(CODES[7], kind, date(2019, 9, 1)), me, TODAY)
        blocked = disclosure.candidates(world.uncleared, "board-1", TODAY).blocked
        told = next(one for one in blocked if one.person_id == ME).objections
        dates = {fact.fact: fact.start for one in told for fact in one.evidence if one.rule == "personal-tie"}
        assert dates == {
            "declared tie to Council C07: family": None,
            "declared tie to Council C07: friend": date(2019, 9, 1),
        }

    def test_the_register_is_for_coordinators(self, world: World, me: Reader) -> None:
        for reader in (me, world.liaison, world.chief(THERE), world.panel, world.administrator):
            for query in (
                lambda reader: disclosure.register(reader, TODAY),
                lambda reader: disclosure.tie(reader, self.consulted, TODAY),
                lambda reader: disclosure.person_stands(reader, ME, TODAY),
                lambda reader: disclosure.council_stands(reader, THERE, TODAY),
                lambda reader: disclosure.look_backs(reader, TODAY),
                lambda reader: public_register(reader, TODAY),
            ):
                with pytest.raises(NotAllowed):
                    query(reader)

    def test_the_public_part_holds_public_offices_and_nothing_private(self, world: World, me: Reader) -> None:
        declare_interest(DeclareInterest(CODES[6], "complaint", date(2024, 1, 1)), me, TODAY)
        rows = list(csv.reader(io.StringIO(public_register(world.uncleared, TODAY))))
        assert rows == [
            list(HEADINGS),
            [
                "Director C00",
                "Director, Council C00",
                "Council C05",
                "Consultant to the council",
                "2015-01-01",
                "2018-01-01",
                TODAY.isoformat(),
            ],
        ]

    def test_a_dismissed_tie_leaves_the_public_part(self, world: World) -> None:
        command = ProposeDismissal(self.consulted, "namesake", "Another of that name", "Letter 5")
        propose_dismissal(command, world.uncleared, TODAY)
        assert "Consultant" in public_register(world.uncleared, TODAY)
        decide_dismissal(DecideDismissal(self.consulted, approves=True), world.cleared, TODAY)
        assert "Consultant" not in public_register(world.uncleared, TODAY)

    def test_a_name_cannot_become_a_formula(self, world: World) -> None:
        with store.transaction():
            store.db.session.execute(store.db.text("UPDATE person SET name = '=1+1' WHERE id = :id"), {"id": ME})
        assert "'=1+1" in public_register(world.cleared, TODAY)

    def test_no_event_says_what_a_tie_is(self) -> None:
        told = " ".join(str(event.payload) for event in history.events())
        assert "family" not in told
        assert "brother" not in told


class TestNobodyUnlocksThemselves:
    """A tie that stands in somebody's way is not shortened on their own word."""

    def test_by_ending_what_others_recorded_before_they_recorded_it(self, world: World) -> None:
        me = world.director(CODES[2])
        tie = DeclareInterest(CODES[9], "employed", date(2010, 1, 1))
        id_ = record_interest(RecordInterest(str(me.person_id), tie, "letter", "Letter 9"), world.cleared, TODAY)
        with pytest.raises(Refusal, match="Others recorded that it still held on 2 March 2026"):
            end_interest(EndInterest(id_, TODAY - timedelta(days=1)), me, TODAY)
        end_interest(EndInterest(id_, TODAY), me, TODAY)

    def test_by_correcting_their_own_as_a_coordinator(self, world: World) -> None:
        me = world.director(CODES[2])
        tie = DeclareInterest(CODES[9], "employed", date(2015, 1, 1), date(2025, 12, 1))
        id_ = declare_interest(tie, me, TODAY)
        move = MoveEnd(id_, date(2015, 1, 2), "Letter 9")
        with pytest.raises(Refusal, match="your own"):
            move_end(move, replace(me, role="coordinator"), TODAY)
        move_end(move, world.uncleared, TODAY)
