"""What directors say of themselves, and chief executives of their people."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from small_world import CODES, TODAY, World, board, inspection

from peerinspect import store
from peerinspect.domain import Period, Placement
from peerinspect.services import disclosure
from peerinspect.services.answers import AcceptOffer, DeclineOffer, accept_offer, decline_offer
from peerinspect.services.availability import (
    AddLeave,
    RemoveLeave,
    SetOffers,
    add_leave,
    remove_leave,
    set_offers,
)
from peerinspect.services.consents import GiveConsent, give_consent
from peerinspect.services.declarations import (
    DeclareInterest,
    EndInterest,
    declare_interest,
    declare_nothing_more,
    end_interest,
)
from peerinspect.services.problems import open_problem
from peerinspect.services.reader import Reader
from peerinspect.services.refusal import NotAllowed, NotFound, Refusal
from peerinspect.store import history
from peerinspect.store.loading import load_duties, load_placements
from peerinspect.store.reading.people import read_people

ME = f"{CODES[0]}-director"
TIE = DeclareInterest(CODES[5], "employed", date(2015, 1, 1), date(2018, 1, 1))


@pytest.fixture
def me(world: World) -> Reader:
    """The first council's director."""
    return world.director(CODES[0])


class TestDeclarations:
    """Ties to councils."""

    def test_a_declared_tie_renews_the_declaration(self, me: Reader) -> None:
        declare_interest(TIE, me, TODAY)
        shown = disclosure.my_declarations(me, TODAY)
        assert shown.declared_on == TODAY
        assert shown.declaration.until == date(2027, 3, 2)
        assert [(tie.authority_name, tie.kind, tie.is_current) for tie in shown.interests] == [
            ("Council C05", "employed", False)
        ]

    def test_a_nil_return_renews_it_too(self, me: Reader) -> None:
        declare_nothing_more(me, TODAY)
        assert disclosure.my_declarations(me, TODAY).declared_on == TODAY

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"authority": "nowhere"}, "authority"),
            ({"kind": "envy"}, "kind"),
            ({"starts": TODAY + timedelta(days=1), "ends": None}, "starts"),
            ({"ends": date(2014, 1, 1)}, "ends"),
            ({"kind": "case"}, "case"),
            ({"case": "x" * 81}, "case"),
        ],
    )
    def test_refuses(self, me: Reader, changes: dict, field: str) -> None:
        with pytest.raises(Refusal) as refusal:
            declare_interest(replace(TIE, **changes), me, TODAY)
        assert list(refusal.value.messages) == [field]
        assert disclosure.my_declarations(me, TODAY).interests == ()

    def test_a_tie_ends_and_stays(self, me: Reader) -> None:
        id_ = declare_interest(replace(TIE, ends=None), me, TODAY)
        end_interest(EndInterest(id_, date(2026, 1, 1)), me, TODAY)
        tie = disclosure.my_declarations(me, TODAY).interests[0]
        assert (tie.period, tie.is_current) == (Period(date(2015, 1, 1), date(2026, 1, 1)), False)

    @pytest.mark.parametrize(
        ("day", "field"), [(None, "ends"), (TODAY + timedelta(days=1), "ends"), (date(2014, 1, 1), "ends")]
    )
    def test_refuses_an_impossible_end(self, me: Reader, day: date | None, field: str) -> None:
        id_ = declare_interest(replace(TIE, ends=None), me, TODAY)
        with pytest.raises(Refusal) as refusal:
            end_interest(EndInterest(id_, day), me, TODAY)
        assert list(refusal.value.messages) == [field]

    def test_nobody_ends_a_tie_of_somebody_else(self, world: World, me: Reader) -> None:
        id_ = declare_interest(replace(TIE, ends=None), me, TODAY)
        with pytest.raises(NotFound):
            end_interest(EndInterest(id_, TODAY), world.director(CODES[1]), TODAY)

    def test_is_for_people(self, world: World) -> None:
        with pytest.raises(NotFound):
            declare_interest(TIE, world.cleared, TODAY)


