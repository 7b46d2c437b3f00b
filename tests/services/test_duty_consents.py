"""Consent to one duty alone: what it covers, who learns of it, what a withdrawal does; nothing sealed shows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from small_world import MONDAY, TODAY, World, board, build_world, inspection
from sqlalchemy import delete, update

from peerinspect import store
from peerinspect.domain import Period, Placement
from peerinspect.files import canonical, facts_from_dict, problem_dict
from peerinspect.services import disclosure
from peerinspect.services.consents import GiveConsent, WithdrawConsent, give_consent, withdraw_consent
from peerinspect.services.duty_consents import (
    AskForDutyConsent,
    GiveDutyConsent,
    WithdrawDutyConsent,
    ask_for_duty_consent,
    consent_address,
    give_duty_consent,
    withdraw_duty_consent,
)
from peerinspect.services.lives.placing import OfferPlacement, offer_placement
from peerinspect.services.lives.stepping import TakeStep, take_step
from peerinspect.services.problems import open_problem, sealed_problem
from peerinspect.services.refusal import NotAllowed, NotFound, Refusal
from peerinspect.store import history
from peerinspect.store.loading import load_duties, load_placements
from peerinspect.store.tables import ConsentRow, MessageRow, PersonRow

SEALED, OPEN = "sealed-T", "open-board"
AWAY = Period(MONDAY, MONDAY + timedelta(days=4))


@pytest.fixture
def setting(bare: object) -> tuple[World, str, str, str]:
    """A world with a sealed inspection of T; T; a council H of the circle that fills it; its director."""
    world = build_world(TODAY)
    target = world.council_in(0)
    home = world.council_in(1)
    with store.transaction():
        load_duties([inspection(SEALED, target), board(OPEN, target, TODAY)])
        store.db.session.execute(delete(ConsentRow).where(ConsentRow.person == f"{home}-director"))
    return world, target, home, f"{home}-director"


def ask(setting: tuple[World, str, str, str], duty: str = SEALED) -> str:
    world, _, home, person = setting
    ask_for_duty_consent(AskForDutyConsent(duty, person, home), world.cleared, TODAY)
    return consent_address(person, home, duty)


def give(setting: tuple[World, str, str, str], duty: str = SEALED, **more: str) -> None:
    world, _, home, person = setting
    address = consent_address(person, home, duty)
    give_duty_consent(GiveDutyConsent(person, home, address, **more), world.chief(home), TODAY)


def shown(setting: tuple[World, str, str, str]):
    world, _, home, person = setting
    return next(one for one in disclosure.council_people(world.chief(home), TODAY) if one.person_id == person)


class TestAsking:
    def test_shows_the_chief_executive_dates_and_days_and_no_council(self, setting) -> None:
        _world, target, _home, _person = setting
        ask(setting)
        found = shown(setting)
        assert [(each.periods, each.days, each.status, each.consent) for each in found.duties] == [
            ((AWAY,), 5, "asked", "missing")
        ]
        told = repr(found)
        for word in (target, f"Council {target}", SEALED, "board of"):
            assert word not in told
        assert store.db.session.query(MessageRow).filter_by(kind="duty-consent-asked").count() == 1

    def test_names_open_work(self, setting) -> None:
        _world, target, *_ = setting
        ask(setting, OPEN)
        assert [each.title for each in shown(setting).duties] == [f"Chair of the board of Council {target}"]

    def test_is_for_coordinators_who_may_know_of_the_duty(self, setting) -> None:
        world, _, home, person = setting
        command = AskForDutyConsent(SEALED, person, home)
        with pytest.raises(NotFound):
            ask_for_duty_consent(command, world.uncleared, TODAY)
        for reader in (world.liaison, world.chief(home), world.director(home)):
            with pytest.raises(NotAllowed):
                ask_for_duty_consent(command, reader, TODAY)

    def test_is_never_asked_of_the_inspected_council_or_of_another_circle(self, setting) -> None:
        world, target, *_ = setting
        for code in (target, world.council_in(0, 1), world.council_in(2)):
            with pytest.raises(Refusal):
                ask_for_duty_consent(AskForDutyConsent(SEALED, f"{code}-director", code), world.cleared, TODAY)

    def test_is_asked_once_and_about_what_is_not_over(self, setting) -> None:
        world, _, home, person = setting
        ask(setting)
        with pytest.raises(Refusal, match="asked already"):
            ask(setting)
        with pytest.raises(Refusal, match="over"):
            ask_for_duty_consent(AskForDutyConsent(OPEN, person, home), world.cleared, TODAY + timedelta(days=900))

    def test_offers_those_who_lack_consent_alone(self, setting) -> None:
        world, _, home, person = setting
        found = disclosure.duty_consents(world.cleared, OPEN, TODAY)
        assert [each.value for each in found.people] == [f"{person} {home}"]
        ask(setting, OPEN)
        found = disclosure.duty_consents(world.cleared, OPEN, TODAY)
        assert (found.people, [each.state for each in found.lines]) == ((), ["asked"])
        with pytest.raises(NotFound):
            disclosure.duty_consents(world.uncleared, SEALED, TODAY)


class TestGiving:
    def test_lets_the_person_be_offered_that_duty_and_no_other(self, setting) -> None:
        world, _target, _home, person = setting
        other = world.council_in(2)
        with store.transaction():
            load_duties([board("other", other, TODAY)])
        with pytest.raises(Refusal, match="not consented"):
            offer_placement(OfferPlacement(OPEN, person), world.cleared, TODAY)
        ask(setting, OPEN)
        give(setting, OPEN)
        with pytest.raises(Refusal, match="not consented"):
            offer_placement(OfferPlacement("other", person), world.cleared, TODAY)
        offer_placement(OfferPlacement(OPEN, person), world.cleared, TODAY)
        assert [(each.status, each.consent) for each in shown(setting).duties] == [("offered", "one")]

    def test_answers_the_question_and_names_who_runs_the_service(self, setting) -> None:
        world, _, home, _ = setting
        ask(setting)
        give(setting, deputy=f"{home}-senior")
        (one,) = shown(setting).duties
        assert (one.is_consented, one.asked_on, one.deputy) == (True, None, f"Senior {home}")
        lines = disclosure.duty_consents(world.cleared, SEALED, TODAY).lines
        assert [(each.state, each.deputy) for each in lines] == [("given", f"Senior {home}")]

    @pytest.mark.parametrize(
        ("deputy", "name", "field"),
        [
            ("director", "", "deputy"),
            ("elsewhere", "", "deputy"),
            ("senior", "Somebody Else", "deputy_name"),
            ("", "senior", "deputy_name"),
        ],
    )
    def test_takes_a_deputy_of_that_council_alone(self, setting, deputy: str, name: str, field: str) -> None:
        _, target, home, _ = setting
        ask(setting)
        chosen = {"director": f"{home}-director", "senior": f"{home}-senior", "elsewhere": f"{target}-senior", "": ""}
        with pytest.raises(Refusal) as refusal:
            give(setting, deputy=chosen[deputy], deputy_name=f"Senior {home}" if name == "senior" else name)
        assert list(refusal.value.messages) == [field]

    def test_takes_a_name_that_is_on_no_register(self, setting) -> None:
        ask(setting)
        give(setting, deputy_name="Nadia Newcomer")
        assert shown(setting).duties[0].deputy == "Nadia Newcomer"

    def test_twice_is_refused_in_words_and_changes_nothing(self, setting) -> None:
        ask(setting)
        give(setting)
        before = history.length()
        with pytest.raises(Refusal, match="already"):
            give(setting)
        assert history.length() == before

    def test_is_for_the_councils_own_chief_executive(self, setting) -> None:
        world, target, home, person = setting
        address = ask(setting)
        command = GiveDutyConsent(person, home, address)
        for reader in (world.chief(target), world.chief(world.council_in(1, 1))):
            with pytest.raises(NotFound):
                give_duty_consent(command, reader, TODAY)
        with pytest.raises(NotFound):
            give_duty_consent(replace(command, address="x" * 22), world.chief(home), TODAY)
        with pytest.raises(NotAllowed):
            give_duty_consent(command, world.cleared, TODAY)

    def test_a_consent_for_a_year_may_name_a_deputy_too(self, setting) -> None:
        world, _, home, person = setting
        days = (TODAY, TODAY + timedelta(days=300))
        give_consent(GiveConsent(person, home, *days, deputy=f"{home}-senior"), world.chief(home), TODAY)
        assert list(shown(setting).deputies.values()) == [f"Senior {home}"]


class TestWithdrawing:
    def test_tells_before_what_would_have_no_consent(self, setting) -> None:
        world, _, home, person = setting
        give_consent(GiveConsent(person, home, TODAY, TODAY + timedelta(days=700)), world.chief(home), TODAY)
        with store.transaction():
            load_placements([Placement(person, SEALED, "accepted")], [])
        number = shown(setting).given[0].id
        left = disclosure.left_without(world.chief(home), person, home, TODAY, number)
        assert [(each.periods, each.title) for each in left] == [((AWAY,), "A duty at another council")]
        give(setting)
        assert disclosure.left_without(world.chief(home), person, home, TODAY, number) == ()
        withdraw_consent(WithdrawConsent(person, number), world.chief(home), TODAY)
        address = consent_address(person, home, SEALED)
        left = disclosure.left_without(world.chief(home), person, home, TODAY, address=address)
        assert [each.periods for each in left] == [(AWAY,)]

    def test_takes_it_out_of_the_problem(self, setting) -> None:
        world, _, home, person = setting
        address = ask(setting, OPEN)
        give(setting, OPEN)
        assert [each.duty for each in open_problem(TODAY).people[person].consents] == [OPEN]
        withdraw_duty_consent(WithdrawDutyConsent(person, home, address), world.chief(home), TODAY)
        assert open_problem(TODAY).people[person].consents == ()
        with pytest.raises(NotFound):
            withdraw_duty_consent(WithdrawDutyConsent(person, home, address), world.chief(home), TODAY)


class TestUnderTheVeil:
    def test_only_the_problem_that_fills_the_duty_knows_of_it(self, setting) -> None:
        _world, _, _home, person = setting
        before = [canonical(open_problem(TODAY)), *(canonical(sealed_problem(TODAY, k, ())) for k in (1, 2))]
        ask(setting)
        give(setting)
        after = [canonical(open_problem(TODAY)), *(canonical(sealed_problem(TODAY, k, ())) for k in (1, 2))]
        assert after == before
        facts = sealed_problem(TODAY, 0, ())
        (one,) = facts.people[person].consents
        assert (one.period, one.duty) == (Period(MONDAY, MONDAY + timedelta(days=4)), SEALED)
        assert facts_from_dict(problem_dict(facts)).people[person].consents == (one,)

    def test_is_in_the_open_problem_from_the_notice_day_on(self, setting) -> None:
        _, _, _, person = setting
        ask(setting)
        give(setting)
        notice = date(2026, 5, 21)
        assert open_problem(notice - timedelta(days=1)).people[person].consents == ()
        assert [each.duty for each in open_problem(notice).people[person].consents] == [SEALED]

    def test_who_may_not_know_of_the_duty_reads_nothing_of_it(self, setting) -> None:
        world, target, home, person = setting
        colleagues = [world.uncleared, world.director(target), world.chief(target), world.senior(home)]

        def read() -> list[object]:
            found: list[object] = []
            for reader in colleagues:
                if reader.role == "coordinator":
                    found.append(disclosure.person(reader, person, TODAY))
                    found.append(disclosure.history_of(reader, "person", person, 1, TODAY))
                    found.append(disclosure.person_record(reader, person, TODAY))
                if reader.role == "chief-executive":
                    found.append(disclosure.council_people(reader, TODAY))
                found.append(disclosure.authority(reader, home, TODAY))
            return found

        before = read()
        ask(setting)
        give(setting, deputy=f"{home}-senior")
        assert read() == before

    def test_what_the_council_gives_and_owes_counts_nothing_sealed(self, setting) -> None:
        world, target, home, person = setting
        both = (world.chief(home), world.chief(target))
        before = [disclosure.own_councils(reader, TODAY) for reader in both]
        with store.transaction():
            load_placements([Placement(person, SEALED, "accepted")], [])
        assert [disclosure.own_councils(reader, TODAY) for reader in both] == before
        notice = date(2026, 5, 21)
        gives, gets = (disclosure.own_councils(reader, notice)[0] for reader in both)
        assert (gives.days_given, gives.owes, gets.days_received, gets.owes) == (5, -5, 5, 5)

    def test_a_deferred_inspection_vanishes_from_the_chief_executives_page(self, setting) -> None:
        world = setting[0]
        ask(setting)
        give(setting)
        take_step(TakeStep(SEALED, "defer", reason="The council asked"), world.cleared, TODAY)
        assert shown(setting).duties == ()

    def test_an_absent_person_is_no_candidate(self, setting) -> None:
        world, _, _home, person = setting
        with store.transaction():
            store.db.session.execute(update(PersonRow).where(PersonRow.id == person).values(vetted_on=None))
        assert disclosure.duty_consents(world.cleared, OPEN, TODAY).people == ()
