"""What is the reader's own: duties, offers, declarations, messages; and what anybody may read."""

from __future__ import annotations

from typing import Any

from peerinspect.services import disclosure, views
from peerinspect.services.veil import knows_sealed_work
from peerinspect.web.api.bearer import bearer
from peerinspect.web.api.frame import Page, at, digest_key, lines, listed, many, no_links, one, shows, topic
from peerinspect.web.api.schemas import Resource
from peerinspect.web.clock import today
from peerinspect.web.session import reader

group = topic("own", "One's own, and what is public")
MINE, RELEASE = "answer for oneself", "release people"


class Me(Resource):
    """Who the token lets in, and what they may see. `sees_sealed_work` is false where the token leaves it out."""

    name: str
    role: str
    person_id: str | None
    authorities: tuple[str, ...]
    sees_sealed_work: bool
    scopes: tuple[str, ...]


@shows(group, "/me", "look after one's account", Me)
def me() -> dict[str, Any]:
    """Who am I here, and what may this token do?"""
    found, came = reader(), bearer()
    return {
        "name": found.name,
        "role": found.role,
        "person_id": found.person_id,
        "authorities": tuple(sorted(found.authorities)),
        "sees_sealed_work": knows_sealed_work(found),
        "scopes": tuple(sorted(came.scopes)) if came else (),
    }


@shows(group, "/appointments", "read public pages", lines(views.PublicAppointment), Page, scope=None)
def appointments(asked: Page) -> dict[str, Any]:
    """Published appointments of chairs. Anybody may ask, without a token."""
    return listed(disclosure.public_appointments(today()), asked, digest_key, no_links)


many(
    group, "messages", "/messages", "look after one's account", views.OwnMessage,
    lambda: lambda number: disclosure.my_messages(reader(), number, today()),
    "What the reader was told, the latest first.", "id",
)  # fmt: skip
one(
    group, "my_duties", "/my/duties", MINE, views.MyDuties, lambda: disclosure.my_duties(reader(), today()),
    "The reader's own duties: to answer, coming and past. Of a sealed one only the dates show.",
)  # fmt: skip
one(
    group, "my_offers", "/my/offers", MINE, views.MyOffers, lambda: disclosure.my_offers(reader(), today()),
    "What the reader offers, their weeks away, and the consents to it.",
)  # fmt: skip
one(
    group, "my_declarations", "/my/declarations", MINE, views.MyDeclarations,
    lambda: disclosure.my_declarations(reader(), today()), "What the reader has declared.",
)  # fmt: skip
many(
    group, "my_people", "/my/people", RELEASE, views.CouncilPerson,
    lambda: disclosure.council_people(reader(), today()),
    "The people of the reader's council: when they are away, for how many days, and the consents to it.",
    lambda each: f"{each.person_id} {each.authority}", lambda each: {"person": at("people", each.person_id)},
)  # fmt: skip
many(
    group, "my_boards", "/my/boards", RELEASE, views.BoardLine, lambda: disclosure.my_boards(reader(), today()),
    "The boards of the reader's council, and who chairs them.", "duty_id",
    lambda each: {"chair": at("chairs", each.duty_id)},
)  # fmt: skip
