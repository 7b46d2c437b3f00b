"""Work of several years: the first is the season's, further ones bring other inspections and the next terms of boards."""

from __future__ import annotations

from collections import Counter

import pytest

from peerinspect.domain import add_months, kinds
from peerinspect.independence.examiner import examine
from peerinspect.independence.rulebook import Rulebook
from peerinspect.season import generate
from peerinspect.season.generate import FIRST_SEASON


@pytest.fixture(scope="module")
def three():
    return generate(1, 7, years=3)


def year_of(duty):
    start = duty.period.start
    return sum(start >= add_months(FIRST_SEASON, 12 * year) for year in (1, 2, 3))


def test_work_of_one_year_is_the_season_itself():
    assert generate(1, 7, years=1) == generate(1, 7)


def test_three_years_hold_the_duties_of_the_first_and_as_many_again_in_each(three):
    season = generate(1, 7)
    assert set(season.duties) <= set(three.duties)
    coming = [duty for duty in three.duties.values() if duty.period.start >= FIRST_SEASON]
    counted = Counter((year_of(duty), duty.kind) for duty in coming)
    assert all(counted[year, kind] >= 5 for year in (0, 1, 2) for kind in kinds.KINDS if kind != kinds.CHAIR)
    assert {year_of(duty) for duty in coming if duty.kind == kinds.CHAIR} >= {0, 1, 2}


def test_no_council_is_judged_twice_in_three_years(three):
    judged = Counter(
        code
        for duty in three.duties.values()
        if duty.kind == kinds.INSPECT and duty.subtype == "judgement" and duty.period.start >= FIRST_SEASON
        for code in duty.authorities
    )
    assert max(judged.values()) == 1


def test_a_board_is_not_chaired_in_two_terms_at_once(three):
    for code in three.authorities:
        terms = sorted(
            (duty.period.start, duty.period.end)
            for duty in three.duties.values()
            if duty.kind == kinds.CHAIR and code in duty.authorities and duty.period.start >= FIRST_SEASON
        )
        assert all(before[1] < after[0] for before, after in zip(terms, terms[1:], strict=False))


def test_people_can_take_work_of_the_last_year(three):
    found = examine(three, Rulebook.under(three.policy))
    able = Counter(year_of(three.duties[one.pair[1]]) for one in found.candidates)
    assert able[2] > able[0] / 2


@pytest.mark.parametrize("years", [0, 6])
def test_no_years_and_too_many_are_refused(years):
    with pytest.raises(ValueError, match="years"):
        generate(1, 7, years=years)
