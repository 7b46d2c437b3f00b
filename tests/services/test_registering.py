"""What a coordinator registers, and what they are refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from small_world import CODES, MONDAY, TODAY, World, tied

from peerinspect.domain import Period
from peerinspect.services import disclosure
from peerinspect.services.duties import (
    RegisterBoard,
    RegisterReview,
    RegisterSecondment,
    RegisterSupport,
    register_board,
    register_review,
    register_secondment,
    register_support,
)
from peerinspect.services.inspections import RegisterInspection, notice_day, on_site_periods, register_inspection
from peerinspect.services.people import RegisterPerson, register_person
from peerinspect.services.refusal import NotAllowed, Refusal
from peerinspect.services.vacancies import RegisterVacancy, register_vacancy
from peerinspect.store import history
from peerinspect.store.snapshot import snapshot

LATER = TODAY + timedelta(days=200)
PERSON = RegisterPerson(
    "Nora New", CODES[3], "director", "substantive", date(2024, 1, 1), level="observer", skills=("care leavers",)
)
VACANCY = RegisterVacancy(CODES[3], TODAY, LATER, "The director left")
INSPECTION = RegisterInspection((CODES[3],), MONDAY)
BOARD = RegisterBoard((CODES[3], CODES[4]), TODAY, LATER)
SUPPORT = RegisterSupport(CODES[3], TODAY, LATER, skills=("care leavers",))
SECONDMENT = RegisterSecondment(TODAY, LATER)
REVIEW = RegisterReview((CODES[3],), TODAY, LATER, "CR-7")
EVERYTHING = [
    (register_person, PERSON),
    (register_vacancy, VACANCY),
    (register_inspection, INSPECTION),
    (register_board, BOARD),
    (register_support, SUPPORT),
    (register_secondment, SECONDMENT),
    (register_review, REVIEW),
]


@pytest.mark.parametrize(("register", "command"), EVERYTHING)
class TestAnyRegistration:
    """What holds for whatever is registered."""

    def test_is_for_coordinators(self, world: World, register: Callable, command: object) -> None:
        others = [world.liaison, world.panel, world.administrator, world.director(CODES[0]), world.chief(CODES[0])]
        for reader in others:
            with pytest.raises(NotAllowed):
                register(command, reader, TODAY)

    def test_gives_a_random_id_and_one_event(self, world: World, register: Callable, command: object) -> None:
        before = len(history.events())
        first = register(command, world.cleared, TODAY)
        second = register(command, world.cleared, TODAY)
        assert first != second
        assert min(len(first), len(second)) >= 16
        assert len(history.events()) == before + 2
        assert history.verify() == []


@pytest.mark.parametrize(
    ("register", "command", "changes", "field"),
    [
        (register_person, PERSON, {"name": " "}, "name"),
        (register_person, PERSON, {"authority": "nowhere"}, "authority"),
        (register_person, PERSON, {"role": "king"}, "role"),
        (register_person, PERSON, {"basis": "borrowed"}, "basis"),
        (register_person, PERSON, {"post_from": None}, "post_from"),
        (register_person, PERSON, {"post_to": date(2023, 12, 31)}, "post_to"),
        (register_person, PERSON, {"level": "expert"}, "level"),
        (register_person, PERSON, {"vetted_on": TODAY + timedelta(days=1)}, "vetted_on"),
        (register_person, PERSON, {"skills": ("",)}, "skills"),
        (register_vacancy, VACANCY, {"authority": ""}, "authority"),
        (register_vacancy, VACANCY, {"starts": None}, "starts"),
        (register_vacancy, VACANCY, {"ends": None}, "ends"),
        (register_vacancy, VACANCY, {"ends": TODAY - timedelta(days=1)}, "ends"),
        (register_vacancy, VACANCY, {"reason": "x" * 301}, "reason"),
        (register_inspection, INSPECTION, {"authorities": ()}, "authorities"),
        (register_inspection, INSPECTION, {"starts": None}, "starts"),
        (register_inspection, INSPECTION, {"starts": MONDAY + timedelta(days=1)}, "starts"),
        (register_inspection, INSPECTION, {"starts": date(2026, 8, 3)}, "starts"),
        (register_inspection, INSPECTION, {"starts": TODAY - timedelta(days=7), "sealed": False}, "starts"),
        (register_inspection, INSPECTION, {"weeks": 0}, "weeks"),
        (register_inspection, INSPECTION, {"weeks": 3}, "weeks"),
        (register_inspection, INSPECTION, {"seats": 0}, "seats"),
        (register_inspection, INSPECTION, {"seats": 21}, "seats"),
        (register_inspection, INSPECTION, {"level": "expert"}, "level"),
        (register_inspection, INSPECTION, {"subtype": "surprise"}, "subtype"),
        (register_inspection, INSPECTION, {"notice": MONDAY}, "notice"),
        (register_inspection, INSPECTION, {"notice": TODAY}, "sealed"),
        (register_inspection, INSPECTION, {"starts": date(2026, 3, 9)}, "sealed"),
        (register_board, BOARD, {"authorities": ("nowhere",)}, "authorities"),
        (register_board, BOARD, {"term_from": LATER + timedelta(days=1)}, "term_to"),
        (register_board, BOARD, {"days": 0}, "days"),
        (register_support, SUPPORT, {"days": 400}, "days"),
        (register_support, SUPPORT, {"seats": 0}, "seats"),
        (register_secondment, SECONDMENT, {"level": ""}, "level"),
        (register_secondment, SECONDMENT, {"ends": TODAY - timedelta(days=1)}, "ends"),
        (register_review, REVIEW, {"case": " "}, "case"),
        (register_review, REVIEW, {"case": "x" * 81}, "case"),
    ],
)
def test_refuses(world: World, register: Callable, command: object, changes: dict, field: str) -> None:
    before = snapshot(TODAY), len(history.events())
    with pytest.raises(Refusal) as refusal:
        register(replace(command, **changes), world.cleared, TODAY)
    assert list(refusal.value.messages) == [field]
    assert (snapshot(TODAY), len(history.events())) == before


def test_a_person_comes_with_post_skills_and_level(world: World) -> None:
    id_ = register_person(PERSON, world.uncleared, TODAY)
    found = snapshot(TODAY).people[id_]
    assert (found.name, found.level, found.skills) == ("Nora New", "observer", {"care leavers"})
    assert [(post.authority, post.period) for post in found.posts] == [(CODES[3], Period(date(2024, 1, 1)))]


def test_a_vacancy_needs_an_interim_director(world: World) -> None:
    id_ = register_vacancy(VACANCY, world.uncleared, TODAY)
    duty = snapshot(TODAY).duties[id_]
    assert (duty.kind, duty.authorities, duty.period) == ("interim", {CODES[3]}, Period(TODAY, LATER))
    line = disclosure.vacancies(world.uncleared, TODAY)[0]
    assert (line.authority, line.reason, line.covered_by) == (CODES[3], "The director left", None)
    assert line.duty is not None and line.duty.id == id_


class TestInspection:
    """Sealed or announced, with notice and days on site."""

    def test_the_notice_day_is_five_working_days_before(self) -> None:
        assert notice_day(date(2026, 6, 8)) == date(2026, 6, 1)

    def test_bank_holidays_are_no_working_days(self) -> None:
        """Easter 2026: Good Friday on 3 April, Monday on 6 April."""
        assert notice_day(date(2026, 4, 13)) == date(2026, 4, 2)

    def test_days_on_site_are_split_by_week_and_by_bank_holiday(self) -> None:
        """The early May bank holiday of 2026 is Monday 4 May."""
        assert on_site_periods(date(2026, 5, 4), 2) == (
            Period(date(2026, 5, 5), date(2026, 5, 8)),
            Period(date(2026, 5, 11), date(2026, 5, 15)),
        )
        assert on_site_periods(MONDAY, 0) == (Period(MONDAY, MONDAY + timedelta(days=1)),)

    def test_is_written_with_its_notice_day(self, world: World) -> None:
        id_ = register_inspection(replace(INSPECTION, weeks=2, seats=2), world.cleared, TODAY)
        duty = snapshot(TODAY, sealed={id_}).duties[id_]
        assert duty.sealed
        assert duty.notice == date(2026, 5, 22)
        assert duty.period == Period(MONDAY, MONDAY + timedelta(days=11))
        assert duty.seats == 2

    def test_a_sealed_one_is_for_coordinators_who_are_cleared_and_tied_to_nobody(self, world: World) -> None:
        for reader in (world.uncleared, tied(world.cleared, CODES[0])):
            with pytest.raises(NotAllowed):
                register_inspection(INSPECTION, reader, TODAY)

    def test_a_sealed_one_of_councils_in_all_circles_could_be_done_by_nobody(self, world: World) -> None:
        wide = replace(INSPECTION, authorities=tuple(world.council_in(circle) for circle in range(3)))
        with pytest.raises(Refusal) as refusal:
            register_inspection(wide, world.cleared, TODAY)
        assert list(refusal.value.messages) == ["sealed"]
        assert register_inspection(replace(wide, sealed=False), world.cleared, TODAY)
        assert register_inspection(replace(wide, authorities=wide.authorities[:2]), world.cleared, TODAY)

    def test_an_announced_one_is_for_any_coordinator(self, world: World) -> None:
        id_ = register_inspection(replace(INSPECTION, sealed=False), world.uncleared, TODAY)
        assert snapshot(TODAY).duties[id_].sealed is False

    def test_no_event_names_the_council_of_a_sealed_one(self, world: World) -> None:
        register_inspection(INSPECTION, world.cleared, TODAY)
        told = history.events()[0]
        assert f"Council {CODES[3]}" not in repr(told.payload)


def test_a_joint_board_is_of_both_councils(world: World) -> None:
    id_ = register_board(BOARD, world.uncleared, TODAY)
    assert snapshot(TODAY).duties[id_].authorities == {CODES[3], CODES[4]}


def test_a_review_keeps_its_reference(world: World) -> None:
    id_ = register_review(REVIEW, world.uncleared, TODAY)
    assert snapshot(TODAY).duties[id_].case == "CR-7"


def test_skills_that_were_named_once_can_be_chosen(world: World) -> None:
    register_support(SUPPORT, world.uncleared, TODAY)
    register_person(PERSON, world.uncleared, TODAY)
    assert [choice.value for choice in disclosure.skill_choices(world.uncleared, TODAY)] == ["care leavers"]
