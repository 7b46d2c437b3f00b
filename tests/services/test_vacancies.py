"""A vacant post has somebody named on each day, until it is handed back; posts through time; why directors leave.

The director of C03 leaves on 31 March 2026; the cover is planned from 13 April to 14 August.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from small_world import CODES, TODAY, World, build_world, inspection

from peerinspect import store
from peerinspect.domain import Period, Placement
from peerinspect.services import disclosure
from peerinspect.services.arrangements import AddArrangement, add_arrangement
from peerinspect.services.leaving import SayWhy, say_why
from peerinspect.services.lives.stepping import TakeStep, take_step
from peerinspect.services.past_directors import AddPastDirector, add_past_director, remove_past_director
from peerinspect.services.posts import AddPost, CorrectPost, EndPost, add_post, correct_post, end_post
from peerinspect.services.reader import Reader
from peerinspect.services.refusal import NotAllowed, NotFound, Refusal
from peerinspect.services.vacancies import (
    EndHolding,
    HandBack,
    NameHolder,
    RegisterVacancy,
    end_holding,
    hand_back,
    name_holder,
    register_vacancy,
)
from peerinspect.services.views.directors import DirectorsAsked, LeavingYear, VacancyView
from peerinspect.store import history
from peerinspect.store.loading import load_placements
from peerinspect.store.reading.people import post_rows
from peerinspect.store.tables import GradeRow, JudgementRow, LeavingRow

T = CODES[3]
LAST, VACANT = date(2026, 3, 31), date(2026, 4, 1)
STARTS, ENDS = date(2026, 4, 13), date(2026, 8, 14)
DAY = timedelta(days=1)


@pytest.fixture
def world(bare: object) -> World:
    return build_world(TODAY, [])


@pytest.fixture
def vacant(world: World) -> tuple[World, str]:
    """The vacancy and its duty; the director's last day is entered."""
    post = post_rows(f"{T}-director")[0]
    end_post(EndPost(f"{T}-director", post.id, LAST), world.uncleared, TODAY)
    command = RegisterVacancy(T, STARTS, ENDS, "The director retires", VACANT)
    return world, register_vacancy(command, world.uncleared, TODAY)


def named(duty: str, starts: date, ends: date | None = None, name: str = "Dora Deputy") -> NameHolder:
    return NameHolder(duty, name=name, office="Deputy director", starts=starts, ends=ends)


def seen(world: World, duty: str, day: date = TODAY) -> VacancyView:
    return disclosure.vacancy(world.uncleared, duty, day)


def uncovered(world: World, day: date) -> list[str]:
    return [line.detail for line in disclosure.attention(world.uncleared, "vacancies-uncovered", day)]


