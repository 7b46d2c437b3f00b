"""The look-back: when a tie comes to light, ends or turns out false, which past, live and coming work does it touch?

The rules are asked twice of every placement that a tie could reach: with the facts as they were believed, and with the
tie as it is known now. What one answer holds and the other does not is what the change touches. No rule is told
anything new for it. A tie reaches the person's own placements, and those of everybody who ever held a post at the
council it names or at a council of the person's own: a rule may speak of colleagues.

Each placement is judged by the policy of the roster that published it; by the policy in force where none did. Past work
is judged by that roster's edition of the rulebook too, work that goes on or is to come by the present edition, since it
would have to be defended under that one.

Proposals of rosters that are not published are left out: whoever publishes one has it judged again, as things stand.

Sealed work is looked at apart, in facts of its own, so that what a reader under the veil is shown, digests included, is
the same to the byte as if there were none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from peerinspect import store
from peerinspect.domain import Duty, Interest
from peerinspect.files import digest_of
from peerinspect.files.canon import text_of
from peerinspect.files.entries import interest_dict
from peerinspect.services.reader import Reader
from peerinspect.services.touching import FALLS_AWAY, OBJECTS, TieChange, Touched, Work
from peerinspect.store import history
from peerinspect.store.reading.duties import sealed_duties
from peerinspect.store.snapshot import leave_out, snapshot
from peerinspect.store.tables import LookBackLineRow, LookBackRow

__all__ = [
    "CHANGES",
    "DECLARED",
    "DISMISSED",
    "FALLS_AWAY",
    "FUTURE",
    "LIVE",
    "MOVED",
    "OBJECTS",
    "PAST",
    "RECORDED",
    "RESTORED",
    "TieChange",
    "look_back",
    "look_back_at_all",
    "moment_of",
]

DECLARED, RECORDED, MOVED, DISMISSED, RESTORED = "declared", "recorded", "moved", "dismissed", "restored"
CHANGES = (DECLARED, RECORDED, MOVED, DISMISSED, RESTORED)
"""What can happen to a tie: declared by the person, recorded for them, its last day moved, dismissed, counted again."""

PAST, LIVE, FUTURE = "past", "live", "future"


def look_back(change: TieChange, reader: Reader, today: date) -> str:
    """Look back at everything that the change touches, and keep what was found; the look's id.

    Call it in the transaction that makes the change, after the rows are written.
    """
    return look_back_at_all([change], reader.user_id, today)[0]


def look_back_at_all(
    changes: Sequence[TieChange], user_id: str | None, today: date, report: Callable[[int], None] = lambda _: None
) -> tuple[str, ...]:
    """Look back at what each of several changes touches; the looks' ids, in the same order.

    Each is looked at with all the others made. `user_id` None is the command line; `report` is told how many are done.
    """
    if not changes:
        return ()
    sealed = sealed_duties(today)
    every = snapshot(today, sealed, title="What a look back rests on")
    opened = leave_out(every, sealed)
    digests = digest_of(opened), digest_of(every) if sealed else None
    rows = [_look(change, user_id, today, digests) for change in changes]
    store.db.session.add_all(rows)
    store.db.session.flush()
    work = Work(opened), Work(every, lambda duty: duty.sealed) if sealed else None
    for number, (row, change) in enumerate(zip(rows, changes, strict=True), start=1):
        store.db.session.add_all([_line(row.id, each, today) for each in _found(*work, change)])
        report(number)
    sentence = "Looked back at the work that this touches."
    events = [history.Happening("look-back", change.tie.person, {"sentence": sentence}) for change in changes]
    history.record_all(user_id or "", events)
    return tuple(row.id for row in rows)


def _look(change: TieChange, user_id: str | None, today: date, digests: tuple[str, str | None]) -> LookBackRow:
    return LookBackRow(
        id=store.new_token(),
        interest=change.interest_id,
        person=change.tie.person,
        change=change.what,
        before=_told(change.before),
        after=_told(change.after),
        made_on=today,
        made_by=user_id,
        open_digest=digests[0],
        sealed_digest=digests[1],
    )


def _found(opened: Work, every: Work | None, change: TieChange) -> list[Touched]:
    """What the change touches in the facts without sealed work, and then of the sealed work alone."""
    found = list(opened.touched(change))
    if every is not None:
        found += every.touched(change)
    return found


def _told(interest: Interest | None) -> str:
    """The tie as a problem file writes it."""
    return text_of(interest_dict(interest)) if interest else ""


def moment_of(duty: Duty, today: date) -> str:
    """Whether the duty is over, going on or to come on the day."""
    if duty.last_day < today:
        return PAST
    return LIVE if duty.start <= today else FUTURE


def _line(look: str, found: Touched, today: date) -> LookBackLineRow:
    return LookBackLineRow(
        look_back=look,
        person=found.placement.person,
        duty=found.duty.id,
        starts=found.duty.first_day,
        ends=found.duty.last_day,
        status=found.placement.status,
        moment=moment_of(found.duty, today),
        effect=found.effect,
        rule=found.objection.rule,
        strength=str(found.objection.strength),
        sentence=found.objection.sentence,
        is_waived=found.is_waived,
        rulebook=found.rulebook,
        policy=found.policy,
    )
