"""Each look at sealed work goes into the history, before anything is shown: a leak is traced from what was seen.

The events name no council: the duty's id is enough for those who may know of it, and says nothing to anybody else.
"""

from __future__ import annotations

from collections.abc import Iterable

from peerinspect import store
from peerinspect.domain import Duty
from peerinspect.services.queries.sight import Sight
from peerinspect.services.veil import LOOK_AT_LIST, looks_are_recorded
from peerinspect.services.wording import counted
from peerinspect.store import history


def record_look(sight: Sight, duty: Duty) -> None:
    """Write down a look at one duty, if it is sealed."""
    if duty.sealed and looks_are_recorded(sight.reader):
        with store.transaction():
            history.record(
                sight.reader.user_id, "look", duty.id, duty=duty.id, sentence="Looked at this sealed inspection."
            )


def record_own_look(sight: Sight, duties: Iterable[Duty]) -> None:
    """Write down that the person on sealed duties looked at them, once their councils had been disclosed to them."""
    seen = sorted(duty.id for duty in duties if duty.sealed)
    if seen:
        sentence = "Looked at this sealed inspection, which was disclosed to them."
        happenings = [history.Happening("look", each, {"sentence": sentence}, each) for each in seen]
        with store.transaction():
            history.record_all(sight.reader.user_id, happenings)


def record_look_at_list(sight: Sight, duties: Iterable[Duty], where: str) -> None:
    """Write down, as one event, a look at all the sealed duties on a page."""
    sealed = sorted(duty.id for duty in duties if duty.sealed)
    if sealed and looks_are_recorded(sight.reader):
        sentence = f"Looked at {counted(len(sealed), 'sealed inspection')} {where}."
        with store.transaction():
            history.record(
                sight.reader.user_id, LOOK_AT_LIST, sight.reader.user_id, sentence=sentence, duties=" ".join(sealed)
            )
