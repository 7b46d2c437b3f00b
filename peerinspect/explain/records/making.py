"""One placement's decision record, as data and as canonical bytes."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from peerinspect.domain import RosterPlacement
from peerinspect.domain.placement import Pair
from peerinspect.explain.duty import explain_duty
from peerinspect.explain.explanation import DutyExplanation
from peerinspect.explain.records.alternatives import alternatives
from peerinspect.explain.records.inputs import Inputs, digest
from peerinspect.explain.records.relied_on import council_facts, day, duty_facts, person_facts
from peerinspect.explain.records.verdicts import rules_examined, verdicts
from peerinspect.files.canon import text_of
from peerinspect.independence.engagement import Engagement, engage

FORMAT = "peerinspect/decision-1"


class RecordMaker:
    """Makes the records of one published part. The same inputs give the same bytes, whenever it is asked.

    Making one takes as long as explaining its duty. Raises KeyError for a placement that the roster does not hold.
    """

    def __init__(self, inputs: Inputs) -> None:
        self.inputs = inputs
        self._placed = {each.pair: each for each in inputs.answer.placements if inputs.is_own(each.duty)}
        self._explained = lru_cache(maxsize=1)(self._explain)  # people on one duty are asked for one after the other

    def record(self, person: str, duty: str) -> dict[str, Any]:
        """The record: nothing in it depends on today, on the database or on chance."""
        inputs, placement = self.inputs, self._placed[person, duty]
        one = self._engage(placement.pair)
        found = self._explained(duty)
        objections = next(each.objections for each in found.chosen if each.person == person)
        return {
            "format": FORMAT,
            "part": inputs.part,
            "as_of": day(inputs.facts.as_of),
            "inputs": inputs.digests(),
            "rulebook": {"edition": inputs.answer.rulebook, "rules_in_force": rules_examined(inputs)},
            "policy": {"digest": inputs.answer.policy, "version": inputs.published["policy_version"]},
            "duty": duty_facts(inputs.facts, one.duty),
            "person": person_facts(one),
            "councils": council_facts(one),
            "placement": {"status": placement.status, "settled_before": one.fixed},
            "rules": verdicts(inputs, one, self._team(duty), objections),
            "alternatives": alternatives(found, person),
            "waivers": [each for each in inputs.waivers if placement.pair in _parties(each)],
            "published": inputs.published["published"],
            "certificate": inputs.published["certificate"],
        }

    def _explain(self, duty: str) -> DutyExplanation:
        return explain_duty(self.inputs.facts, self.inputs.answer, duty)

    def _team(self, duty: str) -> list[Engagement]:
        return [self._engage(pair) for pair in self._placed if pair[1] == duty]

    def _engage(self, pair: Pair) -> Engagement:
        facts = self.inputs.facts
        mark = next((each for each in facts.placements_by_person.get(pair[0], ()) if each.pair == pair), None)
        return engage(facts, facts.people[pair[0]], facts.duties[pair[1]], mark)

    def placements(self) -> tuple[RosterPlacement, ...]:
        """Every placement that there is a record of, by duty and person."""
        return tuple(sorted(self._placed.values(), key=lambda each: (each.duty, each.person)))


def _parties(waiver: dict[str, Any]) -> set[Pair]:
    """The placements that a waiver is about."""
    pairs = {(waiver["person"], waiver["duty"])}
    if waiver["other"] is not None:
        pairs.add((waiver["other"]["person"], waiver["other"]["duty"]))
    return pairs


def record_bytes(record: dict[str, Any]) -> bytes:
    """The record's canonical bytes: keys sorted, no spaces, UTF-8, a line's end at the end."""
    return f"{text_of(record)}\n".encode()


def digest_of_record(record: dict[str, Any]) -> str:
    """`sha256:` and the digest of the record's bytes: what is kept, so that nobody can change it unseen."""
    return digest(record_bytes(record))
