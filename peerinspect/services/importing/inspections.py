"""Inspections: past ones are the judgements of their council, coming ones are duties.

Who may not know of a sealed inspection meets none here: their files are weighed as if there were no such thing.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from peerinspect import store
from peerinspect.domain import Duty, Period
from peerinspect.domain.kinds import INSPECT
from peerinspect.services.bank_holidays import is_working_day
from peerinspect.services.checking import Checks
from peerinspect.services.circles import sealed_circle
from peerinspect.services.importing.batches import Batches
from peerinspect.services.importing.councils import (
    UNPUBLISHED,
    JudgementRecord,
    Judgements,
    check_judgement,
    is_judged,
)
from peerinspect.services.importing.keeper import Accepted, Known, RowWrong, Values, renamed
from peerinspect.services.importing.work import DutyKeeper, change_councils
from peerinspect.services.inspections import (
    TOO_WIDE,
    RegisterInspection,
    check_inspection,
    notice_day,
    on_site_periods,
)
from peerinspect.services.problems import current_circles
from peerinspect.services.veil import knows_sealed_work
from peerinspect.store.history import Happening
from peerinspect.store.loading import know_skills, load_duties
from peerinspect.store.tables import DutyRow, DutySkillRow, InspectionRow, OnSiteRow
from peerinspect.tables.declared.councils import AREAS, INSPECTIONS, LENGTHS

_WORDS = {weeks: word for word, weeks in LENGTHS.items()}
_DAYS = ("start", "end", "inspection_length", "notice")
_JUDGED = frozenset({"gss", "framework", "start", "published", *AREAS})
_FIELDS = {"authorities": "gss", "starts": "start", "weeks": "inspection_length"}
_UNLIKE = "These are not the days of an inspection of this length. Correct one of the two, or leave one empty"
_ODD = "An inspection is on site for two days, or for one or two weeks from Monday to Friday"
_MAY_NOT = "Only a cleared coordinator registers sealed inspections. Enter no"
_STAYS = "A file does not change whether an inspection is sealed"


class InspectionKeeper(DutyKeeper):
    """The register's side of the table of inspections."""

    table = INSPECTIONS
    kind = INSPECT
    fixed = ("gss", *_DAYS)
    together = (("gss", *_DAYS, "published", "sealed", "subtype"),)

    @cached_property
    def _judgements(self) -> Judgements:
        return Judgements()

    @cached_property
    def _circles(self) -> Mapping[str, int]:
        return current_circles(self.desk.today)

    def all(self) -> Iterator[Values]:
        """Judgements by council and day of publication, then coming inspections by their first day."""
        for code in sorted(self._judgements.of):
            yield from (self._judgement(each).values for each in self._judgements.of[code] if each.published)
        yield from super().all()

    def _judgement(self, one: JudgementRecord) -> Known:
        values = one.values()
        return Known(f"judgement {one.id}", {"gss": (one.authority,), "start": values.pop("inspected"), **values})

    def told(self, id_: str) -> Known:
        """One coming inspection."""
        duty = self.duties[id_]
        weeks = _weeks(duty.first_day, duty.last_day)
        return Known(
            id_,
            {
                "reference": id_,
                "gss": tuple(sorted(duty.authorities)) or None,
                "start": duty.period.start,
                "end": duty.period.end,
                "inspection_length": None if weeks is None else _WORDS[weeks],
                "subtype": duty.subtype,
                "sealed": duty.sealed,
                "notice": duty.notice,
                "seats": duty.seats,
                "level": duty.level,
                "skills": tuple(sorted(duty.skills)) or None,
            },
        )

    def find(self, values: Values) -> Known | None:
        """The judgement, or the coming inspection."""
        if not is_judged(values):
            return super().find(values)
        councils: tuple[str, ...] = values.get("gss") or ()
        if not values.get("published"):
            raise RowWrong("published", UNPUBLISHED)
        if len(councils) != 1:
            raise RowWrong("gss", "A published inspection is of one council. Give each its own row")
        one = self._judgements.published(councils[0], values["published"])
        return self._judgement(one) if one else None

    def settled(self, values: Values, known: Known | None) -> Values:
        """A judgement without what is not kept of it; an inspection with the days that its length makes."""
        if is_judged(values):
            return {name: value for name, value in values.items() if name in _JUDGED}
        start = values.get("start") or (known.values["start"] if known else None)
        if start is None:
            return values
        if known and start == known.values["start"] and self._has_days_of(values, known):
            return {name: value for name, value in values.items() if name not in ("end", "inspection_length")}
        days = _days(start, values)
        if known and values.get("notice") is None:
            days["notice"] = notice_day(_first(start))
        return {**values, **days}

    def _has_days_of(self, values: Values, known: Known) -> bool:
        return all(values.get(name) in (None, known.values[name]) for name in ("end", "inspection_length"))

    def identity(self, values: Values) -> Hashable:
        """Council and publication, or councils and week."""
        if is_judged(values):
            return "judgement", values.get("gss"), values.get("published")
        start = values.get("start")
        return values.get("gss"), start and _monday(start)

    def title(self, values: Values) -> str:
        """The councils."""
        return "; ".join(sorted(map(self.council, values.get("gss") or ())))

    def check(self, row: Accepted) -> Mapping[str, str]:
        """What the form to register an inspection would refuse; of a past one, what no judgement could be."""
        values = row.values
        checks = Checks()
        if is_judged(values):
            check_judgement(checks, {**values, "inspected": values.get("start")}, self.desk.today)
            return renamed(checks.messages, {"inspected": "start"})
        checks.need(
            values.get("start"), "start", "Enter the first day on site, or the day of publication if it is over"
        )
        self.check_staffed(checks, row)
        if row.known is not None:
            checks.need("sealed" not in row.changed, "sealed", _STAYS)
        command = _command(values)
        checks.need(not command.sealed or knows_sealed_work(self.desk.reader), "sealed", _MAY_NOT)
        checks.need(_weeks(*_span(values)) is not None, "end", _ODD)
        check_inspection(checks, command, self.desk.today)
        if not checks.messages and command.sealed:
            checks.need(sealed_circle(command.authorities, self._circles) is not None, "sealed", TOO_WIDE)
        return renamed(checks.messages, _FIELDS)

    def write(self, rows: Sequence[Accepted]) -> Iterator[Happening]:
        """Judgements, new inspections in bulk, then what changes of known ones."""
        batches = Batches()
        judged = [row for row in rows if is_judged(row.values)]
        self._judgements.write(batches, map(self._judged, judged))
        for row in judged:
            code = row.values["gss"][0]
            sentence = f"Recorded a judgement of {self.council(code)} from a file."
            yield Happening("record-judgement", code, {"sentence": sentence})
        duties = [(row, self._duty(row)) for row in rows if not is_judged(row.values)]
        load_duties([duty for row, duty in duties if row.known is None])
        know_skills(skill for _, duty in duties for skill in duty.skills)
        for row, duty in duties:
            if row.known is not None:
                _change(batches, duty)
            yield self.happening(duty, row.known is None, is_sealed=duty.sealed)
        batches.run()

    def is_sealed(self, row: Accepted) -> bool:
        """Whether the row is of a sealed inspection."""
        return not is_judged(row.values) and _command(row.values).sealed

    def _judged(self, row: Accepted) -> tuple[str, JudgementRecord | None, Values]:
        code = row.values["gss"][0]
        values = {**row.values, "inspected": row.values.get("start")}
        return code, self._judgements.published(code, values["published"]), values

    def _duty(self, row: Accepted) -> Duty:
        """The duty as it is to be. Days that the file leaves alone are those there are."""
        known = self.duties[row.known.id] if row.known else None
        command = _command(row.values)
        monday = command.starts
        if monday is None:
            raise AssertionError("a missing first day has been refused")
        if known and not row.changed & set(_DAYS):
            on_site, notice, period = known.on_site, known.notice, known.period
        else:
            on_site = on_site_periods(monday, command.weeks)
            period = Period(on_site[0].start, on_site[-1].end)
            notice = command.notice or notice_day(monday)
        return Duty(
            known.id if known else store.new_token(),
            INSPECT,
            period,
            command.seats,
            frozenset(command.authorities),
            subtype=command.subtype,
            on_site=on_site,
            notice=notice,
            days=known.days if known else None,
            skills=frozenset(command.skills),
            level=command.level,
            sealed=command.sealed,
        )


