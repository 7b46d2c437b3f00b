"""What the queries say of open work, where there is nothing to hide."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from small_world import CODES, MONDAY, TODAY, World, board, build_world, facts_of, inspection

from peerinspect import store
from peerinspect.domain import Arrangement, Duty, Period, Person, Placement, Policy, Post, add_months
from peerinspect.services import disclosure, views
from peerinspect.services.queries import standings
from peerinspect.services.queries.charts import loads, weeks
from peerinspect.services.queries.placed import Placed
from peerinspect.services.reader import SIGNED_OUT
from peerinspect.services.refusal import NotAllowed, NotFound
from peerinspect.services.vacancies import RegisterVacancy, register_vacancy
from peerinspect.store.loading import load_councils, load_people, load_placements


@pytest.fixture
def busy(bare: object) -> World:
    """Two boards, a two-seat inspection that is announced, support, and people on some of it."""
    support = Duty("support", "support", Period(TODAY, TODAY + timedelta(days=60)), 1, frozenset({CODES[2]}), days=10)
    ending = replace(board("ending", CODES[4], TODAY), period=Period(date(2024, 4, 1), TODAY + timedelta(weeks=12)))
    announced = replace(inspection("announced", CODES[0], sealed=False), seats=2, skills=frozenset({"law"}))
    world = build_world(TODAY, [board("empty", CODES[1], TODAY), ending, announced, support])
    with store.transaction():
        load_placements(
            [
                Placement(f"{CODES[5]}-director", "ending", "live"),
                Placement(f"{CODES[6]}-director", "announced", "offered"),
                Placement(f"{CODES[7]}-director", "announced", "declined"),
                Placement(f"{CODES[8]}-senior", "support", "accepted"),
            ],
            [],
        )
    return world


class TestHome:
    """The day's counts."""

    def counts(self, world: World) -> dict[str, int]:
        return {count.key: count.number for count in disclosure.coordinator_home(world.uncleared, TODAY).counts}

    def test_count_what_needs_doing(self, busy: World) -> None:
        """Two seats: the board and, thirteen weeks away, the inspection's second one is not yet counted."""
        assert self.counts(busy) == {
            "unfilled-seats": 1,
            "answers-awaited": 1,
            "look-backs-waiting": 0,
            "ties-waiting": 0,
            "objections-overdue": 0,
            "appraisals-due": 0,
            "board-steps-waiting": 0,
            "support-requests": 0,
            "reviews-due": 0,
            "secondees-due": 0,
            "lessons-overdue": 0,
            "corrections-waiting": 0,
            "declarations-due": 0,
            "vetting-due": 0,
            "chairs-ending": 1,
            "vacancies-uncovered": 0,
            "seats-let-go": 1,
            "rules-object": 0,
            "suspicions-waiting": 0,
            "addresses-failed": 0,
            "solves-running": 0,
        }

    def test_a_seat_counts_from_twelve_weeks_before(self, busy: World) -> None:
        day = MONDAY - timedelta(weeks=12)
        before = disclosure.attention(busy.uncleared, "unfilled-seats", day - timedelta(days=1))
        from_then = disclosure.attention(busy.uncleared, "unfilled-seats", day)
        assert [line.duty_id for line in before] == ["empty"]
        assert [line.duty_id for line in from_then] == ["empty", "announced"]
        assert from_then[1].detail == "1 seat unfilled"

    def test_each_count_is_as_long_as_its_list(self, busy: World) -> None:
        register_vacancy(RegisterVacancy(CODES[3], TODAY, TODAY + timedelta(days=90)), busy.uncleared, TODAY)
        day = TODAY + timedelta(days=330)
        for count in disclosure.coordinator_home(busy.uncleared, day).counts:
            lines = disclosure.attention(busy.uncleared, count.key, day)
            assert sum(line.number for line in lines) == count.number
        assert self.counts(busy)["vacancies-uncovered"] == 1

    def test_declarations_and_vetting_run_out(self, busy: World) -> None:
        """All declared two months ago, vetted six: twelve months with 30 days' warning, three years with 8 weeks'."""
        for key, last, warning in (
            ("declarations-due", add_months(TODAY, 10), timedelta(days=30)),
            ("vetting-due", add_months(TODAY, 30), timedelta(weeks=8)),
        ):
            warned = last - warning
            assert disclosure.attention(busy.uncleared, key, warned - timedelta(days=1)) == ()
            assert len(disclosure.attention(busy.uncleared, key, warned)) == 24

    def test_is_for_coordinators(self, busy: World) -> None:
        for reader in (busy.liaison, busy.director(CODES[0]), busy.administrator):
            with pytest.raises(NotAllowed):
                disclosure.coordinator_home(reader, TODAY)
        with pytest.raises(NotFound):
            disclosure.attention(busy.uncleared, "weather", TODAY)


