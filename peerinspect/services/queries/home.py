"""What needs a coordinator today. A count is the length of its list, so the two cannot disagree."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import cached_property

from peerinspect.domain import Duty, Policy, kinds
from peerinspect.services import views
from peerinspect.services.checking import only
from peerinspect.services.queries.board_work import appraisals_due, board_steps_waiting
from peerinspect.services.queries.events import events_since
from peerinspect.services.queries.lesson_boards import overdue_lines
from peerinspect.services.queries.liaison import objections_waiting
from peerinspect.services.queries.lookbacks import LookBacks
from peerinspect.services.queries.looks import record_look_at_list
from peerinspect.services.queries.messages import mail_troubles
from peerinspect.services.queries.profile import correction_lines
from peerinspect.services.queries.running_out import declarations_due, vetting_due
from peerinspect.services.queries.sight import Sight, filled_seats
from peerinspect.services.queries.todays_work import reviews_due, secondees_due, support_requests_waiting
from peerinspect.services.queries.vacancies import uncovered_posts
from peerinspect.services.reader import COORDINATOR, Reader
from peerinspect.services.refusal import NotFound
from peerinspect.services.under_way import plans_under_way
from peerinspect.services.views import AttentionLine
from peerinspect.services.wording import counted, duty_title, joined, plain_day
from peerinspect.store.reading.holding_back import asked_last, findings_of, leak_reports
from peerinspect.store.reading.people import read_names
from peerinspect.store.reading.placements import OFF, PlacementRecord
from peerinspect.store.reading.policies import read_policy
from peerinspect.store.reading.ties import ties_spoken_of
from peerinspect.store.reading.users import last_visit

SEATS_AHEAD = timedelta(weeks=12)
TERMS_AHEAD = timedelta(weeks=12)
LOOK_BACKS = "look-backs-waiting"
LEFT = {"declined": "declined", "stood-down": "was stood down"}


def coordinator_home(reader: Reader, today: date) -> views.CoordinatorHome:
    """The day's counts: unfilled-seats, answers-awaited, seats-let-go, rules-object, suspicions-waiting,
    look-backs-waiting, ties-waiting, objections-overdue, declarations-due, vetting-due, chairs-ending,
    vacancies-uncovered, appraisals-due, board-steps-waiting, support-requests, reviews-due, secondees-due,
    lessons-overdue, corrections-waiting, addresses-failed, solves-running."""
    only(reader, COORDINATOR)
    needs = _Needs(Sight(reader, today))
    counts = tuple(views.Count(key, sum(one.number for one in lines(needs))) for key, lines in _LISTS.items())
    return views.CoordinatorHome(counts, events_since(needs.sight, last_visit(reader.user_id)))


def attention(reader: Reader, key: str, today: date) -> tuple[AttentionLine, ...]:
    """What stands behind one of the counts, the most urgent first. NotFound for another key."""
    only(reader, COORDINATOR)
    if key not in _LISTS:
        raise NotFound("no such count")
    needs = _Needs(Sight(reader, today))
    lines = sorted(_LISTS[key](needs), key=lambda one: (one.due or date.min, one.title))
    if key == LOOK_BACKS:
        needs.look_backs.note([line.look_back_id for line in lines if line.look_back_id])
    shown = {line.duty_id for line in lines}
    seen = needs.sight.duties({id_ for id_ in shown if id_})
    record_look_at_list(needs.sight, seen.values(), "that need something")
    return tuple(lines)


class _Needs:
    """What needs doing, as far as the reader may know."""

    def __init__(self, sight: Sight) -> None:
        self.sight = sight
        self.today = sight.today

    @cached_property
    def duties(self) -> dict[str, Duty]:
        """Duties that are not over."""
        return self.sight.current()

    @cached_property
    def records(self) -> tuple[PlacementRecord, ...]:
        """The placements on them."""
        return self.sight.records(self.duties)

    @cached_property
    def names(self) -> dict[str, str]:
        """The names of the people on them."""
        return read_names({each.person for each in self.records})

    @cached_property
    def policy(self) -> Policy:
        """The policy in force."""
        return read_policy()

    def title(self, duty: Duty) -> str:
        """What a duty is called."""
        return duty_title(duty, self.sight.places)

    def unfilled_seats(self) -> list[AttentionLine]:
        """Duties that start within twelve weeks, or have started, and lack somebody."""
        filled = filled_seats(self.records)
        horizon = self.today + SEATS_AHEAD
        lacking = [
            (duty, duty.seats - filled[id_])
            for id_, duty in self.duties.items()
            if duty.first_day <= horizon and duty.seats > filled[id_]
        ]
        return [
            AttentionLine(self.title(duty), f"{counted(seats, 'seat')} unfilled", duty.first_day, duty.id, number=seats)
            for duty, seats in lacking
        ]

    def answers_awaited(self) -> list[AttentionLine]:
        """Offers that nobody has answered."""
        return [
            AttentionLine(
                self.names[each.person],
                self.title(self.duties[each.duty]),
                self.duties[each.duty].start,
                each.duty,
                each.person,
            )
            for each in self.records
            if each.status == "offered"
        ]

    def seats_let_go(self) -> list[AttentionLine]:
        """Duties with a free seat that somebody declined or was stood down from: a reserve can be asked."""
        filled, left = filled_seats(self.records), {each.duty for each in self.records if each.status in OFF}
        free = [duty for id_, duty in self.duties.items() if id_ in left and duty.seats > filled[id_]]
        return [
            AttentionLine(
                self.title(duty),
                f"{joined(self._left(duty))}: the seat can be offered to the first reserve",
                duty.first_day,
                duty.id,
                has_reserve=True,
            )
            for duty in free
        ]

    def _left(self, duty: Duty) -> list[str]:
        """Who declined the duty or was stood down, in words. Why they declined is on no list."""
        off = (each for each in self.records if each.duty == duty.id and each.status in OFF)
        return sorted(f"{self.names[each.person]} {LEFT[each.status]}" for each in off)

    def rules_object(self) -> list[AttentionLine]:
        """People on work to come whom a rule forbids it, by what the rules said when they were last asked again."""
        there = {each.pair for each in self.records if each.status in ("offered", "accepted")}
        last = {each.id: duty for duty, each in asked_last(self.duties).items()}
        hard = [each for each in findings_of(last) if each.strength == "hard"]
        found = dict.fromkeys((each.person, last[each.asking]) for each in hard)
        return [
            AttentionLine(
                self.names[person],
                f"A rule forbids it by now: {self.title(self.duties[duty])}",
                self.duties[duty].start,
                duty,
                person,
            )
            for person, duty in found
            if (person, duty) in there
        ]

    def suspicions_waiting(self) -> list[AttentionLine]:
        """Suspected leaks not dealt with: those who may know of sealed work read of them, nobody else even how many."""
        waiting = [row for row, closed in leak_reports() if closed is None] if self.sight.knows_sealed_work else []
        return [
            AttentionLine("A suspected leak", "Reported and not dealt with", row.reported_on, report_id=row.id)
            for row in waiting
        ]

    @cached_property
    def look_backs(self) -> LookBacks:
        """Looks back, as far as the reader may know."""
        return LookBacks(self.sight)

    def look_backs_waiting(self) -> list[AttentionLine]:
        """Ties that touch work, about which nobody has done anything yet."""
        return [
            AttentionLine(
                f"{line.person_name} and {line.authority_name or 'no council'}",
                f"A tie touches {counted(line.touched, 'placement')}",
                line.made_on,
                look_back_id=line.id,
            )
            for line in self.look_backs.lines()
            if line.waiting
        ]

    def ties_waiting(self) -> list[AttentionLine]:
        """Ties whose dismissal a second coordinator must decide on, and those that came in again after one."""
        told = {"proposed": "Dismissal waits for a second coordinator", "again": "Declared again after a dismissal"}
        waiting = [each for each in ties_spoken_of() if each.state in told]
        names = read_names({each.row.person for each in waiting})
        return [
            AttentionLine(names[each.row.person], told[each.state], each.said_on, interest_id=each.row.id)
            for each in waiting
        ]

    def objections_overdue(self) -> list[AttentionLine]:
        """Objections of inspected councils that the Ofsted liaison should have answered by now."""
        return [
            AttentionLine(
                each.person_name,
                f"{joined(each.duty.authority_names)} objected, and the Ofsted liaison has not answered",
                each.due_on,
                objection_id=each.id,
            )
            for each in objections_waiting(self.sight.reader, self.today)
            if each.is_overdue
        ]

    def addresses_failed(self) -> list[AttentionLine]:
        """Users to whom nothing can be sent, because mail to their address came back."""
        return [
            AttentionLine(each.name, f"Mail to {each.address} comes back", each.since.date(), user_id=each.user_id)
            for each in mail_troubles(self.sight.reader, self.today)
        ]

    def chairs_ending(self) -> list[AttentionLine]:
        """Chairs in post whose term ends within twelve weeks."""
        return [
            AttentionLine(
                self.title(duty),
                f"{self.names[each.person]}'s term ends on {plain_day(duty.last_day)}",
                duty.last_day,
                duty.id,
                each.person,
            )
            for each in self.records
            if (duty := self.duties[each.duty]).kind == kinds.CHAIR
            and each.status in ("accepted", "live")
            and duty.last_day <= self.today + TERMS_AHEAD
        ]

    def vacancies_uncovered(self) -> list[AttentionLine]:
        """Vacant posts with a day, today or to come, on which nobody is named to look after them."""
        return [
            AttentionLine(
                f"Director of {each.authority_name}",
                "Nobody looks after this post" if each.is_bare else "Nobody is named for some days to come",
                next(gap.start for gap in each.gaps if gap.end is None or gap.end >= self.today),
                each.duty_id,
            )
            for each in uncovered_posts(self.sight)
        ]

    @cached_property
    def boards(self) -> dict[str, Duty]:
        """Chairs' terms that are not over."""
        return {id_: duty for id_, duty in self.duties.items() if duty.kind == kinds.CHAIR}

    def solves_running(self) -> list[AttentionLine]:
        """Searches for a roster that are not over."""
        return [
            AttentionLine("Looking for the best roster", job.state, None, job_id=job.id)
            for job in plans_under_way(self.sight.reader)
        ]


