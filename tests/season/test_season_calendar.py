"""The season's calendar, on any day of the year: Mondays, notice, bank holidays, August and Christmas."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest

from peerinspect.domain import Period
from peerinspect.reference import InspectionStart, load_reference
from peerinspect.season import generate
from peerinspect.season.calendar import (
    is_closed,
    monday_from,
    on_site_weeks,
    open_monday,
    plan_starts,
    working_days_before,
)

DAYS = [
    date(2026, 9, 1),
    date(2026, 11, 22),
    date(2026, 12, 5),
    date(2027, 2, 28),
    date(2027, 7, 20),
    date(2028, 2, 29),
    date(2031, 5, 1),
]


@pytest.fixture(scope="module", params=DAYS, ids=str)
def season(request):
    return generate(1, 3, request.param)


def coming_inspections(facts):
    return [duty for duty in facts.duties.values() if duty.kind == "inspect" and facts.is_open(duty)]


def test_inspections_start_on_mondays_after_three_weeks_and_within_about_a_year(season):
    for duty in coming_inspections(season):
        assert duty.first_day.weekday() == 0
        assert duty.first_day.month != 8
        assert season.as_of + timedelta(weeks=3) <= duty.first_day <= season.as_of + timedelta(days=400)


def test_nobody_is_inspected_at_christmas(season):
    for duty in coming_inspections(season):
        for year in (duty.first_day.year - 1, duty.first_day.year):
            assert not duty.period.overlaps(Period(date(year, 12, 22), date(year + 1, 1, 2)))


def test_notice_is_five_working_days_and_ten_for_joint_inspections(season):
    for duty in coming_inspections(season):
        days = 10 if duty.subtype == "joint" else 5
        assert duty.notice == working_days_before(duty.first_day, days)
        assert season.as_of < duty.notice < duty.first_day


def test_every_real_start_is_there_once_with_its_length(season):
    judgements = [duty for duty in coming_inspections(season) if duty.subtype == "judgement"]
    planned = Counter(code for duty in judgements for code in duty.authorities)
    assert planned == Counter(one.authority for one in load_reference().inspection_starts)
    assert max(Counter(duty.first_day for duty in judgements).values()) <= 4
    weeks = {one.authority: one.weeks for one in load_reference().inspection_starts}
    for duty in judgements:
        (code,) = duty.authorities
        assert (duty.last_day - duty.first_day).days in (7 * weeks[code] - 3, 7 * weeks[code] - 4)


def test_judgements_are_sealed_and_monitoring_visits_are_not(season):
    by_subtype = {
        subtype: {duty.sealed for duty in coming_inspections(season) if duty.subtype == subtype}
        for subtype in ("judgement", "monitoring", "focused", "joint")
    }
    assert by_subtype == {"judgement": {True}, "monitoring": {False}, "focused": {True, False}, "joint": {True}}
    sealed = [duty.sealed for duty in coming_inspections(season)]
    assert sum(sealed) > len(sealed) / 2
    assert any(len(duty.authorities) == 2 for duty in coming_inspections(season))


def test_what_is_over_is_over_and_what_runs_runs(season):
    for placement in season.placements:
        duty = season.duties[placement.duty]
        if placement.status == "done":
            assert duty.last_day < season.as_of
        if placement.status == "live":
            assert duty.first_day <= season.as_of <= duty.last_day
    placed = {placement.duty for placement in season.placements}
    assert not [duty for duty in season.duties.values() if not season.is_open(duty) and duty.id not in placed]


def test_the_real_week_keeps_its_time_of_year():
    # 14 October 2024, a Monday, is nearest to Monday 12 October 2026.
    (one,) = plan_starts([InspectionStart("E06000033", date(2024, 10, 14), 2)], date(2026, 9, 1))
    assert one.starts == date(2026, 10, 12)


def test_what_would_start_too_soon_waits_three_weeks():
    # 16 September 2024 is nearest to 14 September 2026, thirteen days after the day; three weeks on is the 22nd.
    (one,) = plan_starts([InspectionStart("E06000034", date(2024, 9, 16), 1)], date(2026, 9, 1))
    assert one.starts == date(2026, 9, 28)


def test_a_fifth_start_of_a_week_waits():
    starts = [InspectionStart(f"E0600000{n}", date(2024, 10, 14), 1) for n in range(1, 7)]
    assert Counter(one.starts for one in plan_starts(starts, date(2026, 9, 1))) == {
        date(2026, 10, 12): 4,
        date(2026, 10, 19): 2,
    }


def test_closed_weeks():
    assert is_closed(date(2027, 8, 2), 1)
    assert is_closed(date(2026, 12, 21), 1)
    assert is_closed(date(2026, 12, 14), 2)
    assert not is_closed(date(2026, 12, 14), 1)
    assert is_closed(date(2027, 5, 31), 1), "the spring bank holiday"
    assert open_monday(date(2027, 7, 27), 1) == date(2027, 9, 6), "30 August 2027 is a bank holiday in August"


def test_on_site_weeks_leave_out_bank_holidays():
    # Good Friday 26 and Easter Monday 29 March 2027.
    assert on_site_weeks(date(2027, 3, 22), 2) == (
        Period(date(2027, 3, 22), date(2027, 3, 25)),
        Period(date(2027, 3, 30), date(2027, 4, 2)),
    )
    assert on_site_weeks(date(2026, 10, 12), 1) == (Period(date(2026, 10, 12), date(2026, 10, 16)),)


def test_working_days_before_skip_weekends_and_bank_holidays():
    assert working_days_before(date(2026, 10, 12), 5) == date(2026, 10, 5)
    assert working_days_before(date(2027, 4, 5), 5) == date(2027, 3, 25), "Easter lies between"
    assert monday_from(date(2026, 9, 1)) == date(2026, 9, 7)
    assert monday_from(date(2026, 9, 7)) == date(2026, 9, 7)
