"""The safeguarding boards, narrowed to what is the matter with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from peerinspect.domain import add_months
from peerinspect.services import views
from peerinspect.services.checking import only
from peerinspect.services.queries.board_states import ENDED, STATES, flags_of, title_on
from peerinspect.services.queries.chairs import COMING, IN_POST, Chairs
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reader import CHIEF_EXECUTIVE, COORDINATOR, DIRECTOR, LIAISON, Reader
from peerinspect.services.safeguarding.reach import may_read
from peerinspect.services.views import Choice
from peerinspect.store.reading.councils import Place
from peerinspect.store.reading.people import read_names
from peerinspect.store.reading.safeguarding import (
    BoardRecord,
    boards_of,
    first_held,
    held_days,
    last_reported,
    read_boards,
)

BOARDS_A_PAGE = 50
MOST_MONTHS = 36


def safeguarding_boards(
    reader: Reader, asked: views.SafeguardingBoardsAsked, page: int, today: date
) -> views.SafeguardingBoardsPage:
    """A page of boards by name, and how many are in each state; the last page where there are fewer.

    For coordinators and the liaison; chief executives and directors are shown the boards of their own councils. Only
    coordinators see which office is contested: it rests on papers.
    """
    only(reader, COORDINATOR, LIAISON, CHIEF_EXECUTIVE, DIRECTOR)
    listing = _Listing(reader, asked, today)
    found = listing.wanted()
    pages = max(1, -(-len(found) // BOARDS_A_PAGE))
    number = min(max(1, page), pages)
    shown = found[(number - 1) * BOARDS_A_PAGE : number * BOARDS_A_PAGE]
    cut = views.Cut(listing.lines(shown), number, pages, len(found))
    return views.SafeguardingBoardsPage(cut, listing.counts(), reader.role == COORDINATOR)


def every_safeguarding_board(
    reader: Reader, asked: views.SafeguardingBoardsAsked, today: date
) -> tuple[views.SafeguardingBoardLine, ...]:
    """The same boards, all pages of them: for a file."""
    only(reader, COORDINATOR, LIAISON, CHIEF_EXECUTIVE, DIRECTOR)
    listing = _Listing(reader, asked, today)
    return listing.lines(listing.wanted())


class _Listing:
    """The boards that one reader may read of, and what is the matter with each."""

    def __init__(self, reader: Reader, asked: views.SafeguardingBoardsAsked, today: date) -> None:
        self.sight, self.asked, self.today = Sight(reader, today), asked, today
        is_all = reader.role in (COORDINATOR, LIAISON)
        every = read_boards() if is_all else boards_of(reader.authorities)
        self.boards = {id_: each for id_, each in every.items() if may_read(reader, each, today)}
        self.chairs = Chairs(self.sight, None if is_all else list(self.boards))
        self.flags = self._flags(reader.role == COORDINATOR)

    def _flags(self, sees_contested: bool) -> Mapping[str, tuple[str, ...]]:
        ids = list(self.boards)
        held, earliest = held_days(ids, add_months(self.today, -12)), first_held(ids)
        years = last_reported(ids)
        months = min(max(1, self.asked.months), MOST_MONTHS)
        found = {}
        for id_, board in self.boards.items():
            days = {*held.get(id_, ()), *([earliest[id_]] if id_ in earliest else ())}
            reported = [years[id_]] if id_ in years else []
            found[id_] = flags_of(board, self.chairs, days, reported, sees_contested, months)
        return found

    def counts(self) -> dict[str, int]:
        """How many boards are in each state."""
        return {state: sum(state in flags for flags in self.flags.values()) for state in STATES}

    def wanted(self) -> list[BoardRecord]:
        """The boards that are asked for, by name; those that have ended only where they are."""
        found = [each for id_, each in self.boards.items() if self._is_in_state(self.flags[id_])]
        if self.asked.region:
            found = [each for each in found if self.asked.region in self._regions(each)]
        if self.asked.text:
            words = self.asked.text.casefold().split()
            chairs = self._names_of_chairs()
            texts = {each.id: f"{self._text(each)} {chairs.get(each.id, '')}".casefold() for each in found}
            found = [each for each in found if all(word in texts[each.id] for word in words)]
        return found

    def _is_in_state(self, flags: Sequence[str]) -> bool:
        if self.asked.state:
            return self.asked.state in flags
        return ENDED not in flags

    def _places(self, board: BoardRecord) -> list[Place]:
        day = min(self.today, board.ended_on) if board.ended_on else self.today
        found = (self.sight.places[code] for code in board.councils_on(day))
        return sorted(found, key=lambda each: (each.name, each.code))

    def _regions(self, board: BoardRecord) -> tuple[str, ...]:
        return tuple(sorted({each.region for each in self._places(board) if each.region}))

    def _text(self, board: BoardRecord) -> str:
        return f"{title_on(board, self.today)} {' '.join(each.name for each in self._places(board))}"

    def _names_of_chairs(self) -> dict[str, str]:
        people = {id_: [each.person for each in self.chairs.in_state(id_, IN_POST)] for id_ in self.boards}
        names = read_names({one for found in people.values() for one in found})
        return {id_: " ".join(names[one] for one in found) for id_, found in people.items()}

    def lines(self, boards: Sequence[BoardRecord]) -> tuple[views.SafeguardingBoardLine, ...]:
        """Boards as the page shows them, with their chairs in post and to come."""
        records = {each.id: self.chairs.in_state(each.id, IN_POST, COMING) for each in boards}
        shown = self.chairs.views_of([one for each in boards for one in records[each.id]])
        named = iter(shown)
        return tuple(
            views.SafeguardingBoardLine(
                id=each.id,
                title=title_on(each, self.today),
                councils=tuple(Choice(place.code, place.name) for place in self._places(each)),
                regions=self._regions(each),
                chairs=tuple(next(named) for _ in records[each.id]),
                flags=self.flags[each.id],
                ended_on=each.ended_on,
            )
            for each in boards
        )
