"""The measures that are kept, each under its name, with the only labels there may be.

Several processes of one machine add up where PROMETHEUS_MULTIPROC_DIR names a folder: prometheus_client reads that
variable when it is imported, so whoever starts the processes sets it before.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Histogram,
    disable_created_metrics,
    generate_latest,
    multiprocess,
)
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
_STEPS = (0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.0, 5.0, 15.0)
_LONG_STEPS = (0.1, 1.0, 5.0, 15.0, 60.0, 300.0, 900.0, 3600.0)

disable_created_metrics()  # type: ignore[no-untyped-call]
OWN = CollectorRegistry()
"""Ours alone: what libraries measure of themselves is not told."""
REQUESTS = Counter(
    "peerinspect_requests", "Requests answered, by view, method and status.", ("view", "method", "status"), registry=OWN
)
REQUEST_SECONDS = Histogram(
    "peerinspect_request_seconds", "How long requests took, by view.", ("view",), buckets=_STEPS, registry=OWN
)
STATEMENTS = Counter(
    "peerinspect_statements", "Statements sent to the database for requests, by view.", ("view",), registry=OWN
)
STATEMENT_SECONDS = Counter(
    "peerinspect_statement_seconds", "Seconds that the database took for them, by view.", ("view",), registry=OWN
)
SLOW_STATEMENTS = Counter(
    "peerinspect_slow_statements", "Statements that took longer than the setting allows.", registry=OWN
)
TASKS = Counter("peerinspect_tasks_ended", "Tasks that ended, by kind and how.", ("kind", "outcome"), registry=OWN)
TASK_SECONDS = Histogram(
    "peerinspect_task_seconds", "How long tasks took, by kind.", ("kind",), buckets=_LONG_STEPS, registry=OWN
)


def as_text() -> bytes:
    """All that was measured, of all processes where they share a folder, in the text form of Prometheus."""
    if not os.environ.get(FOLDER):
        return generate_latest(OWN)
    every = CollectorRegistry()
    multiprocess.MultiProcessCollector(every)  # type: ignore[no-untyped-call]
    return generate_latest(every)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the moment: what it tells, the names of its labels, and its values by their labels."""

    name: str
    told: str
    labels: tuple[str, ...]
    values: Mapping[tuple[str, ...], float]


def figures_as_text(figures: Iterable[Figure]) -> bytes:
    """Figures of the moment in the same form."""
    registry = CollectorRegistry()
    registry.register(_Found(list(figures)))
    return generate_latest(registry)


class _Found(Collector):
    """Hands figures over that were found already."""

    def __init__(self, figures: list[Figure]) -> None:
        self._figures = figures

    def collect(self) -> Iterator[GaugeMetricFamily]:
        for each in self._figures:
            family = GaugeMetricFamily(each.name, each.told, labels=each.labels)
            for at, value in each.values.items():
                family.add_metric(at, value)
            yield family