class TestAvailability:
    """Offers and weeks away."""

    def test_offers_replace_those_before(self, me: Reader) -> None:
        set_offers(SetOffers({"chair": 12, "review": 0}), me, TODAY)
        shown = {offer.kind: offer.days for offer in disclosure.my_offers(me, TODAY).offers}
        assert shown == {"inspect": 0, "chair": 12, "support": 0, "second": 0, "interim": 0, "review": 0}
        assert [offer.kind for offer in read_people([ME])[ME].offers] == ["chair"]

    @pytest.mark.parametrize(
        ("days", "field"), [({"chair": 261}, "chair"), ({"chair": -1}, "chair"), ({"rest": 5}, "days")]
    )
    def test_refuses_what_no_year_holds(self, me: Reader, days: dict, field: str) -> None:
        with pytest.raises(Refusal) as refusal:
            set_offers(SetOffers(days), me, TODAY)
        assert list(refusal.value.messages) == [field]

    def test_time_away_is_marked_and_taken_back(self, me: Reader) -> None:
        id_ = add_leave(AddLeave(TODAY, TODAY + timedelta(days=6)), me, TODAY)
        assert [leave.id for leave in disclosure.my_offers(me, TODAY).leave] == [id_]
        remove_leave(RemoveLeave(id_), me, TODAY)
        assert disclosure.my_offers(me, TODAY).leave == ()

    @pytest.mark.parametrize(
        ("starts", "ends", "field"),
        [
            (None, TODAY, "starts"),
            (TODAY, None, "ends"),
            (TODAY, TODAY - timedelta(days=1), "ends"),
            (date(2025, 1, 1), date(2025, 1, 7), "ends"),
        ],
    )
    def test_refuses_impossible_times(self, me: Reader, starts: date | None, ends: date | None, field: str) -> None:
        with pytest.raises(Refusal) as refusal:
            add_leave(AddLeave(starts, ends), me, TODAY)
        assert list(refusal.value.messages) == [field]

    def test_nobody_takes_back_the_time_of_somebody_else(self, world: World, me: Reader) -> None:
        id_ = add_leave(AddLeave(TODAY, TODAY), me, TODAY)
        with pytest.raises(NotFound):
            remove_leave(RemoveLeave(id_), world.director(CODES[1]), TODAY)


