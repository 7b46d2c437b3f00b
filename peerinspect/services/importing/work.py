"""Boards and vacancies. A row is about the duty with its reference, else its councils' that begins on its day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from peerinspect import store
from peerinspect.domain import Duty, Period
from peerinspect.domain.kinds import CHAIR, INTERIM
from peerinspect.services.checking import Checks
from peerinspect.services.duties import RegisterBoard, check_board
from peerinspect.services.importing.batches import Batches
from peerinspect.services.importing.keeper import Accepted, Keeper, Known, RowWrong, Values, renamed
from peerinspect.services.vacancies import RegisterVacancy, check_vacancy
from peerinspect.services.wording import duty_title
from peerinspect.store.founding import board_of
from peerinspect.store.history import Happening
from peerinspect.store.loading import load_duties
from peerinspect.store.reading.duties import vacancy_rows
from peerinspect.store.tables import BoardRow, DutyAuthorityRow, DutyRow, VacancyRow
from peerinspect.tables.declared.work import BOARDS, VACANCIES

STAFFED = "Somebody is on this already, so that a file cannot change its councils or its days"
NO_SUCH = "There is none with this reference. Take it from an export, or leave it empty for something new"
SEVERAL = "There are several that begin on this day. Give the reference of the one that is meant, from an export"


class DutyKeeper(Keeper):
    """What the keepers of duties have in common."""

    kind: str
    fixed: Sequence[str] = ()
    """The columns that cannot change once somebody is on the duty."""

    @cached_property
    def duties(self) -> Mapping[str, Duty]:
        """The duties of the kind that the reader may know of."""
        return {id_: duty for id_, duty in self.desk.sight.duties().items() if duty.kind == self.kind}

    @cached_property
    def _staffed(self) -> frozenset[str]:
        return self.desk.staffed(self.duties)

    @cached_property
    def _by_key(self) -> Mapping[Hashable, list[str]]:
        found: dict[Hashable, list[str]] = defaultdict(list)
        for id_ in self.duties:
            found[self.identity(self.told(id_).values)].append(id_)
        return found

    def all(self) -> Iterator[Values]:
        """The duties by their first day."""
        for duty in sorted(self.duties.values(), key=lambda each: (each.first_day, each.id)):
            yield self.told(duty.id).values

    def told(self, id_: str) -> Known:
        """One duty as a row."""
        raise NotImplementedError

    def find(self, values: Values) -> Known | None:
        """The duty with the reference, else the one with the same key."""
        reference = values.get("reference")
        if reference:
            if reference not in self.duties:
                raise RowWrong("reference", NO_SUCH)
            return self.told(reference)
        found = self._by_key.get(self.identity(values), [])
        if len(found) > 1:
            raise RowWrong("reference", SEVERAL)
        return self.told(found[0]) if found else None

    def check_staffed(self, checks: Checks, row: Accepted) -> None:
        """Nobody is moved to another council, or to other days, by a file."""
        if row.known is not None and row.known.id in self._staffed:
            for name in self.fixed:
                checks.need(name not in row.changed, name, STAFFED)

    def happening(self, duty: Duty, is_new: bool, is_sealed: bool = False) -> Happening:
        """The event about a duty; about a sealed one it names no council."""
        action = "register-duty" if is_new else "change-duty"
        done = "Registered" if is_new else "Changed"
        sentence = f"{done} from a file: {duty_title(duty, self.desk.sight.places)}."
        if is_sealed:
            sentence = f"{done} a sealed inspection from a file."
        return Happening(action, duty.id, {"sentence": sentence}, duty=duty.id)


def change_councils(batches: Batches, duty: str, councils: Iterable[str]) -> None:
    """Put other councils in the place of a duty's."""
    batches.remove(DutyAuthorityRow, "duty", [duty])
    for code in sorted(set(councils)):
        batches.add(DutyAuthorityRow, duty=duty, authority=code)


