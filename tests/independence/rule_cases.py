"""Small problems for the tests of the rules: a person nobody objects to, a duty, and what one rule says of them.

The person `p` is a director at H who has offered everything and declared, trained and been vetted for everything; a
duty `d` stands at T. Each test changes the one or two facts that its rule turns on. Problems are written as
problem-1 files, so that the tables also prove that the format can say what the rule needs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Any

from peerinspect.domain import Facts, Objection, Period
from peerinspect.files import facts_from_dict
from peerinspect.independence.engagement import Engagement, engage
from peerinspect.independence.rulebook import Rulebook
from peerinspect.independence.shapes import Cover, Limit

Entry = dict[str, Any]

KINDS = ("inspect", "chair", "support", "second", "interim", "review")
AS_OF = "2026-09-01"
FIRST, LAST = "2026-10-05", "2026-10-09"
"""A Monday and the Friday of the same week: the period of every duty that names no other."""

HARD, SOFT, CLEAR = {"hard"}, {"soft"}, set[str]()


def other_kinds(*kinds: str) -> list[str]:
    """The kinds of duty that a rule leaves alone."""
    return [kind for kind in KINDS if kind not in kinds]


def _entry(**keys: Any) -> Entry:
    """A file entry without the keys that say nothing: `since` and `until` are written `from` and `to`."""
    names = {"since": "from", "until": "to"}
    return {names.get(key, key): value for key, value in keys.items() if value is not None}


def post(
    authority: str,
    since: str | None = "2015-01-01",
    until: str | None = None,
    *,
    role: str = "director",
    basis: str | None = "substantive",
) -> Entry:
    return _entry(authority=authority, role=role, basis=basis, since=since, until=until)


def consent(authority: str, since: str | None = "2015-01-01", until: str | None = None, to: str | None = None) -> Entry:
    """A council's consent; to one duty alone where `to` names it."""
    return _entry(authority=authority, since=since, until=until, duty=to)


def span(since: str | None = None, until: str | None = None) -> Entry:
    return _entry(since=since, until=until)


def offers(**days: int) -> list[Entry]:
    return [{"kind": kind, "days": most} for kind, most in days.items()]


def person(name: str = "p", *homes: str, **changes: Any) -> Entry:
    """A director of the homes (of H when none is named) to whom no rule objects. A change to None drops the key."""
    councils = homes or ("H",)
    clean = {
        "id": name,
        "posts": [post(council) for council in councils],
        "offers": offers(**dict.fromkeys(KINDS, 300)),
        "level": "authorised",
        "vetted_on": "2026-01-01",
        "declared_on": "2026-08-01",
        "consents": [consent(council) for council in councils],
    }
    return _entry(**(clean | changes))


def duty(kind: str = "inspect", *targets: str, name: str = "d", **changes: Any) -> Entry:
    """A duty at the targets (at T when none is named), of one seat. `first` and `last` are its days."""
    period = {"from": changes.pop("first", FIRST), "to": changes.pop("last", LAST)}
    clean = {"id": name, "kind": kind, "authorities": list(targets or ("T",)), "seats": 1}
    return _entry(**(clean | period | changes))


def interest(
    kind: str,
    since: str | None = None,
    until: str | None = None,
    *,
    at: str | None = "T",
    of: str = "p",
    case: str | None = None,
) -> Entry:
    return _entry(person=of, kind=kind, authority=at, since=since, until=until, case=case)


def arrangement(kind: str, *authorities: str, since: str | None = None, until: str | None = None) -> Entry:
    return _entry(kind=kind, authorities=list(authorities), since=since, until=until)


def authority(
    code: str,
    *,
    region: str | None = None,
    judgements: Sequence[Entry] = (),
    latitude: float | None = None,
    longitude: float | None = None,
) -> Entry:
    return _entry(code=code, region=region, judgements=list(judgements), latitude=latitude, longitude=longitude)


def judgement(published: str | None, inspected: str | None = None, **grades: str) -> Entry:
    """A judgement; `help` stands for the area of help and protection."""
    areas = {"help": "help-and-protection"}
    graded = {areas.get(area, area): grade for area, grade in grades.items()}
    return _entry(published=published, inspected=inspected, grades=graded)