_LISTS: dict[str, Callable[[_Needs], list[AttentionLine]]] = {
    "unfilled-seats": _Needs.unfilled_seats,
    "answers-awaited": _Needs.answers_awaited,
    "seats-let-go": _Needs.seats_let_go,
    "rules-object": _Needs.rules_object,
    "suspicions-waiting": _Needs.suspicions_waiting,
    LOOK_BACKS: _Needs.look_backs_waiting,
    "ties-waiting": _Needs.ties_waiting,
    "objections-overdue": _Needs.objections_overdue,
    "declarations-due": lambda needs: declarations_due(needs.today, needs.policy),
    "vetting-due": lambda needs: vetting_due(needs.today, needs.policy),
    "chairs-ending": _Needs.chairs_ending,
    "vacancies-uncovered": _Needs.vacancies_uncovered,
    "appraisals-due": lambda needs: appraisals_due(needs.sight, needs.boards),
    "board-steps-waiting": lambda needs: board_steps_waiting(needs.sight, needs.boards),
    "support-requests": lambda needs: support_requests_waiting(needs.sight),
    "reviews-due": lambda needs: reviews_due(needs.sight),
    "secondees-due": lambda needs: secondees_due(needs.sight),
    "lessons-overdue": lambda needs: overdue_lines(needs.today),
    "corrections-waiting": lambda _: correction_lines(),
    "addresses-failed": _Needs.addresses_failed,
    "solves-running": _Needs.solves_running,
}
