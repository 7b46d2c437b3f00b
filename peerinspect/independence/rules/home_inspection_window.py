"""Whose own council is being inspected stays at home; who has not seen an inspection for long goes only with leave."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from peerinspect.domain import Duty, Evidence, Facts, Objection, Period, Strength, kinds
from peerinspect.domain.periods import add_months, working_day_after
from peerinspect.independence import wording
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.shapes import Bar


class HomeInspectionWindow(Bar):
    """Hard for `inspect` while a home is in notice, on site or waiting for its report; soft where its last published
    judgement is old, or there is none. Any inspection in the facts counts, placed or not (exact reading 24).
    """

    code = "home-inspection-window"
    statement = (
        "Nobody inspects while their own council is being inspected or waits for the report, and only with leave if "
        "its last judgement is long ago."
    )
    source = "Ofsted, conflict of interest practice: an inspector's own council under inspection"
    defaults = {"months": 30, "reporting_working_days": 30}

    def objections(self, engagement: Engagement) -> list[Objection]:
        """For each home, one objection for each inspection of it that is going on, and one to an old judgement."""
        if engagement.duty.kind != kinds.INSPECT:
            return []
        found: list[Objection] = []
        for home in sorted(engagement.homes):
            found += [self._in_window(engagement, home, *each) for each in self._windows(engagement, home)]
            found += self._long_ago(engagement, home)
        return found

    def _windows(self, engagement: Engagement, home: str) -> Iterator[tuple[Duty, Period]]:
        """The other inspections of the home whose window overlaps this duty's span, each with its window."""
        span = engagement.span
        for duty in engagement.facts.duties_at.get((kinds.INSPECT, home), ()):
            if duty.id == engagement.duty.id or duty.span.start is None:
                continue
            ends = self.report_day(engagement.facts, home, duty)
            if duty.span.start <= ends:
                window = Period(duty.span.start, ends)
                if window.overlaps(span):
                    yield duty, window

    def report_day(self, facts: Facts, home: str, duty: Duty) -> date:
        """The last day of an inspection's window: the report is expected, or is published already."""
        expected = working_day_after(duty.last_day, self.parameters["reporting_working_days"])
        authority = facts.authorities.get(home)
        published = [
            judgement.published
            for judgement in (authority.judgements if authority else ())
            if judgement.published is not None
            and judgement.published <= facts.as_of
            and judgement.inspected is not None
            and duty.period.holds(judgement.inspected)
        ]
        return min([expected, *published])

    def _in_window(self, engagement: Engagement, home: str, duty: Duty, window: Period) -> Objection:
        facts = engagement.facts
        name = wording.council(facts, home)
        return self.refuse(
            Strength.HARD,
            f"{name} is itself being inspected, or waits for the report, {wording.span(window)}.",
            engagement,
            authorities=[home],
            evidence=[
                Evidence(f"inspection of {wording.councils(facts, duty.authorities)}", duty.span.start, duty.last_day),
                Evidence(f"from notice to the report on {name}", window.start, window.end),
            ],
            resting_on=[duty],
        )

    def _long_ago(self, engagement: Engagement, home: str) -> list[Objection]:
        """The objection to a home whose latest published judgement is this old, or that has none."""
        facts, months = engagement.facts, self.parameters["months"]
        latest = latest_published(facts, home)
        name = wording.council(facts, home)
        if latest is None:
            sentence, evidence = f"{name} has no published judgement.", Evidence(f"no judgement of {name} published")
        elif engagement.start >= add_months(latest, months):
            sentence = f"{name} was last judged on {wording.day(latest)}, {months} months before or longer."
            evidence = Evidence(f"latest judgement of {name}, published", latest, latest)
        else:
            return []
        return [self.refuse(Strength.SOFT, sentence, engagement, authorities=[home], evidence=[evidence])]


def latest_published(facts: Facts, home: str) -> date | None:
    """The day of the home's latest judgement published by the day of the facts, whatever its grades."""
    authority = facts.authorities.get(home)
    published = [each.published for each in (authority.judgements if authority else ()) if each.published is not None]
    return max((day for day in published if day <= facts.as_of), default=None)
