"""Other work in counts: of each system how much is open, late and waiting for somebody's word.

Inspections are counted as far as the reader may know of them; nothing else of it is sealed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cached_property

from peerinspect.domain import Duty, kinds
from peerinspect.domain.secondments import RETURN_OVERDUE, TRAINING_DUE
from peerinspect.services.checking import only
from peerinspect.services.queries.board_work import appraisals_due, board_steps_waiting
from peerinspect.services.queries.sight import Sight, filled_seats
from peerinspect.services.queries.todays_work import DUE_WORDS, reviews_due, secondees_due
from peerinspect.services.queries.vacancies import open_posts
from peerinspect.services.reader import COORDINATOR, LIAISON, Reader
from peerinspect.services.views.work import WorkSystem
from peerinspect.store.reading.duties import finished_duties
from peerinspect.store.reading.programme import in_a_cohort_now, training_to_confirm
from peerinspect.store.reading.safeguarding import read_boards
from peerinspect.store.reading.support import waiting_requests


def work_overview(reader: Reader, today: date) -> tuple[WorkSystem, ...]:
    """A line for each system, in the order of the page. For coordinators and the Ofsted liaison.

    The liaison reads nothing of requests for support and of training to confirm: `waiting` is None there.
    """
    only(reader, COORDINATOR, LIAISON)
    counted = _Counted(Sight(reader, today))
    return tuple(count(counted) for count in _SYSTEMS)


class _Counted:
    """What there is, counted once."""

    def __init__(self, sight: Sight) -> None:
        self.sight, self.today = sight, sight.today
        self.plans = sight.reader.role == COORDINATOR

    @cached_property
    def duties(self) -> dict[str, Duty]:
        """Duties that are not over, by their days and by their state."""
        over = finished_duties(self.today)
        return {id_: duty for id_, duty in self.sight.current().items() if id_ not in over}

    def of(self, kind: str) -> dict[str, Duty]:
        """Those of one kind."""
        return {id_: duty for id_, duty in self.duties.items() if duty.kind == kind}

    @cached_property
    def empty(self) -> dict[str, int]:
        """Empty seats by kind of duty."""
        filled = filled_seats(self.sight.records(self.duties))
        found = dict.fromkeys(kinds.KINDS, 0)
        for id_, duty in self.duties.items():
            found[duty.kind] += max(0, duty.seats - filled[id_])
        return found


def _inspections(counted: _Counted) -> WorkSystem:
    return WorkSystem("inspections", len(counted.of(kinds.INSPECT)), None, counted.empty[kinds.INSPECT])


def _boards(counted: _Counted) -> WorkSystem:
    today, terms = counted.today, counted.of(kinds.CHAIR)
    going = [each for each in read_boards().values() if each.ended_on is None or each.ended_on >= today]
    late = [each for each in appraisals_due(counted.sight, terms) if each.due and each.due < today]
    return WorkSystem("boards", len(going), len(late), len(board_steps_waiting(counted.sight, terms)))


def _support(counted: _Counted) -> WorkSystem:
    waiting = len(waiting_requests()) if counted.plans else None
    return WorkSystem("support", len(counted.of(kinds.SUPPORT)), None, waiting)


def _secondments(counted: _Counted) -> WorkSystem:
    due = secondees_due(counted.sight)
    late = [each for each in due if DUE_WORDS[RETURN_OVERDUE] in each.detail]
    untrained = [each for each in due if DUE_WORDS[TRAINING_DUE] in each.detail]
    return WorkSystem("secondments", len(counted.of(kinds.SECOND)), len(late), len(untrained))


def _reviews(counted: _Counted) -> WorkSystem:
    due = reviews_due(counted.sight)
    late = [each for each in due if each.due and each.due < counted.today]
    return WorkSystem("reviews", len(counted.of(kinds.REVIEW)), len(late), len(due) - len(late))


def _vacancies(counted: _Counted) -> WorkSystem:
    posts = open_posts(counted.sight, None)
    bare = sum(each.is_bare for each in posts)
    gaps = sum(any(gap.end and gap.end >= counted.today for gap in each.gaps) for each in posts if not each.is_bare)
    return WorkSystem("vacancies", len(posts), bare, gaps)


def _programme(counted: _Counted) -> WorkSystem:
    return WorkSystem("programme", len(in_a_cohort_now()), None, len(training_to_confirm()) if counted.plans else None)


_SYSTEMS: tuple[Callable[[_Counted], WorkSystem], ...] = (
    _inspections,
    _boards,
    _support,
    _secondments,
    _reviews,
    _vacancies,
    _programme,
)
