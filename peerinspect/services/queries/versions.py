"""A roster among others: what came after it, how much of the one before it is kept, who could step in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from peerinspect.services.addresses import placement_address
from peerinspect.services.veil import OPEN
from peerinspect.services.views.rosters import ReservesView, ReserveView
from peerinspect.store.reading.people import read_names, read_people
from peerinspect.store.reading.rosters import parts_of, publications, rows_of
from peerinspect.store.tables import ReserveRow, RosterPartRow, RosterPlacementRow, RosterRow


def published_after(found: Iterable[RosterRow]) -> dict[str, tuple[str, str]]:
    """By id of those published: the id and title of the next roster whose open part was published and still stands.

    Sealed parts do not count: that one of them was published is for the cleared to know.
    """
    later = publications(OPEN)
    published = {row.id for row, _ in later}
    standing = [row for row, withdrawn_on in later if withdrawn_on is None]
    result = {}
    for each in found:
        after = [row for row in standing if row.made_at > each.made_at]
        if each.id in published and after:
            following = min(after, key=lambda row: row.made_at)
            result[each.id] = (following.id, following.title)
    return result


def changed_between(from_id: str, placed: Iterable[RosterPlacementRow], parts: Mapping[int, str]) -> int:
    """How many placements of the parts are others than in the roster before, a seat changed counted once.

    Seats only, and of parts that both rosters have: what the reader may not see is in neither.
    """
    before = {row.id: row.part for row in parts_of([from_id], set(parts.values()))}
    common = set(before.values())
    then: dict[str, set[str]] = defaultdict(set)
    for row in rows_of(RosterPlacementRow, before):
        then[row.duty].add(row.person)
    now: dict[str, set[str]] = defaultdict(set)
    for each in placed:
        if parts[each.part] in common:
            now[each.duty].add(each.person)
    return sum(max(len(now[id_] - then[id_]), len(then[id_] - now[id_])) for id_ in now.keys() | then.keys())


def reserves_of(rows: Collection[RosterPartRow], duties: Collection[str]) -> dict[str, tuple[ReserveView, ...]]:
    """Who could step in for each placement, by its address, the first to ask first."""
    found: dict[str, list[ReserveView]] = defaultdict(list)
    listed = rows_of(ReserveRow, [each.id for each in rows], ReserveRow.duty, ReserveRow.person, ReserveRow.rank)
    names = read_names({row.substitute for row in listed})
    for row in listed:
        if row.duty in duties and row.substitute in names:
            address = placement_address(row.person, row.duty)
            name = names[row.substitute]
            found[address].append(ReserveView(row.substitute, name, row.rank, tuple(row.rules.split())))
    return {address: tuple(listed) for address, listed in found.items()}


def reserves_on(part: int, duty: str) -> tuple[ReservesView, ...]:
    """Who could step in for each person on one duty of a part."""
    found: dict[str, list[ReserveRow]] = defaultdict(list)
    for row in rows_of(ReserveRow, [part], ReserveRow.duty, ReserveRow.person, ReserveRow.rank):
        if row.duty == duty:
            found[row.person].append(row)
    people = read_people({*found, *(row.substitute for rows in found.values() for row in rows)})
    return tuple(
        ReservesView(
            id_,
            people[id_].name,
            tuple(
                ReserveView(row.substitute, people[row.substitute].name, row.rank, tuple(row.rules.split()))
                for row in rows
            ),
        )
        for id_, rows in found.items()
    )


def reserves_state(rows: Iterable[RosterPartRow]) -> str:
    """How far looking for reserves has come in the parts that the reader sees."""
    states = {row.reserves or "" for row in rows}
    return next((state for state in ("failed", "", "done") if state in states), "")
