"""Plain words: how dates, numbers and goals read, and the words that no page may use."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path

import pytest
from flask import Flask
from pages_world import Lived, sign_in
from test_pages_by_role import MAY_OPEN, fill

from peerinspect.domain import Period
from peerinspect.domain.kinds import KINDS, LEVELS, SUBTYPES
from peerinspect.domain.person import BASES, INTEREST_KINDS, ROLES
from peerinspect.domain.policy import GOALS
from peerinspect.services.answers import DECLINE_REASONS
from peerinspect.services.reader import ROLES as USER_ROLES
from peerinspect.services.veil import PARTS
from peerinspect.services.views import CostView, GoalView
from peerinspect.web import words
from peerinspect.web.duties.presenters import cost_words
from peerinspect.web.presenters import amount, counted, day, joined, moment, span
from peerinspect.web.rosters import presenters

FORBIDDEN = re.compile(
    r"\b(solver|cp-sat|objective|infeasible|entity|payload|null|none\b\.|undefined)\b", re.IGNORECASE
)
OCTOBER = date(2026, 10, 5)


def visible(text: str) -> str:
    """What a reader of the page reads."""
    without_code = re.sub(r"<(script|style)[^>]*>.*?</\1>", " ", text, flags=re.DOTALL)
    return re.sub(r"<[^>]+>", " ", without_code)


def test_no_page_uses_a_word_of_the_trade(lived: tuple[Flask, Lived]) -> None:
    app, found = lived
    for name, reader in found.readers().items():
        client = sign_in(app, reader)
        for method, pattern in MAY_OPEN:
            if method == "GET" and name in MAY_OPEN[method, pattern] and "filename" not in pattern:
                answer = client.get(fill(pattern, found))
                if answer.mimetype == "application/json":
                    continue  # for programs, which have a word for what is not there
                text = visible(answer.get_data(as_text=True))
                assert not FORBIDDEN.findall(text), pattern
                assert "None" not in re.findall(r"\bNone\b(?=[.)])", text), pattern


def test_no_template_uses_one_either() -> None:
    for path in (Path(__file__).parents[2] / "templates").rglob("*.html"):
        assert not re.search(r"\b(solver|CP-SAT|objective|infeasible|entity|payload)\b", path.read_text(), re.I), path


@pytest.mark.parametrize(
    ("period", "text"),
    [
        (Period(OCTOBER, OCTOBER), "5 October 2026"),
        (Period(OCTOBER, date(2026, 10, 16)), "5 to 16 October 2026"),
        (Period(OCTOBER, date(2026, 11, 1)), "5 October to 1 November 2026"),
        (Period(OCTOBER, date(2027, 1, 1)), "5 October 2026 to 1 January 2027"),
        (Period(OCTOBER, None), "From 5 October 2026"),
        (Period(None, OCTOBER), "Until 5 October 2026"),
        (Period(None, None), "No dates given"),
    ],
)
def test_periods(period: Period, text: str) -> None:
    assert span(period) == text


def test_days_and_moments() -> None:
    assert day(OCTOBER) == "5 October 2026"
    assert day(None) == ""
    local = datetime(2026, 10, 5, 21, 7).astimezone()
    assert moment(local.astimezone(UTC)) == "5 October 2026, 9:07pm"


@pytest.mark.parametrize(
    ("value", "text"),
    [(1234567, "1,234,567"), (Fraction(17, 2), "8.5"), (-33943, "−33,943"), (None, "not yet known"), (0, "0")],
)
def test_numbers(value: object, text: str) -> None:
    assert amount(value) == text


def test_lists_and_counts() -> None:
    assert (joined([]), joined(["a"]), joined(["a", "b", "c"])) == ("", "a", "a, b and c")
    assert (counted(1, "seat"), counted(2, "vacancy", "vacancies")) == ("1 seat", "2 vacancies")


@pytest.mark.parametrize(
    ("known", "named"),
    [
        (KINDS, words.KIND_NAMES),
        (KINDS, words.KIND_PLURALS),
        (KINDS, words.KIND_MEANINGS),
        (KINDS, words.KIND_LISTS),
        (SUBTYPES, words.SUBTYPES),
        (LEVELS, words.LEVELS),
        (ROLES, words.POST_ROLES),
        (BASES, words.BASES),
        (INTEREST_KINDS, words.INTERESTS),
        (INTEREST_KINDS, words.TIES),
        (USER_ROLES, words.USER_ROLES),
        (PARTS, words.PARTS),
        (DECLINE_REASONS, words.DECLINE_REASONS),
        (GOALS, presenters.GOALS),
    ],
)
def test_everything_that_services_name_has_words(known: tuple[str, ...], named: dict[str, object]) -> None:
    assert set(known) == set(named)


class TestGoals:
    """What is said of a goal's value and what is proven of the best possible."""

    @pytest.mark.parametrize(
        ("goal", "verdict"),
        [
            (GoalView("fill", Fraction(3), Fraction(3)), "Best possible, proven"),
            (GoalView("fill", Fraction(3), None), "Not yet proven"),
            (GoalView("fill", Fraction(100), Fraction(99)), "Within 1% of the best possible"),
            (GoalView("spread", Fraction(1000), Fraction(999)), "Within 1% of the best possible"),
            (GoalView("fit", Fraction(-100), Fraction(-50)), "Within 50% of the best possible"),
            (GoalView("fill", Fraction(0), Fraction(-1)), "Within 100% of the best possible"),
        ],
    )
    def test_the_verdict(self, goal: GoalView, verdict: str) -> None:
        assert presenters.verdict(goal) == verdict

    def test_a_swap_in_words(self) -> None:
        costs = (CostView("fill", 0), CostView("waivers", 1), CostView("fit", -30), CostView("canon", 99))
        assert cost_words(costs) == "1 more to waive; fit higher by 30"
        assert cost_words((CostView("fill", 0),)) == "no change in any goal"
