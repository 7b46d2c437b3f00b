"""What stands in calendar feeds.

A feed is read by a program, at an address that is the whole secret, and lands in calendars that assistants and
colleagues open. So no feed says anything of a sealed inspection but, to whoever is to do it, the days: not the council,
not even that it is an inspection. That holds until the notice day, also after the council was disclosed to them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from peerinspect.documents.calendars import CANCELLED, CONFIRMED, TENTATIVE, Entry
from peerinspect.domain import Duty, Period, kinds
from peerinspect.domain.lives import LIVES
from peerinspect.services import views
from peerinspect.services.addresses import keyed, placement_address
from peerinspect.services.checking import own_person
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reader import COORDINATOR, DIRECTOR, LIAISON, Reader
from peerinspect.services.refusal import NotAllowed, NotFound
from peerinspect.services.wording import ELSEWHERE, counted, duty_title, joined
from peerinspect.store import db
from peerinspect.store.reading.duties import read_duties, states_of
from peerinspect.store.reading.people import read_people
from peerinspect.store.reading.placements import OFF, PlacementRecord, duties_of, read_placements
from peerinspect.store.tables import CalendarFeedRow

OWN, TEAMS = "own", "teams"
FEEDS = {DIRECTOR: OWN, COORDINATOR: TEAMS, LIAISON: TEAMS}
"""Which feed each role has: one's own duties, or who is on which team."""
NAMES = {OWN: "peerinspect: my duties", TEAMS: "peerinspect: who is on which team"}
PAST_KEPT = timedelta(days=365)
"""How long what is over stays in a feed."""
_FULL_TIME = frozenset({kinds.SECOND, kinds.INTERIM})
_ANSWERS = {"offered": "awaited", "accepted": "accepted", "live": "on the work", "done": "done"}
_OWN_WORDS = {
    TENTATIVE: ("To answer: ", "You are asked. Answer in peerinspect."),
    CONFIRMED: ("", "You have said yes."),
    CANCELLED: ("Cancelled: ", "This is not on any more. You need not keep the days."),
}


def calendar_page(reader: Reader) -> views.CalendarPage:
    """Whether the reader has a feed's address, and of what it is. For directors, coordinators and the liaison."""
    sort = feed_of(reader)
    row = db.session.get(CalendarFeedRow, reader.user_id)
    is_theirs = row is not None and (row.role, row.person) == (reader.role, reader.person_id)
    return views.CalendarPage(sort == OWN, row.made_on if row is not None and is_theirs else None)


def feed_of(reader: Reader) -> str:
    """The sort of feed that the reader has: OWN or TEAMS. NotAllowed for a role that has none."""
    if reader.role not in FEEDS:
        raise NotAllowed(f"no calendar for the role {reader.role}")
    return FEEDS[reader.role]


def entries_for(reader: Reader, today: date) -> tuple[Entry, ...]:
    """All that the reader's feed could say today, however long ago."""
    return tuple(_own_entries(reader, today) if feed_of(reader) == OWN else _team_entries(reader, today))


def duty_entries(reader: Reader, address: str, today: date) -> tuple[Entry, ...]:
    """What the reader's feed says of one of their own duties, by its address. NotFound for anybody else's."""
    found = tuple(_own_entries(reader, today, address))
    if not found:
        raise NotFound("no such duty of this person")
    return found


def _own_entries(reader: Reader, today: date, address: str | None = None) -> Iterator[Entry]:
    """The reader's own duties; of a sealed one nothing but the days."""
    own = own_person(reader)
    duties, sight = read_duties(today, duties_of([own])), Sight(reader, today)
    called_off = _called_off(duties)
    for record in read_placements(today, duties, [own]):
        found = placement_address(*record.pair)
        if address in (None, found):
            duty = duties[record.duty]
            yield from _own_entry(sight, record, duty, found, duty.id in called_off)


def _called_off(duties: dict[str, Duty]) -> frozenset[str]:
    """The duties that were called off."""
    return frozenset(
        id_ for id_, (state, _) in states_of(duties).items() if state in LIVES[duties[id_].kind].called_off
    )