class TestHolders:
    """Each day has somebody, or is a gap that coordinators and the chief executive see."""

    def test_every_day_without_anybody_is_a_gap(self, vacant: tuple[World, str]) -> None:
        world, duty = vacant
        assert seen(world, duty).short.gaps == (Period(VACANT, ENDS),)
        name_holder(named(duty, date(2026, 4, 3), date(2026, 4, 30)), world.chief(T), TODAY)
        gaps = (Period(VACANT, date(2026, 4, 2)), Period(date(2026, 5, 1), ENDS))
        assert seen(world, duty).short.gaps == gaps
        assert disclosure.vacancy(world.chief(T), duty, TODAY).short.gaps == gaps
        assert [each.gaps for each in disclosure.vacant_posts(world.chief(T), TODAY)] == [gaps]

    def test_the_day_list_says_whether_nobody_is_there_today(self, vacant: tuple[World, str]) -> None:
        world, duty = vacant
        name_holder(named(duty, VACANT, date(2026, 4, 30)), world.uncleared, TODAY)
        assert uncovered(world, date(2026, 4, 30)) == ["Nobody is named for some days to come"]
        assert uncovered(world, date(2026, 5, 1)) == ["Nobody looks after this post"]
        name_holder(named(duty, date(2026, 5, 1)), world.uncleared, TODAY)
        assert uncovered(world, date(2026, 5, 1)) == []

    def test_cover_that_has_run_out_leaves_a_gap_that_grows(self, vacant: tuple[World, str]) -> None:
        world, duty = vacant
        name_holder(named(duty, VACANT, ENDS), world.uncleared, TODAY)
        late = ENDS + timedelta(days=10)
        assert seen(world, duty, late).short.gaps == (Period(ENDS + DAY, late),)
        assert uncovered(world, late) == ["Nobody looks after this post"]

    def test_whoever_accepted_the_cover_is_there_on_its_days(self, vacant: tuple[World, str]) -> None:
        world, duty = vacant
        with store.transaction():
            load_placements([Placement(f"{CODES[8]}-director", duty, "accepted")], [])
        assert seen(world, duty).short.gaps == (Period(VACANT, STARTS - DAY),)
        with store.transaction():
            load_placements([Placement(f"{CODES[9]}-director", duty, "offered")], [])
        assert [each.name for each in seen(world, duty).holders] == ["Director C08"]

    def test_an_interim_director_is_somebody(self, vacant: tuple[World, str]) -> None:
        world, duty = vacant
        post = AddPost(f"{CODES[10]}-senior", T, "director", "interim", VACANT, date(2026, 6, 30))
        add_post(post, world.uncleared, TODAY)
        assert seen(world, duty).short.gaps == (Period(date(2026, 7, 1), ENDS),)

    def test_the_director_who_leaves_is_nobody_although_their_last_day_is_not_entered(self, world: World) -> None:
        duty = register_vacancy(RegisterVacancy(T, STARTS, ENDS), world.uncleared, TODAY)
        assert seen(world, duty).short.gaps == (Period(STARTS, ENDS),)

    def test_who_has_no_last_day_makes_way_for_the_next(self, vacant: tuple[World, str]) -> None:
        world, duty = vacant
        name_holder(named(duty, VACANT), world.uncleared, TODAY)
        name_holder(named(duty, date(2026, 6, 1), name="Nora Next"), world.uncleared, TODAY)
        held = [(each.name, each.period) for each in seen(world, duty).holders]
        assert held == [
            ("Dora Deputy", Period(VACANT, date(2026, 5, 31))),
            ("Nora Next", Period(date(2026, 6, 1), None)),
        ]
        first = named(duty, date(2026, 5, 1), date(2026, 6, 10))
        with pytest.raises(Refusal, match="Enter their last day first"):
            name_holder(first, world.uncleared, TODAY)

    def test_a_last_day_opens_a_gap(self, vacant: tuple[World, str]) -> None:
        world, duty = vacant
        holding = name_holder(named(duty, VACANT), world.uncleared, TODAY)
        end_holding(EndHolding(duty, holding, date(2026, 5, 31)), world.chief(T), TODAY)
        assert seen(world, duty).short.gaps == (Period(date(2026, 6, 1), ENDS),)
        with pytest.raises(Refusal, match="before it began"):
            end_holding(EndHolding(duty, holding, LAST), world.chief(T), TODAY)

    @pytest.mark.parametrize(
        ("command", "field"),
        [
            (NameHolder("", office="Deputy", starts=VACANT), "name"),
            (NameHolder("", name="Dora", starts=VACANT), "office"),
            (NameHolder("", name="Dora", office="Deputy", starts=None), "starts"),
            (NameHolder("", name="Dora", office="Deputy", starts=LAST), "starts"),
            (NameHolder("", name="Dora", office="Deputy", starts=STARTS, ends=VACANT), "ends"),
            (NameHolder("", person_id=f"{CODES[7]}-director", starts=VACANT), "person_id"),
            (NameHolder("", person_id=f"{T}-senior", name="Dora", starts=VACANT), "name"),
        ],
    )
    def test_what_is_missing_or_wrong_is_said(self, vacant: tuple[World, str], command: NameHolder, field: str) -> None:
        world, duty = vacant
        given = NameHolder(duty, command.person_id, command.name, command.office, command.starts, command.ends)
        with pytest.raises(Refusal) as refused:
            name_holder(given, world.uncleared, TODAY)
        assert set(refused.value.messages) == {field}

    def test_own_people_can_be_chosen_and_stand_by_name(self, vacant: tuple[World, str]) -> None:
        world, duty = vacant
        choices = {each.value for each in disclosure.holder_choices(world.chief(T), duty, TODAY)}
        assert choices == {f"{T}-director", f"{T}-senior"}
        name_holder(NameHolder(duty, f"{T}-senior", starts=VACANT), world.chief(T), TODAY)
        assert [(each.name, each.person_id) for each in seen(world, duty).holders] == [("Senior C03", f"{T}-senior")]

    def test_nobody_else_keeps_or_reads_it(self, vacant: tuple[World, str]) -> None:
        world, duty = vacant
        for reader in (world.chief(CODES[4]),):
            with pytest.raises(NotFound):
                name_holder(named(duty, VACANT), reader, TODAY)
            with pytest.raises(NotFound):
                disclosure.vacancy(reader, duty, TODAY)
        for reader in (world.liaison, world.director(T), world.panel):
            with pytest.raises(NotAllowed):
                name_holder(named(duty, VACANT), reader, TODAY)
        assert disclosure.vacant_posts(world.chief(CODES[4]), TODAY) == ()

    def test_an_aspirant_without_a_mentor_is_shown_as_missing_one(self, vacant: tuple[World, str]) -> None:
        world, duty = vacant
        with store.transaction():
            store.db.session.get_one(store.tables.PersonRow, f"{CODES[8]}-senior").aspirant = True
            load_placements([Placement(f"{CODES[8]}-senior", duty, "accepted")], [])
        assert seen(world, duty).without_mentor == ("Senior C08",)