def _change(batches: Batches, duty: Duty) -> None:
    """What a file can change of an inspection."""
    plain = {"starts": duty.first_day, "ends": duty.last_day, "seats": duty.seats, "level": duty.level}
    batches.change(DutyRow, id=duty.id, has_on_site=duty.on_site is not None, **plain)
    batches.change(InspectionRow, duty=duty.id, subtype=duty.subtype, notice=duty.notice)
    change_councils(batches, duty.id, duty.authorities)
    batches.remove(DutySkillRow, "duty", [duty.id])
    for skill in sorted(duty.skills):
        batches.add(DutySkillRow, duty=duty.id, skill=skill)
    batches.remove(OnSiteRow, "duty", [duty.id])
    for period in duty.on_site or ():
        batches.add(OnSiteRow, duty=duty.id, starts=period.start, ends=period.end)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _first(day: date) -> date:
    """The Monday, where the day is the first to be worked on in its week; else the day itself."""
    monday = _monday(day)
    earlier = (monday + timedelta(days=number) for number in range(day.weekday()))
    return day if any(map(is_working_day, earlier)) else monday


def _days(start: date, values: Values) -> dict[str, Any]:
    """First day, last day and length, worked out from what the row gives of them. Raises RowWrong."""
    first, word, end = _first(start), values.get("inspection_length"), values.get("end")
    weeks = _weeks(first, end) if end else LENGTHS[word or "1-week"]
    if weeks is None or (word and LENGTHS[word] != weeks):
        raise RowWrong("end", _ODD if weeks is None else _UNLIKE)
    if first.weekday():
        return {"start": start, "inspection_length": _WORDS[weeks]}
    on_site = on_site_periods(first, weeks)
    return {"start": on_site[0].start, "end": on_site[-1].end, "inspection_length": _WORDS[weeks]}


def _weeks(start: date | None, end: date | None) -> int | None:
    """Weeks on site from the first day to the last, 0 for two days; None for an inspection of no usual length."""
    if start is None or end is None:
        return None
    first = _first(start)
    for weeks in (0, 1, 2):
        friday = first + timedelta(days=1 if weeks == 0 else 7 * weeks - 3)
        if first.weekday() == 0 and end in (friday, on_site_periods(first, weeks)[-1].end):
            return weeks
    return None


def _span(values: Values) -> tuple[date | None, date | None]:
    return values.get("start"), values.get("end")


def _command(values: Values) -> RegisterInspection:
    start = values.get("start")
    weeks = _weeks(*_span(values))
    return RegisterInspection(
        values.get("gss") or (),
        _first(start) if start else None,
        values.get("subtype") or "judgement",
        1 if weeks is None else weeks,
        values.get("sealed") is not False,
        1 if values.get("seats") is None else values["seats"],
        values.get("level") or "observer",
        values.get("skills") or (),
        values.get("notice"),
    )