class BoardKeeper(DutyKeeper):
    """Boards."""

    table = BOARDS
    kind = CHAIR
    fixed = ("councils", "from", "to")

    def told(self, id_: str) -> Known:
        """One board."""
        duty = self.duties[id_]
        days = {"from": duty.period.start, "to": duty.period.end, "days": duty.days}
        return Known(id_, {"reference": id_, "councils": tuple(sorted(duty.authorities)) or None, **days})

    def identity(self, values: Values) -> Hashable:
        """The councils and the first day."""
        return values.get("councils"), values.get("from")

    def title(self, values: Values) -> str:
        """The councils."""
        return "; ".join(sorted(map(self.council, values.get("councils") or ())))

    def check(self, row: Accepted) -> Mapping[str, str]:
        """What the form to register a board would refuse."""
        values = row.values
        checks = Checks()
        self.check_staffed(checks, row)
        days = 24 if values.get("days") is None else values["days"]
        command = RegisterBoard(values.get("councils") or (), values.get("from"), values.get("to"), days)
        check_board(checks, command, self.desk.today)
        return renamed(checks.messages, {"authorities": "councils", "term_from": "from", "term_to": "to"})

    def write(self, rows: Sequence[Accepted]) -> Iterator[Happening]:
        """New boards in bulk, then what changes."""
        duties = [(row, _board(row)) for row in rows]
        load_duties([duty for row, duty in duties if row.known is None])
        batches = Batches()
        for row, duty in duties:
            if row.known is not None:
                batches.change(DutyRow, id=duty.id, starts=duty.first_day, ends=duty.last_day, days=duty.days)
                if "councils" in row.changed:
                    change_councils(batches, duty.id, duty.authorities)
                    joint, board = len(duty.authorities) > 1, board_of(duty.authorities)
                    batches.change(BoardRow, duty=duty.id, is_joint=joint, board=board)
            yield self.happening(duty, row.known is None)
        batches.run()


def _board(row: Accepted) -> Duty:
    values = row.values
    days = values.get("days") or (24 if row.known is None else None)
    period = Period(values["from"], values["to"])
    id_ = row.known.id if row.known else store.new_token()
    return Duty(id_, CHAIR, period, 1, frozenset(values["councils"]), days=days)


class VacancyKeeper(DutyKeeper):
    """Vacancies, each with the interim duty that covers it."""

    table = VACANCIES
    kind = INTERIM
    fixed = ("council", "from", "to")

    @cached_property
    def _rows(self) -> Mapping[str, VacancyRow]:
        return {row.duty: row for row in vacancy_rows()}

    @cached_property
    def duties(self) -> Mapping[str, Duty]:
        """The interim duties behind which there is a vacancy."""
        return {
            id_: duty for id_, duty in self.desk.sight.duties().items() if duty.kind == INTERIM and id_ in self._rows
        }

    def told(self, id_: str) -> Known:
        """One vacancy."""
        row = self._rows[id_]
        days = {"from": row.starts, "to": row.ends, "reason": row.reason or None}
        return Known(id_, {"reference": id_, "council": row.authority, **days})

    def identity(self, values: Values) -> Hashable:
        """The council and the first day."""
        return values.get("council"), values.get("from")

    def title(self, values: Values) -> str:
        """The council."""
        return self.council(values.get("council"))

    def check(self, row: Accepted) -> Mapping[str, str]:
        """What the form to register a vacancy would refuse."""
        values = row.values
        checks = Checks()
        self.check_staffed(checks, row)
        command = RegisterVacancy(
            values.get("council") or "", values.get("from"), values.get("to"), values.get("reason") or ""
        )
        check_vacancy(checks, command, self.desk.today)
        return renamed(checks.messages, {"authority": "council", "starts": "from", "ends": "to"})

    def write(self, rows: Sequence[Accepted]) -> Iterator[Happening]:
        """A duty and a vacancy each, or what changes of them."""
        batches = Batches()
        for row in rows:
            values = row.values
            id_ = row.known.id if row.known else store.new_token()
            days = {"starts": values["from"], "ends": values["to"]}
            told = {"authority": values["council"], "reason": values.get("reason") or "", **days}
            if row.known is not None:
                batches.change(DutyRow, id=id_, **days)
                change_councils(batches, id_, [values["council"]])
                batches.change(VacancyRow, id=self._rows[id_].id, **told)
            else:
                batches.add(DutyRow, id=id_, kind=INTERIM, seats=1, level="observer", has_on_site=False, **days)
                batches.add(DutyAuthorityRow, duty=id_, authority=values["council"])
                batches.add(VacancyRow, id=store.new_token(), duty=id_, **told)
            duty = Duty(id_, INTERIM, Period(*days.values()), 1, frozenset({values["council"]}))
            yield self.happening(duty, row.known is None)
        batches.run()