class TestHandback:
    """The new holder is named, the cover ends, the line through time closes."""

    @pytest.fixture
    def covered(self, vacant: tuple[World, str]) -> tuple[World, str]:
        world, duty = vacant
        name_holder(named(duty, VACANT), world.uncleared, TODAY)
        take_step(TakeStep(duty, "cover"), world.uncleared, VACANT)
        return world, duty

    def back(self, duty: str, **changes: object) -> HandBack:
        given = {"day": date(2026, 7, 31), "starts": date(2026, 8, 3), "note": "Open cases were gone through"}
        return HandBack(duty, **{**given, **changes})  # type: ignore[arg-type]

    def test_somebody_of_the_register_gets_a_post(self, covered: tuple[World, str]) -> None:
        world, duty = covered
        person = f"{CODES[9]}-director"
        hand_back(self.back(duty, person_id=person), world.uncleared, date(2026, 8, 3))
        new = next(row for row in post_rows(person) if row.authority == T)
        assert (new.role, new.basis, new.starts, new.ends) == ("director", "substantive", date(2026, 8, 3), None)
        found = seen(world, duty, date(2026, 9, 1))
        assert (found.short.state, found.short.gaps, found.is_over) == ("handed-back", (), True)
        assert found.handback is not None
        assert (found.handback.name, found.handback.starts) == ("Director C09", date(2026, 8, 3))
        line = disclosure.director_timeline(world.uncleared, T, date(2026, 9, 1))
        assert line.gaps == ()
        assert [each.term.name for each in line.terms] == ["Director C03", "Dora Deputy", "Director C09"]
        assert line.terms[1].term.period == Period(VACANT, date(2026, 8, 2))
        assert uncovered(world, date(2026, 9, 1)) == []

    def test_a_post_that_is_there_already_is_linked(self, covered: tuple[World, str]) -> None:
        world, duty = covered
        person = f"{CODES[9]}-director"
        add_post(AddPost(person, T, "director", "joint", date(2026, 8, 1)), world.uncleared, TODAY)
        hand_back(self.back(duty, person_id=person), world.uncleared, date(2026, 8, 3))
        assert [row.basis for row in post_rows(person) if row.authority == T] == ["joint"]

    def test_a_name_alone_closes_the_line_too(self, covered: tuple[World, str]) -> None:
        world, duty = covered
        hand_back(self.back(duty, name="Wanda Newcome"), world.uncleared, date(2026, 8, 3))
        line = disclosure.director_timeline(world.uncleared, T, date(2026, 9, 1))
        assert line.now is not None
        assert (line.now.term.name, line.now.term.basis, line.gaps) == ("Wanda Newcome", "substantive", ())

    def test_nothing_is_handed_back_twice_or_by_others(self, covered: tuple[World, str]) -> None:
        world, duty = covered
        with pytest.raises(NotAllowed):
            hand_back(self.back(duty, name="Wanda"), world.chief(T), TODAY)
        hand_back(self.back(duty, name="Wanda"), world.uncleared, date(2026, 8, 3))
        with pytest.raises(Refusal, match="over"):
            hand_back(self.back(duty, name="Wanda"), world.uncleared, date(2026, 8, 3))
        with pytest.raises(Refusal, match="over"):
            name_holder(named(duty, VACANT), world.chief(T), TODAY)

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"day": None, "name": "W"}, "day"),
            ({"starts": date(2026, 7, 31), "name": "W"}, "starts"),
            ({}, "name"),
            ({"name": "W", "note": " "}, "note"),
            ({"person_id": "nobody"}, "person_id"),
            ({"day": ENDS + DAY, "starts": ENDS + 2 * DAY, "name": "W"}, "day"),
        ],
    )
    def test_what_is_wrong_is_said(self, covered: tuple[World, str], changes: dict[str, object], field: str) -> None:
        world, duty = covered
        with pytest.raises(Refusal) as refused:
            hand_back(self.back(duty, **changes), world.uncleared, date(2026, 8, 3))
        assert field in refused.value.messages

    def test_a_vacancy_that_nobody_covers_is_not_handed_back(self, vacant: tuple[World, str]) -> None:
        world, duty = vacant
        with pytest.raises(Refusal, match="follows on"):
            hand_back(self.back(duty, name="Wanda"), world.uncleared, date(2026, 8, 3))

    def test_extension_keeps_who_is_named_and_makes_the_cover_longer(self, covered: tuple[World, str]) -> None:
        world, duty = covered
        longer = date(2026, 10, 30)
        take_step(TakeStep(duty, "extend", longer, "A second advertisement"), world.uncleared, date(2026, 7, 1))
        found = seen(world, duty)
        assert (found.short.state, found.short.planned, found.short.gaps) == ("extended", Period(STARTS, longer), ())


