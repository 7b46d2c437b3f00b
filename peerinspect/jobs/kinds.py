"""What each kind of task does. A part of the service that has long work registers its kind here, and queues tasks.

    register(Kind("divide", divide_part, lane="parts"))
    ...
    queue_task("divide", part_id, time_limit=600)      # in the transaction that makes it necessary

`run(key, watch)` does the work: it may be begun again after a worker was killed, so it asks first what is done already,
and calls `watch.hold()` in each transaction that writes a result. It returns when it is done, or because
`watch.must_stop()`; it raises HandBack where it could not finish because the worker ends.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from peerinspect.services.task_watch import NoWatch

Run = Callable[[str, NoWatch], None]
OnEnd = Callable[[str, str, str], None]


def _nothing(_key: str, _state: str, _fault: str) -> None:
    """Nothing stands for the task but itself."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of task. Kinds of one lane are done one after the other; lanes never wait for each other.

    `on_end(key, state, fault)` is called, in the transaction that changes the task, when a worker has gone: the task
    is queued again, failed or cancelled. `every`, in seconds, makes it a standing task: it is always there, and done
    anew so long after it was done; its key is empty.
    """

    name: str
    run: Run
    lane: str
    on_end: OnEnd = _nothing
    every: float | None = None


_KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Make a kind known. One that is registered again replaces the one before."""
    _KINDS[kind.name] = kind


def kinds() -> Mapping[str, Kind]:
    """All kinds by name."""
    return dict(_KINDS)


def kinds_in(lane: str) -> tuple[str, ...]:
    """The names of the kinds of a lane."""
    return tuple(each.name for each in _KINDS.values() if each.lane == lane)
