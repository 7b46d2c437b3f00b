"""The vocabulary holds together: one meaning a code, every theme in a group, and a sentence for each."""

from __future__ import annotations

import re

from peerinspect.domain import themes


def test_codes_and_words_are_said_once() -> None:
    assert len({theme.code for theme in themes.THEMES}) == len(themes.THEMES)
    assert len({theme.words for theme in themes.THEMES}) == len(themes.THEMES)
    assert 20 <= len(themes.offered()) <= 30


def test_codes_are_tokens_that_fit_their_column() -> None:
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", theme.code) for theme in themes.THEMES)
    assert all(len(theme.code) <= 40 for theme in themes.THEMES)


def test_each_theme_says_in_one_sentence_what_belongs_to_it() -> None:
    assert all(theme.belongs.endswith(".") and theme.belongs.count(".") == 1 for theme in themes.THEMES)


def test_groups_show_every_theme_once_and_in_order() -> None:
    shown = [theme for _, group in themes.by_group() for theme in group]
    assert shown == list(themes.THEMES)
    assert [group for group, _ in themes.by_group()] == list(themes.GROUPS)


def test_a_retired_theme_keeps_its_words_and_is_not_offered() -> None:
    old = themes.Theme("old", "Old words", "What was said once.", themes.SEEING, retired=True)
    assert themes.offered((*themes.THEMES, old)) == themes.THEMES
    assert themes.by_group((old,)) == ((themes.SEEING, (old,)),)


def test_a_code_nobody_knows_is_its_own_words_and_comes_last() -> None:
    assert themes.words_of("thresholds") == "Thresholds"
    assert themes.words_of("gone-long-ago") == "gone-long-ago"
    assert themes.in_order({"gone-long-ago", "recording", "voice"}) == ("voice", "recording", "gone-long-ago")
