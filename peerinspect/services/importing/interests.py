"""Ties between people and councils. Of family nothing is told but that there is a tie, and a file changes none.

New and changed ties go the way of the forms: what was dismissed as false stays so until somebody reviews it, and every
other change is looked back at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from functools import cached_property

from peerinspect import store
from peerinspect.domain import Interest
from peerinspect.services import lookback
from peerinspect.services.checking import Checks
from peerinspect.services.declarations import OWN, DeclareInterest, check_tie
from peerinspect.services.importing.everybody import Everybody
from peerinspect.services.importing.keeper import Accepted, Keeper, Known, RowWrong, Values, renamed
from peerinspect.services.lookback import TieChange, look_back_at_all
from peerinspect.services.queries.interests import PRIVATE
from peerinspect.store.history import Happening
from peerinspect.store.pinning import pin_again
from peerinspect.store.reading.ties import TieRecord, fact_of, tie_records
from peerinspect.store.tables import InterestRow
from peerinspect.tables.declared.people import INTERESTS

_COUNTING = ("counts", "proposed")
_HELD_BACK = ("from", "to", "case", "note")
_FIXED = ("council", "kind", "from", "case", "note", "source", "source_reference")
_FIELDS = {"authority": "council", "starts": "from", "ends": "to"}


class InterestKeeper(Keeper):
    """The register's side of the table of interests."""

    table = INTERESTS
    named = ("tie", "reference", "name")

    @cached_property
    def everybody(self) -> Everybody:
        """Who there is."""
        return Everybody(self.desk)

    @cached_property
    def _records(self) -> Mapping[str, TieRecord]:
        return {record.row.id: record for record in tie_records()}

    @cached_property
    def _by_key(self) -> Mapping[Hashable, list[TieRecord]]:
        found: dict[Hashable, list[TieRecord]] = defaultdict(list)
        for record in self._records.values():
            row = record.row
            found[row.person, row.authority, row.kind, row.starts, row.case_reference].append(record)
        return found

    def all(self) -> Iterator[Values]:
        """The ties that count, by person and council."""
        counting = [each for each in self._records.values() if each.state in _COUNTING]
        for record in sorted(counting, key=self._order):
            yield self._told(record).values

    def _order(self, record: TieRecord) -> tuple[str, str, str, str]:
        row = record.row
        return self.everybody.people[row.person].name, self.council(row.authority), row.kind, row.id

    def _told(self, record: TieRecord) -> Known:
        """The tie as the reader may know it."""
        row = record.row
        content = {"from": row.starts, "to": row.ends, "case": row.case_reference, "note": row.note}
        return Known(
            row.id,
            {
                "tie": row.id,
                "reference": row.person,
                "name": self.everybody.people[row.person].name,
                "council": row.authority,
                "kind": row.kind,
                **(dict.fromkeys(content) if row.kind in PRIVATE else content),
                "source": row.source,
                "source_reference": row.reference,
            },
        )

    def find(self, values: Values) -> Known | None:
        """The tie with the reference, else the person's with the same fields."""
        tie = values.get("tie")
        if tie:
            return self._told(self._named(tie, values))
        person = self.everybody.meant(values)
        key = (person.id, values.get("council"), values.get("kind"), values.get("from"), values.get("case"))
        alike = self._by_key.get(key, [])
        same = [each for each in alike if each.row.ends == values.get("to")]
        found = next((each for each in same if each.state in _COUNTING or each.again is not None), None)
        if found is None and values.get("kind") not in PRIVATE:
            found = next((each for each in alike if each.state in _COUNTING), None)
        return None if found is None else self._told(found)

    def _named(self, tie: str, values: Values) -> TieRecord:
        record = self._records.get(tie)
        if record is None:
            raise RowWrong("tie", "There is no tie with this reference. Leave it empty for a new tie")
        if (values.get("reference") or values.get("name")) and self.everybody.meant(values).id != record.row.person:
            raise RowWrong("tie", "This is the reference of somebody else’s tie")
        if record.state not in _COUNTING:
            raise RowWrong("tie", "This tie was dismissed as false. A file does not change it")
        return record

    def settled(self, values: Values, known: Known | None) -> Values:
        """What is held back is left alone; and a known tie keeps everything but its last day."""
        if known is None:
            person = self.everybody.meant(values)
            return {**values, "reference": person.id, "name": person.name}
        if values.get("tie") and known.values["kind"] in PRIVATE:
            given = next((name for name in _HELD_BACK if values.get(name) is not None), None)
            if given:
                raise RowWrong(given, "A family tie’s dates are for its person alone to change. Leave this empty")
        if known.values["kind"] in PRIVATE:
            return {name: value for name, value in values.items() if name not in _HELD_BACK}
        return values

    def identity(self, values: Values) -> Hashable:
        """All fields of the tie."""
        return tuple(values.get(name) for name in ("reference", "council", "kind", "from", "to", "case"))

    def title(self, values: Values) -> str:
        """The person and the council."""
        return ", ".join(filter(None, (values.get("name"), self.council(values.get("council")))))

    def check(self, row: Accepted) -> Mapping[str, str]:
        """What the forms to record a tie, and to correct its last day, would refuse."""
        values = row.values
        if row.known is not None:
            return self._check_change(row)
        checks = Checks()
        command = DeclareInterest(
            values["council"],
            values["kind"],
            values.get("from"),
            values.get("to"),
            values.get("case"),
            values.get("note") or "",
        )
        check_tie(checks, command, self.desk.today)
        checks.need(
            values.get("source") != OWN, "source", "Only people themselves declare. Enter letter, phone or other"
        )
        return renamed(checks.messages, _FIELDS)

    def _check_change(self, row: Accepted) -> Mapping[str, str]:
        checks = Checks()
        for name in _FIXED:
            told = "A file changes only the last day of a tie. Take the reference away, and it is another tie"
            checks.need(name not in row.changed, name, told)
        first, last = row.values.get("from"), row.values.get("to")
        checks.need(not (first and last and first > last), "to", "It cannot have ended before it began")
        return checks.messages

    def write(self, rows: Sequence[Accepted]) -> Iterator[Happening]:
        """Write ties, pin what was dismissed before, and look back at the rest."""
        changes = [self._written(row) for row in rows]
        store.db.session.flush()
        pinned = set(pin_again({change.tie.person for change in changes}))
        for change in changes:
            yield self._event(change, change.interest_id in pinned)
        counting = [self._counted(change, pinned) for change in changes]
        looked = [change for change in counting if change.before or change.after]
        look_back_at_all(looked, self.desk.recorded_by, self.desk.today)

    def _written(self, row: Accepted) -> TieChange:
        if row.known is not None:
            tie = store.db.session.get_one(InterestRow, row.known.id)
            before = fact_of(tie)
            tie.ends = row.values.get("to")
            return TieChange(tie.id, lookback.MOVED, before, fact_of(tie))
        tie = self._new(row.values)
        store.db.session.add(tie)
        return TieChange(tie.id, lookback.RECORDED, None, fact_of(tie))

    def _new(self, values: Values) -> InterestRow:
        return InterestRow(
            id=store.new_token(),
            person=values["reference"],
            authority=values["council"],
            kind=values["kind"],
            starts=values.get("from"),
            ends=values.get("to"),
            case_reference=values.get("case"),
            note=values.get("note"),
            source=values.get("source"),
            reference=values.get("source_reference"),
            recorded_by=self.desk.recorded_by,
            recorded_on=self.desk.today,
        )

    def _event(self, change: TieChange, is_pinned: bool) -> Happening:
        if is_pinned:
            told = "A tie with the same details was dismissed before. It waits for a review."
            return Happening("declared-again", change.tie.person, {"sentence": told})
        done = "Corrected the last day of" if change.before else "Recorded"
        action = "move-end" if change.before else "record-interest"
        return Happening(action, change.tie.person, {"sentence": f"{done} a tie to a council from a file."})

    def _counted(self, change: TieChange, pinned: set[str]) -> TieChange:
        """What is pinned to a dismissal does not count after all."""
        after: Interest | None = None if change.interest_id in pinned else change.after
        return TieChange(change.interest_id, change.what, change.before, after)
