"""Facts as coordinators would have them: who is pinned to a duty, and who is set aside for one.

A pin is a proposed placement that every search keeps; what is set aside is a bar of its own. Neither outlasts its duty,
and a pin counts no more once the person has said no. What is said of a sealed inspection stands in the problem that
fills it and in no other, so that no open search, and no other sealed one, can tell that it was said.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from peerinspect.domain import Facts, Placement, SetAside
from peerinspect.domain.placement import Pair
from peerinspect.store.reading.placements import read_placements
from peerinspect.store.reading.seat_words import PIN, SET_ASIDE, standing_words
from peerinspect.store.tables import SeatWordRow


def as_told(facts: Facts, duties: Collection[str]) -> Facts:
    """The facts with the words in force on some of their duties, as far as those are still open."""
    words = [each for each in standing_words() if each.duty in duties and _counts(facts, each)]
    pins = {(each.person, each.duty) for each in words if each.sort == PIN} - _declined(facts)
    placed = {each.pair for each in facts.placements}
    return replace(
        facts,
        placements=(
            *(replace(each, pinned=True) if each.pair in pins else each for each in facts.placements),
            *(Placement(*pair, pinned=True) for pair in sorted(pins - placed)),
        ),
        set_aside=tuple(SetAside(each.person, each.duty, each.reason) for each in words if each.sort == SET_ASIDE),
    )


def _counts(facts: Facts, word: SeatWordRow) -> bool:
    """Whether a word has anything to say here: past its duty's last day a pin would count as work done."""
    duty = facts.duties.get(word.duty)
    return word.person in facts.people and duty is not None and facts.is_open(duty)


def _declined(facts: Facts) -> set[Pair]:
    return {each.pair for each in read_placements(facts.as_of, facts.duties) if each.status == "declined"}
