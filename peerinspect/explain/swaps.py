"""What a direct swap would cost, goal by goal, with the rest of the roster left as it is."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from peerinspect.domain import Facts, Roster
from peerinspect.explain.company import Company
from peerinspect.independence import goals
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.rulebook import Rulebook


class Ledger:
    """The roster's books: who carries how many days, and what each change would do to every goal."""

    def __init__(
        self, facts: Facts, rulebook: Rulebook, placed: Sequence[Engagement], company: Company, roster: Roster
    ) -> None:
        self.facts = facts
        self.rulebook = rulebook
        self.company = company
        self.placed = placed
        self.keep = goals.keep_weights(facts, roster)
        self.days = goals.days_placed(facts, (one.pair for one in placed))
        self.shares = {person: self._share(person, days) for person, days in self.days.items()}
        self.peak = max(self.shares.values(), default=0)

    def _share(self, person: str, days: int) -> int:
        return goals.share_percent(days, self.facts.people[person].days_offered())

    def swap(self, coming: Engagement, leaving: Engagement | None) -> dict[str, Fraction]:
        """The change of each goal of the policy but the tie-break, in its order; positive is worse."""
        changes = {
            "fill": self._fill,
            "waivers": self._waivers,
            "keep": self._keep,
            "peak": self._peak,
            "spread": self._spread,
            "fit": self._fit,
        }
        wanted = [name for name in self.facts.policy.ordered_goals() if name in changes]
        return {name: Fraction(changes[name](coming, leaving)) for name in wanted}

    def _fill(self, coming: Engagement, leaving: Engagement | None) -> Fraction:
        team = [one for one in self.placed if one.duty.id == coming.duty.id]
        after = [*(one for one in team if leaving is None or one.pair != leaving.pair), coming]
        covers = self.rulebook.covers
        return goals.fill_cost(self.facts, coming.duty, after, covers) - goals.fill_cost(
            self.facts, coming.duty, team, covers
        )

    def _waivers(self, coming: Engagement, leaving: Engagement | None) -> Fraction:
        if leaving is None:
            return self.company.soft_cost(coming)
        gone = frozenset({leaving.pair})
        return self.company.soft_cost(coming, gone) - self.company.soft_cost(leaving, gone)

    def _keep(self, coming: Engagement, leaving: Engagement | None) -> Fraction:
        dropped = self.keep.get(leaving.pair, 0) if leaving else 0
        return Fraction(dropped - self.keep.get(coming.pair, 0))

    def _days_after(self, coming: Engagement, leaving: Engagement | None) -> dict[str, int]:
        days = {coming.person.id: self.days.get(coming.person.id, 0) + coming.duty.workload}
        if leaving:
            days[leaving.person.id] = self.days[leaving.person.id] - leaving.duty.workload
        return days

    def _peak(self, coming: Engagement, leaving: Engagement | None) -> Fraction:
        changed = {person: self._share(person, days) for person, days in self._days_after(coming, leaving).items()}
        return Fraction(max(({**self.shares, **changed}).values()) - self.peak)

    def _spread(self, coming: Engagement, leaving: Engagement | None) -> Fraction:
        change = 0
        for person, days in self._days_after(coming, leaving).items():
            offered = self.facts.people[person].days_offered()
            change += goals.spread_cost(days, offered) - goals.spread_cost(self.days.get(person, 0), offered)
        return Fraction(change)

    def _fit(self, coming: Engagement, leaving: Engagement | None) -> Fraction:
        return (goals.fit_score(leaving) if leaving else Fraction(0)) - goals.fit_score(coming)
