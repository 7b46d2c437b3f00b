"""Long work: threads that take tasks on, whatever process has queued them, and report how far they have come.

`kinds` says what there is to do, and which lane does it: a thread each. Lanes never wait for each other; so questions
need not wait for a plan, nor those about open work for those about sealed work. One more thread beats for what is under
way, and queues again what workers that have gone have left. `start(app)` begins to work, `stop(app)` hands back what
is not done. Nothing runs before `start`. `peerinspect worker` starts the same beside the pages, on any machine.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask

from peerinspect.jobs import kinds, service_kinds
from peerinspect.jobs.answerer import Answerer
from peerinspect.jobs.forecaster import Forecaster
from peerinspect.jobs.lane import Lane
from peerinspect.jobs.performing import queue_standing
from peerinspect.jobs.pulse import Pulse
from peerinspect.services.notices import post
from peerinspect.services.solving import sweep
from peerinspect.services.stranded import this_worker
from peerinspect.store.handing_out import PROCRASTINATE

if TYPE_CHECKING:
    from peerinspect.jobs.procrastinated import Handed

__all__ = ["answerers_of", "forecaster_of", "init_app", "lane_of", "service_kinds", "start", "start_worker", "stop"]

_LANES = "peerinspect-lanes"
_PULSE = "peerinspect-pulse"
_HANDED = "peerinspect-handed"
_FORECASTER = "peerinspect-forecaster"


def init_app(app: Flask) -> None:
    """Give the application its threads, at rest."""
    post.init_app(app)
    worker, pulse = this_worker(), Pulse(app)
    app.extensions[_PULSE] = pulse
    app.extensions[_FORECASTER] = Forecaster(app)
    lanes: dict[str, Lane] = {
        each.name: each for each in (Answerer(app, is_sealed, worker, pulse) for is_sealed in (False, True))
    }
    for name in kinds.lanes():
        lanes.setdefault(name, Lane(app, name, worker, pulse))
    app.extensions[_LANES] = lanes


def start(app: Flask) -> None:
    """Begin whatever a process with pages does beside them: tasks too, unless the settings leave them to others."""
    forecaster_of(app).start()
    if app.config.get("EMBEDDED_WORKER", True):
        start_worker(app)


def start_worker(app: Flask) -> None:
    """Take tasks on until `stop`. What workers that were killed have left is taken up again."""
    with app.app_context():
        sweep(Path(app.config["WORK_FOLDER"]))
        queue_standing()
    pulse: Pulse = app.extensions[_PULSE]
    lanes = [each for each in _doing(app) if isinstance(each, Lane)]

    def wake(waiting: Collection[str]) -> None:
        for each in lanes:
            each.wake(waiting)

    pulse.wake = wake if lanes else None
    pulse.start()
    for each in _doing(app):
        each.start()


def stop(app: Flask) -> None:
    """Finish nothing more: what is not done is handed back, and done by the next worker there is."""
    running = [*_doing(app), forecaster_of(app)]
    for each in running:
        each.ask_to_stop()
    for each in running:
        each.stop()
    app.extensions[_PULSE].stop()


def _doing(app: Flask) -> Sequence[Lane | Handed]:
    """Whoever takes tasks on in this process: its own lanes, or procrastinate."""
    if app.config.get("JOBS") != PROCRASTINATE:
        return tuple(_lanes(app).values())
    from peerinspect.jobs.procrastinated import Handed  # it needs the extra `scale`

    if _HANDED not in app.extensions:
        app.extensions[_HANDED] = Handed(app, this_worker(), app.extensions[_PULSE])
    return (app.extensions[_HANDED],)


def _lanes(app: Flask) -> dict[str, Lane]:
    lanes: dict[str, Lane] = app.extensions[_LANES]
    return lanes


def lane_of(app: Flask, name: str) -> Lane:
    """One of the application's lanes."""
    return _lanes(app)[name]


def forecaster_of(app: Flask) -> Forecaster:
    """The application's thread for forecasts."""
    forecaster: Forecaster = app.extensions[_FORECASTER]
    return forecaster


def answerers_of(app: Flask) -> tuple[Answerer, ...]:
    """The application's threads that answer questions."""
    return tuple(each for each in _lanes(app).values() if isinstance(each, Answerer))
