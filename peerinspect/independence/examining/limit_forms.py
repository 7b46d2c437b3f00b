"""Limits over the whole roll: the array forms of what they say of each placement.

A form tells `holders`, `parts` and `opens` again in arrays; tests hold each to the rule's own words. Days are ordinals.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import numpy as np

from peerinspect.domain import kinds
from peerinspect.independence.examining.arrays import Numbers
from peerinspect.independence.examining.filled import Buckets, Filled, Opens, Parts, several
from peerinspect.independence.examining.joining import Shelves, different, numbers
from peerinspect.independence.examining.register import FAR_OFF, LONG_AGO, Register, months_after
from peerinspect.independence.examining.roll import Roll
from peerinspect.independence.rules.chair_term import COUNCIL, TERM, years_begun
from peerinspect.independence.rules.days_a_year import COUNTED, DaysAYear
from peerinspect.independence.shapes import Bucket, Limit

DAYS = FAR_OFF + 1
"""More than any ordinal, to tell a thing and a day by one number."""


def _ids(register: Register) -> list[str]:
    return [one.id for one in register.people]


def _year_ends(register: Register) -> Numbers:
    """For each duty the last day of the twelve months from its first day."""
    return numbers([months_after(one.first_day, 12) - 1 for one in register.duties])


def _pairs_of(first: Numbers, second: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """The different (first, day) among these; and for each row which one it is."""
    keys, which = np.unique(first * DAYS + second, return_inverse=True)
    return keys // DAYS, keys % DAYS, which


def _flat(many: int, value: int = 0) -> Numbers:
    return np.full(many, value, np.int64)


def inspections_a_year(limit: Limit, roll: Roll, places: Numbers) -> Filled:
    """One for each inspection, on its first day; its year is opened."""
    register, people = roll.register, _ids(roll.register)
    mine = places[register.is_kind(roll.duty[places], "inspect")]
    person, day = roll.person[mine], register.first[roll.duty[mine]]
    holder, first, which = _pairs_of(person, day)
    last = _flat(len(first))
    last[which] = _year_ends(register)[roll.duty[mine]]
    most = limit.parameters["most"]

    def bucket(number: int) -> Bucket:
        who, begins = people[holder[number]], date.fromordinal(int(first[number]))
        return Bucket(limit.code, who, (who, begins), most, begins, date.fromordinal(int(last[number])))

    return Filled(
        people,
        Parts(mine, person, _flat(len(mine)), _flat(len(mine), 1), day, day),
        Buckets(holder, _flat(len(first)), _flat(len(first), most), first, last),
        Opens(mine, which),
        bucket,
    )


def days_a_year(limit: Limit, roll: Roll, places: Numbers) -> Filled:
    """The duty's days towards each of the person's ceilings that its kind counts for; a year of each is opened."""
    if not isinstance(limit, DaysAYear):
        raise TypeError(f"{limit.code} is another rule")
    register, people, groups = roll.register, _ids(roll.register), sorted(COUNTED, key=repr)
    duty, person = roll.duty[places], roll.person[places]
    parts = several(*(_days_of(register, roll, places, section, group) for section, group in enumerate(groups)))
    ceilings = [
        sorted((groups.index(name), most) for name, most in limit.ceilings(one).items()) for one in register.people
    ]
    of_person = Shelves([len(some) for some in ceilings])
    ceiling = numbers([each for some in ceilings for each in some]).reshape(-1, 2)
    who, day, which = _pairs_of(person, register.first[duty])
    ends = _flat(len(day))
    ends[which] = _year_ends(register)[duty]
    rows, kept = of_person.spread(who)
    holder, first, last, section, most = who[rows], day[rows], ends[rows], ceiling[kept, 0], ceiling[kept, 1]
    years = Shelves(of_person.count[who])
    asked, opened = years.spread(which)

    def bucket(number: int) -> Bucket:
        name, begins = people[holder[number]], date.fromordinal(int(first[number]))
        ends_on = date.fromordinal(int(last[number]))
        return Bucket(limit.code, name, (name, groups[section[number]], begins), int(most[number]), begins, ends_on)

    return Filled(people, parts, Buckets(holder, section, most, first, last), Opens(places[asked], opened), bucket)


def _days_of(register: Register, roll: Roll, places: Numbers, section: int, group: str) -> Parts:
    mine = places[register.is_kind(roll.duty[places], *COUNTED[group])]
    duty = roll.duty[mine]
    first = register.first[duty]
    last = np.where(register.is_kind(duty, kinds.CHAIR), register.last[duty], first)
    return Parts(mine, roll.person[mine], _flat(len(mine), section), register.workload[duty], first, last)


def boards_held(limit: Limit, roll: Roll, places: Numbers) -> Filled:
    """One on each day of a term; opened on the days within it on which the count or the ceiling can change."""
    register, people = roll.register, _ids(roll.register)
    mine = places[register.is_kind(roll.duty[places], kinds.CHAIR)]
    person, duty = roll.person[mine], roll.duty[mine]
    begins, ends = register.first[duty], register.last[duty]
    rows, posts = register.posts_of.spread(person)
    rows, posts = rows[register.directs[posts]], posts[register.directs[posts]]
    changes = np.concatenate([register.post.first[posts], register.post.last[posts] + 1])
    rows = np.concatenate([rows, rows])
    within = (changes >= begins[rows]) & (changes <= ends[rows])
    opener = np.concatenate([np.arange(len(mine)), rows[within]])
    holder, day, which = _pairs_of(person[opener], np.concatenate([begins, changes[within]]))
    most = np.where(_directs_on(register, holder, day), limit.parameters["director"], limit.parameters["other"])
    opens = different(opener * max(1, len(holder)) + which)

    def bucket(number: int) -> Bucket:
        who, on = people[holder[number]], date.fromordinal(int(day[number]))
        return Bucket(limit.code, who, (who, on), int(most[number]), on, on)

    return Filled(
        people,
        Parts(mine, person, _flat(len(mine)), _flat(len(mine), 1), begins, ends),
        Buckets(holder, _flat(len(day)), most, day, day),
        Opens(mine[opens // max(1, len(holder))], opens % max(1, len(holder))),
        bucket,
    )


def _directs_on(register: Register, person: Numbers, day: Numbers) -> Numbers:
    rows, posts = register.posts_of.spread(person)
    holds = (
        register.directs[posts] & (register.post.first[posts] <= day[rows]) & (register.post.last[posts] >= day[rows])
    )
    return np.bincount(rows[holds], minlength=len(person)) > 0


def chair_term(limit: Limit, roll: Roll, places: Numbers) -> Filled:
    """The years of a term, towards the term where it is too long, and towards all terms at each of its councils."""
    register, people = roll.register, _ids(roll.register)
    codes = sorted(register.councils)
    section_of = numbers(np.argsort(numbers([register.councils[code] for code in codes]))) + len(register.duties)
    mine = places[register.is_kind(roll.duty[places], kinds.CHAIR)]
    years = numbers([years_begun(one) if one.kind == kinds.CHAIR else 0 for one in register.duties])
    long = mine[years[roll.duty[mine]] > limit.parameters["years"]]
    rows, targets = register.targets.spread(roll.duty[mine])
    owner = np.concatenate([long, mine[rows]])
    section = np.concatenate([roll.duty[long], section_of[register.target[targets]]])
    holder, sections, which = _pairs_of(roll.person[owner], section)
    is_term = sections < len(register.duties)
    duty = np.where(is_term, sections, 0)
    most = np.where(is_term, limit.parameters["years"], limit.parameters["most_years"])

    def bucket(number: int) -> Bucket:
        who = people[holder[number]]
        if is_term[number]:
            term = register.duties[duty[number]]
            return Bucket(limit.code, who, (TERM, term.id), int(most[number]), term.first_day, term.last_day)
        return Bucket(limit.code, who, (COUNCIL, codes[sections[number] - len(register.duties)]), int(most[number]))

    first = np.where(is_term, register.first[duty] if len(register.duties) else 0, LONG_AGO)
    last = np.where(is_term, register.last[duty] if len(register.duties) else 0, FAR_OFF)
    amount, always = years[roll.duty[owner]], len(owner)
    parts = Parts(owner, roll.person[owner], section, amount, _flat(always, LONG_AGO), _flat(always, FAR_OFF))
    return Filled(people, parts, Buckets(holder, sections, most, first, last), Opens(owner, which), bucket)


def one_observer(limit: Limit, roll: Roll, places: Numbers) -> Filled:
    """One for each observer on an inspection's team."""
    register, most = roll.register, limit.parameters["most"]
    observes = np.array([one.level == "observer" for one in register.people], np.bool_)
    mine = places[register.is_kind(roll.duty[places], "inspect") & observes[roll.person[places]]]
    many, teams = len(mine), [one.id for one in register.duties]
    duty, which = np.unique(roll.duty[mine], return_inverse=True)
    none, far = _flat(many, LONG_AGO), _flat(many, FAR_OFF)
    always = _flat(len(duty), LONG_AGO), _flat(len(duty), FAR_OFF)
    return Filled(
        teams,
        Parts(mine, roll.duty[mine], _flat(many), _flat(many, 1), none, far),
        Buckets(duty, _flat(len(duty)), _flat(len(duty), most), *always),
        Opens(mine, which),
        lambda number: Bucket(limit.code, teams[duty[number]], teams[duty[number]], most),
    )


LIMIT_FORMS: Mapping[str, Callable[[Limit, Roll, Numbers], Filled]] = {
    "inspections-a-year": inspections_a_year,
    "days-a-year": days_a_year,
    "boards-held": boards_held,
    "chair-term": chair_term,
    "one-observer": one_observer,
}
"""Array forms of limits of people and teams, by the rule's code; that of councils is in `away_form`."""
