"""Whose own house is in order may inspect and advise."""

from __future__ import annotations

from datetime import date

from peerinspect.domain import Evidence, Judgement, Objection, Strength, kinds
from peerinspect.independence import wording
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.scope import Scope
from peerinspect.independence.shapes import Bar


class HomeJudgement(Bar):
    """`inspect`: hard when H is inadequate. `support`: hard unless H is good or better. Both: soft unless leadership
    and help-and-protection are good or better. Without a judgement: hard for `support`, soft for `inspect`.

    A leadership grade stands for a missing overall grade (exact reading 10).
    """

    code = "home-judgement"
    statement = "People from councils that Ofsted rates inadequate do not inspect; only the good or better advise."
    source = "Ofsted inspection outcomes; ADCS: support from successful authorities"
    rests_on = Scope.HOMES

    def objections(self, engagement: Engagement) -> list[Objection]:
        """The objections of each home's latest judgement published by the day of the facts."""
        if engagement.duty.kind not in ("inspect", "support"):
            return []
        return [found for home in sorted(engagement.homes) for found in self._of_home(engagement, home)]

    def _of_home(self, engagement: Engagement, home: str) -> list[Objection]:
        facts, kind = engagement.facts, engagement.duty.kind
        authority = facts.authorities.get(home)
        latest = latest_judgement(authority.judgements if authority else (), facts.as_of)
        name = wording.council(facts, home)
        if latest is None:
            own = Strength.HARD if kind == "support" else Strength.SOFT
            return [self._say(engagement, own, home, f"{name} has no published judgement.", None)]
        found = []
        grade = overall_grade(latest)
        barred = grade == "inadequate" if kind == "inspect" else grade not in kinds.GOOD_OR_BETTER
        if barred:
            sentence = f"{name} was judged {_spoken(grade)} on {wording.day(latest.published)}."
            found.append(self._say(engagement, Strength.HARD, home, sentence, latest))
        for area in (kinds.LEADERSHIP, kinds.HELP_AND_PROTECTION):
            if latest.grades.get(area) not in kinds.GOOD_OR_BETTER:
                sentence = f"{name}'s {_spoken(area)} was judged {_spoken(latest.grades.get(area))}."
                found.append(self._say(engagement, Strength.SOFT, home, sentence, latest))
        return found

    def _say(
        self, engagement: Engagement, own: Strength, home: str, sentence: str, judgement: Judgement | None
    ) -> Objection:
        evidence = (
            [Evidence(f"{judgement.framework or 'judgement'}, published", judgement.published, judgement.published)]
            if judgement
            else []
        )
        return self.refuse(own, sentence, engagement, authorities=[home], evidence=evidence)


def overall_grade(judgement: Judgement) -> str | None:
    """The overall grade, or the leadership grade that stands for it."""
    return judgement.grades.get(kinds.OVERALL) or judgement.grades.get(kinds.LEADERSHIP)


def latest_judgement(judgements: tuple[Judgement, ...], as_of: date) -> Judgement | None:
    """The latest judgement published by `as_of` that has an overall or at least a leadership grade, or None.

    An unpublished judgement is no judgement yet. Two published on one day: the one inspected later.
    """
    graded = [
        judgement
        for judgement in judgements
        if judgement.published is not None and judgement.published <= as_of and overall_grade(judgement)
    ]
    return max(graded, key=lambda found: (found.published or date.min, found.inspected or date.min), default=None)


def _spoken(grade: str | None) -> str:
    return grade.replace("-", " ") if grade else "without a grade"
