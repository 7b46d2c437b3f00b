"""Which themes a board is sent findings about, and which a user follows for themself."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete

from peerinspect import store
from peerinspect.domain.themes import in_order, offered, words_of
from peerinspect.services.checking import Checks, only
from peerinspect.services.lessons.answering import board_for
from peerinspect.services.lessons.spreading import catch_up, lessons_to_catch_up
from peerinspect.services.reader import CHIEF_EXECUTIVE, COORDINATOR, ROLES, Reader
from peerinspect.services.refusal import Refusal
from peerinspect.services.views.lessons import Followed
from peerinspect.services.wording import joined
from peerinspect.store import history
from peerinspect.store.reading.lessons import followed_by, subscription_rows
from peerinspect.store.reading.safeguarding import BoardRecord
from peerinspect.store.tables import EVERY_THEME, FollowerRow, SubscriptionRow

NO_THEMES, ALL, SOME = "none", "all", "some"
HOW_MANY = (ALL, SOME, NO_THEMES)
NOTHING_MISSED = "There is nothing to catch up on: your board was sent whatever came out on its themes"


@dataclass(frozen=True, slots=True)
class Follow:
    """All themes, some of them, or none. `themes` are codes, read where `which` is some."""

    which: str = ""
    themes: tuple[str, ...] = ()


def subscribe_board(board_id: str, command: Follow, reader: Reader, today: date) -> None:
    """Keep what a board subscribes to. For coordinators, and for chief executives of its councils."""
    with store.transaction():
        board = board_to_subscribe(board_id, reader, today)
        before = {row.theme: row for row in subscription_rows(board_id)}
        wanted = _wanted(command, set(before))
        if wanted == set(before):
            return
        gone = sorted(set(before) - wanted)
        row = SubscriptionRow
        store.db.session.execute(delete(row).where(row.board == board.id, row.theme.in_(gone)))
        store.add(
            *(
                SubscriptionRow(board=board.id, theme=code, since=today, kept_by=reader.user_id)
                for code in sorted(wanted - set(before))
            )
        )
        sentence = f"The board subscribes to lessons on {_named(wanted)}."
        history.record(reader.user_id, "subscribe-board", board.id, sentence=sentence)


def catch_up_board(board_id: str, reader: Reader, today: date) -> int:
    """Send the board what it missed of its themes in the past 12 months; how many findings.

    For those who keep its subscription. Raises Refusal where there is nothing.
    """
    with store.transaction():
        board_to_subscribe(board_id, reader, today)
        if not lessons_to_catch_up(board_id, today):
            raise Refusal(NOTHING_MISSED)
        return catch_up(board_id, reader, today)


def follow_themes(command: Follow, reader: Reader, today: date) -> None:
    """Keep which themes the reader gets messages about. For everybody, of themselves; nobody else reads of it."""
    only(reader, *ROLES)
    with store.transaction():
        before = {row.theme for row in followed_by(reader.user_id)}
        wanted, row = _wanted(command, before), FollowerRow
        store.db.session.execute(delete(row).where(row.user == reader.user_id, row.theme.in_(sorted(before - wanted))))
        store.add(*(FollowerRow(user=reader.user_id, theme=code, since=today) for code in sorted(wanted - before)))


def followed(themes: Collection[str]) -> Followed:
    """The themes that are kept, as somebody chose them."""
    if EVERY_THEME in themes:
        return Followed(ALL)
    return Followed(SOME, in_order(frozenset(themes))) if themes else Followed(NO_THEMES)


def board_to_subscribe(board_id: str, reader: Reader, today: date) -> BoardRecord:
    """The board, for who may keep its subscription."""
    only(reader, COORDINATOR, CHIEF_EXECUTIVE)
    return board_for(board_id, reader, today)


def _wanted(command: Follow, kept: Collection[str]) -> set[str]:
    """The themes as they are to be kept; retired ones that were followed may stay."""
    known, checks = {theme.code for theme in offered()} | set(kept), Checks()
    checks.need(command.which in HOW_MANY, "which", "Choose all themes, some themes or none")
    if command.which == SOME:
        checks.need(command.themes, "themes", "Choose at least one theme")
        checks.need(set(command.themes) <= known - {EVERY_THEME}, "themes", "Choose themes from the list")
    checks.done()
    return {ALL: {EVERY_THEME}, SOME: set(command.themes), NO_THEMES: set()}[command.which]


def _named(themes: Collection[str]) -> str:
    if EVERY_THEME in themes:
        return "every theme"
    return joined(words_of(code).lower() for code in in_order(frozenset(themes))) or "no theme"