class TestTimelines:
    """Every post of director through time."""

    def test_a_director_whom_councils_share_stands_at_each(self, world: World) -> None:
        add_arrangement(AddArrangement("director", (CODES[4], CODES[5]), date(2026, 1, 1)), world.uncleared, TODAY)
        end = post_rows(f"{CODES[5]}-director")[0]
        end_post(EndPost(f"{CODES[5]}-director", end.id, date(2025, 12, 31)), world.uncleared, TODAY)
        line = disclosure.director_timeline(world.uncleared, CODES[5], TODAY)
        assert line.now is not None
        assert (line.now.term.name, line.now.term.basis) == ("Director C04", "joint")
        assert line.now.term.period == Period(date(2026, 1, 1), None)
        assert line.now.shared_with == ("Council C04",)
        assert line.gaps == ()
        listed = disclosure.director_posts(world.uncleared, TODAY, DirectorsAsked(text="C05")).cut.items
        assert [(one.name, one.holder, one.basis) for one in listed] == [("Council C05", "Director C04", "joint")]

    def test_gaps_and_days_with_two_are_found(self, world: World) -> None:
        began = post_rows(f"{T}-director")[0].starts
        assert began is not None
        before = AddPastDirector(T, "Perry Past", "interim", date(2020, 1, 1), began - timedelta(days=8))
        row = add_past_director(before, world.uncleared, TODAY)
        also = AddPastDirector(T, "Olga Over", "substantive", date(2019, 1, 1), date(2020, 1, 31))
        add_past_director(also, world.uncleared, TODAY)
        line = disclosure.director_timeline(world.uncleared, T, TODAY)
        assert line.gaps == (Period(began - timedelta(days=7), began - DAY),)
        assert [(each.one, each.other, each.period) for each in line.doubled] == [
            ("Olga Over", "Perry Past", Period(date(2020, 1, 1), date(2020, 1, 31)))
        ]
        remove_past_director(T, row, world.uncleared, TODAY)
        with pytest.raises(NotFound):
            remove_past_director(CODES[4], row, world.uncleared, TODAY)
        assert [each.term.name for each in disclosure.director_timeline(world.uncleared, T, TODAY).terms] == [
            "Olga Over",
            "Director C03",
        ]

    def test_who_holds_a_post_today_is_no_director_of_the_past(self, world: World) -> None:
        with pytest.raises(Refusal, match="register of people"):
            add_past_director(AddPastDirector(T, "Perry", "joint", date(2020, 1, 1), TODAY), world.uncleared, TODAY)

    def test_own_people_read_their_own_line_and_nobody_another_one(self, world: World) -> None:
        for reader in (world.director(T), world.chief(T)):
            assert disclosure.director_timeline(reader, T, TODAY).now is not None
            with pytest.raises(NotFound):
                disclosure.director_timeline(reader, CODES[4], TODAY)
        for reader in (world.panel, world.administrator):
            with pytest.raises(NotAllowed):
                disclosure.director_timeline(reader, T, TODAY)
        for reader in (world.chief(T), world.director(T), world.panel):
            with pytest.raises(NotAllowed):
                disclosure.director_posts(reader, TODAY)
            with pytest.raises(NotAllowed):
                disclosure.watch_list(reader, TODAY)

    def test_the_list_is_narrowed_by_region_basis_and_words(self, vacant: tuple[World, str]) -> None:
        world, _ = vacant
        page = disclosure.director_posts(world.liaison, VACANT)
        assert (page.cut.total, page.counts) == (12, {"substantive": 11, "vacant": 1})
        bare = disclosure.director_posts(world.liaison, VACANT, DirectorsAsked(basis="vacant")).cut.items
        assert [(one.code, one.holder) for one in bare] == [(T, "")]
        north = disclosure.director_posts(world.liaison, TODAY, DirectorsAsked(region="North")).cut.items
        assert [one.code for one in north] == list(CODES[:6])
        assert north[3].next_change == VACANT


