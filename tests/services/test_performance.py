"""Who reads which performance information, on the small world of twelve councils. Today is 2 March 2026.

C00 is the council looked at. Its people and others gave and received in the twelve months to today:

- Senior C01 supported C00, 10 days from May 2025. Director C00 supported C05, 10 days from June 2025.
- Director C02 has chaired C00's board since June 2024. Senior C00 was seconded to Ofsted from July to September 2025.
- A review at C00 was published in full on 30 January 2026. Senior C03 has written another since September: 10 days.
- C00's neighbours are C01 to C06.
"""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from small_world import CODES, TODAY, World, build_world, inspection

from peerinspect import store
from peerinspect.domain import Duty, Period, Placement
from peerinspect.services import disclosure
from peerinspect.services.performance.figures import PUBLISHED, SUPPORT, WORK
from peerinspect.services.reader import SIGNED_OUT, Reader
from peerinspect.services.refusal import NotAllowed, NotFound
from peerinspect.services.vacancies import RegisterVacancy, register_vacancy
from peerinspect.services.views.performance import CouncilPerformance
from peerinspect.store.loading import load_duties, load_placements
from peerinspect.store.tables import DutyRow, NeighbourRow, PostRow, SupportAdviserRow

HERE = CODES[0]
DUTIES = [
    Duty("board", "chair", Period(date(2024, 6, 3), date(2027, 6, 2)), 1, frozenset({HERE}), days=20),
    Duty("helped", "support", Period(date(2025, 5, 5), date(2025, 5, 30)), 1, frozenset({HERE}), days=10),
    Duty("helping", "support", Period(date(2025, 6, 2), date(2025, 6, 27)), 1, frozenset({"C05"}), days=10),
    Duty("seconded", "second", Period(date(2025, 7, 7), date(2025, 9, 26)), 1),
    Duty("out", "review", Period(date(2025, 4, 7), date(2026, 1, 30)), 1, frozenset({HERE}), case="R/1"),
    Duty("going", "review", Period(date(2025, 9, 1), date(2026, 6, 30)), 1, frozenset({HERE}), case="R/2"),
    Duty("later", "support", Period(date(2026, 3, 3), date(2026, 6, 26)), 1, frozenset({HERE}), days=9),
]
PLACED = [
    Placement("C02-director", "board", "live"),
    Placement("C01-senior", "helped", "done"),
    Placement("C00-director", "helping", "done"),
    Placement("C00-senior", "seconded", "done"),
    Placement("C03-senior", "going", "live"),
    Placement("C04-senior", "later", "offered"),
]


@pytest.fixture
def year(bare: Flask) -> World:
    world = build_world(TODAY, DUTIES)
    with store.transaction():
        load_placements(PLACED, [])
        store.db.session.get_one(DutyRow, "out").state = "published"
        store.db.session.get_one(DutyRow, "going").state = "draft"
        store.add(*(NeighbourRow(authority=HERE, neighbour=CODES[rank], rank=rank) for rank in range(1, 7)))
        was = {"person": "C11-director", "authority": HERE, "role": "director", "basis": "interim"}
        store.add(PostRow(**was, starts=date(2019, 1, 1), ends=date(2023, 9, 1)))
    return world


def seen(world: World, reader: Reader, code: str = HERE) -> CouncilPerformance:
    return disclosure.performance(reader, code, TODAY)


def last(found: CouncilPerformance) -> dict[str, int]:
    return {each.key: int(each.last) for each in found.figures if each.last is not None}


class TestByHand:
    """What a coordinator reads of the council: received are 10 days of support, 20 of chairing, 10 of reviewing; given
    are 10 of support and the 60 working days of the secondment."""

    def test_the_last_twelve_months(self, year: World) -> None:
        assert last(seen(year, year.uncleared)) == {
            "months-since-judgement": 24,
            "director-changes": 0,
            "passing-days": 0,
            "vacant-days": 0,
            "chairs": 1,
            "reviews": 1,
            "programmes-received": 1,
            "support-received": 10,
            "programmes-given": 1,
            "support-given": 10,
            "days-received": 40,
            "days-given": 70,
            "secondees": 1,
        }

    def test_medians_are_of_six_neighbours_and_of_twelve_councils(self, year: World) -> None:
        """Of the neighbours C01, C02, C03, C05 each gave or received something; C04's offer is no work yet."""
        figure = seen(year, year.uncleared).figure("support-received")
        assert figure is not None and (figure.neighbours, figure.england) == (0, 0)
        held = seen(year, year.uncleared).figure("months-since-judgement")
        assert held is not None and (held.neighbours, held.england) == (24, 24)

    def test_directors_and_chairs_through_time(self, year: World) -> None:
        found = seen(year, year.panel)
        assert [(each.person_name, each.basis) for each in found.directors] == [
            ("Director C00", "substantive"),
            ("Director C11", "interim"),
        ]
        assert [each.person_name for each in found.chairs] == ["Director C02"]
        change = found.figure("director-changes")
        assert change is not None and list(change.years) == [0, 0, 1, 0, 0]

    def test_what_changed(self, year: World) -> None:
        told = [(each.on.isoformat(), each.sentence) for each in seen(year, year.uncleared).changes]
        assert told == [
            ("2026-01-30", "Case review R/1 at Council C00 was published"),
            ("2025-09-26", "The secondment of Senior C00, Council C00 ended"),
            ("2025-07-07", "Senior C00, Council C00 began a secondment"),
            ("2025-06-27", "What its people gave ended: Support for Council C05"),
            ("2025-06-02", "Its people began to give: Support for Council C05"),
            ("2025-05-30", "Support for Council C00 ended"),
            ("2025-05-05", "Support for Council C00 began"),
        ]

    def test_a_vacancy_counts_from_its_first_day(self, year: World) -> None:
        register_vacancy(RegisterVacancy(HERE, TODAY, date(2026, 9, 1), "The director has left"), year.cleared, TODAY)
        register_vacancy(RegisterVacancy(HERE, date(2026, 9, 2), date(2026, 9, 30), "Later"), year.cleared, TODAY)
        assert [each.period.start for each in seen(year, year.uncleared).vacancies] == [TODAY]
        assert seen(year, year.director(HERE)).vacancies and not seen(year, year.director(CODES[1])).vacancies