def _own_entry(sight: Sight, record: PlacementRecord, duty: Duty, address: str, is_off: bool) -> Iterator[Entry]:
    status = _status(record, duty, sight.today, is_off)
    # What is only asked hides among what is sealed; who stood down from an inspection never learns whose it was.
    is_hidden = duty.sealed or record.status in OFF or record.status == "offered"
    title = ELSEWHERE if is_hidden else duty_title(duty, sight.places)
    before, about = _OWN_WORDS[status]
    for part, words, days in _parts(duty):
        yield Entry(
            uid=keyed("calendar entry", address, part),
            summary=f"{before}{words}{title}",
            description=about if is_hidden else f"{about} {counted(duty.workload, 'day')} of work{_a_year(duty)}.",
            first=_first(days),
            last=_last(days),
            status=status,
            is_busy=status != CANCELLED and not words,
        )


def _a_year(duty: Duty) -> str:
    return " a year" if duty.kind == kinds.CHAIR else ""


def _status(record: PlacementRecord, duty: Duty, today: date, is_off: bool) -> str:
    """How sure the days are. An offer that nobody answered in time is off."""
    if record.status == "done":
        return CONFIRMED
    if is_off or record.status in OFF or (record.status == "offered" and duty.last_day < today):
        return CANCELLED
    return TENTATIVE if record.status == "offered" else CONFIRMED


def _parts(duty: Duty) -> Iterator[tuple[str, str, Period]]:
    """The runs of days that a duty takes, each with its name and the words before its title.

    A full-time term is one. Work over months without days of its own would cover every other entry: of it the first
    and the last day are marked, and neither takes the day.
    """
    if duty.on_site_periods:
        for number, period in enumerate(duty.on_site_periods, 1):
            yield f"days {number}", "", period
    elif duty.kind in _FULL_TIME or duty.first_day == duty.last_day:
        yield "days 1", "", duty.period
    else:
        yield "first day", "Begins: ", Period(duty.first_day, duty.first_day)
        yield "last day", "Ends: ", Period(duty.last_day, duty.last_day)


def _first(days: Period) -> date:
    return days.start or date.min


def _last(days: Period) -> date:
    return days.end or _first(days)


def _team_entries(reader: Reader, today: date) -> Iterator[Entry]:
    """Who is on which team, for work that has days on site and for secondments; sealed work for nobody."""
    sight = Sight(reader, today)
    known = {id_: duty for id_, duty in sight.duties().items() if not duty.sealed and _has_days(duty)}
    duties = {id_: duty for id_, duty in known.items() if duty.last_day >= today - PAST_KEPT}
    teams = _teams(sight, duties)
    for id_, duty in duties.items():
        title, team = duty_title(duty, sight.places), teams.get(id_, [])
        empty = max(0, duty.seats - len(team))
        lines = [*team, *([f"{counted(empty, 'empty seat')}"] if empty else [])]
        for part, _, days in _parts(duty):
            yield Entry(
                uid=keyed("calendar entry", "team", reader.user_id, id_, part),
                summary=title,
                description="\n".join(lines),
                first=_first(days),
                last=_last(days),
                status=TENTATIVE if empty else CONFIRMED,
                is_busy=False,
            )


def _has_days(duty: Duty) -> bool:
    return bool(duty.on_site_periods) or duty.kind == kinds.SECOND


def _teams(sight: Sight, duties: dict[str, Duty]) -> dict[str, list[str]]:
    """A line for everybody on each duty."""
    records = [each for each in sight.records(duties) if each.status not in OFF]
    people = read_people({each.person for each in records}) if records else {}
    found: dict[str, list[str]] = {}
    for each in records:
        homes = joined(sight.home_names(people[each.person], duties[each.duty])) or "no council"
        found.setdefault(each.duty, []).append(
            f"{people[each.person].name} ({homes}): {_ANSWERS.get(each.status, each.status)}"
        )
    return {id_: sorted(lines) for id_, lines in found.items()}