class TestWatchList:
    """Plain facts, each with its date."""

    def facts(self, world: World, day: date, code: str = T) -> dict[str, date | None]:
        found = disclosure.watch_list(world.uncleared, day)
        return {fact.fact: fact.on for line in found.cut.items if line.code == code for fact in line.facts}

    def test_nobody_is_watched_without_a_fact(self, world: World) -> None:
        assert disclosure.watch_list(world.uncleared, TODAY).cut.total == 0

    def test_a_vacancy_a_term_that_ends_and_one_that_is_new(self, vacant: tuple[World, str]) -> None:
        world, duty = vacant
        assert self.facts(world, TODAY) == {"ending": LAST, "vacant": VACANT}
        name_holder(named(duty, VACANT, date(2026, 6, 30)), world.uncleared, TODAY)
        assert self.facts(world, VACANT) == {"ending": date(2026, 6, 30), "vacant": VACANT}
        post = AddPost(f"{CODES[10]}-senior", T, "director", "interim", date(2026, 7, 1))
        add_post(post, world.uncleared, TODAY)
        now = self.facts(world, date(2026, 7, 1))
        assert now == {"interim": date(2026, 7, 1), "new": date(2026, 7, 1), "vacant": VACANT}
        assert "new" in self.facts(world, date(2027, 6, 30))
        assert "new" not in self.facts(world, date(2027, 7, 1)), "twelve months are over on the anniversary"

    def test_a_judgement_fell_once_it_is_published(self, world: World) -> None:
        out = date(2026, 5, 4)
        with store.transaction():
            row = JudgementRow(authority=T, framework="ILACS", inspected=date(2026, 2, 9), published=out)
            store.add(row)
            store.db.session.flush()
            store.add(GradeRow(judgement=row.id, area="overall", grade="inadequate"))
        assert self.facts(world, out - DAY) == {}
        assert self.facts(world, out) == {"fallen": out}
        only = disclosure.watch_list(world.liaison, out, fact="fallen", region="North")
        assert [line.code for line in only.cut.items] == [T]
        assert disclosure.watch_list(world.liaison, out, fact="fallen", region="South").cut.total == 0


