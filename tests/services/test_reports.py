"""Reports, counted by hand on a small made-up year: April 2025 to March 2026, asked on 2 March 2026.

Four pieces of work were agreed or done in it:

- Director C01 chaired C00's board, 20 days a year, from June 2024 to September 2026.
- Senior C01 supported C02 and C03 together, 10 days in May 2025.
- Director C02 inspected C05 in June 2025, announced, 5 days on site; it is done.
- Senior C02 was asked to support C06 in July 2025 and declined. Senior C03 has an offer for it, not answered.

Before it, in 2024, Director C03 supported C04 for 10 days.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path

import pytest
from flask import Flask
from small_service import service
from small_world import CODES, TODAY, World, build_world, inspection

from peerinspect import store
from peerinspect.domain import Duty, Period
from peerinspect.services import disclosure
from peerinspect.services.day_rates import ChangeRate, change_rate
from peerinspect.services.duties import RegisterSecondment, register_secondment
from peerinspect.services.reader import Reader
from peerinspect.services.refusal import NotAllowed, Refusal
from peerinspect.services.reports import years
from peerinspect.services.reports.turnover import DirectorPost, changes_in, interims_on
from peerinspect.services.thanks import RecordThanks, record_thanks
from peerinspect.services.vacancies import RegisterVacancy, register_vacancy
from peerinspect.services.waiver_rights import APPROVED
from peerinspect.store.append_only import AppendOnly
from peerinspect.store.tables import (
    DutyAuthorityRow,
    DutyRow,
    EventRow,
    InspectionRow,
    PlacementRow,
    PostRow,
    RosterRow,
    ThanksRow,
    WaiverDecisionRow,
    WaiverProposalRow,
    WaiverRow,
)

YEAR = years.april_year(2025).period
MAY = Period(date(2025, 5, 5), date(2025, 5, 30))


def support(id_: str, codes: tuple[str, ...], first: date, last: date) -> Duty:
    """Support of ten days."""
    return Duty(id_, "support", Period(first, last), 1, frozenset(codes), days=10)


DUTIES = [
    Duty("board", "chair", Period(date(2024, 6, 3), date(2026, 9, 30)), 1, frozenset({"C00"}), days=20),
    support("joint", ("C02", "C03"), date(2025, 5, 5), date(2025, 5, 30)),
    inspection("announced", "C05", date(2025, 6, 2), sealed=False),
    support("asked", ("C06",), date(2025, 7, 7), date(2025, 8, 29)),
    support("before", ("C04",), date(2024, 5, 6), date(2024, 6, 28)),
]
PLACED = (
    ("C01-director", "board", "accepted"),
    ("C01-senior", "joint", "accepted"),
    ("C02-director", "announced", "done"),
    ("C02-senior", "asked", "declined"),
    ("C03-senior", "asked", "offered"),
    ("C03-director", "before", "done"),
)


def build() -> World:
    """The year, with the posts of directors: C04's changed twice, C05's before the year."""
    world = build_world(TODAY, DUTIES)
    with store.transaction():
        made = {"as_of": TODAY, "made_at": datetime(2026, 3, 2, 9, tzinfo=UTC), "made_by": world.cleared.user_id}
        store.add(RosterRow(id="r", title="A roster", **made))
        for person, duty, status in PLACED:
            store.add(PlacementRow(person=person, duty=duty, status=status))
    return world


@pytest.fixture
def year(bare: Flask) -> World:
    return build()


class TestYears:
    """Which years there are."""

    def test_march_belongs_to_the_year_before(self) -> None:
        assert years.first_year(date(2026, 3, 31)) == 2025
        assert years.first_year(date(2026, 4, 1)) == 2026
        assert Period(date(2025, 4, 1), date(2026, 3, 31)) == YEAR

    def test_rolling_years_are_twelve_months(self) -> None:
        past, coming, *_ = years.years_of_work(date(2026, 3, 2))
        assert past.period == Period(date(2025, 3, 3), date(2026, 3, 2))
        assert coming.period == Period(date(2026, 3, 2), date(2027, 3, 1))


class TestLoad:
    """Days used against days offered. Everybody offers 24 + 20 + 20 + 200 = 264 days."""

    def test_by_person(self, year: World) -> None:
        lines = disclosure.load_report(year.uncleared, YEAR, TODAY).people
        used = [(line.person_id, line.used, line.share) for line in lines if line.used]
        assert used == [("C01-director", 20, 8), ("C01-senior", 10, 4), ("C02-director", 5, 2)]
        assert {line.offered for line in lines} == {264}
        assert len(lines) == 24

    def test_a_chairs_days_count_in_each_year_of_the_term(self, year: World) -> None:
        next_year = years.april_year(2026).period
        lines = disclosure.load_report(year.uncleared, next_year, TODAY).people
        assert [(line.person_id, line.used) for line in lines if line.used] == [("C01-director", 20)]

    def test_by_council(self, year: World) -> None:
        first, second, third, *_ = disclosure.load_report(year.uncleared, YEAR, TODAY).councils
        assert (first.code, first.people, first.offered, first.used, first.share) == ("C01", 2, 528, 30, 6)
        assert (second.code, second.used) == ("C02", 5)
        assert third.used == 0

    def test_two_posts_count_half_to_each(self, year: World) -> None:
        with store.transaction():
            row = {"role": "other", "basis": "joint", "starts": date(2020, 1, 1)}
            store.add(PostRow(person="C01-director", authority="C09", **row))
        found = {one.code: one for one in disclosure.load_report(year.uncleared, YEAR, TODAY).councils}
        assert (found["C09"].used, found["C09"].offered) == (10, 264 * 2 + 132)
        assert found["C01"].used == 10 + 10


class TestFairness:
    """24 people: 20, 10, 5 and 21 times nothing; five were asked."""

    def test_the_year(self, year: World) -> None:
        found = disclosure.fairness_report(year.uncleared, TODAY)[0]
        assert (found.year.value, found.people, found.days) == ("2025", 24, 35)
        assert (found.median, found.most, found.unasked) == (0, 20, 24 - 5)
        assert (found.top, found.top_share) == (3, 100)
        assert found.sentence == "The 3 people who gave most gave 100% of all 35 days. 19 of 24 were never asked."

    def test_the_year_before(self, year: World) -> None:
        found = disclosure.fairness_report(year.uncleared, TODAY)[1]
        assert (found.year.value, found.days, found.most, found.unasked) == ("2024", 30, 20, 22)

    def test_the_liaison_reads_of_inspections_alone(self, year: World) -> None:
        found = disclosure.fairness_report(year.liaison, TODAY)[0]
        assert (found.days, found.most, found.unasked) == (5, 5, 23)


class TestTurnover:
    """Directors come and go."""

    POSTS = (
        DirectorPost("A", "ann", "substantive", Period(None, date(2025, 5, 31))),
        DirectorPost("A", "bob", "interim", Period(date(2025, 6, 1), date(2025, 12, 31))),
        DirectorPost("A", "cat", "substantive", Period(date(2026, 1, 1), None)),
        DirectorPost("B", "dan", "acting", Period(date(2025, 7, 1), date(2025, 9, 30))),
        DirectorPost("B", "dan", "substantive", Period(date(2025, 10, 1), None)),
        DirectorPost("C", "eve", "substantive", Period(date(2020, 1, 1), date(2025, 3, 31))),
        DirectorPost("C", "fay", "acting", Period(date(2025, 4, 1), None)),
        DirectorPost("D", "gus", "substantive", Period(date(2020, 1, 1), date(2026, 3, 31))),
        DirectorPost("D", "hal", "substantive", Period(date(2026, 4, 1), None)),
    )

    def test_changes(self) -> None:
        """A's went to Bob and to Cat; B's only Dan ever held; C's changed on the first day; D's the day after."""
        assert changes_in(self.POSTS, YEAR) == {"A": 2, "C": 1}
        assert changes_in(self.POSTS, years.april_year(2026).period) == {"D": 1}

    def test_interims(self) -> None:
        assert interims_on(self.POSTS, date(2025, 12, 31)) == {"A": 1, "C": 1}
        assert interims_on(self.POSTS, date(2025, 9, 30)) == {"A": 1, "B": 1, "C": 1}
        assert interims_on(self.POSTS, date(2026, 3, 31)) == {"C": 1}

    def test_by_region(self, year: World) -> None:
        """C04, in the north, has an interim director since January; C08, in the south, an open vacancy."""
        with store.transaction():
            row = {"role": "director", "basis": "interim", "starts": date(2026, 1, 5)}
            store.add(PostRow(person="C10-senior", authority="C04", **row))
        register_vacancy(RegisterVacancy("C08", TODAY, date(2026, 8, 31), "The director has left"), year.cleared, TODAY)
        north, south, england = disclosure.turnover_report(year.uncleared, YEAR, TODAY)
        assert (north.region, north.councils, north.changes, north.interims, north.vacancies, north.affected) == (
            "North", 6, 1, 1, 0, 1,
        )  # fmt: skip
        assert (south.region, south.changes, south.interims, south.vacancies, south.affected) == ("South", 0, 0, 1, 1)
        assert (england.councils, england.changes, england.interims, england.affected) == (12, 1, 1, 2)

    def test_a_vacancy_that_begins_after_the_day_is_not_open_yet(self, year: World) -> None:
        later = date(2026, 3, 3)
        register_vacancy(RegisterVacancy("C08", later, date(2026, 8, 31), "The director leaves"), year.cleared, TODAY)
        assert disclosure.turnover_report(year.uncleared, YEAR, TODAY)[-1].vacancies == 0


class TestDaysBetweenCouncils:
    """C01 gave 20 + 10; C02 gave 5 and had half of ten."""

    def test_given_and_received(self, year: World) -> None:
        found = disclosure.days_report(year.uncleared, YEAR, TODAY)
        lines = [(one.code, one.given, one.received) for one in found.councils]
        assert lines == [("C01", 30, 0), ("C02", 5, 5), ("C03", 0, 5), ("C05", 0, 5), ("C00", 0, 20)]
        assert found.councils[1].balance == 0
        assert found.elsewhere == 0

    def test_a_secondment_goes_to_no_council(self, year: World) -> None:
        days = (date(2026, 3, 9), date(2026, 3, 20))
        duty = register_secondment(RegisterSecondment(*days), year.cleared, TODAY)
        with store.transaction():
            store.add(PlacementRow(person="C07-director", duty=duty, status="accepted"))
        found = disclosure.days_report(year.uncleared, YEAR, TODAY)
        assert {one.code: one.given for one in found.councils}["C07"] == 10
        assert found.elsewhere == 10

    def test_cost_at_the_rates_that_hold(self, year: World) -> None:
        for kind, pounds in (("chair", 300), ("support", 401), ("chair", 500)):
            change_rate(ChangeRate(kind, pounds, "Agreed by the members"), year.uncleared, TODAY)
        found = disclosure.cost_report(year.uncleared, YEAR, TODAY)
        worth = {one.code: (one.given, one.received) for one in found.councils}
        assert worth["C01"] == (20 * 500 + 10 * 401, 0)
        assert worth["C02"] == (0, Fraction(401 * 5))
        assert worth["C05"] == (0, 0)
        assert found.rates == (("chair", 500), ("support", 401))
        assert found.without == ("inspect",)

    def test_each_change_of_a_rate_has_its_event(self, year: World) -> None:
        change_rate(ChangeRate("chair", 300, "Agreed by the members"), year.uncleared, TODAY)
        change_rate(ChangeRate("chair", 500, "Prices rose"), year.uncleared, TODAY)
        said = [line.sentence for line in disclosure.rate_events(year.uncleared, TODAY)]
        assert said == [
            "A day of chairing boards counts £500; it was £300. Prices rose",
            "A day of chairing boards counts £300; no rate was kept. Agreed by the members",
        ]

    def test_what_is_wrong_with_a_rate(self, year: World) -> None:
        with pytest.raises(Refusal) as caught:
            change_rate(ChangeRate("tea", -1, " "), year.uncleared, TODAY)
        assert set(caught.value.messages) == {"kind", "pounds", "reason"}


class TestThanks:
    """Rows that are only added."""

    def test_the_last_thanks_stand_beside_the_days(self, year: World) -> None:
        for day, words in (
            (date(2026, 2, 1), "A letter"),
            (date(2026, 3, 1), "A dinner"),
            (date(2025, 1, 1), "A card"),
        ):
            record_thanks(RecordThanks("C01", day, words), year.uncleared, TODAY)
        line = disclosure.days_report(year.uncleared, YEAR, TODAY).councils[0]
        assert line.thanks is not None
        assert (line.thanks.on, line.thanks.words, line.thanks.by) == (date(2026, 3, 1), "A dinner", "Uncleared")
        assert [one.words for one in disclosure.thanks(year.uncleared, TODAY)] == ["A dinner", "A letter", "A card"]
        assert disclosure.thanks_page(year.uncleared, TODAY).items == disclosure.thanks(year.uncleared, TODAY)
        assert store.db.session.query(EventRow).filter_by(action="thank", subject="C01").count() == 3

    def test_they_stay_as_they_were_written(self, year: World) -> None:
        record_thanks(RecordThanks("C01", TODAY, "A letter"), year.uncleared, TODAY)
        with pytest.raises(AppendOnly), store.transaction():
            store.db.session.query(ThanksRow).one().words = "Nothing"
            store.db.session.flush()

    def test_nobody_was_thanked_tomorrow(self, year: World) -> None:
        with pytest.raises(Refusal) as caught:
            record_thanks(RecordThanks("C01", date(2026, 3, 3), "A letter"), year.uncleared, TODAY)
        assert set(caught.value.messages) == {"thanked_on"}


def waive(world: World, duty: str, person: str, outcome: str, on: date, rule: str = "same-region") -> None:
    """A waiver that the liaison decided."""
    with store.transaction():
        asked = {"sentence": "s", "reason": "r", "mitigation": "m", "until": date(2027, 1, 1), "before": 0}
        proposal = WaiverProposalRow(
            id=f"{person}-{duty}",
            roster="r",
            rule=rule,
            person=person,
            duty=duty,
            proposed_by=world.cleared.user_id,
            proposed_on=on,
            **asked,
        )
        store.add(proposal)
        word = {"decided_by": world.liaison.user_id, "decided_on": on, "outcome": outcome, "parts": "0"}
        store.add(WaiverDecisionRow(proposal=proposal.id, sentence="", reference="", **word))
        if outcome == APPROVED:
            kept = {"reason": "r", "mitigation": "m", "until": date(2027, 1, 1), "proposal": proposal.id}
            store.add(WaiverRow(rule=rule, person=person, duty=duty, **kept))


class TestWaivers:
    """By the day of the decision."""

    def test_used_and_refused(self, year: World) -> None:
        waive(year, "announced", "C02-director", APPROVED, date(2025, 5, 1))
        waive(year, "announced", "C03-director", "refused", date(2025, 5, 2))
        waive(year, "announced", "C04-director", APPROVED, date(2025, 3, 31))
        found = disclosure.waivers_report(year.uncleared, TODAY)
        assert [(one.year.value, one.rule, one.role, one.used, one.refused) for one in found] == [
            ("2025", "same-region", "liaison", 1, 1),
            ("2024", "same-region", "liaison", 1, 0),
        ]

    def test_the_liaison_reads_of_inspections_alone(self, year: World) -> None:
        waive(year, "board", "C01-director", APPROVED, date(2025, 5, 1), "boards-held")
        assert disclosure.waivers_report(year.liaison, TODAY) == ()
        assert len(disclosure.waivers_report(year.uncleared, TODAY)) == 1


REPORTS: dict[str, Callable[[Reader], object]] = {
    "load": lambda reader: disclosure.load_report(reader, YEAR, TODAY),
    "coming load": lambda reader: disclosure.load_report(reader, years.years_of_work(TODAY)[1].period, TODAY),
    "fairness": lambda reader: disclosure.fairness_report(reader, TODAY),
    "turnover": lambda reader: disclosure.turnover_report(reader, YEAR, TODAY),
    "waivers": lambda reader: disclosure.waivers_report(reader, TODAY),
    "days": lambda reader: disclosure.days_report(reader, YEAR, TODAY),
    "cost": lambda reader: disclosure.cost_report(reader, YEAR, TODAY),
    "thanks": lambda reader: disclosure.thanks(reader, TODAY),
    "thanks_page": lambda reader: disclosure.thanks_page(reader, TODAY),
    "rates": lambda reader: disclosure.rate_events(reader, TODAY),
}


@pytest.mark.parametrize("name", REPORTS)
def test_they_are_for_nobody_else(year: World, name: str) -> None:
    for reader in (year.panel, year.administrator, year.director("C01"), year.chief("C01")):
        with pytest.raises(NotAllowed):
            REPORTS[name](reader)
    if name not in ("fairness", "waivers"):
        with pytest.raises(NotAllowed):
            REPORTS[name](year.liaison)


@pytest.fixture(scope="module")
def two_lives(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, dict[str, str]]]:
    """What each reads without and with a sealed inspection in March 2026 that somebody has accepted, with a waiver."""
    parent = tmp_path_factory.mktemp("reports")
    with service(parent / "start"):
        build()
    seen = []
    for life in ("without", "with"):
        shutil.copytree(parent / "start", parent / life)
        seen.append(_read(parent / life, life == "with"))
    return seen


def _read(folder: Path, with_inspection: bool) -> dict[str, dict[str, str]]:
    with service(folder):
        world = World(
            None,  # type: ignore[arg-type]
            Reader("cleared", "Cleared", "coordinator", cleared=True),
            Reader("uncleared", "Uncleared", "coordinator"),
            Reader("liaison", "Liaison", "liaison"),
            Reader("panel", "Panel", "panel"),
            Reader("admin", "Admin", "administrator"),
        )
        change_rate(ChangeRate("inspect", 400, "Agreed"), world.uncleared, TODAY)
        if with_inspection:
            _seal(world)
        tied = Reader("cleared", "Cleared", "coordinator", None, frozenset({CODES[3]}), cleared=True)
        readers = {"cleared": world.cleared, "uncleared": world.uncleared, "tied": tied}
        return {who: {name: _told(ask, reader) for name, ask in REPORTS.items()} for who, reader in readers.items()}


def _told(ask: Callable[[Reader], object], reader: Reader) -> str:
    return re.sub(r"datetime\.datetime\([^)]*\)", "a moment", repr(ask(reader)))


def _seal(world: World) -> None:
    """The same inspection as the announced one, of C03, with its notice day to come."""
    days = {"starts": date(2026, 3, 16), "ends": date(2026, 3, 20)}
    with store.transaction():
        store.add(DutyRow(id="sealed", kind="inspect", seats=1, days=5, **days))
        store.add(DutyAuthorityRow(duty="sealed", authority=CODES[3]))
        store.add(InspectionRow(duty="sealed", sealed=True, notice=date(2026, 3, 9)))
        store.add(PlacementRow(person="C11-director", duty="sealed", status="accepted"))
    waive(world, "sealed", "C11-director", APPROVED, TODAY)


@pytest.mark.parametrize("who", ["uncleared", "tied"])
@pytest.mark.parametrize("name", REPORTS)
def test_a_sealed_inspection_changes_no_figure(two_lives: list[dict[str, dict[str, str]]], who: str, name: str) -> None:
    without, with_ = two_lives
    assert with_[who][name] == without[who][name]


@pytest.mark.parametrize("name", ["load", "coming load", "fairness", "waivers", "days", "cost"])
def test_who_is_cleared_reads_of_it(two_lives: list[dict[str, dict[str, str]]], name: str) -> None:
    """Else the comparison would prove nothing."""
    without, with_ = two_lives
    assert with_["cleared"][name] != without["cleared"][name]
