"""Rosters: how good, who goes where, what stays empty, what needs a waiver."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from peerinspect.domain import Duty
from peerinspect.services import views
from peerinspect.services.checking import only
from peerinspect.services.queries.certificates import certificate
from peerinspect.services.queries.charts import loads, weeks
from peerinspect.services.queries.looks import record_look_at_list
from peerinspect.services.queries.placed import Placed, placement_views
from peerinspect.services.queries.sight import Sight
from peerinspect.services.queries.told import told_of
from peerinspect.services.queries.versions import changed_between, published_after, reserves_of, reserves_state
from peerinspect.services.queries.waivers import waivers_needed
from peerinspect.services.reader import COORDINATOR, LIAISON, Reader
from peerinspect.services.refusal import NotFound
from peerinspect.services.rosters_seen import roster_seen
from peerinspect.services.supposing import Moves, moved_to, supposed_from_text
from peerinspect.services.veil import knows_sealed_work, parts_for
from peerinspect.services.views.rosters import WithdrawalView
from peerinspect.services.withdrawing import is_in_force, is_latest
from peerinspect.services.wording import duty_title
from peerinspect.store.reading.policies import version_of
from peerinspect.store.reading.reports import report_people
from peerinspect.store.reading.rosters import list_rosters, parts_of, rows_of, seats_of
from peerinspect.store.reading.users import user_names
from peerinspect.store.tables import (
    RosterGoalRow,
    RosterPartRow,
    RosterPlacementRow,
    RosterRow,
    RosterShortfallRow,
)

PLACEMENTS, WEEKS, LOADS, SHORTFALLS = "placements", "weeks", "loads", "shortfalls"
WAIVERS, RESERVES = "waivers", "reserves"
LONG = frozenset({PLACEMENTS, WEEKS, LOADS, SHORTFALLS, WAIVERS, RESERVES})
"""The lists of a roster that grow with it: each page shows one or two of them."""
_WORST_FIRST = ("cancelled", "feasible", "optimal")


def rosters(reader: Reader, today: date) -> tuple[views.RosterLine, ...]:
    """Rosters, the latest first. For coordinators and the Ofsted liaison."""
    only(reader, COORDINATOR, LIAISON)
    found = list_rosters(knows_sealed_work(reader))
    groups: dict[str, list[RosterPartRow]] = defaultdict(list)
    for row in parts_of([each.id for each in found], parts_for(reader)):
        groups[row.roster].append(row)
    seats = seats_of([row.id for rows in groups.values() for row in rows])
    names, told = user_names(), told_of(Sight(reader, today), found)
    later = published_after(found)
    return tuple(
        replace(_line(each, groups[each.id], seats, names), **told[each.id], superseded_by=later.get(each.id))
        for each in found
        if groups[each.id]
    )


def _line(
    roster: RosterRow, rows: Sequence[RosterPartRow], seats: Mapping[int, tuple[int, int]], names: Mapping[str, str]
) -> views.RosterLine:
    """A roster in a list, as far as the reader sees it."""
    filled = sum(seats[row.id][0] for row in rows)
    return views.RosterLine(
        id=roster.id,
        title=roster.title,
        state=roster.state,
        status=min((row.status for row in rows), key=_WORST_FIRST.index),
        made_at=roster.made_at,
        made_by=names.get(roster.made_by, ""),
        published_on=max((row.published_on for row in rows if row.published_on), default=None),
        seats=filled + sum(seats[row.id][1] for row in rows),
        filled=filled,
    )


def roster(reader: Reader, roster_id: str, today: date, shown: Collection[str] = LONG) -> views.RosterView:
    """One roster. For coordinators and the Ofsted liaison; who is not cleared sees its open part.

    Of the long lists only those that are `shown` are laid out; the others are empty.
    """
    only(reader, COORDINATOR, LIAISON)
    sheet = sheet_of(Sight(reader, today), roster_id)
    record_look_at_list(sheet.sight, sheet.listed(), "on a roster")
    return sheet.view(shown)


def sheet_of(sight: Sight, roster_id: str) -> Sheet:
    """The roster laid out for the reader. Raises NotFound where they may know of no such roster."""
    found = roster_seen(sight.reader, roster_id)
    rows = parts_of([roster_id], parts_for(sight.reader))
    if not rows:
        raise NotFound("no such roster")
    return Sheet(sight, found, rows)


@dataclass
class Sheet:
    """One roster laid out for one reader."""

    sight: Sight
    found: RosterRow
    rows: list[RosterPartRow]
    _read: Mapping[str, Duty] | None = None
    """The duties of this roster and another, where both are laid out."""

    @cached_property
    def part_names(self) -> dict[int, str]:
        """The parts' names by number."""
        return {row.id: row.part for row in self.rows}

    @cached_property
    def names(self) -> Mapping[str, str]:
        """What users are called."""
        return user_names()

    @cached_property
    def seats(self) -> dict[int, tuple[int, int]]:
        """People placed and seats empty, by part."""
        return seats_of(self.part_names)

    @cached_property
    def duties(self) -> dict[str, Duty]:
        """The duties that the roster speaks of, as far as the reader may know of them."""
        ids = self._spoken_of
        read = self.sight.work_among(ids) if self._read is None else self._read
        found = {id_: read[id_] for id_ in ids if id_ in read}
        moved = {each.duty: moved_to(found[each.duty], each.starts) for each in self._moves if each.duty in found}
        return found | moved

    def share_duties_with(self, other: Sheet) -> None:
        """Read at once what the two speak of: most of it is the same."""
        self._read = other._read = self.sight.work_among(self._spoken_of | other._spoken_of)

    @cached_property
    def _moves(self) -> list[Moves]:
        return [each for each in supposed_from_text(self.found.supposed) if isinstance(each, Moves)]

    @property
    def _spoken_of(self) -> set[str]:
        return self._named | {each.duty for each in self._moves}

    @cached_property
    def _placements(self) -> Sequence[RosterPlacementRow]:
        """Every placement of the parts, those that the reader may not know of among them."""
        return rows_of(RosterPlacementRow, self.part_names, RosterPlacementRow.duty, RosterPlacementRow.person)

    @cached_property
    def _lacking(self) -> Sequence[RosterShortfallRow]:
        """Every duty that lacks something."""
        return rows_of(RosterShortfallRow, self.part_names, RosterShortfallRow.duty)

    @property
    def _named(self) -> set[str]:
        """The duties that it speaks of, filled or not."""
        return {row.duty for row in self._placements} | {row.duty for row in self._lacking}

    @property
    def placement_rows(self) -> list[RosterPlacementRow]:
        """The placements that the reader may know of."""
        return [row for row in self._placements if row.duty in self.duties]

    @cached_property
    def placed(self) -> list[Placed]:
        """The placements with their people and duties. Whoever has answered since is shown with the answer."""
        published = {row.id for row in self.rows if is_in_force(row)}
        statuses = {each.pair: each.status for each in self.sight.records(self.duties)} if published else {}
        people = report_people({row.person for row in self.placement_rows})
        return [
            Placed(
                person=people[row.person],
                duty=self.duties[row.duty],
                status=statuses.get((row.person, row.duty), row.status) if row.part in published else row.status,
                objections=tuple(row.objections.split()),
                part=self.part_names[row.part],
            )
            for row in self.placement_rows
        ]

    def listed(self) -> list[Duty]:
        """The duties that the sheet speaks of, filled or not."""
        return [self.duties[id_] for id_ in sorted(self._named & self.duties.keys())]

    def view(self, shown: Collection[str] = LONG) -> views.RosterView:
        """The whole sheet, of its long lists only those that are shown."""
        unpublished = any(row.published_on is None for row in self.rows) and self.is_publishable
        return views.RosterView(
            line=self.line,
            parts=self.part_views,
            placements=placement_views(self.placed, self.sight.places) if PLACEMENTS in shown else (),
            weeks=weeks(self.placed, self.found.as_of) if WEEKS in shown else (),
            loads=loads(self.placed, report_people(with_posts=False).values()) if LOADS in shown else (),
            shortfalls=self._shortfalls() if SHORTFALLS in shown else (),
            waivers=waivers_needed(self.part_names, self.placed, self.sight) if WAIVERS in shown else (),
            may_publish=unpublished and self.sight.reader.role == COORDINATOR,
            may_withdraw=self.may_withdraw,
            from_id=self.from_id,
            changed=changed_between(self.from_id, self.placement_rows, self.part_names) if self.from_id else None,
            withdrawals=self._withdrawals(),
            reserves=reserves_of(self.rows, self.duties) if RESERVES in shown else {},
            reserves_state=reserves_state(self.rows),
        )

    @property
    def is_publishable(self) -> bool:
        """Whether it is a roster that could be published at all, as far as its state goes."""
        return self.found.supposed is None and self.found.state != "withdrawn"

    @property
    def may_withdraw(self) -> bool:
        """Whether something of it is in force, and the reader is one of those who plan."""
        in_force = any(is_in_force(row) for row in self.rows)
        return in_force and self.sight.reader.role == COORDINATOR and is_latest(self.found)

    @cached_property
    def from_id(self) -> str | None:
        """The roster that it was to keep, where the reader may see it."""
        return self.found.from_roster

    @cached_property
    def line(self) -> views.RosterLine:
        """The roster as a list shows it."""
        line = _line(self.found, self.rows, self.seats, self.names)
        told = told_of(self.sight, [self.found])[self.found.id]
        return replace(line, **told, superseded_by=published_after([self.found]).get(self.found.id))

    def _withdrawals(self) -> tuple[WithdrawalView, ...]:
        """The parts that were withdrawn, by whom and why."""
        return tuple(
            WithdrawalView(
                row.part, row.withdrawn_on, self.names.get(row.withdrawn_by or "", ""), row.withdrawn_because or ""
            )
            for row in self.rows
            if row.withdrawn_on is not None
        )

    @cached_property
    def part_views(self) -> tuple[views.RosterPart, ...]:
        """The parts, each with how good it is."""
        return tuple(self._part(row) for row in self.rows)

    def _part(self, row: RosterPartRow) -> views.RosterPart:
        """One part: how good it is, and who says so."""
        goals = rows_of(RosterGoalRow, [row.id], RosterGoalRow.position)
        placed, empty = self.seats[row.id]
        return views.RosterPart(
            part=row.part,
            status=row.status,
            goals=tuple(views.GoalView(goal.name, goal.value, goal.bound) for goal in goals),
            certificate=certificate(self.sight, row),
            published_on=row.published_on,
            published_by=self.names.get(row.published_by or "", ""),
            placements=placed,
            seats=placed + empty,
            rulebook=row.rulebook,
            version=version_of(row),
        )

    def _shortfalls(self) -> tuple[views.ShortfallView, ...]:
        """What stays empty, by first day."""
        found = [
            views.ShortfallView(
                duty_id=row.duty,
                duty_title=duty_title(self.duties[row.duty], self.sight.places),
                kind=self.duties[row.duty].kind,
                period=self.duties[row.duty].period,
                seats=row.seats,
                skills=tuple(row.skills.split("\n")) if row.skills else (),
                part=self.part_names[row.part],
            )
            for row in self._lacking
            if row.duty in self.duties
        ]
        return tuple(sorted(found, key=lambda view: (view.period.start or date.min, view.duty_title, view.duty_id)))