class TestLeaving:
    """Reasons are counted, and stand nowhere beside a name."""

    def leaver(self, world: World, number: int, left_on: date, why: str = "", words: str = "") -> Reader:
        person = f"{CODES[number]}-director"
        post = post_rows(person)[0]
        end_post(EndPost(person, post.id, left_on, why, words), world.uncleared, TODAY)
        return world.director(CODES[number])

    def year(self, world: World, day: date) -> LeavingYear:
        return next(each for each in disclosure.leaving_report(world.uncleared, day) if each.value == "2025")

    def test_a_leaver_says_why_in_place_of_what_was_told_for_them(self, world: World) -> None:
        reader = self.leaver(world, 1, LAST, "dismissed")
        assert disclosure.my_leaving(world.director(CODES[2]), TODAY) is None
        asked = disclosure.my_leaving(reader, TODAY)
        assert asked is not None
        assert (asked.left_on, asked.has_said, asked.said_by) == (LAST, False, date(2026, 6, 30))
        say_why(SayWhy("retired", "Enough"), reader, TODAY)
        with store.transaction():
            rows = list(store.db.session.scalars(store.db.select(LeavingRow)))
            assert [(row.reason, row.own_words, row.told) for row in rows] == [("retired", "Enough", "own")]
        asked = disclosure.my_leaving(reader, date(2026, 6, 30))
        assert asked is not None
        assert asked.has_said
        assert disclosure.my_leaving(reader, date(2026, 7, 1)) is None

    def told(self) -> list[tuple[date, str]]:
        with store.transaction():
            rows = store.db.session.scalars(store.db.select(LeavingRow).order_by(LeavingRow.left_on))
            return [(row.left_on, row.reason) for row in rows]

    def test_a_last_day_that_is_put_right_counts_nobody_twice(self, world: World) -> None:
        reader = self.leaver(world, 1, LAST, "dismissed")
        say_why(SayWhy("retired"), reader, TODAY)
        early = LAST - 20 * DAY
        self.leaver(world, 1, early, "other")
        assert self.told() == [(early, "retired")], "the leaver's own word goes along, and stands"
        row = post_rows(f"{CODES[1]}-director")[0]
        known = (row.person, row.id, row.role, row.basis, row.starts)
        correct_post(CorrectPost(*known, LAST, "A slip"), world.uncleared, TODAY)
        assert self.told() == [(LAST, "retired")]
        correct_post(CorrectPost(*known, None, "They stay"), world.uncleared, TODAY)
        assert self.told() == [], "nobody leaves"

    def test_numbers_that_have_been_told_stay_as_they_are(self, world: World) -> None:
        self.leaver(world, 1, LAST, "retired")
        row, out = post_rows(f"{CODES[1]}-director")[0], date(2026, 7, 1)
        known = (row.person, row.id, row.role, row.basis, row.starts)
        correct_post(CorrectPost(*known, LAST + 20 * DAY, "A slip"), world.uncleared, out)
        assert self.told() == [(LAST, "retired")]

    def test_no_event_says_the_reason(self, world: World) -> None:
        reader = self.leaver(world, 1, LAST, "after-inspection", "They blamed me")
        say_why(SayWhy("health", "My heart"), reader, TODAY)
        told = " ".join(str(each.payload) for each in history.events())
        for word in ("after-inspection", "inspection or a government", "blamed", "ealth", "heart"):
            assert word not in told

    def test_numbers_come_out_after_june_and_only_from_five_on(self, world: World) -> None:
        for number in range(5):
            self.leaver(world, number, LAST, "retired", f"Words {9 - number}" if number < 4 else "")
        for number in (5, 6):
            self.leaver(world, number, LAST, "health")
        (year,) = [
            each for each in disclosure.leaving_report(world.uncleared, date(2026, 6, 30)) if each.value == "2025"
        ]
        assert (year.is_out, year.total, year.numbers) == (False, None, {})
        (year,) = [
            each for each in disclosure.leaving_report(world.uncleared, date(2026, 7, 1)) if each.value == "2025"
        ]
        assert (year.numbers["retired"], year.numbers["health"], year.numbers["dismissed"]) == (5, None, None)
        assert (year.total, year.words) == (7, ()), "four wrote something: too few to be read"

    def test_words_are_read_by_coordinators_once_five_wrote(self, world: World) -> None:
        for number in range(5):
            self.leaver(world, number, LAST, "retired", f"Words {9 - number}")
        after = date(2026, 7, 1)
        words = {each.value: each.words for each in disclosure.leaving_report(world.uncleared, after)}
        assert words["2025"] == ("Words 5", "Words 6", "Words 7", "Words 8", "Words 9")
        for reader in (world.liaison, world.panel):
            assert all(each.words == () for each in disclosure.leaving_report(reader, after))
        for reader in (world.chief(T), world.director(T), world.administrator):
            with pytest.raises(NotAllowed):
                disclosure.leaving_report(reader, after)

    def test_nothing_is_added_to_numbers_that_are_out(self, world: World) -> None:
        post = post_rows(f"{T}-director")[0]
        command = EndPost(f"{T}-director", post.id, LAST, "retired")
        with pytest.raises(Refusal, match="have been told"):
            end_post(command, world.uncleared, date(2026, 7, 1))
        end_post(EndPost(f"{T}-director", post.id, LAST), world.uncleared, date(2026, 7, 1))

    def test_whoever_leaves_no_post_of_director_says_nothing(self, world: World) -> None:
        with pytest.raises(NotFound):
            say_why(SayWhy("retired"), world.senior(T), TODAY)
        reader = self.leaver(world, 1, LAST)
        for command in (SayWhy(""), SayWhy("bored")):
            with pytest.raises(Refusal):
                say_why(command, reader, TODAY)


