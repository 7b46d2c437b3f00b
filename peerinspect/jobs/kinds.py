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

Run = Callable[[str, NoWatch], float | None]
OnEnd = Callable[[str, str, str], None]


def _nothing(_key: str, _state: str, _fault: str) -> None:
    """Nothing stands for the task but itself."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of task. Kinds of one lane are done one after the other; lanes never wait for each other.

    `on_end(key, state, fault)` is called, in the transaction that changes the task, when a worker has gone or has
    handed it back: the task is queued again, failed or cancelled. `every`, in seconds, makes it a standing task: there
    is always one, with an empty key, and it is done anew so long after it was done, or after as many seconds as `run`
    says. A spare one is done when nothing else of its lane waits.
    """

    name: str
    run: Run
    lane: str
    on_end: OnEnd = _nothing
    every: float | None = None
    is_spare: bool = False


_KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Make a kind known. One that is registered again replaces the one before."""
    _KINDS[kind.name] = kind


def kinds() -> Mapping[str, Kind]:
    """All kinds by name."""
    return dict(_KINDS)


def kinds_in(lane: str, is_spare: bool = False) -> tuple[str, ...]:
    """The names of the kinds of a lane: those that are spare, or the others."""
    return tuple(each.name for each in _KINDS.values() if each.lane == lane and each.is_spare == is_spare)


def lanes() -> tuple[str, ...]:
    """Every lane once."""
    return tuple(dict.fromkeys(each.lane for each in _KINDS.values()))


def on_ends() -> Mapping[str, OnEnd]:
    """What each kind is told through when a worker has gone."""
    return {each.name: each.on_end for each in _KINDS.values()}