class TestDuties:
    """Lists, one duty, the calendar, the week, the team sheet."""

    def test_a_list_counts_who_is_on_the_duty(self, busy: World) -> None:
        lines = {line.id: (line.filled, line.seats) for line in disclosure.duties(busy.uncleared, None, TODAY)}
        assert lines == {"ending": (1, 1), "support": (1, 1), "empty": (0, 1), "announced": (1, 2)}

    def test_the_panel_sees_reviews_alone(self, busy: World) -> None:
        assert disclosure.duties(busy.panel, None, TODAY) == ()
        with pytest.raises(NotFound):
            disclosure.duty(busy.panel, "support", TODAY)

    def test_one_duty_shows_its_team_and_empty_seats(self, busy: World) -> None:
        shown = disclosure.duty(busy.uncleared, "announced", TODAY)
        assert [(each.person_id, each.status) for each in shown.placements] == [
            (f"{CODES[6]}-director", "offered"),
            (f"{CODES[7]}-director", "declined"),
        ]
        assert (shown.empty_seats, shown.line.title, shown.days) == (1, "Inspection of Council C00", 5)

    def test_the_councils_own_people_see_a_team_from_the_notice_day_and_only_who_agreed(self, busy: World) -> None:
        chief = busy.chief(CODES[0])
        assert disclosure.duty(chief, "announced", TODAY).placements == ()
        assert disclosure.duty(chief, "announced", MONDAY).placements == (), "an offer is not yet a team"
        assert [each.status for each in disclosure.duty(busy.chief(CODES[2]), "support", TODAY).placements] == ["live"]

    def test_the_calendar_has_52_weeks(self, busy: World) -> None:
        found = disclosure.inspection_calendar(busy.uncleared, TODAY + timedelta(days=3), TODAY)
        assert len(found) == 52
        assert found[0].monday == TODAY
        busy_weeks = [(week.monday, week.seats, week.filled) for week in found if week.inspections]
        assert busy_weeks == [(MONDAY, 2, 1)]
        assert [week.monday for week in found if "Good Friday" in week.bank_holidays] == [date(2026, 3, 30)]
        assert {week.monday.month for week in found if week.is_august} == {7, 8}

    def test_a_week_shows_who_is_on_site(self, busy: World) -> None:
        found = disclosure.week(busy.liaison, MONDAY + timedelta(days=2), TODAY)
        assert (found.monday, found.previous, found.next) == (
            MONDAY,
            MONDAY - timedelta(days=7),
            MONDAY + timedelta(days=7),
        )
        assert [(entry.duty.id, entry.empty_seats) for entry in found.entries] == [("announced", 1)]
        assert [member.placement.person_id for member in found.entries[0].team] == [f"{CODES[6]}-director"]
        assert disclosure.week(busy.liaison, TODAY, TODAY).entries == ()

    def test_a_team_sheet_says_what_is_missing(self, busy: World) -> None:
        sheet = disclosure.team_sheet(busy.liaison, "announced", TODAY)
        assert (len(sheet.team), sheet.empty_seats, sheet.missing_skills) == (1, 1, ("law",))

    def test_an_unknown_duty_is_not_found(self, busy: World) -> None:
        for query in (disclosure.duty, disclosure.team_sheet, disclosure.candidates):
            with pytest.raises(NotFound):
                query(busy.cleared, "unknown", TODAY)


class TestCandidates:
    """Everybody, in three groups."""

    def test_nobody_is_missing(self, busy: World) -> None:
        found = disclosure.candidates(busy.uncleared, "empty", TODAY)
        ids = [one.person_id for group in (found.chosen, found.eligible, found.blocked) for one in group]
        assert sorted(ids) == sorted(busy.facts.people)

    def test_the_eligible_are_ranked_and_the_blocked_hear_why(self, busy: World) -> None:
        found = disclosure.candidates(busy.uncleared, "empty", TODAY)
        assert [one.rank for one in found.eligible] == list(range(1, len(found.eligible) + 1))
        own = next(one for one in found.blocked if one.person_id == f"{CODES[1]}-director")
        assert "own-authority" in {each.rule for each in own.objections}
        assert all(each.waived_by == "" for each in own.objections if each.strength == "hard")

    def test_who_is_placed_is_chosen_and_who_declined_is_blocked(self, busy: World) -> None:
        found = disclosure.candidates(busy.uncleared, "announced", TODAY)
        assert [one.person_id for one in found.chosen] == [f"{CODES[6]}-director"]
        declined = next(one for one in found.blocked if one.person_id == f"{CODES[7]}-director")
        assert "unavailable" in {each.rule for each in declined.objections}

    def test_a_sealed_one_is_for_another_circle(self, bare: object) -> None:
        world = build_world(TODAY, [inspection("secret", CODES[0])])
        found = disclosure.candidates(world.cleared, "secret", TODAY)
        helpers = {code for code in CODES if world.circles[code] == (world.circles[CODES[0]] + 1) % 3}
        assert {one.person_id[:3] for one in (*found.chosen, *found.eligible)} == helpers
        others = [one for one in found.blocked if one.person_id[:3] not in helpers]
        assert {each.rule for one in others for each in one.objections} == {"circle"}
        assert len(found.eligible) + len(found.blocked) == 24

    def test_is_for_coordinators(self, busy: World) -> None:
        for reader in (busy.liaison, busy.director(CODES[1]), busy.chief(CODES[1])):
            with pytest.raises(NotAllowed):
                disclosure.candidates(reader, "empty", TODAY)