class TestAnswers:
    """Yes or no to what is offered."""

    @pytest.fixture(autouse=True)
    def _offers(self, world: World) -> None:
        duties = [
            board("asked", CODES[4], TODAY),
            replace(inspection("days", CODES[4], sealed=False), seats=2),
            replace(board("live", CODES[3], TODAY), period=Period(date(2026, 1, 1), date(2026, 12, 31))),
        ]
        with store.transaction():
            load_duties(duties)
            load_placements([Placement(ME, duty.id, "live" if duty.id == "live" else "offered") for duty in duties], [])

    def _address(self, reader: Reader, kind: str) -> str:
        return next(duty.address for duty in disclosure.my_duties(reader, TODAY).to_answer if duty.kind == kind)

    def test_a_yes_moves_the_duty_to_what_is_coming(self, me: Reader) -> None:
        accept_offer(AcceptOffer(self._address(me, "chair")), me, TODAY)
        shown = disclosure.my_duties(me, TODAY)
        assert [(duty.title, duty.status) for duty in shown.coming] == [
            ("Chair of the board of Council C03", "live"),
            ("Chair of the board of Council C04", "accepted"),
        ]

    def test_is_given_once(self, me: Reader) -> None:
        address = self._address(me, "chair")
        accept_offer(AcceptOffer(address), me, TODAY)
        with pytest.raises(Refusal):
            accept_offer(AcceptOffer(address), me, TODAY)

    def test_a_no_needs_a_reason_that_only_coordinators_see(self, world: World, me: Reader) -> None:
        address = self._address(me, "chair")
        with pytest.raises(Refusal) as refusal:
            decline_offer(DeclineOffer(address, "lazy"), me, TODAY)
        assert list(refusal.value.messages) == ["reason"]
        decline_offer(DeclineOffer(address, "conflicted"), me, TODAY)
        seen = {
            reader.role: [view.decline_reason for view in disclosure.duty(reader, "asked", TODAY).placements]
            for reader in (world.uncleared, world.liaison)
        }
        assert seen == {"coordinator": ["conflicted"], "liaison": [None]}
        assert "conflicted" not in repr(history.events())

    def test_days_that_were_declined_are_not_asked_for_again(self, me: Reader) -> None:
        decline_offer(DeclineOffer(self._address(me, "inspect"), "busy"), me, TODAY)
        facts = open_problem(TODAY)
        away = facts.people[ME].unavailable
        assert [period.start for period in away] == [date(2026, 6, day) for day in range(1, 6)]
        assert {offer.kind for offer in facts.people[ME].offers} == {"chair", "inspect", "interim", "support"}

    def test_declined_work_without_days_takes_the_kind_off_the_offer_until_it_is_renewed(self, me: Reader) -> None:
        decline_offer(DeclineOffer(self._address(me, "chair"), "busy"), me, TODAY)
        left = {offer.kind: offer.days for offer in open_problem(TODAY).people[ME].offers}
        assert left["chair"] == 20, "what the live chair takes stays, and no more"
        set_offers(SetOffers({"chair": 24}), me, TODAY)
        assert {offer.kind: offer.days for offer in open_problem(TODAY).people[ME].offers} == {"chair": 24}

    def test_what_is_live_cannot_be_declined(self, me: Reader) -> None:
        live = next(duty for duty in disclosure.my_duties(me, TODAY).coming if duty.status == "live")
        with pytest.raises(Refusal):
            decline_offer(DeclineOffer(live.address, "busy"), me, TODAY)

    def test_nobody_answers_for_somebody_else(self, world: World, me: Reader) -> None:
        address = self._address(me, "chair")
        for answer in (
            lambda reader: accept_offer(AcceptOffer(address), reader, TODAY),
            lambda reader: decline_offer(DeclineOffer(address, "busy"), reader, TODAY),
        ):
            for reader in (world.director(CODES[1]), world.cleared):
                with pytest.raises(NotFound):
                    answer(reader)


class TestConsent:
    """A chief executive's word."""

    COMMAND = GiveConsent(ME, CODES[0], TODAY, TODAY + timedelta(days=400))

    def test_is_read_back(self, world: World) -> None:
        give_consent(replace(self.COMMAND, starts=date(2026, 2, 1)), world.chief(CODES[0]), TODAY)
        shown = {one.person_id: one.consent for one in disclosure.council_people(world.chief(CODES[0]), TODAY)}
        assert shown[ME].state == "in-force"
        assert len(read_people([ME])[ME].consents) == 2

    def test_is_for_people_of_the_chief_executives_own_council(self, world: World) -> None:
        for command, reader in (
            (self.COMMAND, world.chief(CODES[1])),
            (replace(self.COMMAND, authority=CODES[1]), world.chief(CODES[1])),
            (replace(self.COMMAND, person_id="nobody"), world.chief(CODES[0])),
        ):
            with pytest.raises(NotFound):
                give_consent(command, reader, TODAY)

    def test_is_for_chief_executives(self, world: World) -> None:
        for reader in (world.cleared, world.director(CODES[0]), world.administrator):
            with pytest.raises(NotAllowed):
                give_consent(self.COMMAND, reader, TODAY)

    @pytest.mark.parametrize(
        ("changes", "field"),
        [({"starts": None}, "starts"), ({"ends": None}, "ends"), ({"ends": TODAY - timedelta(days=1)}, "ends")],
    )
    def test_refuses(self, world: World, changes: dict, field: str) -> None:
        with pytest.raises(Refusal) as refusal:
            give_consent(replace(self.COMMAND, **changes), world.chief(CODES[0]), TODAY)
        assert list(refusal.value.messages) == [field]
