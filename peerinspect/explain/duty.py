"""Who could do this duty, and why not the others: every person, given a roster."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from peerinspect.domain import Duty, Evidence, Facts, Objection, Person, Roster, Strength
from peerinspect.explain.company import Company
from peerinspect.explain.explanation import Choice, DutyExplanation
from peerinspect.explain.swaps import Ledger
from peerinspect.independence import wording
from peerinspect.independence.engagement import Engagement, engage
from peerinspect.independence.examiner import settled_engagements
from peerinspect.independence.rulebook import Rulebook

DUTY_OVER = "duty-over"
"""What stands against everybody on a duty that has ended."""


def over_sentence(duty: Duty) -> str:
    """That the duty has ended, and what follows."""
    return f"The duty ended on {wording.day(duty.last_day)}, and what is over is not filled."


def explain_duty(
    facts: Facts, roster: Roster, duty_id: str, person_id: str | None = None, rulebook: Rulebook | None = None
) -> DutyExplanation:
    """Everybody, or one person, for the duty: chosen, eligible with rank and estimated cost, or blocked.

    The rules are those of the edition that the roster names, unless a rulebook is given. Raises KeyError for a duty or
    a person that the facts do not know, ValueError for an edition that there never was.
    """
    duty = facts.duties[duty_id]
    people = [facts.people[person_id]] if person_id else [facts.people[key] for key in sorted(facts.people)]
    return _DutyQuestion(facts, roster, duty, rulebook or Rulebook.named_by(roster, facts.policy)).answer(people)


class _DutyQuestion:
    """One duty asked of many people, over one index of the roster."""

    def __init__(self, facts: Facts, roster: Roster, duty: Duty, rulebook: Rulebook) -> None:
        self.facts = facts
        self.duty = duty
        past, fixed = settled_engagements(facts)
        self.past = {one.pair for one in past}
        self.fixed = {one.pair for one in fixed}
        marks = {one.pair: one for one in facts.placements}
        placed = [
            engage(facts, facts.people[one.person], facts.duties[one.duty], marks.get(one.pair))
            for one in roster.placements
        ]
        placed = [one for one in placed if not one.past and facts.is_open(one.duty)]
        self.team = [one for one in placed if one.duty.id == duty.id]
        self.ways_in = tuple(self._ways_in())
        self.status = {one.person: one.status for one in roster.placements if one.duty == duty.id}
        self.company = Company(facts, rulebook, placed, past)
        self.ledger = Ledger(facts, rulebook, placed, self.company, roster)

    def answer(self, people: Sequence[Person]) -> DutyExplanation:
        chosen: list[Choice] = []
        eligible: list[Choice] = []
        blocked: list[Choice] = []
        on_team = {one.person.id: one for one in self.team}
        for person in people:
            if person.id in on_team:
                chosen.append(self._chosen(on_team[person.id]))
                continue
            choice = self._other(engage(self.facts, person, self.duty))
            (blocked if choice.cost is None else eligible).append(choice)
        return DutyExplanation(self.duty.id, self.duty.seats, tuple(chosen), self._ranked(eligible), tuple(blocked))

    def _chosen(self, one: Engagement) -> Choice:
        objections = self.company.objections_to(one)
        name = wording.full_name(one.person)
        return Choice(one.person.id, name, tuple(objections), status=self.status[one.person.id])

    def _other(self, one: Engagement) -> Choice:
        """The cheapest way to seat the person, or everything that stands against it."""
        name = wording.full_name(one.person)
        alone = [*self._over(one), *self._done_before(one), *self.company.rulebook.objections_alone(one)]
        best: tuple[tuple[Fraction, ...], Choice] | None = None
        for leaving in () if _forbids(alone) else self.ways_in:
            without = frozenset({leaving.pair}) if leaving else frozenset()
            beside = self.company.objections_beside(one, without)
            if _forbids(beside):
                continue
            cost = self.ledger.swap(one, leaving)
            key = tuple(cost.values())
            if best is None or key < best[0]:
                instead = leaving.person.id if leaving else None
                best = (key, Choice(one.person.id, name, (*alone, *beside), cost=cost, instead_of=instead))
        if best is not None:
            return best[1]
        return Choice(one.person.id, name, (*alone, *self._taken_for_good(one), *self._beside_the_rest(one)))

    def _over(self, one: Engagement) -> list[Objection]:
        """Closed duties are not filled: no rule either (exact reading 5)."""
        if self.facts.is_open(one.duty):
            return []
        return [_apart_from_rules(DUTY_OVER, over_sentence(one.duty), one, ())]

    def _done_before(self, one: Engagement) -> list[Objection]:
        """What is done is not done again: no rule, but it forbids the placement all the same (exact reading 5)."""
        if one.pair not in self.past:
            return []
        name, period = wording.full_name(one.person), one.duty.period
        evidence = (Evidence("done", period.start, period.end),)
        return [_apart_from_rules("already-done", f"{name} has done this duty already.", one, evidence)]

    def _taken_for_good(self, one: Engagement) -> list[Objection]:
        """A seat that a live or pinned placement holds goes to nobody else: no rule either (exact reading 5)."""
        if self.ways_in or not self.facts.is_open(one.duty):
            return []
        held = [each for each in self.team if each.pair in self.fixed]
        names = wording.listing(sorted(wording.full_name(each.person) for each in held))
        sentence = f"No seat is free; settled already: {names}." if held else "The duty has no seat to fill."
        evidence = tuple(Evidence("settled", each.duty.first_day, each.duty.last_day) for each in held)
        return [_apart_from_rules("seat-taken", sentence, one, evidence)]

    def _ways_in(self) -> Iterator[Engagement | None]:
        """An empty seat, where there is one; else each team member who is not fixed."""
        if len(self.team) < self.duty.seats:
            yield None
            return
        yield from (one for one in self.team if one.pair not in self.fixed)

    def _beside_the_rest(self, one: Engagement) -> list[Objection]:
        """Every objection beside the rest of the roster; where a single seat is taken its holder is left aside."""
        without = frozenset(each.pair for each in self.team) if self.duty.seats == 1 else frozenset()
        return self.company.objections_beside(one, without)

    def _ranked(self, eligible: list[Choice]) -> tuple[Choice, ...]:
        ordered = sorted(eligible, key=lambda one: (*(one.cost or {}).values(), one.person))
        return tuple(
            Choice(one.person, one.name, one.objections, rank, one.cost, one.instead_of)
            for rank, one in enumerate(ordered, start=1)
        )


def _apart_from_rules(code: str, sentence: str, one: Engagement, evidence: tuple[Evidence, ...]) -> Objection:
    """A hard objection that no rule raises and no waiver covers."""
    return Objection(
        code,
        Strength.HARD,
        sentence,
        (one.person.id,),
        (one.duty.id,),
        evidence=evidence,
        reveals=frozenset({one.duty.id} if one.duty.sealed else ()),
    )


def _forbids(objections: Sequence[Objection]) -> bool:
    return any(each.strength is Strength.HARD for each in objections)