@dataclass(frozen=True)
class Seat:
    """A person on a duty. With a status, or pinned, it is also a placement of the file."""

    person: Entry
    duty: Entry
    status: str | None = None
    pinned: bool = False

    @property
    def pair(self) -> tuple[str, str]:
        return (self.person["id"], self.duty["id"])

    @property
    def in_file(self) -> bool:
        return self.status is not None or self.pinned

    @property
    def placement(self) -> Entry:
        entry = _entry(person=self.person["id"], duty=self.duty["id"], status=self.status)
        return entry | ({"pinned": True} if self.pinned else {})


def on(someone: Entry, work: Entry, status: str | None = None, *, pinned: bool = False) -> Seat:
    return Seat(someone, work, status, pinned)


def problem(people: Iterable[Entry], duties: Iterable[Entry], *, as_of: str = AS_OF, **rest: Any) -> Entry:
    """A problem-1 file; what is given twice is written once."""
    found = {one["id"]: one for one in people}
    works = {one["id"]: one for one in duties}
    start = {"format": "peerinspect/problem-1", "as_of": as_of}
    return start | {"people": list(found.values()), "duties": list(works.values())} | rest


def _all_listed(authorities: Iterable[Entry], people: Iterable[Entry], duties: Iterable[Entry]) -> list[Entry]:
    """The authorities with a bare entry, of which only the code is known, for each home and target not among them."""
    listed = {one["code"]: one for one in authorities}
    homes = {one["authority"] for someone in people for one in (*someone["posts"], *someone.get("consents", ()))}
    named = homes | {code for work in duties for code in work["authorities"]}
    return [*listed.values(), *(authority(code) for code in sorted(named - set(listed)))]


def _facts(code: str, seats: Sequence[Seat], setting: Mapping[str, Any] | None, rest: Mapping[str, Any]) -> Facts:
    """The facts of the seats, with the policy's setting of the one rule."""
    policy = {"policy": {"rules": {code: dict(setting)}}} if setting else {}
    placements = [seat.placement for seat in seats if seat.in_file]
    people, duties = [seat.person for seat in seats], [seat.duty for seat in seats]
    given = policy | dict(rest)
    if "authorities" in given:
        given["authorities"] = _all_listed(given["authorities"], people, duties)
    return facts_from_dict(problem(people, duties, placements=placements, **given))


def _engaged(facts: Facts, seat: Seat) -> Engagement:
    """The engagement of a seat, past or fixed where the file's placement makes it so."""
    someone, work = facts.people[seat.pair[0]], facts.duties[seat.pair[1]]
    recorded = [one for one in facts.placements if one.pair == seat.pair]
    return engage(facts, someone, work, recorded[0] if recorded else None)


def _strengths(code: str, found: Sequence[Objection]) -> set[str]:
    """The strengths of the objections, each of which must be the rule's own and say something."""
    assert all(one.rule == code and one.sentence.strip() for one in found)
    return {str(one.strength) for one in found}


def verdict(
    code: str,
    someone: Entry,
    work: Entry,
    *,
    also: Sequence[Seat] = (),
    setting: Mapping[str, Any] | None = None,
    **rest: Any,
) -> set[str]:
    """The strengths of the rule's objections to the person on the duty alone. `also` are other seats in the file."""
    seat = on(someone, work)
    facts = _facts(code, [seat, *also], setting, rest)
    rulebook = Rulebook.under(facts.policy)
    asked = _engaged(facts, seat)
    found = [one for rule in rulebook.bars if rule.code == code for one in rule.objections(asked)]
    found += [one for rule in rulebook.clashes if rule.code == code for one in rule.bars(asked)]
    return _strengths(code, found)


def together(code: str, one: Seat, other: Seat, *, setting: Mapping[str, Any] | None = None, **rest: Any) -> set[str]:
    """The strengths of the rule's objections to two seats together.

    Either order must say the same, and two engagements objected to must share a key.
    """
    facts = _facts(code, [one, other], setting, rest)
    first, second = _engaged(facts, one), _engaged(facts, other)
    rules = [rule for rule in Rulebook.under(facts.policy).clashes if rule.code == code]
    found = [objection for rule in rules for objection in rule.objections(first, second)]
    turned = [objection for rule in rules for objection in rule.objections(second, first)]
    assert Counter(each.strength for each in found) == Counter(each.strength for each in turned)
    if found:
        assert all(set(rule.keys(first)) & set(rule.keys(second)) for rule in rules)
        assert all({first.person.id, second.person.id} == set(each.people) for each in found)
    return _strengths(code, found)


