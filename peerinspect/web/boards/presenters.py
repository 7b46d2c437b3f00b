"""The four kinds of other work, by the last part of their address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from peerinspect.services import duties
from peerinspect.web.boards.forms import (
    RegisterBoardForm,
    RegisterReviewForm,
    RegisterSecondmentForm,
    RegisterSupportForm,
)


@dataclass(frozen=True, slots=True)
class Topic:
    """A kind of work: its words, the form that registers it, and the use case behind."""

    name: str
    kind: str
    heading: str
    about: str
    add: str
    registered: str
    empty: str
    form: Callable[..., Any]
    register: Callable[..., str]


TOPICS: Mapping[str, Topic] = {
    topic.name: topic
    for topic in (
        Topic(
            "boards",
            "chair",
            "Boards",
            "Safeguarding boards, and who chairs them.",
            "Register a board",
            "The board is registered.",
            "Boards that need a chair will be listed here.",
            RegisterBoardForm,
            duties.register_board,
        ),
        Topic(
            "support",
            "support",
            "Support",
            "Advice from a stronger council to a weaker one between inspections.",
            "Register a request for support",
            "The request for support is registered.",
            "Councils that ask for support will be listed here.",
            RegisterSupportForm,
            duties.register_support,
        ),
        Topic(
            "secondments",
            "second",
            "Secondments",
            "Full-time places on Ofsted's inspection teams.",
            "Register a secondment",
            "The secondment is registered.",
            "Secondments to inspection teams will be listed here.",
            RegisterSecondmentForm,
            duties.register_secondment,
        ),
        Topic(
            "reviews",
            "review",
            "Case reviews",
            "Serious cases that need independent reviewers.",
            "Register a review",
            "The review is registered.",
            "Reviews that need independent people will be listed here.",
            RegisterReviewForm,
            duties.register_review,
        ),
    )
}
