"""The letters: plain, kind, and silent on what must not be said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from peerinspect.documents.letters import OFFERS, Chosen, Letter, NotChosen, why_not_you, why_you
from peerinspect.documents.rule_words import GOAL_REASONS, RULE_REASONS
from peerinspect.domain.kinds import KINDS
from peerinspect.domain.policy import GOALS
from peerinspect.independence.rulebook import RULES
from tests.documents.reading_ease import longest_sentence, reading_ease

CHOSEN = Chosen(
    name="Bramble Puppetfield",
    title="Chair of the board of Oxbridge",
    kind="chair",
    first=date(2026, 4, 1),
    last=date(2028, 3, 31),
    days=12,
    status="offered",
    held=False,
    days_offered=24,
    rules=43,
    as_of=date(2026, 3, 2),
    checked_on=date(2026, 3, 4),
    minutes=63,
    skills=("care leavers",),
    set_aside=("Post basis",),
    could_have=3,
)
HELD = replace(
    CHOSEN, kind="inspect", title="An inspection", held=True, minutes=None, skills=(), set_aside=(), could_have=None
)
OTHER = NotChosen("Bramble Puppetfield", "Support for Oxbridge", "support", *([date(2026, 4, 1)] * 2), date(2026, 3, 2))


def text_of(letter: Letter) -> str:
    return "\n".join([*letter.opening, *(line for one in letter.sections for line in (one.lead, *one.lines) if line)])


def lines(letter: Letter, heading: str) -> tuple[str, ...]:
    section = next(section for section in letter.sections if section.heading == heading)
    return (section.lead, *section.lines) if section.lead else section.lines


def test_why_you_says_what_was_offered_how_far_and_which_skills() -> None:
    found = lines(why_you(CHOSEN), "Why we chose you")
    assert found == (
        "You offered to chair another council's board, for up to 24 days a year.",
        "The journey is about 1 hour 5 minutes each way.",
        "You bring skills that it needs: care leavers.",
        "3 other people could have done it. Taking all duties together, you were the best choice.",
    )


def test_why_you_says_that_independence_was_checked_and_by_when() -> None:
    assert lines(why_you(CHOSEN), "What we checked") == (
        "We checked 43 rules of independence, on the facts of 2 March 2026.",
        "They were checked again on 4 March 2026, before we asked you.",
        "This rule was set aside, with good reason, by somebody who may: Post basis.",
    )


def test_every_letter_says_whom_to_ask_and_how_to_object() -> None:
    for letter in (why_you(CHOSEN), why_you(HELD), why_not_you(OTHER)):
        assert "coordinators" in lines(letter, "Who to ask")[0]
        assert len(lines(letter, "If you think this is wrong")) == 3


@pytest.mark.parametrize("field", ["minutes", "skills", "set_aside", "could_have"])
def test_while_the_council_is_held_back_nothing_tells_of_it(field: str) -> None:
    """Even where such a fact were handed in by mistake."""
    told = why_you(replace(HELD, **{field: getattr(CHOSEN, field)}))
    assert text_of(told) == text_of(why_you(HELD))


@pytest.mark.parametrize("code", [*(rule.code for rule in RULES), "already-done", "seat-taken"])
def test_every_rule_has_its_words(code: str) -> None:
    letter = why_not_you(replace(OTHER, barred_by=(code,)))
    reason = RULE_REASONS[code]
    assert lines(letter, "Why") == ("One thing stood in the way.", reason.why)
    assert lines(letter, "What would change it") == (reason.change,)


def test_there_are_words_for_no_rule_that_is_none() -> None:
    assert set(RULE_REASONS) == {rule.code for rule in RULES} | {"already-done", "seat-taken"}


@pytest.mark.parametrize("goal", [*(goal for goal in GOALS if goal != "canon"), "", None])
def test_who_could_have_done_it_is_told_so_and_what_decided(goal: str | None) -> None:
    why = lines(why_not_you(replace(OTHER, decided_by=goal)), "Why")
    assert why[0] == "You could have done it. No rule stood in your way."
    assert len(why) == 2


def test_two_rules_with_one_remedy_name_it_once() -> None:
    letter = why_not_you(replace(OTHER, barred_by=("worked-there", "paid-by")))
    assert lines(letter, "Why")[0] == "2 things stood in the way."
    assert len(lines(letter, "What would change it")) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_is_plain_english(kind: str) -> None:
    for letter in (
        why_you(replace(CHOSEN, kind=kind)),
        why_you(replace(HELD, kind=kind)),
        why_not_you(replace(OTHER, kind=kind)),
    ):
        assert reading_ease(text_of(letter)) >= 60, text_of(letter)
        assert longest_sentence(text_of(letter)) <= 25, text_of(letter)
    assert kind in OFFERS


@pytest.mark.parametrize("reason", [*RULE_REASONS.values(), *GOAL_REASONS.values()])
def test_every_reason_is_short(reason: object) -> None:
    for text in (reason.why, reason.change):  # type: ignore[attr-defined]
        assert longest_sentence(text) <= 18
        assert reading_ease(text) >= 30, text


def test_the_scale_knows_hard_from_easy() -> None:
    assert reading_ease("The cat sat on the mat. It was warm.") > 100
    assert reading_ease("Organisational interdependencies necessitate comprehensive reconsideration.") < 0
