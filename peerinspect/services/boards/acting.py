"""Who may act for a board on a day, for which councils, and when a tie forbids it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from peerinspect import store
from peerinspect.domain import Duty, Person
from peerinspect.domain.kinds import CHAIR
from peerinspect.domain.lives import LIVES, regime_on
from peerinspect.services.checking import only
from peerinspect.services.lives.team import team_of
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reader import CHIEF_EXECUTIVE, COORDINATOR, DIRECTOR, Reader
from peerinspect.services.refusal import NotFound, Refusal
from peerinspect.services.wording import council_names, joined
from peerinspect.store.reading.boards import removals_of, waiting_steps
from peerinspect.store.reading.people import read_people
from peerinspect.store.tables import BoardStepRow, DutyRow, RemovalRow

LIFE = LIVES[CHAIR]
OF_DIRECTORS = "director"
BEFORE_2013 = (
    "Before 15 April 2013 the council's director appointed and removed the chair, and the chief executive did not"
)
THEMSELVES = "This is about you, so you take no part in it. Another chief executive, or a letter, has to speak"


@dataclass(frozen=True)
class Board:
    """A board as it stands, with its row locked. `chair` is who is on it, `removal` the one that goes on."""

    duty: Duty
    row: DutyRow
    chair: str | None
    removal: RemovalRow | None

    @property
    def state(self) -> str:
        """Where it is in its life."""
        return self.row.state or LIFE.first


def board_for(reader: Reader, duty_id: str, today: date) -> Duty:
    """The board, for who may read its papers and act. NotFound for any other duty, and for everybody else.

    The council's director is among the others, but before 15 April 2013, when it was theirs to appoint.
    """
    only(reader, CHIEF_EXECUTIVE, COORDINATOR, DIRECTOR)
    duty = Sight(reader, today).duty(duty_id)
    if duty.kind != CHAIR or not (reader.role == COORDINATOR or councils_spoken_for(reader, duty, today)):
        raise NotFound("no such board")
    return duty


def councils_spoken_for(reader: Reader, duty: Duty, today: date) -> frozenset[str]:
    """The councils of the board whose word the reader's is."""
    if reader.role == CHIEF_EXECUTIVE:
        return duty.authorities & reader.authorities
    if reader.role != DIRECTOR or regime_on(today) != OF_DIRECTORS or reader.person_id is None:
        return frozenset()
    posts = read_people([reader.person_id])[reader.person_id].posts
    return duty.authorities & {each.authority for each in posts if each.role == DIRECTOR and each.period.holds(today)}


def check_regime(reader: Reader, today: date) -> None:
    """Refuse a chief executive in the days when the director appointed."""
    if reader.role == CHIEF_EXECUTIVE and regime_on(today) == OF_DIRECTORS:
        raise Refusal(BEFORE_2013)


def open_board(reader: Reader, duty_id: str, today: date) -> Board:
    """The board, locked until the transaction ends. Call it in one."""
    duty = board_for(reader, duty_id, today)
    check_regime(reader, today)
    row = store.db.session.scalar(select(DutyRow).where(DutyRow.id == duty.id).with_for_update())
    if row is None:
        raise NotFound("no such board")
    return Board(duty, row, chair_of(duty.id), removal_under_way(duty.id))


def chair_of(duty_id: str) -> str | None:
    """Who has agreed to chair the board, or does; whoever is only asked where nobody has."""
    team = sorted(team_of(duty_id), key=lambda each: ("live", "accepted", "offered").index(_known(each.status)))
    return team[0].person if team else None


def _known(status: str) -> str:
    return status if status in ("live", "accepted") else "offered"


def removal_under_way(duty_id: str) -> RemovalRow | None:
    """The removal that goes on; None where there is none."""
    return next((each for each in removals_of(duty_id) if each.outcome is None), None)


def step_under_way(board: Board) -> BoardStepRow | None:
    """The step that waits for somebody's word, as long as it can be taken still."""
    for row in waiting_steps([board.duty.id]):
        if not LIFE.refusal(board.state, row.action):
            return row
    return None


def tie_of(reader: Reader, people: Iterable[str], duty: Duty, today: date) -> str:
    """Why the reader may not act where these people are concerned, as a sentence; "" where nothing forbids it."""
    return tie_among(reader, read_people([each for each in people if each]).values(), today)


def tie_among(reader: Reader, people: Iterable[Person], today: date) -> str:
    """The same of people who have been read."""
    known = list(people)
    if reader.person_id in {one.id for one in known}:
        return THEMSELVES
    for one in known:
        posts = [each for each in one.posts if each.period.end is None or each.period.end >= today]
        shared = {each.authority for each in posts} & reader.authorities
        if shared and reader.role != COORDINATOR:
            names = joined(council_names(shared, Sight(reader, today).places))
            return (
                f"{one.name} works for {names}, and so do you. Whoever shares an employer with the chair, or with "
                f"somebody who could be, takes no part. Another chief executive, or a letter, has to speak"
            )
    return ""
