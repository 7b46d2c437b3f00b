"""The report on alternatives to intervention: support that has begun, and what came of it.

The national panel and DfE read it, and coordinators. It names councils and judgements, which are public, and neither
people nor notes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from peerinspect.domain import Authority, Duty
from peerinspect.services.checking import only
from peerinspect.services.queries.sight import Sight
from peerinspect.services.queries.support import theme_words
from peerinspect.services.queries.support_page import outcome_view
from peerinspect.services.reader import COORDINATOR, PANEL, Reader
from peerinspect.services.reports.work import GIVEN
from peerinspect.services.support.commands import NEEDS
from peerinspect.services.support.parts import LIFE
from peerinspect.services.views import support as shown
from peerinspect.store.reading.councils import read_authorities
from peerinspect.store.reading.duties import states_of
from peerinspect.store.reading.support import agreements_of, programmes, support_begun, support_given, themes_of
from peerinspect.store.tables import SupportProgrammeRow

NOT_RECORDED = "Not recorded"
NO_REGION = "Region not known"


def alternatives(reader: Reader, today: date) -> tuple[shown.AlternativeLine, ...]:
    """A line for each council that was supported, the latest begun first. For the panel and coordinators."""
    only(reader, COORDINATOR, PANEL)
    sight = Sight(reader, today)
    duties = sight.duties(support_begun())
    known = _Known(duties, today)
    councils = read_authorities({code for duty in duties.values() for code in duty.authorities})
    lines = [
        known.line(duty, councils[code], sight)
        for duty in duties.values()
        for code in sorted(duty.authorities)
        if code in councils
    ]
    return tuple(sorted(lines, key=lambda each: (-each.begun.toordinal(), each.council)))


class _Known:
    """What is on record of some programmes, read together."""

    def __init__(self, duties: Mapping[str, Duty], today: date) -> None:
        self._today = today
        self._rows: Mapping[str, SupportProgrammeRow] = programmes(duties)
        self._themes, self._agreements = themes_of(duties), agreements_of(duties)
        self._states = states_of(duties)
        self._given: dict[str, list[int | None]] = defaultdict(list)
        for _, duty, status, days in support_given():
            if status in GIVEN:
                self._given[duty].append(days)

    def line(self, duty: Duty, council: Authority, sight: Sight) -> shown.AlternativeLine:
        """The programme at one of its councils; days for several are parted evenly."""
        row, state = self._rows.get(duty.id), self._states[duty.id][0]
        agreement = self._agreements.get(duty.id)
        planned = agreement.days if agreement else duty.workload * duty.seats
        given, share = self._days_given(duty, state), len(duty.authorities)
        place = sight.places.get(council.code)
        return shown.AlternativeLine(
            council=council.name,
            region=(place.region if place else None) or NO_REGION,
            state_name=LIFE.states[state],
            need=NEEDS[row.need] if row else NOT_RECORDED,
            need_on=row.need_on if row else None,
            days_planned=Fraction(planned, share),
            days_given=None if given is None else Fraction(given, share),
            themes=theme_words(self._themes.get(duty.id, frozenset())),
            begun=duty.first_day,
            ended=duty.last_day if state in LIFE.finished or duty.last_day < self._today else None,
            outcome=outcome_view(council, duty.period, self._today),
        )

    def _days_given(self, duty: Duty, state: str) -> int | None:
        """The days that were counted at the end; None while it goes on, and where nobody counted."""
        counted = [each for each in self._given[duty.id] if each is not None]
        return sum(counted) if state in LIFE.finished and counted else None
