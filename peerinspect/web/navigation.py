"""The links along the top, for each role the ones it may open."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, request, url_for

from peerinspect.services.reader import ADMINISTRATOR, CHIEF_EXECUTIVE, DIRECTOR, PANEL
from peerinspect.web.access import may_open
from peerinspect.web.session import reader


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the navigation; `topics` are the blueprints whose pages it stands for."""

    text: str
    endpoint: str
    topics: tuple[str, ...]


LINKS = (
    Link("Today", "home.today", ("home",)),
    Link("My duties", "mine.duties", ("mine", "own_secondments")),
    Link("What I offer", "mine.offers", ("offering",)),
    Link("My declarations", "mine.declarations", ()),
    Link("My profile", "learning.profile", ("learning",)),
    Link("My people", "appointments.people", ("appointments", "own_secondments")),
    Link("My council", "my_council.page", ()),
    Link("My boards", "my_boards.listing", ("my_boards",)),
    Link("Inspections of my council", "inspected.listing", ("inspected",)),
    Link("How I did", "evaluations.listing", ("evaluations",)),
    Link("Week", "week.teams", ("week",)),
    Link("Secondments", "seconding.listing", ("seconding",)),
    Link("Inspections", "inspections.calendar", ("inspections", "inspection_list")),
    Link(
        "Other work",
        "boards.overview",
        (
            "boards",
            "support",
            "programmes",
            "safeguarding",
            "safeguarding_changes",
            "vacancies",
            "programme",
            "reviews",
            "panel",
        ),
    ),
    Link("Rosters", "rosters.listing", ("rosters", "jobs")),
    Link("Waivers", "waivers.to_decide", ("waivers",)),
    Link("People", "people.listing", ("people",)),
    Link("Interests", "register.listing", ("register", "lookbacks")),
    Link("Councils", "authorities.listing", ("authorities", "directors", "performance")),
    Link("Lessons", "lessons.search", ("lessons", "lesson_boards", "recurring")),
    Link("Rulebook", "rulebook.page", ("rulebook",)),
    Link("Reports", "reports.index", ("reports", "alternatives", "leaving", "retention")),
    Link("Import and export", "imports.start", ("imports", "exports")),
    Link("National picture", "public.national", ()),
    Link("Users", "users.listing", ("users", "retention")),
    Link("Messages", "messages.listing", ()),
    Link("Appointments", "public.appointments", ("public",)),
)


def init_app(app: Flask) -> None:
    """Give the templates their navigation."""
    app.add_template_global(navigation)
    app.add_template_global(here)
    app.add_template_global(guide_address)


def navigation() -> list[dict[str, object]]:
    """The service navigation's items for this request."""
    if not reader().is_signed_in:
        return [_item(link) for link in LINKS if link.endpoint == "public.appointments"]
    return [_item(link) for link in LINKS if may_open(link.endpoint)]


def guide_address() -> str:
    """The guide for the reader's own role, or the one that leads to all of them."""
    return url_for("guide.page", text=reader().role) if reader().is_signed_in else url_for("guide.start")


def here() -> str:
    """This page's own address. A form that names it sends no fragment along, which would take the focus afterwards."""
    return request.full_path.rstrip("?")


def _item(link: Link) -> dict[str, object]:
    is_here = request.endpoint == link.endpoint
    is_near = request.blueprint in link.topics and not any(one.endpoint == request.endpoint for one in LINKS)
    return {"text": link.text, "href": url_for(link.endpoint), "current": is_here, "active": is_near}


def start_page() -> str:
    """Where the reader's day begins."""
    starts = {
        ADMINISTRATOR: "users.listing",
        CHIEF_EXECUTIVE: "appointments.people",
        DIRECTOR: "mine.duties",
        PANEL: "public.national",
    }
    preferred = starts.get(reader().role)
    if preferred:
        return url_for(preferred)
    return next(url_for(link.endpoint) for link in LINKS if may_open(link.endpoint))
