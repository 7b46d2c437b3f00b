"""The supply of people before dates are fixed: who could take a seat of an inspection that starts in a week, and where.

For each week a plain inspection is imagined at every council, and the rules are asked who could sit on it. What they
say of most people is the same wherever it is; so a person is asked about once a week at a council that nobody has
anything to do with, and besides only at the councils that something joins them to.

Work that is settled, offered or accepted counts; what a search only proposes does not. A person could take a seat in a
group of councils where no hard rule objects at one of them at least; a soft objection needs a waiver and takes nobody
away. Of everybody else the *first* obstacle is told: what they lack in every week before what is in the way in this
one, in the rulebook's order; and that it stands *alone* where it is the only one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta

from peerinspect.domain import Authority, Duty, Facts, Person
from peerinspect.explain.company import Company
from peerinspect.explain.joined import Joined
from peerinspect.explain.lacking import hard_rules
from peerinspect.independence.engagement import Engagement, engage
from peerinspect.independence.rulebook import Rulebook
from peerinspect.independence.scope import Scope
from peerinspect.independence.shapes import Bar, Limit

NOWHERE = Authority("nowhere", "Nowhere", "nowhere", None, None, ())
"""A council that nobody has anything to do with."""
OF_PLACES = frozenset({"own-authority", "shares-border", "same-region"})
"""Rules about nothing but where somebody works and where they would go, whenever that is."""
OF_HOMES = frozenset({"home-inspection-window"})
"""Rules about the person's own councils in that week, whatever council is inspected."""
ASKED = frozenset({"offered", "accepted"})
"""The statuses that count beside what is settled: people were asked, and may be relied on."""
FILLED_WITHIN = timedelta(days=800)
"""What a limit counts together with a week's work lies no further from it: years begin and end within it."""

Obstacles = tuple[str, ...]
"""Codes of rules, the first obstacle first; none at all for somebody who could take a seat."""


@dataclass
class Tally:
    """Of one week and one group of councils: how many could take a seat, and what takes the others away."""

    eligible: int = 0
    first: Counter[str] = field(default_factory=Counter)
    alone: Counter[str] = field(default_factory=Counter)

    def count(self, obstacles: Obstacles) -> None:
        """Count somebody whom these obstacles, if any, keep away."""
        if not obstacles:
            self.eligible += 1
            return
        self.first[obstacles[0]] += 1
        if len(obstacles) == 1:
            self.alone[obstacles[0]] += 1

    def add(self, other: Tally) -> None:
        """Count other people too."""
        self.eligible += other.eligible
        self.first.update(other.first)
        self.alone.update(other.alone)

    def take(self, other: Tally) -> None:
        """Leave people out who were counted before."""
        self.eligible -= other.eligible
        self.first -= other.first
        self.alone -= other.alone


@dataclass(frozen=True)
class WeekSupply:
    """One week: a tally for each group of councils by its name, and how many people could go to each council."""

    groups: Mapping[str, Tally]
    councils: Mapping[str, int]


