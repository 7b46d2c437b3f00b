"""What is examined before it is written: it takes a while, and nobody else waits for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from peerinspect import store
from peerinspect.services.lives.effects import Effect
from peerinspect.services.queries.looks import record_look_at_list
from peerinspect.services.queries.sight import Sight
from peerinspect.services.refusal import Refusal
from peerinspect.services.wording import counted
from peerinspect.store import history

Examined = TypeVar("Examined")
Done = TypeVar("Done")
ACCEPTS = "accepts"
"""The field of a command that says: do it although rules object."""


def examine_and_write(examine: Callable[[], Examined], write: Callable[[Examined], Done]) -> Done:
    """Examine, then write what was found, in a transaction; where anything changed in between, examine again there."""
    seen = history.length()
    found = examine()
    with store.transaction():
        if history.length() != seen:
            found = examine()
        return write(found)


def accept_or_refuse(effects: Sequence[Effect], accepts: bool, sight: Sight) -> None:
    """Refuse what a rule objects to, with what the rules say, until the objections are accepted.

    What tells of sealed work is a look at it.
    """
    if effects and not accepts:
        sealed = frozenset(id_ for each in effects for id_ in each.sealed)
        record_look_at_list(sight, sight.duties(sealed).values(), "while a change was weighed")
        told = " ".join(f"{each.person_name}: {' '.join(one.sentence for one in each.objections)}" for each in effects)
        raise Refusal({ACCEPTS: f"The rules object to {counted(len(effects), 'placement')}. {told}"})