def in_a_ring(code: str, *seats: Seat, setting: Mapping[str, Any] | None = None, **rest: Any) -> set[str]:
    """The strengths of the rule's objections to three seats together, whatever their order.

    What the fast examiner finds among them must be the same three, unless all of them are past.
    """
    facts = _facts(code, seats, setting, rest)
    engaged = [_engaged(facts, seat) for seat in seats]
    rules = [rule for rule in Rulebook.under(facts.policy).triples if rule.code == code]
    found = [[one for rule in rules for one in rule.objections(*order)] for order in permutations(engaged)]
    strengths = [_strengths(code, each) for each in found]
    assert all(each == strengths[0] for each in strengths)
    for objection in found[0]:
        assert {one.person.id for one in engaged} == set(objection.people)
    quick = [three for rule in rules for three in rule.found(engaged)]
    assert len(quick) == bool(found[0] and not all(one.past for one in engaged))
    return strengths[0]


def _total(rule: Limit, bucket: Any, engagements: Sequence[Engagement]) -> int:
    """How much the bucket holds; a rule that counts people takes each one's largest amount once."""
    amounts = [(each.person.id, rule.amount(bucket, each)) for each in engagements]
    if not rule.counts_people:
        return sum(amount for _, amount in amounts)
    largest: dict[str, int] = {}
    for name, amount in amounts:
        largest[name] = max(amount, largest.get(name, 0))
    return sum(largest.values())


def _by_parts(rule: Limit, bucket: Any, one: Engagement) -> int:
    """What the fast examiner finds that an engagement puts into a bucket: something only into its holders' ones."""
    days = Period(bucket.first, bucket.last)
    reached = [
        part.amount
        for part in rule.parts(one)
        if part.section == rule.section(bucket) and Period(part.first, part.last).overlaps(days)
    ]
    return max(reached, default=0) if bucket.holder in set(rule.holders(one)) else 0


def excesses(code: str, *seats: Seat, setting: Mapping[str, Any] | None = None, **rest: Any) -> list[int]:
    """The largest excess of each holder that has one, largest first, over every bucket that any of the seats opens."""
    facts = _facts(code, seats, setting, rest)
    engagements = [_engaged(facts, seat) for seat in seats]
    worst: dict[Any, int] = {}
    for rule in (rule for rule in Rulebook.under(facts.policy).limits if rule.code == code):
        for bucket in {bucket for each in engagements for bucket in rule.opens(each)}:
            for each in engagements:
                assert rule.amount(bucket, each) == _by_parts(rule, bucket, each)
            over = _total(rule, bucket, engagements) - bucket.ceiling
            worst[bucket.holder] = max(over, worst.get(bucket.holder, 0))
    return sorted((over for over in worst.values() if over > 0), reverse=True)


def excess(code: str, *seats: Seat, setting: Mapping[str, Any] | None = None, **rest: Any) -> int:
    """The largest excess over any of the rule's ceilings, 0 where there is none."""
    return max(excesses(code, *seats, setting=setting, **rest), default=0)


def limit_strength(code: str, setting: Mapping[str, Any] | None = None) -> str:
    """How strongly a Limit objects."""
    rule = Rulebook.under(_facts(code, [], setting, {}).policy).rule(code)
    assert isinstance(rule, Limit)
    return str(rule.as_set(rule.own_strength))


def lacking(code: str, work: Entry, *team: Entry, setting: Mapping[str, Any] | None = None, **rest: Any) -> list[str]:
    """The needs of the duty that nobody on the team meets, sorted."""
    seats = [on(someone, work) for someone in team] or [on(person("nobody"), work)]
    facts = _facts(code, seats, setting, rest)
    engagements = [_engaged(facts, seat) for seat in seats] if team else []
    rules: list[Cover] = [rule for rule in Rulebook.under(facts.policy).covers if rule.code == code]
    needs = [(rule, need) for rule in rules for need in rule.needs(facts, work["id"])]
    return sorted(need for rule, need in needs if not any(rule.meets(need, each) for each in engagements))
