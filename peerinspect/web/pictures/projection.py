"""From latitude and longitude to a place on the drawing."""

from __future__ import annotations

import math
from dataclasses import dataclass

from peerinspect.services.views import Point

Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Frame:
    """A part of the earth drawn to scale on a rectangle: degrees in, drawing units out.

    A plain equirectangular projection: one degree of longitude is drawn cos(middle latitude) as wide as one of
    latitude is high, which over England is right to about two parts in a hundred.
    """

    west: float
    east: float
    south: float
    north: float
    width: float
    left: float = 0.0
    top: float = 0.0

    @property
    def unit(self) -> float:
        """Drawing units to a degree of latitude."""
        return self.width / ((self.east - self.west) * self.squeeze)

    @property
    def squeeze(self) -> float:
        """How much narrower a degree of longitude is than one of latitude, here."""
        return math.cos(math.radians((self.south + self.north) / 2))

    @property
    def height(self) -> float:
        """The height that keeps the scale the same both ways."""
        return (self.north - self.south) * self.unit

    def place(self, point: Point) -> Place:
        """Where a point of the earth lies on the drawing."""
        x = self.left + (point.longitude - self.west) * self.squeeze * self.unit
        y = self.top + (self.north - point.latitude) * self.unit
        return (x, y)

    def holds(self, point: Point) -> bool:
        """Whether the point lies inside the frame."""
        return self.west <= point.longitude <= self.east and self.south <= point.latitude <= self.north


ENGLAND = Frame(west=-6.55, east=1.95, south=49.8, north=55.9, width=560, left=10, top=10)
LONDON = Frame(west=-0.53, east=0.31, south=51.28, north=51.71, width=225)
"""Greater London, whose 33 councils lie within a tenth of the map's width: it is drawn again, four times larger."""
