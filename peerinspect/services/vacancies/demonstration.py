"""Years of directors who came and went for the demo, why they left, and who looks after each vacant post.

People of the past are known by name alone: nobody is added to the pool, so that what a search has to choose from stays
as it was. All of them are invented.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import exp
from random import Random
from typing import Any

from sqlalchemy import insert

from peerinspect import store
from peerinspect.domain import Duty, Period, add_months
from peerinspect.domain.directors import Term, days_without
from peerinspect.domain.kinds import INTERIM
from peerinspect.domain.leaving import REASONS
from peerinspect.domain.lives import EXTEND_COVER
from peerinspect.domain.periods import ONE_DAY
from peerinspect.season.names import invented_name
from peerinspect.services.leaving import FOR_THEM, OWN
from peerinspect.services.lives.stepping import TakeStep, take_step
from peerinspect.services.reader import Reader
from peerinspect.services.reports.years import first_year
from peerinspect.services.vacancies.naming import NameHolder, name_holder
from peerinspect.store import history
from peerinspect.store.history import Happening
from peerinspect.store.loading import load_duties
from peerinspect.store.reading.councils import read_places
from peerinspect.store.reading.directors import director_terms, open_vacancies, vacancies_since
from peerinspect.store.reading.duties import states_of
from peerinspect.store.tables import HandbackRow, HoldingRow, LeavingRow, PastDirectorRow, VacancyRow

SEED = 11
YEARS_BACK = 6
FIRST_NAME = 20_000
"""The number of the first invented name: the season's own people are far below."""
MEDIAN_MONTHS, SPREAD = 27, 0.55
INTERIM_SHARE, INTERIM_MONTHS = 0.3, (4, 10)
SHORTEST = 45
"""Days under which a gap between two directors stays a gap."""
HANDBACKS = 14
COVER_DAYS = (70, 150)
SAYS, WRITES = 0.93, 0.25
BARE = 2
"""Which of the vacancies that have begun is left without a holder, counted from nought: one gap is flagged."""
OFFICES = (
    "Deputy director",
    "Assistant director for early help",
    "Assistant director for education",
    "Director of adult services",
)
WEIGHTS = (26, 22, 8, 4, 8, 14, 4, 4, 8, 3, 1, 2, 9, 2, 4)
"""How often each reason is given, in the order of the reasons: judged."""
WORDS = (
    "Eight years were enough, and I wanted to stop while the service was doing well.",
    "I would have stayed, had the budget for early help not been cut twice in one year.",
    "The next post is nearer to my family.",
    "A good team, and a hard place to recruit to.",
    "I came for six months and stayed for ten.",
    "Three chief executives in two years made it hard to plan.",
    "I wanted to lead a larger service.",
    "The post was joined with another one, and I did not want both.",
    "It was time for somebody with more patience for meetings.",
    "I was asked to come back to where I began.",
    "Two inspections in one year leave little time for children.",
    "I learned more here than anywhere, and it is somebody else’s turn.",
    "The council became two, and my post with it.",
    "I leave a deputy who is ready.",
)


@dataclass
class _Past:
    """What is to be loaded, gathered before it is written in a few statements."""

    stream: Random
    today: date
    coordinator: Reader
    names: Iterator[str]
    directors: list[dict[str, Any]] = field(default_factory=list)
    reasons: list[dict[str, Any]] = field(default_factory=list)
    written: set[tuple[int, str]] = field(default_factory=set)
    """What was written already, by the year in which it was: nobody of a year says the same."""
    duties: list[Duty] = field(default_factory=list)
    vacancies: list[Callable[[str], tuple[dict[str, Any], dict[str, Any]]]] = field(default_factory=list)


def show_vacancies(coordinator: Reader, today: date) -> None:
    """Fill the years before with directors, and name somebody for each vacant post but one."""
    terms = director_terms()
    open_ones = {row.authority for row, *_ in open_vacancies(None)}
    names = (invented_name(number) for number in range(FIRST_NAME, FIRST_NAME + 5_000))
    past = _Past(Random(SEED), today, coordinator, names)
    for code in sorted(read_places()):
        _fill(past, code, terms.get(code, []), code in open_ones)
    _ask_who_left(past, terms)
    _keep(past)
    _name_holders(coordinator, terms, past, today)