class Supply:
    """Some people, asked about weeks in turn.

    `people` are those who are counted, `groups` the councils of each group by its name, where they could be sent at
    all. A group without any is beyond everybody's reach: that obstacle is `unreached`.
    """

    def __init__(
        self, facts: Facts, people: Collection[str], groups: Mapping[str, frozenset[str]], unreached: str = ""
    ) -> None:
        self._facts = replace(facts, authorities={**facts.authorities, NOWHERE.code: NOWHERE})
        self._people = [facts.people[id_] for id_ in sorted(people)]
        self._groups = groups
        self._unreached = unreached
        self._councils: frozenset[str] = frozenset().union(*groups.values())
        self._rules = _Asked(Rulebook.under(facts.policy))
        self._work = _work(self._facts)
        self._together = _company(self._facts, self._rules.together, self._work)
        self._joined = Joined(self._facts, self._work, self._rules.all)
        self._of_sort: dict[str, Obstacles] = {}
        self._of_homes: dict[tuple[str, frozenset[str]], bool] = {}
        self._of_places: dict[tuple[frozenset[str], str], bool] = {}

    def week(self, imagined: Duty, breathe: Callable[[], None] = lambda: None) -> WeekSupply:
        """The week of an imagined inspection, whatever its councils; `breathe` is called between two people."""
        counted = _Counted(self._groups, self._councils)
        asked = _Week(imagined, _company(self._facts, self._rules.limits, self._near(imagined)))
        for person in self._people:
            self._count(person, asked, counted)
            breathe()
        return counted.week()

    def _near(self, imagined: Duty) -> list[Engagement]:
        """The work that a limit could count together with the week's."""
        return [
            one
            for one in self._work
            if one.duty.last_day >= imagined.start - FILLED_WITHIN
            and one.duty.start <= imagined.last_day + FILLED_WITHIN
        ]

    def _count(self, person: Person, asked: _Week, counted: _Counted) -> None:
        """Count one person in every group and at every council."""
        anywhere = self._obstacles(person, asked)
        by_facts, by_work = self._joined.to(person)
        joined = (by_facts | by_work) & self._councils
        known: dict[str, bool] = {}

        def is_barred(code: str) -> bool:
            if code not in known:
                known[code] = self._is_barred(person, asked, code, code in by_work)
            return known[code]

        counted.everywhere(anywhere, () if anywhere else [code for code in joined if is_barred(code)])
        for name, codes in self._groups.items():
            if not codes:
                counted.instead(name, anywhere, (self._unreached,))
            elif codes <= joined and all(is_barred(code) for code in codes):
                there = min((self._obstacles(person, asked, code) for code in sorted(codes)), key=len)
                counted.instead(name, anywhere, there)

    def _obstacles(self, person: Person, asked: _Week, code: str = NOWHERE.code) -> Obstacles:
        """The hard rules that keep the person from the inspection at a council, the first obstacle first.

        Where two of them rest on nothing that dates or councils change, the others are not asked.
        """
        lasting = self._lasting(person, asked.imagined)
        if len(lasting) > 1:
            return lasting
        one = self._engage(person, asked, code)
        found = {bar.code for bar in self._rules.dated if self._objects(bar, one)}
        found |= self._beside(one)
        found |= hard_rules(asked.company.objections_beside(one))
        return (*lasting, *(rule for rule in self._rules.order if rule in found))

    def _engage(self, person: Person, asked: _Week, code: str) -> Engagement:
        return engage(self._facts, person, asked.at(code))

    def _objects(self, bar: Bar, one: Engagement) -> bool:
        """Whether the bar forbids; one that rests on homes is asked once for the same homes."""
        if bar.rests_on is not Scope.HOMES:
            return bool(hard_rules(bar.objections(one)))
        key = (bar.code, one.homes)
        if key not in self._of_homes:
            self._of_homes[key] = bool(hard_rules(bar.objections(one)))
        return self._of_homes[key]

    def _beside(self, one: Engagement) -> frozenset[str]:
        """The rules about two placements and three that object."""
        alone = (each for clash in self._rules.all.clashes for each in clash.bars(one))
        return hard_rules(alone) | hard_rules(self._together.objections_beside(one))

    def _lasting(self, person: Person, imagined: Duty) -> Obstacles:
        """The bars that rest on the person and the sort of duty alone: the same in every week."""
        if person.id not in self._of_sort:
            one = engage(self._facts, person, imagined)
            found = (bar.code for bar in self._rules.lasting if hard_rules(bar.objections(one)))
            self._of_sort[person.id] = tuple(found)
        return self._of_sort[person.id]

    def _is_barred(self, person: Person, asked: _Week, code: str, is_by_work: bool) -> bool:
        """Whether a council that something joins the person to is barred to them for that."""
        if len(self._lasting(person, asked.imagined)) > 1:
            return False
        one = self._engage(person, asked, code)
        key = (one.homes, code)
        if key not in self._of_places:
            self._of_places[key] = any(hard_rules(bar.objections(one)) for bar in self._rules.of_places)
        if self._of_places[key] or any(hard_rules(bar.objections(one)) for bar in self._rules.local):
            return True
        is_tied = is_by_work or bool(self._facts.interests_by_person.get(person.id))
        return is_tied and bool(self._beside(one))


