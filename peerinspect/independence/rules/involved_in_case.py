"""Nobody reviews a case that they, or their council, had a part in."""

from __future__ import annotations

from peerinspect.domain import Interest, Objection, Strength
from peerinspect.independence import wording
from peerinspect.independence.declared import at_targets, begins_after, evidence_of
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.scope import Given
from peerinspect.independence.shapes import Bar


class InvolvedInCase(Bar):
    """Hard for `review`, without expiry. Where a reference is missing, any case at T counts (exact reading 21)."""

    code = "involved-in-case"
    statement = (
        "Nobody reviews a case if they or their council dealt with the child, or managed those who did, however long "
        "ago."
    )
    source = "Working Together to Safeguard Children: reviewers are independent of the case"
    only_given = frozenset({Given.TIE, Given.CASE})

    def objections(self, engagement: Engagement) -> list[Objection]:
        """One objection for each interest in the case: the person's own, then those that name a home."""
        if engagement.duty.kind != "review":
            return []
        return [
            *(self._of_person(engagement, interest) for interest in _own_interests(engagement)),
            *(self._of_home(engagement, home, interest) for home, interest in _interests_of_homes(engagement)),
        ]

    def _of_person(self, engagement: Engagement, interest: Interest) -> Objection:
        facts, duty = engagement.facts, engagement.duty
        who = wording.full_name(engagement.person)
        where = [interest.authority] if interest.authority is not None else []
        at = f" of {wording.councils(facts, where)}" if where else ""
        if interest.case is not None and interest.case == duty.case:
            sentence = f"{who} had a part in the case {duty.case}."
        else:
            sentence = f"{who} had a part in a case{at}, and it is not recorded that it was another one."
        fact = f"part in the case {interest.case}{at}" if interest.case is not None else f"part in a case{at}"
        return self.refuse(
            Strength.HARD,
            sentence,
            engagement,
            authorities=where,
            evidence=[evidence_of(engagement, interest, fact)],
        )

    def _of_home(self, engagement: Engagement, home: str, interest: Interest) -> Objection:
        name = wording.council(engagement.facts, home)
        return self.refuse(
            Strength.HARD,
            f"{name} had a part in the case {interest.case}.",
            engagement,
            authorities=[home],
            evidence=[evidence_of(engagement, interest, f"{name}'s part in the case {interest.case}")],
        )


def _own_interests(engagement: Engagement) -> list[Interest]:
    """The person's interests in this case, and those in some case at T where either reference is missing."""
    case = engagement.duty.case
    own = engagement.facts.interests_by_person.get(engagement.person.id, ())
    found = [one for one in own if one.kind == "case" and one.case is not None and one.case == case]
    found += [one for _, one in at_targets(engagement, "case") if one.case is None or case is None]
    return [one for one in found if not begins_after(one.period, engagement)]


def _interests_of_homes(engagement: Engagement) -> list[tuple[str, Interest]]:
    """Other people's interests in this case that name a home of the person, each with the home."""
    case = engagement.duty.case
    if case is None:
        return []
    return [
        (interest.authority, interest)
        for interest in engagement.facts.interests_by_case.get(case, ())
        if interest.authority is not None
        and interest.authority in engagement.homes
        and interest.person != engagement.person.id
        and not begins_after(interest.period, engagement)
    ]