class TestPeopleAndCouncils:
    """Who is who."""

    def test_coordinators_see_everybody_others_their_own(self, busy: World) -> None:
        seen = {
            reader.name: disclosure.people(reader, TODAY).cut.total
            for reader in (busy.uncleared, busy.liaison, busy.chief(CODES[0]), busy.director(CODES[0]))
        }
        assert list(seen.values()) == [24, 24, 2, 1]
        with pytest.raises(NotFound):
            disclosure.person(busy.director(CODES[0]), f"{CODES[1]}-director", TODAY)
        with pytest.raises(NotAllowed):
            disclosure.people(busy.panel, TODAY)

    def test_a_line_says_how_somebody_stands(self, busy: World) -> None:
        line = disclosure.person(busy.uncleared, f"{CODES[8]}-senior", TODAY).line
        assert line.title == "Senior manager, Council C08"
        assert (line.days_offered, line.days_used) == (264, 10)
        assert (line.declaration.state, line.vetting.state, line.consent.state) == ("in-force",) * 3

    def test_a_council_shows_what_it_gives_and_gets(self, busy: World) -> None:
        shown = disclosure.authority(busy.uncleared, CODES[8], TODAY)
        assert [(each.person_id, each.duty.id) for each in shown.given] == [(f"{CODES[8]}-senior", "support")]
        assert (shown.days_given, shown.days_received) == (10, 0)
        assert shown.line.grade == "good"
        assert shown.line.director == "Director C08"

    def test_elsewhere_days_are_not_told_and_the_published_chair_is(self, busy: World) -> None:
        board = CODES[4]
        for reader in (busy.director(CODES[9]), busy.chief(CODES[9]), busy.panel):
            shown = disclosure.authority(reader, board, TODAY)
            assert (shown.days_given, shown.days_received) == (None, None)
            assert [each.person_name for each in shown.chairs] == [f"Director {CODES[5]}"]
            assert not shown.people and not shown.received
        own = disclosure.authority(busy.chief(board), board, TODAY)
        assert own.days_received == 20

    def test_strangers_see_a_council_from_outside(self, busy: World) -> None:
        shown = disclosure.authority(busy.director(CODES[1]), CODES[2], TODAY)
        assert (shown.people, shown.received, shown.given, shown.vacancies) == ((), (), (), ())
        assert shown.judgements[0].grades["overall"] == "good"
        with pytest.raises(NotFound):
            disclosure.authority(busy.uncleared, "nowhere", TODAY)

    def test_borders_neighbours_and_arrangements_are_named(self, bare: object) -> None:
        world = build_world()
        with store.transaction():
            load_councils(
                [],
                [frozenset(CODES[:2])],
                {(CODES[0], CODES[2]): 2, (CODES[0], CODES[3]): 1},
                [
                    Arrangement("trust", frozenset(CODES[:2]), Period(date(2020, 4, 1))),
                    Arrangement("police", frozenset(CODES[4:6])),
                ],
            )
        shown = disclosure.authority(world.uncleared, CODES[0], TODAY)
        assert [choice.label for choice in shown.borders] == ["Council C01"]
        assert [(each.name, each.rank) for each in shown.neighbours] == [("Council C03", 1), ("Council C02", 2)]
        assert [one.sentence for one in shown.arrangements] == ["Shares a trust with Council C01 since 1 April 2020"]

    def test_a_vacancy_is_covered_once_somebody_agreed(self, busy: World) -> None:
        id_ = register_vacancy(RegisterVacancy(CODES[3], TODAY, TODAY + timedelta(days=90)), busy.uncleared, TODAY)
        for status, covered in (("offered", None), ("accepted", "Senior C09")):
            with store.transaction():
                store.db.session.execute(store.db.text("DELETE FROM placement WHERE duty = :duty"), {"duty": id_})
                load_placements([Placement(f"{CODES[9]}-senior", id_, status)], [])
            assert disclosure.vacancies(busy.uncleared, TODAY)[0].covered_by == covered
        assert disclosure.vacancies(busy.chief(CODES[4]), TODAY) == ()
        assert len(disclosure.vacancies(busy.chief(CODES[3]), TODAY)) == 1

    def test_the_public_sees_chairs_in_post(self, busy: World) -> None:
        assert disclosure.public_appointments(TODAY) == (
            views.PublicAppointment(
                "Director C05",
                ("Council C05",),
                ("Council C04",),
                Period(date(2024, 4, 1), TODAY + timedelta(weeks=12)),
            ),
        )


