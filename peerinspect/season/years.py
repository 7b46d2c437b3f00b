"""The work of further years: the same people and councils, other inspections, and boards whose terms end on the way.

What a year lends and inspects bars people in the next ones: limits of twelve months roll from one year into another,
look-backs reach over several, and a chair's days count in every year of the term.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from random import Random

from peerinspect.domain import Consent, Duty, Facts, Period, Person, Policy, RuleSetting, add_months
from peerinspect.season import rates
from peerinspect.season.boards import Chairs, next_term
from peerinspect.season.chance import Chance, Mint
from peerinspect.season.england import England
from peerinspect.season.inspections import draw_inspections
from peerinspect.season.reviews import draw_reviews
from peerinspect.season.support import draw_support
from peerinspect.season.vacancies import draw_interims, draw_secondments

MOST_YEARS = 5
"""A DBS check can be taken to last so long (the rule's own range), and nobody plans further."""
VETTED_YEARS = 3


def further_work(
    england: England, chance: Chance, mint: Mint, as_of: date, years: int, chairs: Chairs, homes: set[str]
) -> list[Duty]:
    """The duties of the second year and those after it. `homes` have somebody who offers to chair a board."""
    found: list[Duty] = []
    terms, judged = [*chairs.running, *chairs.vacant], _judged(england)
    for year in range(1, years):
        day, own = add_months(as_of, 12 * year), chance.later(year)
        there = _with_others_inspected(england, own.stream("who is inspected"), judged)
        judged += [each.authority for each in there.inspection_starts]
        boards = _next_terms(terms, mint, Period(day, add_months(day, 12)))
        terms += boards
        coming = [
            *draw_inspections(there, own, mint, day),
            *draw_support(there, own, mint, day),
            *draw_interims(_vacant(there, own.stream("who leaves"), day), own, mint, day),
            *draw_secondments(there, own, mint, day),
            *_named_apart(draw_reviews(there, own, mint, day, (_councils(boards) or set(there.codes), homes)), year),
        ]
        found += [*coming, *boards]
    return found


def _judged(england: England) -> list[str]:
    return [each.authority for each in england.inspection_starts]


def _with_others_inspected(england: England, stream: Random, judged: Sequence[str]) -> England:
    """The calendar of the year with other councils in it: those whose last inspection in it lies longest back."""
    last = {code: place for place, code in enumerate(judged)}
    starts, everybody = england.inspection_starts, stream.sample(england.codes, len(england.codes))
    due = sorted(everybody, key=lambda code: last.get(code, -1))[: len(starts)]
    moved = zip(starts, stream.sample(due, len(due)), strict=False)
    return replace(england, inspection_starts=tuple(replace(each, authority=code) for each, code in moved))


def _next_terms(terms: Iterable[Duty], mint: Mint, year: Period) -> list[Duty]:
    """The next term of each board whose chair's ends in the year."""
    ended = [each for each in terms if each.period.end is not None and year.holds(each.period.end)]
    return [next_term(each, mint) for each in ended]


def _vacant(england: England, stream: Random, day: date) -> Mapping[str, Period]:
    """Councils whose director leaves in the year's first months."""
    return {code: Period(day, None) for code in stream.sample(england.codes, rates.VACANT_NOW)}


def _councils(boards: Iterable[Duty]) -> set[str]:
    return {code for duty in boards for code in duty.authorities}


def _named_apart(reviews: Iterable[Duty], year: int) -> list[Duty]:
    """Reviews whose references no other year gives to a case."""
    return [replace(each, case=f"{each.case}-{year}") for each in reviews]


def for_years(facts: Facts, years: int) -> Facts:
    """The facts as people plan who look years ahead: what is in force is taken to be renewed. The same for one year."""
    if years == 1:
        return facts
    people = {id_: _renewed(one, facts.as_of) for id_, one in facts.people.items()}
    vetting = RuleSetting(parameters={"years": max(VETTED_YEARS, years)})
    return replace(facts, people=people, policy=_with_rule(facts.policy, "vetting-lapsed", vetting))


def _with_rule(policy: Policy, code: str, setting: RuleSetting) -> Policy:
    return replace(policy, rules={**policy.rules, code: setting})


def _renewed(person: Person, as_of: date) -> Person:
    """The person with consents that go on, and vetted lately, where both are in force."""
    consents = tuple(_going_on(each, as_of) for each in person.consents)
    vetted = person.vetted_on
    if vetted is not None and add_months(vetted, 12 * VETTED_YEARS) >= as_of:
        vetted = as_of
    return replace(person, consents=consents, vetted_on=vetted)


def _going_on(consent: Consent, as_of: date) -> Consent:
    end = consent.period.end
    if end is None or end < add_months(as_of, 12):
        return consent
    return replace(consent, period=Period(consent.period.start, None))
