"""Answering an offer from a message, in one tap: a link that works once, for one offer, without signing in.

A link's token is a random id and a signature over it that only this installation can make. Whoever guesses is told the
same as by any address that leads nowhere. The page behind it shows dates alone, and opening it changes nothing: mail
is read by machines that follow links.
"""

from __future__ import annotations

import hmac
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from peerinspect import store
from peerinspect.domain import Duty
from peerinspect.domain.placement import Pair
from peerinspect.services.addresses import keyed, placement_address
from peerinspect.services.answers import ANSWERED, DECLINE_REASONS, By, accept, decline
from peerinspect.services.notices import tell, users_of, users_of_people
from peerinspect.services.refusal import NotFound, Refusal
from peerinspect.services.sessions import load_reader
from peerinspect.services.views.holding_back import LinkedOffer
from peerinspect.services.wording import duty_title, plain_day
from peerinspect.store.reading.councils import read_places
from peerinspect.store.reading.duties import read_duties
from peerinspect.store.reading.people import read_names
from peerinspect.store.tables import AnswerLinkRow, PlacementRow

ACCEPT = "accept"
ANSWERS = (ACCEPT, *DECLINE_REASONS)
LASTS = timedelta(days=14)
SPENT = "This link has been used, or is too old. Sign in to see what you are asked"
BY_LINK = ", by the link in a message"


@dataclass(frozen=True, slots=True)
class AnswerByLink:
    """One of ANSWERS to the offer that the token stands for."""

    token: str
    answer: str


def make_link(person: str, duty: Duty, today: date) -> str:
    """A link for the offer as it stands: its token. Call it in the transaction that makes the offer."""
    row = store.db.session.get_one(PlacementRow, (person, duty.id))
    link = AnswerLinkRow(
        id=store.new_token(),
        person=person,
        duty=duty.id,
        offered_on=row.offered_on,
        expires_on=_expiry(duty, today),
    )
    store.add(link)
    return f"{link.id}.{keyed('answer-link', link.id)}"


def _expiry(duty: Duty, today: date) -> date:
    """The last day of a link: never after the work's start, unless that is past already."""
    last = today + LASTS
    return min(last, duty.start) if duty.start > today else last


def tell_of_offer(person: str, duty: Duty, event: int, today: date) -> None:
    """Tell the person that they are asked, with a link to answer by: what for, where the council is no secret."""
    path = f"/answer/{make_link(person, duty, today)}"
    users = users_of(person)
    if duty.sealed:
        tell("held-offer-to-answer", event, users, path=path)
        return
    days = f"{plain_day(duty.first_day)} to {plain_day(duty.last_day)}"
    tell("offer-to-answer", event, users, path=path, work=duty_title(duty, read_places()), days=days)


def tell_of_offers(offered: Iterable[Pair], duties: Mapping[str, Duty], event: int, today: date) -> None:
    """Tell everybody who is asked at once, each in one message: with a link to answer by, where it is one offer."""
    asked: dict[str, list[str]] = defaultdict(list)
    for person, duty in offered:
        asked[person].append(duty)
    for person, users in users_of_people(asked).items():
        if len(asked[person]) == 1:
            tell_of_offer(person, duties[asked[person][0]], event, today)
        else:
            tell("held-offer", event, users)


def linked_offer(token: str, today: date) -> LinkedOffer:
    """What the link asks: dates alone. NotFound for what is no link; Refusal for one that was used or is too old."""
    link = _link(token)
    duty = _still_asked(link, today)
    return LinkedOffer(
        address=placement_address(link.person, link.duty),
        period=duty.period,
        on_site=duty.on_site_periods,
        days=duty.workload,
    )


def answer_by_link(command: AnswerByLink, today: date) -> str:
    """Answer as the person whom the link was sent to, once; the address of their placement. For anybody who has it."""
    if command.answer not in ANSWERS:
        raise NotFound("no such answer")
    with store.transaction():
        link = _link(command.token)
        _still_asked(link, today)
        row = store.db.session.get_one(PlacementRow, (link.person, link.duty))
        by = By(_user(link.person, today), read_names([link.person])[link.person], BY_LINK)
        link.used_on = today
        if command.answer == ACCEPT:
            accept(row, by, today)
        else:
            decline(row, command.answer, by, today)
    return placement_address(link.person, link.duty)


def _link(token: str) -> AnswerLinkRow:
    """The link. Raises NotFound for anything that was not made here."""
    link_id, _, signature = token.partition(".")
    if not hmac.compare_digest(keyed("answer-link", link_id).encode(), signature.encode()):
        raise NotFound("no such link")
    row = store.db.session.scalar(select(AnswerLinkRow).where(AnswerLinkRow.id == link_id).with_for_update())
    if row is None:
        raise NotFound("no such link")
    return row


def _still_asked(link: AnswerLinkRow, today: date) -> Duty:
    """The duty, while the link can be used: once, in its time, and for the offer that it was made for."""
    row = store.db.session.get(PlacementRow, (link.person, link.duty))
    if link.used_on is not None or link.expires_on < today or row is None or not _user(link.person, today):
        raise Refusal(SPENT)
    if row.status != "offered" or row.offered_on != link.offered_on:
        raise Refusal(f"{ANSWERED}. Sign in to see what you are asked")
    return read_duties(today, [link.duty])[link.duty]


def _user(person: str, today: date) -> str:
    """The user who is the person; "" where they have no account, or one that lets nobody in any more."""
    return next((user for user in users_of(person) if load_reader(user, today) is not None), "")
