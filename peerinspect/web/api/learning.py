"""Support between inspections, secondments, case reviews and their lessons."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from peerinspect.services import disclosure, views
from peerinspect.services.views.lessons import LessonBoardLine, LessonHit, LessonsAsked, LessonView, SentView, ThemeLine
from peerinspect.services.views.liaison import Secondment
from peerinspect.services.views.reviews import MemberLine, ReviewLine, ReviewsAsked, ReviewView
from peerinspect.services.views.support import SupportLine, SupportPage, SupportRequestView
from peerinspect.web.api.frame import Page, at, lines, listed, many, one, shows, topic
from peerinspect.web.clock import today
from peerinspect.web.session import reader

group = topic("learning", "Support, secondments, reviews and lessons")
Words = Annotated[str, Field(max_length=100)]
Word = Annotated[str, Field(max_length=40)]


class Support(Page):
    """Which programmes of support are wanted."""

    q: Words = ""
    state: Word = ""
    region: Annotated[str, Field(max_length=60)] = ""
    when: Literal["", "soon", "over", "all"] = ""


class Reviews(Page):
    """Which case reviews are wanted."""

    q: Words = ""
    kind: Word = ""
    state: Word = ""
    lateness: Literal["", "late", "soon", "delayed"] = ""


class Lessons(Page):
    """Which findings are wanted. All words have to be there; those in quotation marks one after the other."""

    q: Words = ""
    theme: Word = ""
    council: Annotated[str, Field(max_length=16)] = ""
    year: Annotated[int | None, Field(ge=1900, le=2199)] = None
    kind: Word = ""


@shows(group, "/support", "see support", lines(SupportLine), Support)
def support(asked: Support) -> dict[str, Any]:
    """Programmes of support, as far as the reader takes part in them or sees them all."""
    wanted = views.WorkAsked("support", asked.q, asked.state, "", asked.region, asked.when)
    return listed(
        lambda number: disclosure.support_home(reader(), wanted, number, today()).programmes,
        asked,
        lambda each: str(each.duty.id),
        lambda each: {"self": at("support", each.duty.id)},
    )


@shows(group, "/reviews", "see reviews", lines(ReviewLine), Reviews)
def reviews(asked: Reviews) -> dict[str, Any]:
    """Case reviews, by what is due next."""
    wanted = ReviewsAsked(asked.q, asked.kind, asked.state, asked.lateness)
    return listed(
        lambda number: disclosure.reviews(reader(), wanted, number, today()),
        asked,
        "duty_id",
        lambda each: {"self": at("reviews", each.duty_id)},
    )


@shows(group, "/lessons", "search lessons", lines(LessonHit), Lessons)
def lessons(asked: Lessons) -> dict[str, Any]:
    """What reviews found: searched by words, themes, councils, years and kinds of review."""
    wanted = LessonsAsked(
        asked.q,
        tuple(filter(None, [asked.theme])),
        tuple(filter(None, [asked.council])),
        tuple(each for each in [asked.year] if each is not None),
        tuple(filter(None, [asked.kind])),
    )
    return listed(
        lambda number: disclosure.search_lessons(reader(), wanted, number, today()).cut,
        asked,
        "id",
        lambda each: {"self": at("lessons", each.id), "review": at("reviews", each.review_id)},
    )


one(
    group, "programme_of_support", "/support/<duty_id>", "see support", SupportPage,
    lambda duty_id: disclosure.support_page(reader(), duty_id, today()),
    "One programme of support.", lambda duty_id: {"duty": at("duties", duty_id)},
)  # fmt: skip
many(
    group, "support_requests", "/support-requests", "see support", SupportRequestView,
    lambda: disclosure.support_home(reader(), views.WorkAsked("support"), 1, today()).requests,
    "What councils ask for, and what became of it.", "id",
    lambda each: {"self": at("support-requests", each.id), "authority": at("authorities", each.authority)},
)  # fmt: skip
one(
    group, "support_request", "/support-requests/<request_id>", "take part in support", SupportRequestView,
    lambda request_id: disclosure.support_request(reader(), request_id, today()), "One request for support.",
)  # fmt: skip
many(
    group, "secondments", "/secondments", "see the week", Secondment,
    lambda: (lambda found: (*found.current, *found.over))(disclosure.secondments(reader(), today())),
    "Secondments to inspection teams: those that go on, then those that are over.", lambda each: str(each.duty.id),
    lambda each: {"self": at("secondments", each.duty.id), "duty": at("duties", each.duty.id)},
)  # fmt: skip
one(
    group, "secondment", "/secondments/<duty_id>", "see the week", Secondment,
    lambda duty_id: disclosure.secondment(reader(), duty_id, today()), "One secondment, with the people on it.",
)  # fmt: skip
one(
    group, "review", "/reviews/<duty_id>", "see reviews", ReviewView,
    lambda duty_id: disclosure.review(reader(), duty_id, today()),
    "One case review: deadlines, reviewers, advice and publication. Never anything of the case itself.",
    lambda duty_id: {"duty": at("duties", duty_id)},
)  # fmt: skip
many(
    group, "panel", "/panel", "see the national panel", MemberLine,
    lambda: disclosure.panel(reader(), today()).members, "The national panel's members.", "member_id",
)  # fmt: skip
one(
    group, "lesson", "/lessons/<lesson_id>", "search lessons", LessonView,
    lambda lesson_id: disclosure.lesson(reader(), lesson_id, today()), "One finding, and what was learnt.",
)  # fmt: skip
many(
    group, "themes", "/themes", "search lessons", ThemeLine,
    lambda: disclosure.theme_lines(reader(), today()), "Themes of findings.", "code",
)  # fmt: skip
many(
    group, "lesson_boards", "/lesson-boards", "see boards' lessons", LessonBoardLine,
    lambda: disclosure.lesson_boards(reader(), today()), "What boards were sent, and what they owe an answer on.",
    "id", lambda each: {"self": at("lesson-boards", each.id, "lessons"), "board": at("boards", each.id)},
)  # fmt: skip
many(
    group, "board_lessons", "/lesson-boards/<board_id>/lessons", "see boards' lessons", SentView,
    lambda board_id: lambda number: disclosure.board_lessons(reader(), board_id, "", number, today()).cut,
    "Findings that a board was sent, and its answers.", "id",
    lambda each: {"lesson": at("lessons", each.lesson_id)},
)  # fmt: skip
