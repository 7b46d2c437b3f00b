"""What one reader can see on one day: every query looks through this, and so through the veil."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import cached_property

from peerinspect.domain import Duty, Period, Person
from peerinspect.services.addresses import placement_address
from peerinspect.services.reader import Reader
from peerinspect.services.refusal import NotFound
from peerinspect.services.veil import knows_sealed_work
from peerinspect.services.views import DutyLine, PlacementView
from peerinspect.services.wording import council_names, duty_title
from peerinspect.store.reading.councils import Place, read_places
from peerinspect.store.reading.duties import duties_within, read_duties, work_among
from peerinspect.store.reading.people import read_people
from peerinspect.store.reading.placements import OFF, PlacementRecord, read_placements

Ids = Collection[str] | None


class Sight:
    """The reader, the day, and facts already veiled for the two."""

    def __init__(self, reader: Reader, today: date) -> None:
        self.reader = reader
        self.today = today
        self.knows_sealed_work = knows_sealed_work(reader)

    @cached_property
    def places(self) -> dict[str, Place]:
        """Every council: where they are is no secret."""
        return read_places()

    def duties(self, ids: Ids = None) -> dict[str, Duty]:
        """The duties that the reader may know of, among some or all."""
        return self._known(read_duties(self.today, ids))

    def work_among(self, ids: Ids) -> dict[str, Duty]:
        """Some duties, as far as the reader may know of them, without those that were called off."""
        return self._known(work_among(self.today, ids))

    def duties_within(self, span: Period, kind: str | None = None) -> dict[str, Duty]:
        """The duties that the reader may know of, of one kind or all, that have a day in the span."""
        return self._known(duties_within(self.today, span, kind))

    def current(self, kind: str | None = None) -> dict[str, Duty]:
        """Those that are not over: their last day is today or later."""
        return self.duties_within(Period(self.today, None), kind)

    def _known(self, found: Mapping[str, Duty]) -> dict[str, Duty]:
        return {id_: duty for id_, duty in found.items() if self.knows_sealed_work or not duty.sealed}

    def duty(self, duty_id: str) -> Duty:
        """One duty. Raises NotFound alike for one that is not there and one that may not be known."""
        duty = self.duties([duty_id]).get(duty_id)
        if duty is None:
            raise NotFound("no such duty")
        return duty

    def records(self, duties: Mapping[str, Duty], people: Ids = None) -> tuple[PlacementRecord, ...]:
        """The placements on duties that the reader may know of."""
        return read_placements(self.today, duties, people)

    def line(self, duty: Duty, filled: int) -> DutyLine:
        """The duty in a list."""
        return DutyLine(
            id=duty.id,
            kind=duty.kind,
            title=duty_title(duty, self.places),
            authorities=tuple(sorted(duty.authorities)),
            authority_names=council_names(duty.authorities, self.places),
            period=duty.period,
            seats=duty.seats,
            filled=filled,
            sealed=duty.sealed,
        )

    def lines(self, duties: Mapping[str, Duty]) -> dict[str, DutyLine]:
        """Duties in a list, each with the number of people on it."""
        filled = filled_seats(self.records(duties))
        return {id_: self.line(duty, filled[id_]) for id_, duty in duties.items()}

    def placements(
        self, records: Iterable[PlacementRecord], duties: Mapping[str, Duty], with_reasons: bool = False
    ) -> tuple[PlacementView, ...]:
        """Placements as pages show them, by the duty's first day."""
        wanted = list(records)
        lines = self.lines({each.duty: duties[each.duty] for each in wanted})
        people = read_people({each.person for each in wanted})
        views = [
            PlacementView(
                address=placement_address(each.person, each.duty),
                person_id=each.person,
                person_name=people[each.person].name,
                home_names=self.home_names(people[each.person], duties[each.duty]),
                duty=lines[each.duty],
                status=each.status,
                days=duties[each.duty].workload,
                decline_reason=each.decline_reason if with_reasons else None,
            )
            for each in wanted
        ]
        return tuple(sorted(views, key=_by_first_day))

    def home_names(self, person: Person, duty: Duty) -> tuple[str, ...]:
        """The councils whose posts the person holds during the duty."""
        return council_names({post.authority for post in person.posts if post.period.overlaps(duty.span)}, self.places)


def _by_first_day(view: PlacementView) -> tuple[date, str, str, str]:
    """Order of placements on pages."""
    return view.duty.period.start or date.min, view.duty.title, view.person_name, view.address


def filled_seats(records: Iterable[PlacementRecord]) -> Counter[str]:
    """How many people are on each duty."""
    return Counter(each.duty for each in records if each.status not in OFF)


def by_person(records: Iterable[PlacementRecord]) -> dict[str, list[PlacementRecord]]:
    """Placements by person."""
    groups: dict[str, list[PlacementRecord]] = defaultdict(list)
    for each in records:
        groups[each.person].append(each)
    return groups
