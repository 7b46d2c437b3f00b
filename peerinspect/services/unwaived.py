"""What must be waived before a roster can be published, named rule by rule, person by person, duty by duty."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from itertools import product

from peerinspect.domain import Duty, Objection
from peerinspect.domain.placement import Pair
from peerinspect.independence.plain_words import rule_title
from peerinspect.services.addresses import placement_address
from peerinspect.services.saving import Part
from peerinspect.services.waiver_rights import PROPOSED, state_of
from peerinspect.services.waivers import waived_by
from peerinspect.services.wording import counted, duty_title, joined
from peerinspect.store.reading.councils import read_places
from peerinspect.store.reading.waivers import records_about

MOST_NAMED = 20
"""As many as a page can show without becoming a list of its own; the roster lists them all."""


def placement_to_waive(pairs: Iterable[Pair], duties: Mapping[str, Duty], proposed: Collection[Pair]) -> Pair | None:
    """The placement that a waiver of an objection is about: the first of its pairs that is proposed.

    Where one of them is on a sealed duty, it is that one: what must be waived for it would tell of it, and nobody who
    decides on the open work beside it may learn so.
    """
    here = [pair for pair in pairs if pair in proposed]
    return next((pair for pair in here if duties[pair[1]].sealed), next(iter(here), None))


def what_is_unwaived(part: Part, objections: Sequence[Objection], today: date) -> dict[str, str]:
    """A sentence for each soft objection to the part, by "rule/address of the placement to waive it for"."""
    proposed = part.proposed()
    found: dict[str, str] = {}
    for each in objections:
        pair = placement_to_waive(product(each.people, each.duties), part.facts.duties, proposed)
        if pair is not None:
            found.setdefault(f"{each.rule}/{placement_address(*pair)}", _named(part, each, pair, today))
    return found


def told(found: Mapping[str, str]) -> dict[str, str]:
    """The whole refusal: how many first, then the first of them by name."""
    first = f"{counted(len(found), 'objection')} must be waived first"
    more = "" if len(found) <= MOST_NAMED else f". The first {MOST_NAMED} follow; the roster lists them all"
    return {"": first + more, **dict(list(found.items())[:MOST_NAMED])}


def _named(part: Part, objection: Objection, pair: Pair, today: date) -> str:
    """One objection: the rule, who, where, and whose word is missing."""
    places, facts = read_places(), part.facts
    who = joined(facts.people[id_].name or id_ for id_ in objection.people if id_ in facts.people)
    where = joined(duty_title(facts.duties[id_], places) for id_ in objection.duties)
    is_asked = any(state_of(each, today) == PROPOSED for each in records_about(objection.rule, pair))
    whom = waived_by(facts.duties[pair[1]].kind, objection.rule)
    missing = f"waits for {whom}" if is_asked else f"can be waived by {whom}"
    return f"{rule_title(objection.rule)}: {who}, {where}. It {missing}"