def _fill(past: _Past, code: str, terms: Sequence[Term], is_vacant: bool) -> None:
    """Directors for the days on which the register has none, but for the days of an open vacancy."""
    horizon = add_months(past.today, -12 * YEARS_BACK)
    posts = [each for each in terms if each.is_post]
    free = days_without([each.period for each in posts], Period(horizon, past.today - ONE_DAY))
    for run in free:
        first, last = run.start or horizon, run.end or past.today
        ends_today = last >= past.today - ONE_DAY
        if (last - first).days < SHORTEST or (ends_today and is_vacant and len(posts) > 0):
            continue
        successor = next((each for each in posts if each.period.start == last + ONE_DAY), None)
        _fill_run(past, code, Period(first, last), successor)


def _fill_run(past: _Past, code: str, run: Period, successor: Term | None) -> None:
    """One director after another, from the last day of a run backwards; some took over from a vacancy."""
    first, last = run.start or past.today, run.end or past.today
    after = (successor.person, successor.name) if successor else None
    while (last - first).days >= SHORTEST:
        if after and len(past.duties) < HANDBACKS and past.stream.random() < 0.12:
            covered = past.stream.randint(*COVER_DAYS)
            if (last - first).days > covered + SHORTEST:
                _cover(past, code, Period(last - timedelta(days=covered), last), after)
                last -= timedelta(days=covered + 1)
        is_interim = past.stream.random() < INTERIM_SHARE
        months = past.stream.uniform(*INTERIM_MONTHS) if is_interim else _tenure(past.stream)
        starts = max(first, last - timedelta(days=round(months * 30.4)))
        if (starts - first).days < SHORTEST:
            starts = first
        name = next(past.names)
        basis = "interim" if is_interim else "substantive"
        row = {"id": store.new_token(), "together": store.new_token(), "authority": code, "name": name}
        past.directors.append({**row, "basis": basis, "starts": starts, "ends": last})
        _say_why(past, last, is_interim)
        after, last = ("", name), starts - ONE_DAY


def _tenure(stream: Random) -> float:
    """Months in post, log-normal: half stay shorter than the median."""
    return min(140.0, max(8.0, MEDIAN_MONTHS * exp(stream.gauss(0, SPREAD))))


def _say_why(past: _Past, left_on: date, is_interim: bool, person: str | None = None) -> None:
    """A reason for most of those who left, and words for some."""
    if past.stream.random() > SAYS:
        return
    drawn = past.stream.choices(tuple(REASONS), WEIGHTS)[0]
    reason = "interim-ended" if is_interim and past.stream.random() < 0.7 else drawn
    words = past.stream.choice(WORDS) if past.stream.random() < WRITES else ""
    key = first_year(left_on), words
    words = "" if key in past.written else words
    past.written.add(key)
    told_on = min(past.today, left_on + timedelta(days=past.stream.randint(0, 40)))
    row = {"id": store.new_token(), "person": person, "left_on": left_on, "reason": reason, "told_on": told_on}
    past.reasons.append({**row, "own_words": words, "told": OWN if words else FOR_THEM})


def _ask_who_left(past: _Past, terms: Mapping[str, Sequence[Term]]) -> None:
    """The people of the register who left a post of director are asked too: once for each day on which they left."""
    left = {
        (each.person, each.period.end, each.basis == "interim")
        for listed in terms.values()
        for each in listed
        if each.is_post and not each.shared_with and each.period.end and each.period.end < past.today
    }
    for person, day, is_interim in sorted(left, key=str):
        if day is not None:
            _say_why(past, day, is_interim, person)