def _read(world: World) -> Iterator[str]:
    """All that is told of posts and vacancies, by whoever may read it."""
    day = TODAY + timedelta(days=100)
    for reader in (world.uncleared, world.cleared, world.liaison):
        yield repr(disclosure.director_posts(reader, day))
        yield repr(disclosure.watch_list(reader, day))
        yield repr(disclosure.vacant_posts(reader, day))
        yield repr(disclosure.director_timeline(reader, T, day))
    for reader in (world.director(T), world.chief(T)):
        yield repr(disclosure.director_timeline(reader, T, day))
    yield repr(disclosure.turnover_years(world.uncleared, "", day))


def test_a_sealed_inspection_changes_nothing_of_it(bare: object) -> None:
    """Read before and after one is registered, with somebody on it: not a letter differs, whoever reads."""
    world = build_world(TODAY, [inspection("sealed", CODES[7])])
    without = list(_read(world))
    with store.transaction():
        row = store.db.session.get_one(store.tables.DutyAuthorityRow, ("sealed", CODES[7]))
        store.db.session.delete(row)
        store.db.session.flush()
        store.add(store.tables.DutyAuthorityRow(duty="sealed", authority=T))
        load_placements([Placement(f"{CODES[8]}-director", "sealed", "accepted")], [])
    assert list(_read(world)) == without
