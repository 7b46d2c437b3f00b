"""Distances between authorities on a sphere, and the minutes that the design makes of them."""

from math import asin, ceil, cos, radians, sin, sqrt

from .case import Case

EARTH_RADIUS_KM = 6371


def minutes_between(case: Case, here: str, there: str) -> int | None:
    """ceil(1.3 x great-circle kilometres) at 60 km/h, or None where a coordinate is missing."""
    one, other = coordinates(case, here), coordinates(case, there)
    return ceil(1.3 * great_circle_km(one, other)) if one and other else None


def coordinates(case: Case, code: str) -> tuple[float, float] | None:
    authority = case.authorities[code]
    if authority.get("latitude") is None or authority.get("longitude") is None:
        return None
    return authority["latitude"], authority["longitude"]


def great_circle_km(here: tuple[float, float], there: tuple[float, float]) -> float:
    """The haversine formula on a sphere of 6371 km."""
    up, across = radians(there[0] - here[0]), radians(there[1] - here[1])
    chord = sin(up / 2) ** 2 + cos(radians(here[0])) * cos(radians(there[0])) * sin(across / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(chord))
