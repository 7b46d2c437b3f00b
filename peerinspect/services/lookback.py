"""The look-back: when a tie comes to light, ends or turns out false, which past, live and coming work does it touch?

The rules are asked twice of every placement that a tie could reach: with the facts as they were believed, and with the
tie as it is known now. What one answer holds and the other does not is what the change touches. No rule is told
anything new for it. A tie reaches the person's own placements, and those of everybody who ever held a post at the
council it names or at a council of the person's own: a rule may speak of colleagues.

Each placement is judged by the policy of the roster that published it; by the policy in force where none did. Past work
is judged by that roster's edition of the rulebook too, work that goes on or is to come by the present edition, since it
would have to be defended under that one.

Proposals of rosters that are not published are left out: whoever publishes one has it judged again, as things stand.

Sealed work is looked at apart, in facts of its own, so that what a reader under the veil is shown, digests included, is
the same to the byte as if there were none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from peerinspect import store
from peerinspect.domain import Duty, Facts, Interest, Objection, Placement
from peerinspect.files import digest_of
from peerinspect.files.canon import text_of
from peerinspect.files.entries import interest_dict
from peerinspect.independence.engagement import Engagement, engage
from peerinspect.independence.rulebook import VERSION, Rulebook
from peerinspect.independence.waiving import Waivers
from peerinspect.services.reader import Reader
from peerinspect.store import history
from peerinspect.store.reading.duties import sealed_duties
from peerinspect.store.reading.ties import Basis, bases_of, basis_of, people_of_council
from peerinspect.store.snapshot import leave_out, snapshot
from peerinspect.store.tables import LookBackLineRow, LookBackRow

DECLARED, RECORDED, MOVED, DISMISSED, RESTORED = "declared", "recorded", "moved", "dismissed", "restored"
CHANGES = (DECLARED, RECORDED, MOVED, DISMISSED, RESTORED)
"""What can happen to a tie: declared by the person, recorded for them, its last day moved, dismissed, counted again."""

Gist = tuple[str, str, tuple[str, ...], tuple[str, ...]]

OBJECTS, FALLS_AWAY = "objects", "falls-away"
PAST, LIVE, FUTURE = "past", "live", "future"


@dataclass(frozen=True, slots=True)
class TieChange:
    """What became of a tie: as it counted before, and as it counts now; None where it did not, or does not."""

    interest_id: str
    what: str
    before: Interest | None
    after: Interest | None

    @property
    def tie(self) -> Interest:
        """The tie as it is, or was."""
        found = self.after or self.before
        if found is None:
            raise ValueError("a change of nothing")
        return found


@dataclass(frozen=True, slots=True)
class Touched:
    """One rule's word on one placement that the change brings in, or takes away."""

    duty: Duty
    placement: Placement
    effect: str
    objection: Objection
    is_waived: bool
    rulebook: str
    policy: str


def look_back(change: TieChange, reader: Reader, today: date) -> str:
    """Look back at everything that the change touches, and keep what was found; the look's id.

    Call it in the transaction that makes the change, after the rows are written.
    """
    return look_back_at_all([change], reader.user_id, today)[0]


def look_back_at_all(
    changes: Sequence[TieChange], user_id: str | None, today: date, report: Callable[[int], None] = lambda _: None
) -> tuple[str, ...]:
    """Look back at what each of several changes touches; the looks' ids, in the same order.

    Each is looked at with all the others made. `user_id` None is the command line; `report` is told how many are done.
    """
    if not changes:
        return ()
    sealed = sealed_duties(today)
    every = snapshot(today, sealed, title="What a look back rests on")
    opened = leave_out(every, sealed)
    digests = digest_of(opened), digest_of(every) if sealed else None
    rows = [_look(change, user_id, today, digests) for change in changes]
    store.db.session.add_all(rows)
    store.db.session.flush()
    sights = (opened, every) if sealed else (opened,)
    reaches = _reaching_work(every)
    for number, (row, change) in enumerate(zip(rows, changes, strict=True), start=1):
        if reaches(change.tie):
            store.db.session.add_all([_line(row.id, each, today) for each in _found(sights, change)])
        report(number)
    sentence = "Looked back at the work that this touches."
    events = [history.Happening("look-back", change.tie.person, {"sentence": sentence}) for change in changes]
    history.record_all(user_id or "", events)
    return tuple(row.id for row in rows)


def _look(change: TieChange, user_id: str | None, today: date, digests: tuple[str, str | None]) -> LookBackRow:
    return LookBackRow(
        id=store.new_token(),
        interest=change.interest_id,
        person=change.tie.person,
        change=change.what,
        before=_told(change.before),
        after=_told(change.after),
        made_on=today,
        made_by=user_id,
        open_digest=digests[0],
        sealed_digest=digests[1],
    )


