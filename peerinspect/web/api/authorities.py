"""Councils: judgements, arrangements, posts and vacancies, what they give and get, and performance information."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from peerinspect.services import disclosure, views
from peerinspect.services.views.directors import DirectorLine, DirectorsAsked, DirectorTimeline, VacancyShort
from peerinspect.services.views.directors import VacancyView as Vacancy
from peerinspect.services.views.performance import CouncilPerformance
from peerinspect.web.api.frame import Page, at, history, lines, listed, many, one, shows, topic
from peerinspect.web.clock import today
from peerinspect.web.session import reader

group = topic("authorities", "Councils")
Words = Annotated[str, Field(max_length=100, description="Words of the name")]
Region = Annotated[str, Field(max_length=60)]


class Authorities(Page):
    """Which councils are wanted."""

    q: Words = ""
    region: Region = ""
    grade: Literal["", "outstanding", "good", "requires-improvement", "inadequate", "none"] = ""
    director: Literal["", "vacant", "interim"] = ""
    ended: bool = False


class Directors(Page):
    """Which directors' posts are wanted."""

    q: Words = ""
    region: Region = ""
    basis: Annotated[str, Field(max_length=40)] = ""


def links(code: str) -> dict[str, str]:
    """Where what belongs to a council is found."""
    return {
        "self": at("authorities", code),
        "performance": at("performance", code),
        "director": at("directors", code),
        "stands": at("authorities", code, "stands"),
        "history": at("authorities", code, "history"),
    }


@shows(group, "/authorities", "see councils", lines(views.AuthorityLine), Authorities)
def authorities(asked: Authorities) -> dict[str, Any]:
    """Councils, by name."""
    wanted = views.CouncilsAsked(asked.q, asked.region, asked.grade, asked.director, asked.ended)
    return listed(
        lambda number: disclosure.councils(reader(), today(), wanted, number).cut,
        asked,
        "code",
        lambda each: links(each.code),
    )


@shows(group, "/directors", "watch directors' posts", lines(DirectorLine), Directors)
def directors(asked: Directors) -> dict[str, Any]:
    """Directors' posts: who holds each, on what basis, and what changes next."""
    wanted = DirectorsAsked(asked.q, asked.region, asked.basis)
    return listed(
        lambda number: disclosure.director_posts(reader(), today(), wanted, number).cut,
        asked,
        "code",
        lambda each: {"self": at("directors", each.code), "authority": at("authorities", each.code)},
    )


one(
    group, "authority", "/authorities/<code>", "see councils", views.AuthorityDetail,
    lambda code: disclosure.authority(reader(), code, today()),
    "One council: judgements, arrangements, neighbours, vacancies, boards, and what it gives and gets.", links,
)  # fmt: skip
history(group, "authority", "/authorities/<code>")
one(
    group, "performance", "/performance/<code>", "read performance information", CouncilPerformance,
    lambda code: disclosure.performance(reader(), code, today()),
    "Performance information on one council: five years, with the medians of its neighbours.",
    lambda code: {"authority": at("authorities", code)},
)  # fmt: skip
one(
    group, "director", "/directors/<code>", "see a director's post through time", DirectorTimeline,
    lambda code: disclosure.director_timeline(reader(), code, today()),
    "A council's directors through time.", lambda code: {"authority": at("authorities", code)},
)  # fmt: skip
many(
    group, "vacancies", "/vacancies", "see work", VacancyShort,
    lambda: disclosure.vacant_posts(reader(), today()),
    "Vacant posts of directors: who covers each, and the days that nobody does.", "duty_id",
    lambda each: {"self": at("vacancies", each.duty_id), "duty": at("duties", each.duty_id)},
)  # fmt: skip
one(
    group, "vacancy", "/vacancies/<duty_id>", "see a vacancy", Vacancy,
    lambda duty_id: disclosure.vacancy(reader(), duty_id, today()),
    "One vacant post, with those who hold it meanwhile.", lambda duty_id: {"duty": at("duties", duty_id)},
)  # fmt: skip