def _cover(past: _Past, code: str, days: Period, after: tuple[str, str]) -> None:
    """A vacancy of the past: held by somebody named, then handed to the one who came after."""
    duty = Duty(store.new_token(), INTERIM, days, 1, frozenset({code}))
    past.duties.append(duty)
    person, name = after
    kept = {"named_by": past.coordinator.user_id, "named_on": days.start}
    who = {"person": None, "name": next(past.names), "office": past.stream.choice(OFFICES)}
    held = {"id": store.new_token(), **who, "starts": days.start, "ends": days.end, **kept}
    back = {
        "ends": days.end, "starts": (days.end or past.today) + ONE_DAY, "person": person or None,
        "name": "" if person else name, "note": "Plans, budgets and open cases were gone through in two meetings.",
        "recorded_by": past.coordinator.user_id, "recorded_on": days.end,
    }  # fmt: skip
    past.vacancies.append(lambda vacancy: ({**held, "vacancy": vacancy}, {**back, "vacancy": vacancy}))


def _keep(past: _Past) -> None:
    """Write all of it, with one event for each council."""
    with store.transaction():
        load_duties(past.duties, {duty.id: "handed-back" for duty in past.duties})
        rows = {row.duty: row.id for row in vacancies_since(None, date.min)}
        made = [make(rows[duty.id]) for duty, make in zip(past.duties, past.vacancies, strict=True)]
        for table, lines in (
            (PastDirectorRow, past.directors),
            (LeavingRow, past.reasons),
            (HoldingRow, [held for held, _ in made]),
            (HandbackRow, [back for _, back in made]),
        ):
            if lines:
                store.db.session.execute(insert(table), lines)
        counts: dict[str, int] = defaultdict(int)
        for row in past.directors:
            counts[row["authority"]] += 1
        told = [
            Happening("add-past-director", code, {"sentence": f"Directors of the past added by name: {count}."})
            for code, count in sorted(counts.items())
        ]
        history.record_all(past.coordinator.user_id, told)


def _name_holders(coordinator: Reader, terms: Mapping[str, Sequence[Term]], past: _Past, today: date) -> None:
    """Somebody for each open vacancy from its first day on: one alone, or two one after the other."""
    with store.transaction():
        rows = [row for row, *_ in open_vacancies(None)]
        for row in rows:
            row.vacant_from = _vacant_from(row, terms.get(row.authority, ()))
    begun = [row.duty for row in rows if row.vacant_from and row.vacant_from <= today]
    for place, row in enumerate(rows):
        first = row.vacant_from or row.starts
        is_bare = row.duty in begun[BARE : BARE + 1]
        middle = first + (today - first) // 2
        second = middle if first < middle < today and (place % 3 == 0 or is_bare) else None
        office = OFFICES[place % len(OFFICES)]
        ends = second - ONE_DAY if second else None
        one = NameHolder(row.duty, name=next(past.names), office=office, starts=first, ends=ends)
        name_holder(one, coordinator, today)
        if second and not is_bare:
            other = NameHolder(row.duty, name=next(past.names), office=OFFICES[1], starts=second)
            name_holder(other, coordinator, today)
    bare = begun[BARE : BARE + 1]
    _walk([row for row in rows if row.duty in begun and row.duty not in bare], coordinator, today)


def _walk(rows: Sequence[VacancyRow], coordinator: Reader, today: date) -> None:
    """Take those that are looked after some steps on: covered; one extended, some advertised."""
    states = states_of({row.duty for row in rows})
    for place, row in enumerate(rows):
        duty, ends = row.duty, row.ends
        if states[duty][0] != "notified":
            continue
        take_step(TakeStep(duty, "cover"), coordinator, today)
        if place == 0:
            longer = TakeStep(duty, EXTEND_COVER, ends + timedelta(weeks=4), "The council advertises a second time")
            take_step(longer, coordinator, today)
        if place % 3 == 0:
            take_step(TakeStep(duty, "advertise", today - timedelta(days=place + 1)), coordinator, today)


def _vacant_from(row: VacancyRow, terms: Sequence[Term]) -> date:
    """The day after the last director's last day, where that is lately; else the cover's first."""
    ended = [each.period.end for each in terms if each.is_post and each.period.end and each.period.end < row.starts]
    last = max(ended, default=None)
    return last + ONE_DAY if last and (row.starts - last).days < 300 else row.starts
