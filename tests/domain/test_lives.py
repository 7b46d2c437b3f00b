"""The lives of duties and placements, step by step, against a table written from the design's section 7."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from peerinspect.domain import Duty, Period
from peerinspect.domain.kinds import KINDS
from peerinspect.domain.lives import (
    FINER,
    LIVES,
    PLACEMENT,
    Life,
    appoints_chairs,
    presumed_state,
    regime_on,
    whose_word,
)
from peerinspect.domain.placement import STATUSES

DRAWN: dict[str, dict[tuple[str, str], str]] = {
    "inspect": {
        ("planned", "hold-team"): "team-held",
        ("team-held", "notify"): "notified",
        ("notified", "go-on-site"): "on-site",
        ("on-site", "write-report"): "reporting",
        ("reporting", "publish-report"): "published",
        ("planned", "defer"): "deferred",
        ("team-held", "defer"): "deferred",
        ("notified", "defer"): "deferred",
        ("deferred", "plan-again"): "planned",
        ("planned", "cancel"): "cancelled",
        ("team-held", "cancel"): "cancelled",
        ("notified", "cancel"): "cancelled",
        ("on-site", "cancel"): "cancelled",
        ("deferred", "cancel"): "cancelled",
    },
    "chair": {
        ("vacancy", "call-panel"): "panel",
        ("panel", "offer-chair"): "offered",
        ("offered", "back-to-panel"): "panel",
        ("offered", "take-post"): "in-post",
        ("in-post", "appraise"): "appraised",
        ("appraised", "appraise"): "appraised",
        ("renewed", "appraise"): "appraised",
        ("appraised", "renew"): "renewed",
        ("in-post", "give-notice"): "notice-of-removal",
        ("appraised", "give-notice"): "notice-of-removal",
        ("renewed", "give-notice"): "notice-of-removal",
        ("notice-of-removal", "name-interim"): "notice-of-removal",
        ("notice-of-removal", "keep-chair"): "in-post",
        ("notice-of-removal", "remove"): "removed",
        ("in-post", "end-term"): "ended",
        ("appraised", "end-term"): "ended",
        ("renewed", "end-term"): "ended",
        ("vacancy", "cancel"): "cancelled",
        ("panel", "cancel"): "cancelled",
        ("offered", "cancel"): "cancelled",
    },
    "interim": {
        ("notified", "cover"): "covered",
        **{(state, "extend"): "extended" for state in ("covered", "extended", "advertised")},
        **{(state, "advertise"): "advertised" for state in ("covered", "extended")},
        **{(state, "appoint"): "appointed" for state in ("advertised", "extended")},
        **{(state, "hand-back"): "handed-back" for state in ("covered", "extended", "advertised", "appointed")},
        **{(state, "cancel"): "cancelled" for state in ("notified", "covered", "extended", "advertised")},
    },
    "support": {
        ("requested", "scope"): "scoped",
        ("scoped", "agree"): "agreed",
        ("agreed", "begin"): "live",
        ("live", "review"): "reviewed",
        ("reviewed", "close"): "closed",
        ("requested", "cancel"): "cancelled",
        ("scoped", "cancel"): "cancelled",
        ("agreed", "cancel"): "cancelled",
        ("live", "cancel"): "cancelled",
    },
    "second": {
        ("requested", "agree"): "agreed",
        ("agreed", "begin"): "live",
        ("live", "end"): "ended",
        ("requested", "cancel"): "cancelled",
        ("agreed", "cancel"): "cancelled",
        ("live", "cancel"): "cancelled",
    },
    "review": {
        ("known", "notify-panel"): "notified",
        ("notified", "start-rapid-review"): "rapid-review",
        ("notified", "decide"): "decided",
        ("rapid-review", "decide"): "decided",
        ("notified", "end-without-review"): "no-review",
        ("rapid-review", "end-without-review"): "no-review",
        ("no-review", "hold-after-all"): "decided",
        ("no-review", "commission-national"): "decided",
        ("decided", "commission-national"): "decided",
        ("decided", "appoint-reviewer"): "reviewer-appointed",
        ("reviewer-appointed", "draft"): "draft",
        ("draft", "finalise"): "final",
        ("final", "publish"): "published",
        ("final", "withhold"): "withheld",
        ("withheld", "release-lessons"): "withheld",
        ("known", "cancel"): "cancelled",
        ("notified", "cancel"): "cancelled",
        ("rapid-review", "cancel"): "cancelled",
        ("decided", "cancel"): "cancelled",
        ("reviewer-appointed", "cancel"): "cancelled",
    },
    "placement": {
        ("proposed", "check"): "checked",
        ("checked", "hold"): "held",
        ("held", "accept"): "accepted",
        ("accepted", "disclose"): "disclosed",
        ("accepted", "begin"): "live",
        ("disclosed", "begin"): "live",
        ("live", "finish"): "done",
        **{(state, "decline"): "declined" for state in ("held", "accepted", "disclosed")},
        **{
            (state, action): to
            for state in ("proposed", "checked", "held", "accepted", "disclosed", "live")
            for action, to in (("stand-down", "stood-down"), ("replace", "replaced"))
        },
    },
}
"""From a state by a step to a state. What is not here is refused."""

EVERY: dict[str, Life] = {**LIVES, "placement": PLACEMENT}
CHAINS = {
    "inspect": ["planned", "team-held", "notified", "on-site", "reporting", "published"],
    "chair": ["vacancy", "panel", "offered", "in-post", "appraised", "renewed"],
    "interim": ["notified", "covered", "extended", "advertised", "appointed", "handed-back"],
    "support": ["requested", "scoped", "agreed", "live", "reviewed", "closed"],
    "second": ["requested", "agreed", "live", "ended"],
    "review": ["notified", "rapid-review", "decided", "reviewer-appointed", "draft", "final", "published"],
    "placement": ["proposed", "checked", "held", "accepted", "disclosed", "live", "done"],
}
"""The states that section 7 puts in a row."""


def test_every_kind_of_duty_has_a_life() -> None:
    assert set(LIVES) == set(KINDS)


@pytest.mark.parametrize("kind", EVERY)
def test_every_step_from_every_state_is_as_it_is_drawn(kind: str) -> None:
    life, drawn = EVERY[kind], DRAWN[kind]
    asked = 0
    for state in life.states:
        for action in (*(each.action for each in life.steps), "no-such-step"):
            asked += 1
            refusal, step = life.refusal(state, action), life.step(action)
            if (state, action) in drawn:
                assert (refusal, step.to if step else "") == ("", drawn[state, action]), (state, action)
            else:
                assert refusal, (state, action)
                assert refusal[0] in "“T"
    assert asked == len(life.states) * (len({action for _, action in drawn}) + 1)


@pytest.mark.parametrize("kind", EVERY)
def test_what_is_drawn_can_be_chosen_and_nothing_else(kind: str) -> None:
    chosen = {(state, step.action) for state in EVERY[kind].states for step in EVERY[kind].steps_from(state)}
    assert chosen == set(DRAWN[kind])


@pytest.mark.parametrize("kind", CHAINS)
def test_the_row_of_states_can_be_walked_from_the_first(kind: str) -> None:
    row = CHAINS[kind]
    assert EVERY[kind].first == row[0]
    for before, after in pairwise(row):
        assert any(step.to == after for step in EVERY[kind].steps_from(before)), (before, after)


@pytest.mark.parametrize("kind", EVERY)
def test_what_is_called_off_is_over_and_what_is_over_goes_nowhere(kind: str) -> None:
    life = EVERY[kind]
    assert life.called_off <= life.finished <= set(life.states)
    left = {step.action for state in life.finished for step in life.steps_from(state)}
    # A decision not to review can be followed by another, and what is withheld can have its lessons released.
    assert left <= {"plan-again", "cancel", "hold-after-all", "commission-national", "release-lessons"}
    assert life.first not in life.finished


@pytest.mark.parametrize("kind", LIVES)
def test_what_is_called_off_asks_why_and_lets_people_go(kind: str) -> None:
    for step in LIVES[kind].steps:
        if step.to in LIVES[kind].called_off:
            assert step.reason
            assert step.releases


def test_every_state_of_a_placement_is_kept_under_a_status_that_files_know_or_as_off() -> None:
    assert set(FINER) == set(PLACEMENT.states)
    for state, (status, _) in FINER.items():
        assert (status in STATUSES) == (state not in PLACEMENT.called_off), state
    told = {state: status for state, (status, _) in FINER.items()}
    assert {told[each] for each in ("proposed", "checked")} == {"proposed"}
    assert told["held"] == "offered"
    assert {told[each] for each in ("accepted", "disclosed")} == {"accepted"}
    assert (told["live"], told["done"]) == ("live", "done")


TODAY = date(2026, 3, 2)


def duty(kind: str, first: int, last: int, notice: int | None = None) -> Duty:
    """A duty whose days are counted from today."""
    days = Period(TODAY + timedelta(days=first), TODAY + timedelta(days=last))
    return Duty("d", kind, days, 1, notice=None if notice is None else TODAY + timedelta(days=notice))


@pytest.mark.parametrize(
    ("first", "last", "notice", "staffed", "state"),
    [
        (20, 24, 10, False, "planned"),
        (20, 24, 10, True, "team-held"),
        (5, 9, 0, False, "notified"),
        (0, 4, -7, False, "on-site"),
        (-4, 0, -12, False, "on-site"),
        (-8, -1, -15, False, "reporting"),
        (-80, -76, -90, True, "published"),
    ],
)
def test_what_the_days_of_an_inspection_speak_for(
    first: int, last: int, notice: int, staffed: bool, state: str
) -> None:
    assert presumed_state(duty("inspect", first, last, notice), staffed, TODAY) == state


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"inspect"}))
def test_what_the_days_of_other_work_speak_for_are_states_of_its_life(kind: str) -> None:
    found = {
        presumed_state(duty(kind, first, first + 10), staffed, TODAY)
        for first in (-20, -5, 5)
        for staffed in (False, True)
    }
    assert found <= set(LIVES[kind].states)
    assert presumed_state(duty(kind, 5, 15), False, TODAY) == LIVES[kind].first
    assert presumed_state(duty(kind, -20, -10), False, TODAY) in LIVES[kind].finished - LIVES[kind].called_off


@pytest.mark.parametrize(
    ("day", "who"),
    [
        (date(2012, 12, 31), "director"),
        (date(2014, 1, 1), "chief executive"),
        (date(2017, 12, 31), "chief executive"),
        (date(2020, 1, 1), "safeguarding partners"),
    ],
)
def test_who_appoints_a_chair_follows_the_date(day: date, who: str) -> None:
    assert who in appoints_chairs(day)


@pytest.mark.parametrize(
    ("day", "regime", "partners"),
    [
        (date(2013, 4, 14), "director", ()),
        (date(2013, 4, 15), "chief-executive", ()),
        (date(2019, 9, 28), "chief-executive", ()),
        (date(2019, 9, 29), "partners", ("police", "health")),
    ],
)
def test_from_their_first_day_on_partners_speak_beside_the_councils(
    day: date, regime: str, partners: tuple[str, ...]
) -> None:
    assert regime_on(day) == regime
    assert whose_word(day, {"E2", "E1"}, is_of_office=True) == ("E1", "E2", *partners)
    assert whose_word(day, {"E2", "E1"}, is_of_office=False) == ("E1", "E2")
