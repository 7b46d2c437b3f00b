"""Forecasts counted here and now."""

from __future__ import annotations

from datetime import date

from peerinspect.services import forecasting


def count_all(today: date) -> None:
    """Ask for both forecasts and count what is not fresh."""
    for scope in forecasting.SCOPES:
        forecasting.forecast(scope, today)
    while forecasting.count_next(today):
        pass
