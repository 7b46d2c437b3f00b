"""Work of several years: the first is the season's, further ones bring others and next terms."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

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


def test_who_was_judged_lately_is_not_judged_next(three):
    judged = {
        (code, year_of(duty))
        for duty in three.duties.values()
        if duty.kind == kinds.INSPECT and duty.subtype == "judgement" and duty.period.start >= FIRST_SEASON
        for code in duty.authorities
    }
    assert not {code for code, year in judged if {(code, 0), (code, 1)} <= judged}
    assert len(judged) > 150


def test_terms_of_further_years_begin_after_the_ones_before(three):
    later = add_months(FIRST_SEASON, 12)
    for code in three.authorities:
        terms = sorted(
            (duty.period.start, duty.period.end)
            for duty in three.duties.values()
            if duty.kind == kinds.CHAIR and code in duty.authorities and duty.period.start >= FIRST_SEASON
        )
        assert all(before[1] < after[0] for before, after in pairwise(terms) if after[0] >= later)


def test_people_can_take_work_of_the_last_year(three):
    found = examine(three, Rulebook.under(three.policy))
    able = Counter(year_of(three.duties[one.pair[1]]) for one in found.candidates)
    assert able[2] > able[0] / 2


@pytest.mark.parametrize("years", [0, 6])
def test_no_years_and_too_many_are_refused(years):
    with pytest.raises(ValueError, match="years"):
        generate(1, 7, years=years)
