"""What stands against one person in another's seat, with the rest of a roster where it is."""

from __future__ import annotations

from peerinspect.domain import Facts, Objection, Roster
from peerinspect.domain.placement import Pair
from peerinspect.explain.company import Company
from peerinspect.independence.engagement import engage
from peerinspect.independence.examiner import settled_engagements
from peerinspect.independence.rulebook import Rulebook


def objections_in_seat(
    facts: Facts, roster: Roster, coming: Pair, leaving: Pair | None = None, rulebook: Rulebook | None = None
) -> tuple[Objection, ...]:
    """Every objection to `coming`, a person on a duty, beside the roster without them and without `leaving`.

    The rules are those of the edition that the roster names, unless a rulebook is given.
    """
    rulebook = rulebook or Rulebook.named_by(roster, facts.policy)
    past, _ = settled_engagements(facts)
    marks = {one.pair: one for one in facts.placements}
    pairs = (one.pair for one in roster.placements if one.pair not in (coming, leaving))
    placed = [engage(facts, facts.people[who], facts.duties[what], marks.get((who, what))) for who, what in pairs]
    placed = [one for one in placed if not one.past and facts.is_open(one.duty)]
    asked = engage(facts, facts.people[coming[0]], facts.duties[coming[1]])
    beside = Company(facts, rulebook, placed, past, about=asked).objections_beside(asked)
    return (*rulebook.objections_alone(asked), *beside)
