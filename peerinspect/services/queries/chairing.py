"""Who chairs whom, all over England: the ways from chairs' councils to boards', their swaps and their rings.

Everybody reads what is published: appointments that were agreed to. Who is asked, or is to come, is added for those who
schedule alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from peerinspect.domain import Duty
from peerinspect.domain.safeguarding import Way, rings, swaps
from peerinspect.services import views
from peerinspect.services.checking import only
from peerinspect.services.queries.authorities import point_of
from peerinspect.services.queries.board_states import title_on
from peerinspect.services.queries.chairs import ASKED, COMING, IN_POST, Chairs, homes_of
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reader import CHIEF_EXECUTIVE, COORDINATOR, DIRECTOR, LIAISON, PANEL, Reader
from peerinspect.services.safeguarding.reach import may_read
from peerinspect.store.reading.people import read_people
from peerinspect.store.reading.people_listing import regions_of_councils
from peerinspect.store.reading.placements import PlacementRecord
from peerinspect.store.reading.safeguarding import BoardRecord, read_boards

PLAIN, SWAP, RING = "plain", "swap", "ring"


def who_chairs_whom(reader: Reader, region: str, with_asked: bool, today: date) -> views.WhoChairsWhom:
    """Who chairs whom today, `with_asked` also who is asked or is to come: that is for coordinators and the liaison.

    `region` cuts the ways to those that begin or end in it. Swaps and rings are sought over all of England first, and
    shown where a council of theirs lies in the region.
    """
    only(reader, COORDINATOR, LIAISON, PANEL, CHIEF_EXECUTIVE, DIRECTOR)
    sight = Sight(reader, today)
    sees_asked = reader.role in (COORDINATOR, LIAISON)
    states = (IN_POST, COMING, ASKED) if with_asked and sees_asked else (IN_POST,)
    found = _Chairing(sight, states)
    shown = [
        each for each in found.ways() if not region or region in (found.region(each.home), found.region(each.target))
    ]
    return views.WhoChairsWhom(
        ways=tuple(sorted(shown, key=lambda each: (each.home_name, each.target_name, each.person_name))),
        swaps=found.named(found.swaps, region),
        rings=found.named(found.rings, region),
        places=tuple(
            views.ChairedPlace(place.code, place.name, place.region or "", point_of(place))
            for place in sight.places.values()
            if place.ended_on is None
        ),
        regions=tuple(regions_of_councils()),
        sees_asked=sees_asked,
    )


class _Chairing:
    """The ways, and what they close up to."""

    def __init__(self, sight: Sight, states: Collection[str]) -> None:
        self.sight = sight
        self.boards = read_boards()
        self.chairs = Chairs(sight)
        self._found = [(board, each) for board in self.boards for each in self.chairs.in_state(board, *states)]
        self._people = read_people({each.person for _, each in self._found})
        pairs = {pair for _, record in self._found for pair in self._pairs(record)}
        self.swaps, self.rings = swaps(pairs), rings(pairs)
        self._on_swap = {way for one, other in self.swaps for way in ((one, other), (other, one))}
        self._on_ring = {way for ring in self.rings for way in _ways_round(ring)}

    def _pairs(self, record: PlacementRecord) -> list[Way]:
        """From each council that the chair works for to each of the board's."""
        duty: Duty = self.chairs.duty(record.duty)
        homes = homes_of(self._people[record.person], duty, self.sight.today)
        return [(home, target) for home in sorted(homes) for target in sorted(duty.authorities) if home != target]

    def ways(self) -> Iterable[views.WhoChairs]:
        """Every way, once for each chair."""
        for id_, record in self._found:
            for home, target in self._pairs(record):
                yield self._way(self.boards[id_], record, home, target)

    def _way(self, board: BoardRecord, record: PlacementRecord, home: str, target: str) -> views.WhoChairs:
        places, reader, today = self.sight.places, self.sight.reader, self.sight.today
        return views.WhoChairs(
            home=home,
            home_name=places[home].name,
            target=target,
            target_name=places[target].name,
            person_name=self._people[record.person].name,
            board=board.id if may_read(reader, board, today) else "",
            board_title=title_on(board, today),
            period=self.chairs.duty(record.duty).period,
            state=self.chairs.state_of(record),
            form=self._form((home, target)),
        )

    def _form(self, way: Way) -> str:
        if way in self._on_swap:
            return SWAP
        return RING if way in self._on_ring else PLAIN

    def region(self, code: str) -> str:
        """Where a council lies."""
        return self.sight.places[code].region or ""

    def named(self, groups: Iterable[tuple[str, ...]], region: str) -> tuple[tuple[str, ...], ...]:
        """Groups of councils by their names, those of a region alone where one is asked for."""
        chosen = (each for each in groups if not region or any(self.region(code) == region for code in each))
        return tuple(tuple(self.sight.places[code].name for code in each) for each in chosen)


def _ways_round(ring: tuple[str, ...]) -> Iterable[Way]:
    return zip(ring, (*ring[1:], ring[0]), strict=True)
