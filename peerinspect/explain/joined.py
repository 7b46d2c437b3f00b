"""Which councils something joins a person to: the only ones where rules may say something else than anywhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from peerinspect.domain import Facts, Person, Strength
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.rulebook import Rulebook
from peerinspect.independence.rules.ring import Ring
from peerinspect.independence.rules.same_region import SameRegion

Codes = frozenset[str]


class Joined:
    """Councils by person, from all facts whatever their dates: rather one too many than one too few.

    By *facts* a council is joined where the person ever held a post; where one of those borders it, shares an
    arrangement or a duty with it, or lies in its region while that is forbidden; and where the person has a tie. By
    *work*, where anybody from those councils worked, or whose people worked there; and while rings are forbidden,
    whose people worked where theirs did.
    """

    def __init__(self, facts: Facts, work: Iterable[Engagement], rulebook: Rulebook) -> None:
        self._facts = facts
        self._by_home: dict[str, set[str]] = defaultdict(set)
        self._by_target: dict[str, set[str]] = defaultdict(set)
        self._by_person: dict[str, set[str]] = defaultdict(set)
        for one in work:
            self._by_person[one.person.id] |= one.targets
            for home in one.homes:
                self._by_home[home] |= one.targets
            for target in one.targets:
                self._by_target[target] |= one.homes
        self._beside = _beside(facts)
        self._hard = {rule.code for rule in rulebook.rules if rule.strength is Strength.HARD}
        self._around: dict[str, tuple[Codes, Codes]] = {}

    def to(self, person: Person) -> tuple[Codes, Codes]:
        """The councils that facts join the person to, and those that work does."""
        own = {post.authority for post in person.posts}
        ties = {each.authority for each in self._facts.interests_by_person.get(person.id, ()) if each.authority}
        around = [self._of_council(code) for code in own]
        by_facts = frozenset(own | ties).union(*(facts for facts, _ in around))
        return by_facts, frozenset(self._by_person.get(person.id, ())).union(*(work for _, work in around))

    def _of_council(self, code: str) -> tuple[Codes, Codes]:
        """The councils that facts join the council to, and those that work does."""
        if code not in self._around:
            by_facts = self._beside.get(code, frozenset()) | self._in_region(code)
            inspecting = self._by_target.get(code, set())
            further = {one for each in inspecting for one in self._by_target.get(each, ())}
            by_work = self._by_home.get(code, set()) | inspecting | (further if Ring.code in self._hard else set())
            self._around[code] = by_facts, frozenset(by_work)
        return self._around[code]

    def _in_region(self, code: str) -> Codes:
        """The councils of its region, or of no known one, while nobody may inspect in their own region."""
        if SameRegion.code not in self._hard:
            return frozenset()
        known = self._facts.authorities
        own = known[code].region if code in known else None
        return frozenset(each for each, council in known.items() if own is None or council.region in (own, None))


def _beside(facts: Facts) -> Mapping[str, Codes]:
    """The councils that a border, an arrangement or a duty joins to each."""
    found: dict[str, set[str]] = defaultdict(set)
    groups = [*facts.borders, *(each.authorities for each in facts.arrangements)]
    for codes in [*groups, *(duty.authorities for duty in facts.duties.values())]:
        for code in codes if len(codes) > 1 else ():
            found[code] |= codes
    return {code: frozenset(codes - {code}) for code, codes in found.items()}
