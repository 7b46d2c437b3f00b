"""The register of waivers, and those that wait for the reader's own word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypedDict

from peerinspect.domain import Duty, Period, Person, Policy
from peerinspect.independence.plain_words import statement_of
from peerinspect.services import views
from peerinspect.services.checking import only
from peerinspect.services.policies import rule_class
from peerinspect.services.queries.looks import record_look, record_look_at_list
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reader import CHIEF_EXECUTIVE, COORDINATOR, LIAISON, Reader
from peerinspect.services.waiver_decisions import is_about, known_waiver, may_know
from peerinspect.services.waiver_rights import (
    APPROVED,
    EXPIRED,
    PROPOSED,
    Approval,
    approvals_needed,
    approver_words,
    given,
    needs_letter,
    state_of,
)
from peerinspect.services.wording import duty_title
from peerinspect.store.reading.duties import read_duties
from peerinspect.store.reading.people import read_people
from peerinspect.store.reading.policies import read_policy
from peerinspect.store.reading.users import user_names
from peerinspect.store.reading.waivers import WaiverRecord, loaded_waivers, waiver_records
from peerinspect.store.tables import WaiverRow


def waivers(reader: Reader, today: date) -> tuple[views.WaiverView, ...]:
    """Every waiver that the reader may know of, the latest proposal first. For coordinators, the liaison and chief
    executives, who see those for the chair, or the interim director, of their own councils."""
    register = _Register.of(reader, today)
    found = register.everything()
    record_look_at_list(register.sight, register.duties.values(), "on the register of waivers")
    return found


def waivers_to_decide(reader: Reader, today: date) -> tuple[views.WaiverView, ...]:
    """The waivers that wait for the reader's word, the oldest first."""
    register = _Register.of(reader, today)
    found = tuple(view for view in reversed(register.proposed()) if view.may_decide)
    shown = {view.duty_id for view in found}
    listed = [duty for id_, duty in register.duties.items() if id_ in shown]
    record_look_at_list(register.sight, listed, "among waivers to decide")
    return found


def waiver(reader: Reader, waiver_id: str, today: date) -> views.WaiverView:
    """One waiver. NotFound for one that the reader may not know of."""
    register = _Register.of(reader, today)
    record, duties = known_waiver(waiver_id, reader, today)
    record_look(register.sight, duties[0])
    return register.view(record, duties)


class _Placement(TypedDict):
    """What a waiver is about, as fields of its view."""

    rule: str
    statement: str
    person_name: str
    home_names: tuple[str, ...]
    duty_id: str
    duty_title: str
    kind: str
    period: Period
    sealed: bool


@dataclass
class _Register:
    """The register laid out for one reader."""

    sight: Sight

    @classmethod
    def of(cls, reader: Reader, today: date) -> _Register:
        """The register for who may open it at all."""
        only(reader, COORDINATOR, LIAISON, CHIEF_EXECUTIVE)
        return cls(Sight(reader, today))

    @cached_property
    def _all_duties(self) -> Mapping[str, Duty]:
        named = {id_ for record in waiver_records() for id_ in record.duties}
        return read_duties(self.sight.today, named | {row.duty for row in loaded_waivers()})

    @cached_property
    def duties(self) -> dict[str, Duty]:
        """The duties of the waivers that the reader may know of."""
        return {id_: duty for id_, duty in self._all_duties.items() if may_know(self.sight.reader, [duty])}

    @cached_property
    def people(self) -> Mapping[str, Person]:
        """The people of the waivers, for their names and homes."""
        proposed = {record.proposal.person for record in waiver_records()}
        return read_people(proposed | {row.person for row in loaded_waivers()})

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Users' names."""
        return user_names()

    @cached_property
    def policy(self) -> Policy:
        """The policy in force."""
        return read_policy()

    def everything(self) -> tuple[views.WaiverView, ...]:
        """The proposals, then what came with other facts."""
        loaded = [row for row in loaded_waivers() if row.duty in self.duties]
        return (*self.proposed(), *(self._loaded(row) for row in loaded))

    def proposed(self) -> list[views.WaiverView]:
        """Every proposal that the reader may know of, the latest first."""
        found = []
        for record in waiver_records():
            duties = [self._all_duties[id_] for id_ in record.duties]
            if may_know(self.sight.reader, duties):
                found.append(self.view(record, duties))
        return found

    def view(self, record: WaiverRecord, duties: list[Duty]) -> views.WaiverView:
        """One proposal with what was said to it."""
        asked, reader = record.proposal, self.sight.reader
        state = state_of(record, self.sight.today)
        approvals = approvals_needed(asked.rule, duties, self.policy)
        missing = [each for number, each in enumerate(approvals) if number not in given(record)]
        return views.WaiverView(
            id=asked.id,
            state=state,
            sentence=asked.sentence,
            reason=asked.reason,
            mitigation=asked.mitigation,
            until=asked.until,
            proposed_by=self.names.get(asked.proposed_by, ""),
            proposed_on=asked.proposed_on,
            words=self._words(record),
            waits_for=approver_words(missing, self.sight.places) if state == PROPOSED else "",
            needs_letter=needs_letter(approvals),
            may_decide=state == PROPOSED and _may_decide(record, missing, reader),
            may_withdraw=state == PROPOSED and asked.proposed_by == reader.user_id,
            **self._placement(asked.rule, asked.person, duties[0]),
        )

    def _words(self, record: WaiverRecord) -> tuple[views.WaiverWord, ...]:
        return tuple(
            views.WaiverWord(
                self.names.get(each.decided_by, ""), each.decided_on, each.outcome, each.sentence, each.reference
            )
            for each in record.decisions
        )

    def _placement(self, rule: str, person_id: str, duty: Duty) -> _Placement:
        """What the waiver is about, as fields of its view."""
        person = self.people[person_id]
        return {
            "rule": rule,
            "statement": statement_of(rule_class(rule).under(self.policy)),
            "person_name": person.name,
            "home_names": self.sight.home_names(person, duty),
            "duty_id": duty.id,
            "duty_title": duty_title(duty, self.sight.places),
            "kind": duty.kind,
            "period": duty.period,
            "sealed": duty.sealed,
        }

    def _loaded(self, row: WaiverRow) -> views.WaiverView:
        """A waiver that came with other facts: in force without a proposal."""
        return views.WaiverView(
            id="",
            state=EXPIRED if row.until < self.sight.today else APPROVED,
            sentence="",
            reason=row.reason,
            mitigation=row.mitigation,
            until=row.until,
            proposed_by="",
            proposed_on=None,
            words=(),
            waits_for="",
            needs_letter=False,
            may_decide=False,
            may_withdraw=False,
            **self._placement(row.rule, row.person, self.duties[row.duty]),
        )


def _may_decide(record: WaiverRecord, missing: list[Approval], reader: Reader) -> bool:
    """Whether the reader's word is one of those that are missing: never the proposer's, nor that of who it is about."""
    is_own = record.proposal.proposed_by == reader.user_id
    return not is_own and not is_about(record, reader) and any(each.is_for(reader) for each in missing)
