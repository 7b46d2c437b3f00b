"""Small changes that might fill a seat: an act of one person, another week, a waiver, one more volunteer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import zip_longest

from peerinspect.domain import Authority, Consent, Duty, Facts, Offer, Period, Person, Post, Strength, Waiver, kinds
from peerinspect.domain.periods import add_months
from peerinspect.explain.lacking import Tally
from peerinspect.explain.remedies import BY_AN_ACT, REMEDIES
from peerinspect.independence import wording
from peerinspect.independence.engagement import engage
from peerinspect.independence.rulebook import Rulebook

MOST_WEEKS = 4
"""How far a duty may be moved, earlier or later."""

AUGUST = 8
YEARS_IN_POST = 3
NEWCOMER = "a further volunteer"


@dataclass(frozen=True)
class Change:
    """A change and the facts as they would be then. `kind` is act, week, waiver or volunteer.

    `person` is whose act it is, or the id of the volunteer; `weeks` how much later the duty would be.
    """

    kind: str
    sentence: str
    facts: Facts
    person: str | None = None
    weeks: int = 0


def changes_for(facts: Facts, duty: Duty, missing: frozenset[str], counted: Tally, rules: Rulebook) -> Iterator[Change]:
    """Every change that is worth a try, one of each kind in turn; `missing` are the skills to look for."""
    kinds_of = (
        volunteers(facts, duty, missing, rules),
        weeks(facts, duty),
        acts(facts, duty, missing, counted),
        waivers(facts, duty, counted, rules),
    )
    for some in zip_longest(*kinds_of):
        yield from (one for one in some if one is not None)


# --- acts -------------------------------------------------------------------------------------------------------------


def acts(facts: Facts, duty: Duty, missing: frozenset[str], counted: Tally) -> Iterator[Change]:
    """One act of one person whom a single rule bars that an act clears; those with most of the skills first."""
    single = [
        (person, next(iter(rules)))
        for person, rules in counted.barred.items()
        if len(rules) == 1 and rules <= BY_AN_ACT
    ]

    def skilled(one: tuple[str, str]) -> tuple[int, int]:
        skills = facts.people[one[0]].skills
        return -len(skills & missing), -len(skills & duty.skills)

    for person_id, rule in sorted(single, key=lambda one: (skilled(one), one)):
        person = facts.people[person_id]
        changed = replace(facts, people={**facts.people, person_id: CLEARED[rule](facts, person, duty)})
        yield Change("act", f"{wording.full_name(person)}: {REMEDIES[rule]}", changed, person_id)


def _declared(facts: Facts, person: Person, duty: Duty) -> Person:
    return replace(person, declared_on=facts.as_of)


def _vetted(facts: Facts, person: Person, duty: Duty) -> Person:
    return replace(person, vetted_on=facts.as_of)


def _consented(facts: Facts, person: Person, duty: Duty) -> Person:
    homes = sorted({post.authority for post in person.posts if post.period.overlaps(duty.period)})
    return replace(person, consents=(*person.consents, *(Consent(home, Period()) for home in homes)))


def _offered(facts: Facts, person: Person, duty: Duty) -> Person:
    return replace(person, offers=(*person.offers, Offer(duty.kind, duty.workload)))


def _trained(facts: Facts, person: Person, duty: Duty) -> Person:
    return replace(person, level=duty.level)


def _present(facts: Facts, person: Person, duty: Duty) -> Person:
    in_the_way = duty.on_site_periods
    kept = tuple(leave for leave in person.unavailable if not any(leave.overlaps(each) for each in in_the_way))
    return replace(person, unavailable=kept)


CLEARED: Mapping[str, Callable[[Facts, Person, Duty], Person]] = {
    "undeclared": _declared,
    "vetting-lapsed": _vetted,
    "no-consent": _consented,
    "not-offered": _offered,
    "not-authorised": _trained,
    "unavailable": _present,
}
"""The person as each act leaves them, by the rule that it clears."""


# --- weeks ------------------------------------------------------------------------------------------------------------


def weeks(facts: Facts, duty: Duty) -> Iterator[Change]:
    """The duty some weeks later or earlier, the nearest first: not before tomorrow, no inspection in August.

    A duty with live placements stays where it is.
    """
    if any(one.duty == duty.id and one.status == "live" for one in facts.placements):
        return
    for far in range(1, MOST_WEEKS + 1):
        for some in (far, -far):
            moved = _moved(duty, timedelta(weeks=some))
            if moved.start > facts.as_of and not (duty.kind == kinds.INSPECT and _meets_august(moved)):
                sentence = f"{far} {'week' if far == 1 else 'weeks'} {'later' if some > 0 else 'earlier'}"
                when = f"{sentence}: {wording.span(moved.period)}"
                yield Change("week", when, replace(facts, duties={**facts.duties, duty.id: moved}), weeks=some)


def _moved(duty: Duty, by: timedelta) -> Duty:
    sites = None if duty.on_site is None else tuple(_shifted(each, by) for each in duty.on_site)
    notice = None if duty.notice is None else duty.notice + by
    return replace(duty, period=_shifted(duty.period, by), on_site=sites, notice=notice)


def _shifted(period: Period, by: timedelta) -> Period:
    return Period(period.start and period.start + by, period.end and period.end + by)


def _meets_august(duty: Duty) -> bool:
    return any(_month_lies_in(AUGUST, each) for each in duty.on_site_periods)


def _month_lies_in(month: int, period: Period) -> bool:
    if period.start is None or period.end is None:
        return True
    years = range(period.start.year, period.end.year + 1)
    return any(period.overlaps(Period(date(year, month, 1), date(year, month, 31))) for year in years)


# --- waivers ----------------------------------------------------------------------------------------------------------


def waivers(facts: Facts, duty: Duty, counted: Tally, rules: Rulebook) -> Iterator[Change]:
    """One waiver: only where the policy spares waivers before it fills seats; else no soft objection empties one."""
    order = facts.policy.ordered_goals()
    if "waivers" not in order or ("fill" in order and order.index("fill") < order.index("waivers")):
        return
    for person_id in counted.free:
        objections = rules.objections_alone(engage(facts, facts.people[person_id], duty))
        codes = {each.rule for each in objections if each.strength is Strength.SOFT}
        if len(codes) == 1:
            (code,) = codes
            waiver = Waiver(code, person_id, duty.id, duty.last_day)
            sentence = f"{wording.full_name(facts.people[person_id])}: a waiver of {code}"
            yield Change("waiver", sentence, replace(facts, waivers=(*facts.waivers, waiver)), person_id)


# --- volunteers -------------------------------------------------------------------------------------------------------


def volunteers(facts: Facts, duty: Duty, missing: frozenset[str], rules: Rulebook) -> Iterator[Change]:
    """One more person from each region whose councils nothing keeps from the duty, at the council that costs least."""
    best: dict[str, tuple[Fraction, str, Change]] = {}
    for code, council in sorted(facts.authorities.items()):
        change = _volunteer(facts, duty, missing, council)
        cost = _cost_alone(change, duty, rules)
        region = council.region or "an unknown region"
        if cost is not None and (region not in best or (cost, code) < best[region][:2]):
            best[region] = (cost, code, change)
    yield from (change for _, _, change in (best[region] for region in sorted(best)))


def _volunteer(facts: Facts, duty: Duty, missing: frozenset[str], council: Authority) -> Change:
    level = kinds.LEVELS[-1] if duty.kind == kinds.INSPECT else duty.level
    skills = duty.skills if duty.seats == 1 else missing or duty.skills
    one = Person(
        id=_new_id(facts),
        name=NEWCOMER.capitalize(),
        posts=(Post(council.code, "senior", "substantive", Period(add_months(facts.as_of, -12 * YEARS_IN_POST))),),
        offers=(Offer(duty.kind, max(20, duty.workload)),),
        skills=skills,
        level=level,
        vetted_on=facts.as_of,
        declared_on=facts.as_of,
        consents=(Consent(council.code, Period()),),
    )
    knows = f" with {wording.listing(sorted(skills))}" if skills else ""
    trained = f", trained to {level}" if duty.kind in (kinds.INSPECT, kinds.SECOND) else ""
    sentence = f"one more volunteer from {council.region or 'an unknown region'}{knows}{trained}"
    sentence += f" (tried with {council.name or council.code})"
    return Change("volunteer", sentence, replace(facts, people={**facts.people, one.id: one}), one.id)


def _new_id(facts: Facts) -> str:
    number = 1
    while f"volunteer-{number}" in facts.people:
        number += 1
    return f"volunteer-{number}"


def _cost_alone(change: Change, duty: Duty, rules: Rulebook) -> Fraction | None:
    """What the volunteer would cost in waivers; None where a rule forbids it."""
    assert change.person is not None
    objections = rules.objections_alone(engage(change.facts, change.facts.people[change.person], duty))
    if any(each.strength is Strength.HARD for each in objections):
        return None
    return sum((rules.rule(code).weight for code in {each.rule for each in objections}), start=Fraction(0))
