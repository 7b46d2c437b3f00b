"""Tasks handed out by procrastinate instead of by this package's own threads: PEERINSPECT_JOBS=procrastinate.

Else all is the same: the task's row holds the claim, the pulse beats for it, and `perform` does it. Procrastinate
wakes a worker at once when a task is queued, on whatever machine; finds the jobs of workers that have gone, and hands
them out again; and keeps the clock of standing tasks.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import procrastinate
from flask import Flask
from procrastinate import exceptions
from sqlalchemy import make_url

from peerinspect import store
from peerinspect.jobs import kinds
from peerinspect.jobs.performing import perform, queue_standing
from peerinspect.jobs.pulse import Pulse
from peerinspect.services import stranded, tasks
from peerinspect.services.tasks import CANCELLED
from peerinspect.store.handing_out import TASK

EACH_MINUTE = "* * * * *"
LOOK_EVERY = 5.0
"""Seconds between two looks of procrastinate itself for what no notice was heard of."""
SPARE_THREADS = 4
"""Threads beside those of the lanes: for upkeep, and for what procrastinate does itself."""
GLANCE = 0.2
"""Seconds between two looks whether it is to end."""
GRACE = 10.0
"""Seconds for a task to hand itself back when the worker ends."""
logging.getLogger("procrastinate").setLevel(logging.WARNING)  # Below that it tells of every task
_log = logging.getLogger("peerinspect.jobs")


class Handed:
    """Workers of procrastinate in a thread of this process, one for each lane."""

    def __init__(self, app: Flask, worker: str, pulse: Pulse) -> None:
        self._app = app
        self._worker = worker
        self._pulse = pulse
        self._over = threading.Event()
        self._cut_off = threading.Event()
        self._thread: threading.Thread | None = None
        self._patience = float(app.config.get("STRANDED_AFTER") or stranded.STRANDED_AFTER)

    def start(self) -> None:
        """Begin to take on what procrastinate hands out."""
        if self._thread is None or not self._thread.is_alive():
            self._over.clear()
            self._thread = threading.Thread(target=self._work, name="peerinspect-procrastinate", daemon=True)
            self._thread.start()

    def ask_to_stop(self) -> None:
        """Ask what is at work to hand itself back."""
        self._over.set()

    def stop(self) -> None:
        """Ask, and wait until it has."""
        self.ask_to_stop()
        if self._thread is not None:
            self._thread.join(2 * GRACE)

    def _work(self) -> None:
        """Work until told to stop; a database that is away is tried again."""
        while not self._over.is_set():
            try:
                asyncio.run(self._serve())
            except Exception as fault:
                _log.error("procrastinate ended with %s", type(fault).__name__)
                self._over.wait(LOOK_EVERY)

    async def _serve(self) -> None:
        """Work until told to stop. Raises ConnectionError where procrastinate gave up; what is at work is handed back.

        There is a thread for each lane, and for upkeep: lanes never wait for each other, few cores or many. None of
        them waits for the end, or the loop, which ends after its threads, never would.
        """
        self._cut_off.clear()
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(len(kinds.lanes()) + SPARE_THREADS))
        handing = self._handing()
        async with handing.open_async():
            workers = [self._worker_of(handing, lane) for lane in kinds.lanes()]
            while not self._over.is_set() and not any(each.done() for each in workers):
                await asyncio.wait(workers, timeout=GLANCE, return_when=asyncio.FIRST_COMPLETED)
            self._cut_off.set()
            for each in workers:
                each.cancel()
            await asyncio.gather(*workers, return_exceptions=True)
        if not self._over.is_set():
            raise ConnectionError

    def _is_ending(self) -> bool:
        """Whether what is at work is to hand itself back."""
        return self._over.is_set() or self._cut_off.is_set()

    def _worker_of(self, handing: procrastinate.App, lane: str) -> asyncio.Task[None]:
        """One worker: tasks of a lane one after the other. The first also keeps the clock and the stalled."""
        queues = [*kinds.kinds_in(lane), *kinds.kinds_in(lane, is_spare=True)]
        if lane == kinds.lanes()[0]:
            queues.append("upkeep")
        running = handing.run_worker_async(
            queues=queues,
            name=f"peerinspect-{lane}",
            concurrency=2 if "upkeep" in queues else 1,
            fetch_job_polling_interval=LOOK_EVERY,
            shutdown_graceful_timeout=GRACE,
            delete_jobs="always",
            install_signal_handlers=False,
            update_heartbeat_interval=self._pulse.between,
            stalled_worker_timeout=self._patience,
        )
        return asyncio.create_task(running)

    def _handing(self) -> procrastinate.App:
        """Procrastinate over the service's own database."""
        url = make_url(self._app.config["SQLALCHEMY_DATABASE_URI"]).set(drivername="postgresql")
        told = url.render_as_string(hide_password=False)
        connector = procrastinate.PsycopgConnector(conninfo=told, min_size=1, max_size=2 * len(kinds.lanes()) + 2)
        handing = procrastinate.App(connector=connector)
        retries = procrastinate.RetryStrategy(max_attempts=10, exponential_wait=2)
        handing.task(name=TASK, pass_context=True, retry=retries)(self._take_on)
        self._keep_clock(handing)
        return handing

    def _keep_clock(self, handing: procrastinate.App) -> None:
        """Standing tasks are looked after each minute, and so are the jobs of workers that have gone."""

        def wake(timestamp: int) -> None:
            with self._app.app_context():
                announce_missing()

        async def rescue(timestamp: int) -> None:
            for job in await handing.job_manager.get_stalled_jobs(seconds_since_heartbeat=self._patience):
                await handing.job_manager.retry_job(job)

        for name, run in (("peerinspect.wake", wake), ("peerinspect.rescue", rescue)):
            task = handing.task(name=name, queue="upkeep", queueing_lock=name)(run)
            handing.periodic(cron=EACH_MINUTE)(task)

    def _take_on(self, context: procrastinate.JobContext, task_id: str) -> None:
        """Do a task, unless somebody has it or it is over. Raises JobAborted where it was stopped."""
        with self._app.app_context():
            try:
                stranded.sweep_stranded(datetime.now(UTC), kinds.on_ends())
                claim = tasks.claim_task(self._worker, tuple(kinds.kinds()), task_id=task_id)
                if claim is None:
                    return
                with self._pulse.holding(claim):
                    outcome = perform(claim, self._is_ending)
            finally:
                store.db.session.remove()
        if outcome == CANCELLED and context.should_abort():
            raise exceptions.JobAborted


def announce_missing() -> None:
    """Have everything that is queued handed out, which procrastinate does not know of."""
    queue_standing()
    with store.transaction():
        tasks.announce_queued()