class TestChoices:
    """What forms offer."""

    def test_councils_and_people_are_named(self, busy: World) -> None:
        assert [choice.value for choice in disclosure.authority_choices()] == list(CODES)
        labels = [choice.label for choice in disclosure.person_choices(busy.administrator)]
        assert labels == sorted(labels)
        assert "Director C00, Council C00" in labels
        with pytest.raises(NotAllowed):
            disclosure.person_choices(busy.uncleared)
        with pytest.raises(NotAllowed):
            disclosure.users(busy.uncleared, TODAY)


class TestStandings:
    """What runs out."""

    def test_the_last_day_still_counts(self) -> None:
        someone = Person("p", declared_on=date(2025, 3, 2), vetted_on=date(2023, 3, 1))
        assert standings.declaration_standing(someone, Policy(), TODAY) == views.Standing("running-out", TODAY)
        assert standings.vetting_standing(someone, Policy(), TODAY).state == "lapsed"
        assert standings.declaration_standing(Person("p"), Policy(), TODAY) == views.Standing("missing")

    def test_consent_is_as_good_as_the_worst_councils(self, busy: World) -> None:
        someone = busy.facts.people[f"{CODES[0]}-director"]
        both = replace(someone, posts=(*someone.posts, Post(CODES[1], period=Period(TODAY))))
        assert standings.consent_standing(someone, TODAY).state == "in-force"
        assert standings.consent_standing(both, TODAY).state == "missing"

    def test_periods_that_touch_run_together(self) -> None:
        june = [Period(date(2026, 6, day), date(2026, 6, day + 1)) for day in (8, 1, 3, 2)]
        assert standings.merged(june) == (
            Period(date(2026, 6, 1), date(2026, 6, 4)),
            Period(date(2026, 6, 8), date(2026, 6, 9)),
        )


class TestCharts:
    """Weeks and loads."""

    def _placed(self, *duties: Duty) -> list[Placed]:
        person = facts_of([]).people[f"{CODES[0]}-director"]
        return [Placed(person, duty, "proposed", (), "open") for duty in duties]

    def test_weeks_count_days_on_site_or_the_whole_term(self) -> None:
        found = weeks(self._placed(inspection("i", CODES[1]), board("b", CODES[2], TODAY)), TODAY)
        assert len(found) == 52
        busy = {week.monday: dict(week.people) for week in found}
        assert busy[MONDAY] == {"chair": 1, "inspect": 1}
        assert busy[TODAY + timedelta(weeks=3)] == {}
        assert busy[TODAY + timedelta(weeks=4)] == {"chair": 1}

    def test_loads_are_shares_of_what_is_offered_rounded_up(self) -> None:
        everybody = list(facts_of([]).people.values())[:2]
        found = loads(self._placed(inspection("i", CODES[1]), board("b", CODES[2], TODAY)), everybody)
        assert [(load.used, load.offered, load.share) for load in found] == [(25, 264, 10), (0, 264, 0)]
        assert Fraction(2500, 264) < 10


def test_people_of_several_posts_are_titled_by_all_of_them(busy: World) -> None:
    someone = replace(
        busy.facts.people[f"{CODES[0]}-director"],
        id="joint",
        posts=(
            Post(CODES[0], "director", "joint", Period(TODAY)),
            Post(CODES[1], "director", "interim", Period(TODAY)),
        ),
    )
    with store.transaction():
        load_people([someone], [])
    line = disclosure.person(busy.uncleared, "joint", TODAY).line
    assert line.title == "Interim director, Council C01; Joint director, Council C00"


def test_everybody_signed_in_may_look_at_a_board_and_its_chair(busy: World) -> None:
    for reader in (busy.director(CODES[9]), busy.panel, busy.administrator):
        shown = disclosure.duty(reader, "ending", TODAY)
        assert [each.person_id for each in shown.placements] == [f"{CODES[5]}-director"]
    with pytest.raises(NotFound):
        disclosure.duty(SIGNED_OUT, "ending", TODAY)
    with pytest.raises(NotFound):
        disclosure.duty(busy.director(CODES[9]), "support", TODAY)
