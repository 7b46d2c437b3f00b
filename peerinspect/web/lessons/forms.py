"""The forms of findings, of what is followed, and of what a board does about a finding."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import render_template
from markupsafe import Markup
from wtforms import Field

from peerinspect.domain.themes import THEMES, by_group, find_theme, offered
from peerinspect.services.lessons.answering import AnswerLesson
from peerinspect.services.lessons.subscribing import SOME, Follow
from peerinspect.services.lessons.writing import WriteFinding
from peerinspect.services.views import Choice
from peerinspect.services.views.lessons import Followed, LessonView, SentView
from peerinspect.web.fields import Day, Lines, Pick, Ticks
from peerinspect.web.forms import HouseForm
from peerinspect.web.lessons.wording import ANSWERS, WHICH, WHICH_EXAMPLES


class ThemeTicks(Ticks):
    """Themes to tick, by group."""

    def widget(self, field: Field, **kwargs: Any) -> Markup:
        """The boxes, under the headings of their groups."""
        codes = {choice.value for choice in self.choices}
        groups = by_group(tuple(theme for theme in THEMES if theme.code in codes))
        chosen = frozenset(self.data or ())
        return Markup(render_template("fields/themes.html", field=self, groups=groups, chosen=chosen))

    def offer_themes(self, kept: Sequence[str] = ()) -> None:
        """Offer what something new may be tagged with, and what it has already."""
        known = {theme.code for theme in offered()} | {code for code in kept if find_theme(code)}
        self.offer([Choice(theme.code, theme.words) for theme in THEMES if theme.code in known])


class FindingForm(HouseForm):
    """A finding. The field for a reason is there once the review is published."""

    found = Lines(
        "What was found",
        description="A few sentences on practice. Write “the child” or “the mother”, and no name, day of birth or "
        "number. The page refuses what it can recognise, and it cannot recognise everything: read it again",
        render_kw={"rows": 7},
    )
    learning = Lines(
        "What should change", description="What a board can do, so that it does not happen again", render_kw={"rows": 5}
    )
    themes = ThemeTicks("Themes", description="One to six. Boards are sent findings by their themes")
    reason = Lines("Why it is added or corrected now", description="The history keeps it, with what was said before")

    def __init__(self, is_out: bool, before: LessonView | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if not is_out:
            del self.reason
        if before is not None and not self.is_submitted():
            self.found.data, self.learning.data, self.themes.data = before.found, before.learning, before.themes
        self.themes.offer_themes(before.themes if before else ())

    def command(self) -> WriteFinding:
        """What was entered."""
        reason = self.reason.data or "" if "reason" in self else ""
        return WriteFinding(self.found.data or "", self.learning.data or "", tuple(self.themes.data or ()), reason)


class FollowForm(HouseForm):
    """Which themes are followed."""

    which = Pick("Which themes", WHICH, WHICH_EXAMPLES)
    themes = ThemeTicks("Some themes", description="Read where you choose “Some themes”")

    def __init__(self, before: Followed, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if not self.is_submitted():
            self.which.data, self.themes.data = before.which, before.themes
        self.themes.offer_themes(before.themes)

    def command(self) -> Follow:
        """What was entered. Themes that are ticked beside another choice are not meant."""
        which = self.which.data or ""
        return Follow(which, tuple(self.themes.data or ()) if which == SOME else ())


class AnswerForm(HouseForm):
    """What a board does about a finding."""

    answer = Pick("What your board does about it", ANSWERS)
    words = Lines("In a few words", description="What you do or have done; or why it does not apply")
    act_by = Day("By which day, if you plan to act", description="For example, 5 10 2026")

    def show(self, sent: SentView) -> None:
        """What was said before, unless the form was sent."""
        if not self.is_submitted() and sent.answer:
            self.answer.data, self.words.data, self.act_by.data = sent.answer, sent.words, sent.act_by

    def command(self) -> AnswerLesson:
        """What was entered."""
        return AnswerLesson(self.answer.data or "", self.words.data or "", self.act_by.data)