def _reaching_work(facts: Facts) -> Callable[[Interest], bool]:
    """Tells of a tie whether anybody whose work it could touch has any: see `reached_by`."""
    placed = {each.person for each in facts.placements}
    at_work = {post.authority for person in placed for post in facts.people[person].posts}
    return lambda tie: tie.person in placed or bool(at_work & _councils_of(facts, tie))


def _councils_of(facts: Facts, tie: Interest) -> frozenset[str]:
    """The council that a tie names, and those of its person."""
    own = {post.authority for post in facts.people[tie.person].posts}
    return frozenset(own | ({tie.authority} if tie.authority else set()))


def _found(sights: Sequence[Facts], change: TieChange) -> list[Touched]:
    """What the change touches in the facts without sealed work, and then of the sealed work alone."""
    found = list(touched(sights[0], change))
    for every in sights[1:]:
        found += [each for each in touched(every, change) if each.duty.sealed]
    return found


def _told(interest: Interest | None) -> str:
    """The tie as a problem file writes it."""
    return text_of(interest_dict(interest)) if interest else ""


def touched(facts: Facts, change: TieChange) -> Iterator[Touched]:
    """Every placement in the facts that the change touches, a line for each rule. The facts know the tie as it is."""
    people = reached_by(facts, change.tie)
    bases = bases_of(people)
    present = basis_of(VERSION, facts.policy)
    former = _as_believed(facts, change)
    waivers = Waivers(facts)
    for placement in facts.placements:
        if placement.person in people:
            basis = bases.get(placement.pair, present)
            yield from _difference(former, facts, placement, basis, waivers)


def reached_by(facts: Facts, tie: Interest) -> frozenset[str]:
    """The people whose work the tie could touch: the person, their colleagues, and those of the council it names."""
    found = {tie.person}
    for code in sorted(_councils_of(facts, tie)):
        found |= people_of_council(code)
    return frozenset(found & facts.people.keys())


def _as_believed(facts: Facts, change: TieChange) -> Facts:
    """The facts before the change: one tie the less, or the tie as it was."""
    interests = list(facts.interests)
    if change.after is not None:
        interests.remove(change.after)
    if change.before is not None:
        interests.append(change.before)
    return replace(facts, interests=tuple(interests))


def _difference(former: Facts, facts: Facts, placement: Placement, basis: Basis, waivers: Waivers) -> Iterator[Touched]:
    """What the rules say of the placement now and did not before, and the other way about."""
    duty = facts.duties[placement.duty]
    edition = basis.rulebook if facts.is_history(placement) else VERSION
    rulebook = Rulebook.under(basis.policy, edition=edition)
    now, then = (_engaged(each, placement) for each in (facts, former))
    added, gone = _change(rulebook.objections_alone(then), rulebook.objections_alone(now))
    for effect, objections in ((OBJECTS, added), (FALLS_AWAY, gone)):
        for one in objections:
            is_waived = one.strength == "soft" and waivers.covers(one.rule, now)
            yield Touched(duty, placement, effect, one, is_waived, edition, basis.digest)


def _engaged(facts: Facts, placement: Placement) -> Engagement:
    return engage(facts, facts.people[placement.person], facts.duties[placement.duty], placement)


def _change(before: Iterable[Objection], after: Iterable[Objection]) -> tuple[list[Objection], list[Objection]]:
    """The objections that are new, and those that are gone.

    One that only speaks of other dates than before still stands: it is neither.
    """
    told_before, told_after = dict.fromkeys(before), dict.fromkeys(after)
    added = [one for one in told_after if one not in told_before]
    gone = [one for one in told_before if one not in told_after]
    kept = Counter(map(_gist, added)) & Counter(map(_gist, gone))
    return _without(added, kept.copy()), _without(gone, kept.copy())


def _without(objections: list[Objection], kept: Counter[Gist]) -> list[Objection]:
    """The objections, less as many of each gist as are kept."""
    left = []
    for one in objections:
        if kept[_gist(one)] > 0:
            kept[_gist(one)] -= 1
        else:
            left.append(one)
    return left


def _gist(one: Objection) -> Gist:
    """What an objection comes to, whatever dates it gives."""
    return one.rule, str(one.strength), one.people, one.authorities


def moment_of(duty: Duty, today: date) -> str:
    """Whether the duty is over, going on or to come on the day."""
    if duty.last_day < today:
        return PAST
    return LIVE if duty.start <= today else FUTURE


def _line(look: str, found: Touched, today: date) -> LookBackLineRow:
    return LookBackLineRow(
        look_back=look,
        person=found.placement.person,
        duty=found.duty.id,
        starts=found.duty.first_day,
        ends=found.duty.last_day,
        status=found.placement.status,
        moment=moment_of(found.duty, today),
        effect=found.effect,
        rule=found.objection.rule,
        strength=str(found.objection.strength),
        sentence=found.objection.sentence,
        is_waived=found.is_waived,
        rulebook=found.rulebook,
        policy=found.policy,
    )
