"""From a roster file to rows: read again, audited, kept byte for byte beside its problem."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import product

from peerinspect import store
from peerinspect.domain import Facts, Objection, Roster, RosterPlacement
from peerinspect.domain.placement import Pair
from peerinspect.files import digest_of, facts_from_dict, policy_digest, roster_from_dict
from peerinspect.independence.audit import Report, audit
from peerinspect.services.solving import Answer
from peerinspect.services.veil import OPEN
from peerinspect.store.reading.policies import version_number
from peerinspect.store.tables import (
    RosterGoalRow,
    RosterObjectionRow,
    RosterPartRow,
    RosterPlacementRow,
    RosterRuleRow,
    RosterShortfallRow,
)

PROPOSED = "proposed"


@dataclass(frozen=True, slots=True)
class Part:
    """A solved part, reloaded from its bytes."""

    name: str
    facts: Facts
    roster: Roster

    def is_own(self, duty_id: str) -> bool:
        """Whether the duty is for this part to fill: a sealed part holds open work only to keep clear of it."""
        return self.name == OPEN or self.facts.duties[duty_id].sealed

    def placements(self) -> list[RosterPlacement]:
        """The part's own placements."""
        return [each for each in self.roster.placements if self.is_own(each.duty)]

    def proposed(self) -> set[Pair]:
        """The part's own proposals. What is settled is not proposed; what was only pinned to a draft still is."""
        settled = {each.pair for each in self.facts.placements if self.facts.is_fixed(each) and each.status != PROPOSED}
        return {each.pair for each in self.placements()} - settled

    def resting_on(self, report: Report) -> list[Objection]:
        """The soft objections that the part's own proposals rest on. Those among settled placements are history."""
        return self._about_proposals(report.soft)

    def forbidden_in(self, report: Report) -> list[Objection]:
        """The hard objections to the part: what is pinned is spared by a search, and by no publication."""
        return [*report.hard, *self._about_proposals(report.standing)]

    def _about_proposals(self, objections: Iterable[Objection]) -> list[Objection]:
        proposed = self.proposed()
        return [one for one in objections if any(pair in proposed for pair in product(one.people, one.duties))]


def reload_part(name: str, problem: bytes, roster: bytes) -> Part:
    """The part as its files say. Raises FileProblem when either is damaged."""
    facts = facts_from_dict(json.loads(problem))
    return Part(name, facts, roster_from_dict(json.loads(roster), facts))


def reload_roster(roster: bytes) -> Roster:
    """The roster as its file says. Raises FileProblem when it is damaged."""
    return roster_from_dict(json.loads(roster))


def audit_part(part: Part, start: bytes | None = None) -> Report:
    """What the auditor finds on the reloaded part."""
    report = audit(
        part.facts,
        part.roster,
        problem_digest=digest_of(part.facts),
        policy_digest=policy_digest(part.facts.policy),
        start=reload_roster(start) if start else None,
    )
    return _with_open_work_let_be(part, report)


def _with_open_work_let_be(part: Part, report: Report) -> Report:
    """The report, with what only a sealed inspection has against settled open work among its notes.

    Open work is never changed for the sake of an inspection that nobody may know of: it is let be until the notice
    day. Source: design, section 4, sealed work never steers open work.
    """
    let_be = [one for one in report.standing if one.reveals and not any(map(part.is_own, one.duties))]
    if not let_be:
        return report
    return replace(
        report,
        standing=tuple(one for one in report.standing if one not in let_be),
        notes=(*report.notes, *(f"Let be until the notice day, by {one.rule}: {one.sentence}" for one in let_be)),
    )


def save_part(
    roster_id: str, part: Part, answer: Answer, report: Report, today: date, kept_off: Mapping[str, int] | None = None
) -> None:
    """Write an audited part, with what the auditor said. Call it in a transaction.

    `kept_off` says how many people each rule kept off the part's duties; None where that was not counted.
    """
    row = RosterPartRow(
        roster=roster_id,
        part=part.name,
        status=part.roster.status,
        problem_digest=part.roster.problem,
        rulebook=part.roster.rulebook,
        policy=part.roster.policy,
        policy_version=version_number(part.roster.policy),
        problem_bytes=answer.problem,
        roster_bytes=answer.roster,
    )
    certify(row, report, today)
    store.add(row)
    _write_contents(row.id, part, report)
    store.add(*(RosterRuleRow(part=row.id, rule=rule, kept_off=number) for rule, number in (kept_off or {}).items()))


def certify(row: RosterPartRow, report: Report, today: date) -> None:
    """Put the auditor's word on the part."""
    row.checked_on, row.is_clean = today, report.is_clean
    row.rules_examined, row.pairs_examined = report.rules_examined, report.pairs_examined
    row.threes_examined = report.threes_examined
    row.findings = "\n".join(report.lines())


def _write_contents(part_id: int, part: Part, report: Report) -> None:
    """The part's goals, placements, shortfalls and soft objections as rows."""
    session = store.db.session
    for position, goal in enumerate(part.roster.goals):
        session.add(RosterGoalRow(part=part_id, position=position, name=goal.name, value=goal.value, bound=goal.bound))
    for each in part.placements():
        session.add(
            RosterPlacementRow(
                part=part_id,
                duty=each.duty,
                person=each.person,
                status=each.status,
                objections=" ".join(each.objections),
            )
        )
    for lack in part.roster.shortfalls:
        if part.is_own(lack.duty):
            session.add(
                RosterShortfallRow(part=part_id, duty=lack.duty, seats=lack.seats, skills="\n".join(lack.skills))
            )
    for position, objection in enumerate(part.resting_on(report)):
        session.add(
            RosterObjectionRow(
                part=part_id,
                position=position,
                rule=objection.rule,
                sentence=objection.sentence,
                people=" ".join(objection.people),
                duties=" ".join(objection.duties),
            )
        )
    session.flush()