class _Counted:
    """What is counted of one week. Nearly everybody counts alike in all groups, so only the others are kept apart."""

    def __init__(self, groups: Iterable[str], councils: Iterable[str]) -> None:
        self._all = Tally()
        self._more = {name: Tally() for name in groups}
        self._less = {name: Tally() for name in groups}
        self._councils = sorted(councils)
        self._barred: Counter[str] = Counter()

    def everywhere(self, obstacles: Obstacles, barred: Iterable[str]) -> None:
        """Count somebody in every group alike, and who could take a seat at every council but those barred to them."""
        self._all.count(obstacles)
        self._barred.update(barred)

    def instead(self, name: str, usual: Obstacles, there: Obstacles) -> None:
        """Count somebody in one group by other obstacles than everywhere."""
        self._less[name].count(usual)
        self._more[name].count(there)

    def week(self) -> WeekSupply:
        """The week, once everybody is counted."""
        groups = {}
        for name, more in self._more.items():
            more.add(self._all)
            more.take(self._less[name])
            groups[name] = more
        return WeekSupply(groups, {code: self._all.eligible - self._barred[code] for code in self._councils})


class _Asked:
    """The rules, by what their verdict on an imagined inspection rests on."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.all = rulebook
        self.order = [rule.code for rule in rulebook.rules]
        self.lasting = [bar for bar in rulebook.bars if bar.rests_on is Scope.SORT]
        self.dated = [bar for bar in rulebook.bars if bar.rests_on is not Scope.SORT]
        self.of_places = [bar for bar in rulebook.bars if bar.code in OF_PLACES]
        anywhere = OF_PLACES | OF_HOMES
        self.local = [bar for bar in rulebook.bars if bar.rests_on is Scope.PLACEMENT and bar.code not in anywhere]
        self.limits = replace(rulebook, rules=tuple(rule for rule in rulebook.rules if isinstance(rule, Limit)))
        self.together = replace(rulebook, rules=(*rulebook.clashes, *rulebook.triples))


class _Week:
    """The imagined inspection, at one council or another, and the work that fills up around it."""

    def __init__(self, imagined: Duty, company: Company) -> None:
        self.imagined = imagined
        self.company = company
        self._at: dict[str, Duty] = {}

    def at(self, code: str) -> Duty:
        """The inspection of one council."""
        if code not in self._at:
            self._at[code] = replace(self.imagined, authorities=frozenset({code}))
        return self._at[code]


def _company(facts: Facts, rulebook: Rulebook, work: Iterable[Engagement]) -> Company:
    everything = list(work)
    return Company(
        facts, rulebook, [one for one in everything if not one.past], [one for one in everything if one.past]
    )


def _work(facts: Facts) -> list[Engagement]:
    """What people did, do, or were asked to do."""
    return [
        engage(facts, facts.people[each.person], facts.duties[each.duty], each)
        for each in sorted(facts.placements, key=lambda each: each.pair)
        if facts.is_history(each) or facts.is_fixed(each) or each.status in ASKED
    ]


def merged(weeks: Iterable[WeekSupply]) -> WeekSupply:
    """The same week of several sets of people, as one."""
    groups: dict[str, Tally] = {}
    councils: Counter[str] = Counter()
    for each in weeks:
        for name, tally in each.groups.items():
            groups.setdefault(name, Tally()).add(tally)
        councils.update(each.councils)
    return WeekSupply(groups, dict(councils))
