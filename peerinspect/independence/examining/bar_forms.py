"""Bars over many placements at once: the array forms of rules that object to so many that asking each is slow.

A form is the rule's plain predicate told again in arrays, and stands for it: tests ask both of random placements. What
a rule means is written in the rule alone. A rule without a form is asked plainly, of those that it can object to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import numpy as np

from peerinspect.domain import Duty, Period, Person, Post, Strength, kinds
from peerinspect.domain.periods import is_older_than
from peerinspect.domain.person import UNKNOWN_BASIS
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.examining.arrays import Numbers, Truths
from peerinspect.independence.examining.block import Block
from peerinspect.independence.examining.joining import Keys, Shelves, any_of, numbers
from peerinspect.independence.examining.register import FAR_OFF, LONG_AGO, Register, Spans, months_after, ordinal
from peerinspect.independence.rules.home_inspection_window import HomeInspectionWindow, latest_published
from peerinspect.independence.shapes import Bar

Verdict = tuple[Truths | None, Truths | None]
"""Which placements a rule refuses hard and which softly, at its own strengths; None for none at all."""

OfPeople = Callable[[str, str], Truths]
"""For a kind and a level: whom the rule refuses hard, by the people's places. Only for what rests on SORT."""

OfBlock = Callable[[Block], Verdict]
"""A rule's verdicts on a block."""


# --- what rests on the person and the sort of duty ---


def _not_offered(rule: Bar, register: Register) -> OfPeople:
    offered = {
        kind: np.array([any(offer.kind == kind for offer in one.offers) for one in register.people], np.bool_)
        for kind in kinds.KINDS
    }
    return lambda kind, _: ~offered[kind]


def _not_authorised(rule: Bar, register: Register) -> OfPeople:
    rank = numbers([kinds.level_rank(one.level) for one in register.people])
    nobody = np.zeros(len(rank), np.bool_)
    return lambda kind, level: rank < kinds.level_rank(level) if kind in ("inspect", "second") else nobody


def _undeclared(rule: Bar, register: Register) -> OfPeople:
    months, as_of = rule.parameters["months"], register.facts.as_of
    old = np.array([is_older_than(one.declared_on, months, as_of) for one in register.people], np.bool_)
    return lambda *_: old


# --- what rests on the person, their posts and the dates ---


def _vetting_lapsed(rule: Bar, register: Register) -> OfBlock:
    months = 12 * rule.parameters["years"]
    good_to = numbers(
        [LONG_AGO if one.vetted_on is None else months_after(one.vetted_on, months) for one in register.people]
    )
    return lambda block: (register.first[block.duty] > good_to[block.person], None)


def _short_tenure(rule: Bar, register: Register) -> OfBlock:
    months = rule.parameters["months"]
    settled_from = numbers(
        [FAR_OFF if post.period.start is None else months_after(post.period.start, months) for post in register.posts]
    )

    def of(block: Block) -> Verdict:
        if block.kind not in ("inspect", "chair", "support"):
            return None, None
        start = register.start[block.duty[block.held_row]]
        return block.with_held(start < settled_from[block.held_post]), None

    return of


def _post_basis(rule: Bar, register: Register) -> OfBlock:
    passing = np.array([post.basis in ("interim", "acting", UNKNOWN_BASIS) for post in register.posts], np.bool_)
    return lambda block: (
        None,
        block.with_held(passing[block.held_post]) if block.kind in ("inspect", "chair") else None,
    )


def _unavailable(rule: Bar, register: Register) -> OfBlock:
    leaves = Shelves([len(one.unavailable) for one in register.people])
    leave = Spans(period for one in register.people for period in one.unavailable)

    def of(block: Block) -> Verdict:
        asked, away = leaves.spread(block.person)
        rows, stays = register.stays.spread(block.duty[asked])
        met = (leave.first[away[rows]] <= register.stay.last[stays]) & (
            leave.last[away[rows]] >= register.stay.first[stays]
        )
        return any_of(asked[rows[met]], len(block)), None

    return of


def _no_consent(rule: Bar, register: Register) -> OfBlock:
    year_ends = numbers([months_after(one.first_day, 12) - 1 for one in register.duties])
    consented = [_without_gaps(one, post) for one in register.people for post in one.posts]
    consents_of = Shelves([len(some) for some in consented])
    consent = numbers([span for some in consented for span in some]).reshape(-1, 2)
    to_one_alone = _consented_to_one(register)

    def of(block: Block) -> Verdict:
        rows, posts = block.held_row, block.held_post
        duty = block.duty[rows]
        begins = np.maximum(register.post.first[posts], register.first[duty])
        ends = np.minimum(np.minimum(register.post.last[posts], register.last[duty]), year_ends[duty])
        asked, given = consents_of.spread(posts)
        covers = (consent[given, 0] <= begins[asked]) & (consent[given, 1] >= ends[asked])
        missing = (begins <= ends) & ~any_of(asked[covers], len(rows))
        refused = block.with_held(missing)
        if block.kind == kinds.INTERIM:
            where, home, target = block.ways
            refused &= ~any_of(where[home == target], len(block))
        for row in np.flatnonzero(np.isin(block.person * len(register.duties) + block.duty, to_one_alone)).tolist():
            refused[row] = bool(rule.objections(block.engagement(row)))
        return refused, None

    return of


