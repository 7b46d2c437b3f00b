"""How likely somebody is to be asked: what is open today, and what the rules say of them alone.

It rests on open work and on the reader's own record: on no sealed work, on nobody else's duties, and on no word that a
coordinator has said of the reader and a duty.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from peerinspect.domain import Duty, Facts, Objection, Strength, kinds
from peerinspect.independence.engagement import Engagement, engage
from peerinspect.independence.rulebook import Rulebook
from peerinspect.independence.shapes import Clash
from peerinspect.services import views
from peerinspect.services.checking import own_person
from peerinspect.services.queries.sight import Sight, filled_seats
from peerinspect.services.reader import SIGNED_OUT, Reader
from peerinspect.store.reading.people import homes_of, withheld_offers
from peerinspect.store.reading.placements import duties_of
from peerinspect.store.surroundings import Scope, duties_at, facts_in

MOST_SKILLS = 5
OFFERED = "not-offered"


def my_prospects(reader: Reader, today: date) -> views.Prospects:
    """What is open of each kind, what of it the reader could take, and what is in the way of most of the rest."""
    own = own_person(reader)
    # Nobody signed out knows of sealed work, so neither does what follows, whoever asks.
    sight = Sight(SIGNED_OUT, today)
    needs, looking = _needs(sight, own)
    facts = _facts(sight, own, needs)
    withheld = {kind for person, kind in withheld_offers() if person == own}
    offered = {offer.kind for offer in facts.people[own].offers} - withheld
    barred = _barred(facts, own, needs.values())
    found = tuple(_prospect(kind, kind in offered, needs, looking, barred) for kind in kinds.KINDS)
    return views.Prospects(found, _skills_asked(facts, own, offered, needs.values()))


def _needs(sight: Sight, own: str) -> tuple[dict[str, Duty], frozenset[str]]:
    """The duties that are to come or have a seat left, without the person's own; and which of them have one left."""
    current = sight.current()
    records = sight.records(current)
    filled, mine = filled_seats(records), {each.duty for each in records if each.person == own}
    work = {id_: duty for id_, duty in sight.work_among(current).items() if id_ not in mine}
    looking = frozenset(id_ for id_, duty in work.items() if duty.seats > filled[id_])
    needs = {id_: duty for id_, duty in work.items() if id_ in looking or duty.first_day > sight.today}
    return needs, looking


def _facts(sight: Sight, own: str, needs: Mapping[str, Duty]) -> Facts:
    """The person, their own open work, announced inspections of their councils, and what is open."""
    homes = homes_of([own])
    near = sight.work_among(duties_of([own]) | duties_at(homes, kinds.INSPECT))
    return facts_in(sight.today, Scope(frozenset({own}), frozenset(near.keys() | needs.keys()), homes))


def _barred(facts: Facts, own: str, needs: Iterable[Duty]) -> dict[str, set[str]]:
    """The rules that stand hard in the person's way, by duty; none for a duty that they could take."""
    rulebook, person = Rulebook.under(facts.policy), facts.people[own]
    work = [engage(facts, person, facts.duties[each.duty], each) for each in facts.placements if each.person == own]
    found: dict[str, set[str]] = defaultdict(set)
    for duty in needs:
        one = engage(facts, person, duty)
        said = [each for rule in rulebook.bars for each in rule.objections(one)]
        said += [each for rule in rulebook.clashes for each in rule.bars(one)]
        said += [each for rule in rulebook.clashes for other in work for each in _between(rule, one, other)]
        found[duty.id] = {each.rule for each in said if each.strength is Strength.HARD}
    return found


def _between(rule: Clash, one: Engagement, other: Engagement) -> list[Objection]:
    """What a rule says of two duties of the same person; one that they are on already is no obstacle to itself."""
    return [] if one.pair == other.pair else rule.objections(one, other)


def _prospect(
    kind: str,
    is_offered: bool,
    needs: Mapping[str, Duty],
    looking: frozenset[str],
    barred: Mapping[str, set[str]],
) -> views.KindProspect:
    ids = [id_ for id_, duty in needs.items() if duty.kind == kind]
    rules = Counter(rule for id_ in ids for rule in barred[id_] if rule != OFFERED)
    could = sum(not barred[id_] for id_ in ids) if is_offered else 0
    most = min(rules, key=lambda rule: (-rules[rule], rule), default="")
    seats = sum(id_ in looking for id_ in ids)
    return views.KindProspect(kind, is_offered, len(ids), seats, could, most, rules[most])


def _skills_asked(facts: Facts, own: str, offered: Iterable[str], needs: Iterable[Duty]) -> tuple[tuple[str, int], ...]:
    """Skills that open duties of offered kinds ask for and the person has not said they have, the commonest first."""
    known, wanted = facts.people[own].skills, set(offered)
    counts = Counter(skill for duty in needs if duty.kind in wanted for skill in duty.skills - known)
    return tuple(sorted(counts.items(), key=lambda each: (-each[1], each[0]))[:MOST_SKILLS])
