"""Councils, each with its latest judgement; and how judgements are kept, which inspections need too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import select

from peerinspect import store
from peerinspect.services.checking import Checks
from peerinspect.services.importing.batches import Batches
from peerinspect.services.importing.keeper import Accepted, Keeper, Known, RowWrong, Values
from peerinspect.store.history import Happening
from peerinspect.store.tables import AuthorityRow, GradeRow, JudgementRow
from peerinspect.tables.declared.councils import AREAS, AUTHORITIES

JUDGED = ("framework", "inspected", "published", *AREAS)
"""The columns of a judgement."""
_PLAIN = ("name", "region", "latitude", "longitude")
UNPUBLISHED = "Enter the day on which the judgement was published"
LATER = "The day of publication must be today or earlier"


@dataclass(frozen=True, slots=True)
class JudgementRecord:
    """A judgement with its row's id. `grades` goes by area."""

    id: int
    authority: str
    framework: str | None
    inspected: date | None
    published: date | None
    grades: Mapping[str, str]

    def values(self) -> dict[str, Any]:
        """What the columns of a judgement say of it."""
        days = {"framework": self.framework, "inspected": self.inspected, "published": self.published}
        return {**days, **{name: self.grades.get(area) for name, area in AREAS.items()}}


class Judgements:
    """Every judgement there is."""

    @cached_property
    def of(self) -> Mapping[str, list[JudgementRecord]]:
        """The judgements of each council, the latest published last."""
        grades: dict[int, dict[str, str]] = defaultdict(dict)
        for row in store.db.session.scalars(select(GradeRow)):
            grades[row.judgement][row.area] = row.grade
        found: dict[str, list[JudgementRecord]] = defaultdict(list)
        for one in store.db.session.scalars(select(JudgementRow).order_by(JudgementRow.id)):
            found[one.authority].append(
                JudgementRecord(one.id, one.authority, one.framework, one.inspected, one.published, grades[one.id])
            )
        for records in found.values():
            records.sort(key=lambda each: (each.published or date.min, each.inspected or date.min, each.id))
        return found

    def published(self, authority: str, day: date | None) -> JudgementRecord | None:
        """The council's judgement that was published on the day."""
        return next((each for each in self.of.get(authority, ()) if day and each.published == day), None)

    def write(self, batches: Batches, rows: Iterable[tuple[str, JudgementRecord | None, Values]]) -> None:
        """New judgements, and what changes of known ones: council, what is known, values by column."""
        fresh: list[tuple[JudgementRow, Values]] = []
        for authority, known, values in rows:
            told = {name: values.get(name) for name in ("framework", "inspected", "published")}
            if known is None:
                row = JudgementRow(authority=authority, **told)
                fresh.append((row, values))
            else:
                batches.change(JudgementRow, id=known.id, **told)
                self._grade(batches, known, values)
        store.db.session.add_all(row for row, _ in fresh)
        store.db.session.flush()
        for row, values in fresh:
            for name, area in AREAS.items():
                if values.get(name):
                    batches.add(GradeRow, judgement=row.id, area=area, grade=values[name])

    def _grade(self, batches: Batches, known: JudgementRecord, values: Values) -> None:
        """Areas that no column is about keep their grade."""
        for name, area in AREAS.items():
            grade = values.get(name)
            if grade and grade != known.grades.get(area):
                where = (GradeRow.judgement == known.id) & (GradeRow.area == area)
                batches.remove_where(GradeRow, where)
                batches.add(GradeRow, judgement=known.id, area=area, grade=grade)


def is_judged(values: Values) -> bool:
    """Whether the row tells of a judgement."""
    return any(values.get(name) is not None for name in ("published", *AREAS))


class CouncilKeeper(Keeper):
    """The register's side of the table of councils."""

    table = AUTHORITIES
    named = ("code",)
    together = (("latitude", "longitude"), JUDGED)

    @cached_property
    def _rows(self) -> Mapping[str, AuthorityRow]:
        return {row.code: row for row in store.db.session.scalars(select(AuthorityRow).order_by(AuthorityRow.code))}

    @cached_property
    def _judgements(self) -> Judgements:
        return Judgements()

    def all(self) -> Iterator[Values]:
        """The councils by code, each with its latest judgement."""
        for code in self._rows:
            yield self._told(code, next(reversed(self._judgements.of.get(code, ())), None)).values

    def _told(self, code: str, judgement: JudgementRecord | None) -> Known:
        row = self._rows[code]
        plain = {name: getattr(row, name) for name in _PLAIN}
        judged = judgement.values() if judgement else dict.fromkeys(JUDGED)
        return Known(code, {"code": code, **plain, **judged})

    def find(self, values: Values) -> Known | None:
        """The council with the code."""
        code = (values.get("code") or "").upper()
        if is_judged(values) and not values.get("published"):
            raise RowWrong("published", UNPUBLISHED)
        if code not in self._rows:
            return None
        return self._told(code, self._judgements.published(code, values.get("published")))

    def settled(self, values: Values, known: Known | None) -> Values:
        """Codes are in capitals."""
        return {**values, "code": (values.get("code") or "").upper() or None}

    def identity(self, values: Values) -> Hashable:
        """The code."""
        return values.get("code")

    def title(self, values: Values) -> str:
        """The name."""
        return values.get("name") or values.get("code") or ""

    def check(self, row: Accepted) -> Mapping[str, str]:
        """What no council could be."""
        values = row.values
        checks = Checks()
        code = values["code"]
        checks.need(code.isascii() and code.isalnum(), "code", "Enter a code of letters and digits, like E08000035")
        namesake = next(
            (one for one in self._rows.values() if one.name == values.get("name") and one.code != code), None
        )
        checks.need(values.get("name"), "name", "Enter the council’s name")
        checks.need(namesake is None, "name", f"{namesake.code if namesake else ''} has this name already")
        both = (values.get("latitude") is None) == (values.get("longitude") is None)
        checks.need(both, "longitude", "Enter both the latitude and the longitude, or neither")
        check_judgement(checks, values, self.desk.today)
        return checks.messages

    def write(self, rows: Sequence[Accepted]) -> Iterator[Happening]:
        """New councils, changed ones, judgements."""
        batches = Batches()
        for row in rows:
            code, plain = row.values["code"], {name: row.values.get(name) for name in _PLAIN}
            if row.known is None:
                store.db.session.add(AuthorityRow(code=code, **plain))
            elif row.changed & set(_PLAIN):
                batches.change(AuthorityRow, code=code, **plain)
            done = "Changed" if row.known else "Registered"
            yield Happening("change-council", code, {"sentence": f"{done} {row.values['name']} from a file."})
        store.db.session.flush()
        judged = [row for row in rows if row.values.get("published") and row.changed & set(JUDGED)]
        self._judgements.write(batches, (self._judged(row) for row in judged))
        batches.run()

    def _judged(self, row: Accepted) -> tuple[str, JudgementRecord | None, Values]:
        code = row.values["code"]
        return code, self._judgements.published(code, row.values["published"]), row.values


def check_judgement(checks: Checks, values: Values, today: date) -> None:
    """Note what no judgement could be."""
    published, inspected = values.get("published"), values.get("inspected")
    checks.need(published is None or published <= today, "published", LATER)
    in_order = not (published and inspected) or inspected <= published
    checks.need(in_order, "inspected", "The inspection must come before its publication")