def _consented_to_one(register: Register) -> Numbers:
    """The placements to which somebody consented alone, each as person times duties plus duty. They are few."""
    number = {one.id: place for place, one in enumerate(register.duties)}
    return numbers(
        [
            place * len(register.duties) + number[each.duty]
            for place, one in enumerate(register.people)
            for each in one.consents
            if each.duty in number
        ]
    )


def _without_gaps(person: Person, post: Post) -> list[tuple[int, int]]:
    """The consents for a post as spans of days, those that touch told as one; none that is to one duty alone."""
    own = (each.period for each in person.consents if each.authority == post.authority and each.duty is None)
    found: list[tuple[int, int]] = []
    for first, last in sorted((ordinal(one.start, LONG_AGO), ordinal(one.end, FAR_OFF)) for one in own):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found


# --- what rests on the homes, or on where they are and where the duty is ---


def _home_judgement(rule: Bar, register: Register) -> OfBlock:
    """Every home's judgement counts by itself, so each council is asked about once, as somebody's only home."""
    tables: dict[str, tuple[Truths, Truths]] = {}

    def of(block: Block) -> Verdict:
        if block.kind not in ("inspect", "support"):
            return None, None
        if block.kind not in tables:
            tables[block.kind] = _asked_of_each_home(rule, register, block.kind)
        home = register.post_council[block.held_post]
        hard, soft = tables[block.kind]
        return block.with_held(hard[home]), block.with_held(soft[home])

    return of


def _asked_of_each_home(rule: Bar, register: Register, kind: str) -> tuple[Truths, Truths]:
    facts = register.facts
    duty = Duty("", kind, Period(facts.as_of, facts.as_of), 1)
    strengths = []
    for code in register.councils:
        one = Engagement(facts, Person(""), duty, (Post(code),), frozenset({code}))
        strengths.append({each.strength for each in _at_its_own_strength(rule).objections(one)})
    return (
        np.array([Strength.HARD in each for each in strengths], np.bool_),
        np.array([Strength.SOFT in each for each in strengths], np.bool_),
    )


def _at_its_own_strength(rule: Bar) -> Bar:
    return type(rule)(None, rule.parameters, rule.weight)


def _home_inspection_window(rule: Bar, register: Register) -> OfBlock:
    if not isinstance(rule, HomeInspectionWindow):
        raise TypeError(f"{rule.code} is another rule")
    windows = numbers(list(_windows(rule, register))).reshape(-1, 4)
    of_council = Keys(windows[:, 0])
    long_ago = _long_ago(rule, register)

    def of(block: Block) -> Verdict:
        if block.kind != kinds.INSPECT:
            return None, None
        home, duty = register.post_council[block.held_post], block.duty[block.held_row]
        rows, found = of_council.join(home)
        duties, (_, first, last, inspection) = duty[rows], windows[found].T
        within = (first <= register.last[duties]) & (last >= register.span_first[duties]) & (inspection != duties)
        return (
            any_of(block.held_row[rows[within]], len(block)),
            block.with_held(register.start[duty] >= long_ago[home]),
        )

    return of


def _windows(rule: HomeInspectionWindow, register: Register) -> Iterator[tuple[int, int, int, int]]:
    """Every inspected council, the first and the last day of the inspection's window, and the duty."""
    for place, duty in enumerate(register.duties):
        for code in sorted(duty.authorities) if duty.kind == kinds.INSPECT else ():
            begins, ends = int(register.span_first[place]), rule.report_day(register.facts, code, duty).toordinal()
            if begins <= ends:
                yield register.councils[code], begins, ends, place


def _long_ago(rule: Bar, register: Register) -> Numbers:
    """For each council the first start for which its last judgement is too old."""
    latest = [latest_published(register.facts, code) for code in register.councils]
    return numbers([LONG_AGO if day is None else months_after(day, rule.parameters["months"]) for day in latest])


def _same_region(rule: Bar, register: Register) -> OfBlock:
    known, unknown = register.facts.authorities, -1
    regions: dict[str, int] = {}
    region = numbers([unknown] * len(register.councils))
    for code, place in register.councils.items():
        named = known[code].region if code in known else None
        region[place] = unknown if named is None else regions.setdefault(named, len(regions))

    def of(block: Block) -> Verdict:
        if block.kind != kinds.INSPECT:
            return None, None
        rows, home, target = block.away
        one, other = region[home], region[target]
        return None, any_of(rows[(one == other) | (one == unknown) | (other == unknown)], len(block))

    return of


PEOPLE_FORMS: Mapping[str, Callable[[Bar, Register], OfPeople]] = {
    "not-offered": _not_offered,
    "not-authorised": _not_authorised,
    "undeclared": _undeclared,
}
"""Array forms of bars that rest on SORT, by the rule's code."""

BAR_FORMS: Mapping[str, Callable[[Bar, Register], OfBlock]] = {
    "vetting-lapsed": _vetting_lapsed,
    "short-tenure": _short_tenure,
    "no-consent": _no_consent,
    "home-judgement": _home_judgement,
    "unavailable": _unavailable,
    "home-inspection-window": _home_inspection_window,
    "same-region": _same_region,
    "post-basis": _post_basis,
}
"""Array forms of other bars, by the rule's code, in the order in which they are best asked: what bars most first."""
