"""The figures of performance information, counted by hand on made-up councils. Today is 2 March 2026.

The five years end on 2 March of 2022 to 2026: the last one is 3 March 2025 to 2 March 2026, which has 365 days; the one
to 2 March 2024 has 366.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import pairwise

import pytest

from peerinspect.domain import Duty, Period, Person, Post
from peerinspect.services.performance import changes, figures, spells
from peerinspect.services.performance.figures import ChairTerm, CouncilFacts
from peerinspect.services.reports.turnover import DirectorPost
from peerinspect.services.reports.work import Work
from peerinspect.services.views import JudgementView
from peerinspect.services.views.performance import Happening, PostHeld, VacancySpell, WorkLine

TODAY = date(2026, 3, 2)
YEARS = [year.period for year in figures.years_to(TODAY)]
LAST = YEARS[-1]


def post(person: str, starts: date | None, ends: date | None = None, basis: str = "substantive") -> DirectorPost:
    return DirectorPost("A", person, basis, Period(starts, ends))


class TestYears:
    """Five times twelve months that end today, without a gap."""

    def test_the_last_one_ends_today(self) -> None:
        assert Period(date(2025, 3, 3), TODAY) == LAST
        assert Period(date(2021, 3, 3), date(2022, 3, 2)) == YEARS[0]
        assert len(YEARS) == 5

    def test_no_day_is_in_two_or_none(self) -> None:
        for one, other in pairwise(YEARS):
            assert one.end is not None and other.start is not None
            assert (other.start - one.end).days == 1

    def test_a_leap_day_ends_years_on_the_last_of_february(self) -> None:
        found = [year.period.end for year in figures.years_to(date(2028, 2, 29))]
        assert found == [date(2024, 2, 29), *[date(year, 2, 28) for year in (2025, 2026, 2027)], date(2028, 2, 29)]


class TestDaysOfThePost:
    """How many days of a year an interim held the post, and how many nobody did."""

    def test_held_all_year_by_one_director(self) -> None:
        assert spells.days_of_post([post("ann", date(2020, 1, 1))], LAST) == (0, 0)

    def test_an_interim_between_two_directors_and_a_gap(self) -> None:
        """Ann to 31 May, nobody in June (30 days), Ben interim 1 July to 31 August (62 days), Cat from 1 September."""
        posts = [
            post("ann", date(2020, 1, 1), date(2025, 5, 31)),
            post("ben", date(2025, 7, 1), date(2025, 8, 31), "interim"),
            post("cat", date(2025, 9, 1)),
        ]
        assert spells.days_of_post(posts, LAST) == (62, 30)

    def test_days_with_a_lasting_director_beside_an_acting_one_count_as_held(self) -> None:
        """Ann goes on 10 March 2025 (8 days of the year); Ben acts from 1 March on: 357 of 365 days are his alone."""
        posts = [post("ann", None, date(2025, 3, 10)), post("ben", date(2025, 3, 1), None, "acting")]
        assert spells.days_of_post(posts, LAST) == (357, 0)

    def test_it_is_not_known_where_the_register_begins_within_the_year(self) -> None:
        assert spells.days_of_post([post("ann", date(2025, 3, 4))], LAST) is None
        assert spells.days_of_post([post("ann", date(2025, 3, 3))], LAST) == (0, 0)
        assert spells.days_of_post([], LAST) is None

    def test_a_leap_year_has_a_day_more(self) -> None:
        assert spells.days_of_post([post("ann", None, date(2020, 1, 1))], YEARS[2]) == (0, 366)

    def test_days_that_two_periods_share_count_once(self) -> None:
        periods = [Period(None, date(2025, 3, 12)), Period(date(2025, 3, 8), date(2025, 3, 20))]
        assert spells.days_covered(periods, LAST) == 18


class TestPublishedFigures:
    """What can be counted of every council."""

    def test_by_hand(self) -> None:
        facts = CouncilFacts(
            judged=(date(2019, 5, 1), date(2024, 9, 3), date(2026, 3, 3)),
            posts=(post("ann", date(2020, 1, 1), date(2025, 5, 31)), post("cat", date(2025, 6, 1))),
            chairs=(
                ChairTerm("dan", Period(date(2022, 1, 1), date(2025, 3, 3))),
                ChairTerm("eve", Period(date(2025, 3, 4), date(2028, 3, 3))),
                ChairTerm("dan", Period(date(2026, 1, 1), date(2026, 2, 1))),
            ),
            reviews=(date(2025, 3, 2), date(2025, 3, 3), TODAY),
        )
        found = figures.published_figures(facts, LAST)
        assert found == {
            "months-since-judgement": 17,
            "director-changes": 1,
            "passing-days": 0,
            "vacant-days": 0,
            "chairs": 2,
            "reviews": 2,
        }
        assert figures.published_figures(facts, YEARS[0])["months-since-judgement"] == 34

    def test_what_is_not_on_the_register_is_not_nought(self) -> None:
        found = figures.published_figures(CouncilFacts(), LAST)
        unknown = {key for key, number in found.items() if number is None}
        assert unknown == {"months-since-judgement", "director-changes", "passing-days", "vacant-days"}

    def test_a_director_to_come_makes_no_year_before_known(self) -> None:
        facts = CouncilFacts(posts=(post("ann", date(2025, 6, 1)),))
        assert figures.published_figures(facts, YEARS[3])["director-changes"] is None
        assert figures.published_figures(facts, LAST)["director-changes"] == 0

    @pytest.mark.parametrize(
        ("first", "last", "months"),
        [
            (date(2026, 2, 2), TODAY, 1),
            (date(2026, 2, 3), TODAY, 0),
            (date(2025, 8, 31), date(2026, 2, 28), 6),
            (TODAY, TODAY, 0),
        ],
    )
    def test_whole_months(self, first: date, last: date, months: int) -> None:
        assert figures.months_between(first, last) == months


def somebody(name: str, *codes: str) -> Person:
    return Person(name, name.title(), posts=tuple(Post(code, "senior", "substantive", Period(None)) for code in codes))


def work(person: Person, kind: str, days: int, codes: tuple[str, ...], status: str = "done", id_: str = "d") -> Work:
    duty = Duty(id_, kind, Period(date(2025, 5, 5), date(2025, 6, 27)), 1, frozenset(codes), days=days)
    return Work(person, duty, status)


class TestWorkFigures:
    """Days as in the report on days; programmes once a council; secondees once a person."""

    def test_by_hand(self) -> None:
        """Two people of A give 10 days each to one programme for B and C; one of C is asked, and declines."""
        found = figures.work_figures(
            [
                work(somebody("ann", "A"), "support", 10, ("B", "C")),
                work(somebody("ben", "A"), "support", 10, ("B", "C")),
                work(somebody("cat", "C"), "support", 10, ("A",), "offered", "e"),
                work(somebody("dan", "B"), "review", 6, ("A",), "accepted", "r"),
            ],
            LAST,
        )
        assert found.of("A") == {
            "programmes-received": 0,
            "support-received": 0,
            "programmes-given": 1,
            "support-given": 20,
            "days-received": 6,
            "days-given": 20,
            "secondees": 0,
        }
        assert found.of("B")["support-received"] == found.of("C")["support-received"] == 10
        assert (found.of("B")["programmes-received"], found.of("B")["days-given"]) == (1, 6)

    def test_work_at_home_is_no_programme(self) -> None:
        found = figures.work_figures([work(somebody("ann", "A"), "support", 10, ("A",))], LAST)
        assert not any(found.of("A").values())

    def test_a_secondee_counts_at_each_home(self) -> None:
        found = figures.work_figures([work(somebody("ann", "A", "B"), "second", 30, ())], LAST)
        assert (found.of("A")["secondees"], found.of("B")["secondees"]) == (1, 1)
        assert found.of("A")["days-given"] == 15

    def test_the_year_before_is_another(self) -> None:
        found = figures.work_figures([work(somebody("ann", "A"), "support", 10, ("B",))], YEARS[3])
        assert not any(found.of("B").values())


class TestMedians:
    """The middle one of those that have a number, if five have."""

    def test_of_five_and_of_six(self) -> None:
        five: list[dict[str, Fraction | None]] = [{"x": Fraction(n)} for n in (9, 1, 4, 2, 100)]
        assert figures.medians(five, ["x"]) == {"x": 4}
        assert figures.medians([*five, {"x": Fraction(5)}], ["x"]) == {"x": Fraction(9, 2)}

    def test_fewer_than_five_have_none(self) -> None:
        four: list[dict[str, Fraction | None]] = [{"x": Fraction(n)} for n in (1, 2, 3, 4)]
        assert figures.medians([*four, {"x": None}, {}], ["x"]) == {"x": None}


class TestWhatChanged:
    """Days and sentences of one year, the latest first."""

    def test_judgements_say_what_was_before(self) -> None:
        judgements = [
            JudgementView("ILACS", None, date(2025, 9, 1), {"overall": "good"}),
            JudgementView("Focused", None, date(2025, 5, 1), {}),
            JudgementView("ILACS", None, date(2021, 9, 1), {"leadership": "inadequate"}),
        ]
        told = [each.sentence for each in changes.judged(judgements)]
        assert told == [
            "A judgement was published: good, before it inadequate",
            "A report without an overall grade was published",
            "A judgement was published: inadequate",
        ]

    def test_only_the_year_counts(self) -> None:
        posts = [PostHeld("Ann", "interim", Period(date(2025, 3, 3), TODAY)), PostHeld("Ben", "", Period(None, None))]
        found = changes.latest_first(changes.came_and_went(posts, "director"), LAST)
        assert [(each.on, each.sentence) for each in found] == [
            (TODAY, "Ann's time as interim director ended"),
            (date(2025, 3, 3), "Ann became interim director"),
        ]
        assert not changes.latest_first([Happening(date(2025, 3, 2), "Before")], LAST)

    def test_vacancies_reviews_and_work(self) -> None:
        spell = VacancySpell(Period(date(2025, 4, 1), date(2025, 5, 1)), "")
        assert [each.on for each in changes.vacated([spell])] == [date(2025, 4, 1), date(2025, 5, 1)]
        review = WorkLine("", "Case review 1", "", Period(date(2025, 1, 1), date(2025, 6, 1)), 10, "published")
        draft = WorkLine("", "Case review 2", "", Period(date(2025, 1, 1), date(2025, 6, 1)), 10, "draft")
        assert [each.sentence for each in changes.published([review, draft])] == ["Case review 1 was published"]
        done = list(changes.worked([review], "{} began", "{} ended"))
        assert [each.sentence for each in done] == ["Case review 1 began", "Case review 1 ended"]
