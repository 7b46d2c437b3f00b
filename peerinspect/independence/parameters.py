"""Every rule's parameters: what they mean in words, in which unit, and how far a coordinator may move them.

The ranges keep a rule from being emptied: a look-back of nothing, or a ceiling that nobody reaches, would switch a
hard rule off under another name. Source: design, section 4 (names and defaults); the ranges are the project's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from peerinspect.independence.shapes import Rule

_PLURALS = {"person": "people"}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter. `sentence` has {} where the amount stands; `least` and `most` are in units, both allowed."""

    unit: str
    least: int
    most: int
    sentence: str

    def amount(self, number: int) -> str:
        """The number with its unit: "5 years", "1 person"."""
        return f"{number} {self.unit}" if number == 1 else f"{number} {_PLURALS.get(self.unit, self.unit + 's')}"

    def told(self, number: int) -> str:
        """The whole sentence with the number in it."""
        return self.sentence.format(self.amount(number))

    def allows(self, number: int) -> bool:
        """Whether a coordinator may set it to this."""
        return self.least <= number <= self.most


def _years(sentence: str, most: int = 15) -> Parameter:
    return Parameter("year", 1, most, sentence)


def _months(sentence: str, most: int = 120) -> Parameter:
    return Parameter("month", 1, most, sentence)


PARAMETERS: Mapping[str, Mapping[str, Parameter]] = {
    "worked-there": {
        "inspect_years": _years("Past work at the council counts for {} before an inspection."),
        "review_years": _years("Past work at the council counts for {} before a case review."),
        "chair_years": _years("Past work at the council counts for {} before chairing its board."),
        "support_years": _years("Past work at the council counts for {} before support."),
    },
    "applied-there": {
        "inspect_years": _years("An application for a post counts for {} before an inspection."),
        "chair_years": _years("An application for a post counts for {} before chairing the board."),
    },
    "paid-by": {
        "inspect_years": _years("Payment by the council or its supplier counts for {} before an inspection."),
        "review_years": _years("Payment by the council or its supplier counts for {} before a case review."),
    },
    "open-complaint": {"years": _years("A complaint that has been closed still counts for {}.", 10)},
    "undeclared": {"months": _months("A declaration lasts {}.", 24)},
    "out-of-reach": {"minutes": Parameter("minute", 15, 480, "A journey of up to {} is within reach.")},
    "short-tenure": {"months": _months("A post counts once it has been held for {}.", 36)},
    "home-inspection-window": {
        "months": _months("A home council's last judgement counts as old after {}."),
        "reporting_working_days": Parameter(
            "working day", 1, 120, "A home council's report is awaited for up to {} after the inspection."
        ),
    },
    "vetting-lapsed": {"years": _years("A DBS check lasts {}.", 5)},
    "self-review": {
        "support_before_months": _months("Support counts for {} before an inspection."),
        "review_before_months": _months("A case review counts for {} before an inspection."),
        "chair_before_months": _months("Chairing the board counts for {} before an inspection."),
        "interim_before_months": _months("Interim cover counts for {} before an inspection."),
        "commissioner_before_months": _months("Work as its commissioner counts for {} before an inspection."),
        "support_after_months": _months("An inspection counts for {} before support."),
        "review_after_months": _months("An inspection counts for {} before a case review."),
        "chair_after_months": _months("An inspection counts for {} before chairing the board."),
        "interim_after_months": _months("An inspection counts for {} before interim cover."),
    },
    "colleagues-supported": {"years": _years("Colleagues' support counts for {} after it ended.", 10)},
    "reciprocal-inspection": {"years": _years("An inspection counts for {}, in either order.", 10)},
    "crossed-duties": {"months": _months("Work that has ended counts for {}, in either order.")},
    "ring": {"months": _months("Three inspections form a ring within {}.", 60)},
    "own-inspector": {"months": _months("An inspection counts for {}, in either order.")},
    "repeat-inspector": {"years": _years("A judgement inspection counts for {}.", 10)},
    "double-booked": {
        "working_days": Parameter("working day", 1, 30, "Between two inspections of one person: at least {}.")
    },
    "inspections-a-year": {"most": Parameter("inspection", 1, 6, "In twelve months: {} at most.")},
    "days-a-year": {
        "most": Parameter("day", 1, 60, "In twelve months: {} of inspections, support and reviews at most."),
        "most_with_chair": Parameter("day", 1, 120, "In twelve months, chairing included: {} at most."),
    },
    "boards-held": {
        "director": Parameter("board", 1, 3, "A serving director chairs {} at most."),
        "other": Parameter("board", 1, 4, "Anybody else chairs {} at most."),
    },
    "chair-term": {
        "years": _years("One term lasts {} at most.", 6),
        "most_years": _years("All terms together last {} at most.", 12),
    },
    "away-at-once": {"most": Parameter("person", 1, 5, "On one day {} may be away on site.")},
    "one-observer": {"most": Parameter("observer", 1, 3, "A team has {} at most.")},
}
"""By rule and name. A test holds it against the defaults of every rule."""

NOT_BELOW: Mapping[tuple[str, str], str] = {
    ("days-a-year", "most_with_chair"): "most",
    ("chair-term", "most_years"): "years",
}
"""A parameter that would make another one idle if it were smaller."""

LEAST_WEIGHT, MOST_WEIGHT = 1, 100
"""What a soft objection may weigh: at nothing it would cost nothing, and the search would use it freely."""


def parameter_of(code: str, name: str) -> Parameter:
    """What is known of a rule's parameter. Raises KeyError for one that the rule does not have."""
    return PARAMETERS[code][name]


def parameter_sentences(rule: Rule) -> tuple[str, ...]:
    """The rule's parameters as the policy sets them, a sentence each, in the order of the rule."""
    return tuple(parameter_of(rule.code, name).told(number) for name, number in rule.parameters.items())


def out_of_range(code: str, values: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Each parameter that may not be set so, with a sentence that says what may be. `values` holds all of them."""
    for name, number in values.items():
        known = parameter_of(code, name)
        lower = NOT_BELOW.get((code, name))
        if not known.allows(number):
            yield name, f"This must be between {known.amount(known.least)} and {known.amount(known.most)}"
        elif lower is not None and number < values[lower]:
            yield name, f"This must be at least {known.amount(values[lower])}, the figure above it"
