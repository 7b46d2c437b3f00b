"""The thread that counts who could take a seat of an inspection, week by week, when a page has asked for it."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from peerinspect.jobs.watcher import Watcher
from peerinspect.services.forecasting import Stopped, count_next


class Forecaster(Watcher):
    """Counts what was asked for, one forecast after the other."""

    name = "forecasts"
    pause = 0.3

    def rest(self, idle: float) -> float:
        """As long as ever: what pages ask for is kept in memory, and looking there costs next to nothing."""
        return self.pause

    def _do_next(self) -> bool:
        with suppress(Stopped):
            return count_next(self._today(), self._over.is_set)
        return False

    def _today(self) -> date:
        """Today, as pages see it."""
        told = self._app.config.get("TODAY")
        return told if isinstance(told, date) else date.today()