class TestReaders:
    """Published facts for everybody; work and vacancies from within; support for the panel too."""

    def test_figures_by_reader(self, year: World) -> None:
        everything, own = {*PUBLISHED, *SUPPORT, *WORK}, (year.director(HERE), year.senior(HERE), year.chief(HERE))
        for reader in (year.cleared, year.uncleared, year.liaison, *own):
            assert {each.key for each in seen(year, reader).figures} == everything
        for reader in (year.director(CODES[5]), year.chief(CODES[5])):
            assert {each.key for each in seen(year, reader).figures} == set(PUBLISHED)
        assert {each.key for each in seen(year, year.panel).figures} == {*PUBLISHED, *SUPPORT}

    def test_medians_are_of_what_one_reads_of_every_council(self, year: World) -> None:
        found = seen(year, year.director(HERE))
        given, judged = found.figure("days-given"), found.figure("months-since-judgement")
        assert given is not None and given.neighbours is None and given.england is None
        assert judged is not None and judged.england == 24
        panel = seen(year, year.panel).figure("support-given")
        assert panel is not None and panel.england == 0

    def test_only_published_reviews_elsewhere(self, year: World) -> None:
        assert [each.state for each in seen(year, year.chief(CODES[5])).reviews] == ["published"]
        assert {each.state for each in seen(year, year.panel).reviews} == {"published", "draft"}
        with store.transaction():
            store.db.session.get_one(DutyRow, "going").state = "known"
        assert [each.state for each in seen(year, year.panel).reviews] == ["published"]
        assert {each.state for each in seen(year, year.uncleared).reviews} == {"published", "known"}
        assert all(not each.who for each in seen(year, year.panel).reviews)
        assert "Senior C03" in {each.who for each in seen(year, year.chief(HERE)).reviews}

    def test_lists_by_reader(self, year: World) -> None:
        inside, outside, panel = (seen(year, reader) for reader in (year.chief(HERE), year.chief("C05"), year.panel))
        assert [each.who for each in inside.support_received] == ["Senior C01, Council C01"]
        assert [each.who for each in panel.support_received] == ["Council C01"]
        assert not outside.support_received + outside.support_given + outside.secondees
        assert not panel.secondees and inside.secondees

    def test_who_may_not(self, year: World) -> None:
        for reader in (year.administrator, SIGNED_OUT):
            with pytest.raises(NotAllowed):
                seen(year, reader)
        with pytest.raises(NotFound):
            seen(year, year.cleared, "no-such-council")
        with pytest.raises(NotFound):
            disclosure.performances(year.cleared, [], TODAY)

    def test_compared_as_each_is_read(self, year: World) -> None:
        own, other = disclosure.performances(year.director(HERE), [HERE, CODES[5]], TODAY)
        assert (own.line.code, own.is_full, other.line.code, other.is_full) == (HERE, True, CODES[5], False)
        assert seen(year, year.director(HERE)) == own

    def test_the_closest_neighbours_to_compare_with(self, year: World) -> None:
        assert disclosure.neighbours_to_compare(year.panel, HERE, 4) == (HERE, "C01", "C02", "C03")
        assert disclosure.neighbours_to_compare(year.panel, CODES[11], 4) == (CODES[11],)


class TestUnderTheVeil:
    """An unannounced inspection changes no page for anybody, and a told one no page of those elsewhere."""

    def everybody(self, world: World) -> list[Reader]:
        tied = [make(code) for code in (HERE, "C05", "C06") for make in (world.director, world.senior, world.chief)]
        return [world.cleared, world.uncleared, world.liaison, world.panel, *tied]

    def looks(self, world: World, day: date, codes: tuple[str, ...] = CODES) -> dict[str, str]:
        return {
            f"{reader.user_id} {code}": repr(disclosure.performance(reader, code, day))
            for reader in self.everybody(world)
            for code in codes
        }

    def seal(self) -> None:
        """C05's people inspect C00 from 23 March; its notice day is the 12th."""
        with store.transaction():
            load_duties([inspection("sealed", HERE, date(2026, 3, 23))])
            load_placements([Placement("C05-senior", "sealed", "accepted")], [])

    def test_no_page_changes_before_the_notice_day(self, year: World) -> None:
        before = self.looks(year, TODAY)
        self.seal()
        assert self.looks(year, TODAY) == before

    def test_nobody_elsewhere_reads_of_it_ever(self, year: World) -> None:
        after = date(2026, 5, 4)
        elsewhere = [year.director("C06"), year.chief("C06"), year.panel]
        before = [repr(disclosure.performance(reader, code, after)) for reader in elsewhere for code in CODES]
        self.seal()
        assert before == [repr(disclosure.performance(reader, code, after)) for reader in elsewhere for code in CODES]
        own = disclosure.performance(year.director(HERE), HERE, after).figure("days-received")
        assert own is not None and own.last == 45


def test_days_that_were_counted_at_the_end_stand_for_those_planned(year: World) -> None:
    """Ten days were planned, and seven were given."""
    with store.transaction():
        store.add(SupportAdviserRow(duty="helped", person="C01-senior", days_given=7))
    found = last(seen(year, year.uncleared))
    assert (found["support-received"], found["days-received"]) == (7, 37)
