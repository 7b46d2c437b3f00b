"""The rulebook in plain words, the policy's versions, and the changes that were proposed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby

from peerinspect.domain import Policy
from peerinspect.domain.kinds import KINDS
from peerinspect.independence.parameters import parameter_of, parameter_sentences
from peerinspect.independence.plain_words import rule_title, statement_of
from peerinspect.independence.policy_words import changes_between, changes_of_rule
from peerinspect.independence.rulebook import RULES, VERSION
from peerinspect.independence.shapes import Rule
from peerinspect.independence.who_may_waive import (
    APPROVER_WORDS,
    Approver,
    has_weight,
    strength_for,
    strengths_allowed,
    who_may_waive,
)
from peerinspect.services import views
from peerinspect.services.checking import only
from peerinspect.services.policies import OWN_STRENGTH, rule_class, setting_of
from peerinspect.services.reader import CHIEF_EXECUTIVE, COORDINATOR, DIRECTOR, LIAISON, PANEL, Reader
from peerinspect.services.refusal import NotFound
from peerinspect.services.veil import OPEN
from peerinspect.store.reading.policies import (
    PolicyVersion,
    decided_proposals,
    find_decision,
    find_proposal,
    latest_number,
    read_policy,
    read_versions,
    waiting_proposals,
)
from peerinspect.store.reading.rosters import kept_off_counts
from peerinspect.store.reading.users import user_names
from peerinspect.store.tables import PolicyDecisionRow, PolicyProposalRow

FEW = 5
"""Numbers below this are told to coordinators and the liaison only: they could point at somebody."""
_ON_WATCH = (COORDINATOR, LIAISON)


def rulebook(reader: Reader, today: date) -> views.RulebookView:
    """Every rule as the policy in force sets it. How often each decided is counted in open work alone."""
    book = _Book.of(reader)
    on_watch = reader.role in _ON_WATCH
    return views.RulebookView(
        edition=VERSION,
        version=latest_number(),
        rules=tuple(book.rule(each) for each in RULES),
        counted_on=book.counted_on,
        waiting=len(waiting_proposals()) if on_watch else 0,
    )


def rule(reader: Reader, code: str, today: date) -> views.RuleDetail:
    """One rule; for coordinators and the liaison with the changes that were proposed."""
    book = _Book.of(reader)
    found = rule_class(code)
    setting = book.policy.setting(code)
    return views.RuleDetail(
        rule=book.rule(found),
        settings=_settings(found, book.policy),
        strength=setting.strength or OWN_STRENGTH,
        strengths_allowed=tuple(each or OWN_STRENGTH for each in strengths_allowed(code)),
        has_weight=has_weight(code),
        changes=book.changes(code) if reader.role in _ON_WATCH else (),
    )


def policy_changes(reader: Reader, today: date) -> tuple[views.ChangeView, ...]:
    """The proposed changes of all rules: those that wait first, then the latest decided."""
    only(reader, *_ON_WATCH)
    return _Book.of(reader).changes(None)


def policy_change(reader: Reader, proposal_id: str, today: date) -> views.ChangeView:
    """One proposed change."""
    only(reader, *_ON_WATCH)
    row = find_proposal(proposal_id)
    if row is None:
        raise NotFound("no such proposal")
    return _Book.of(reader).change(row, find_decision(row.id))


def policy_versions(reader: Reader, today: date) -> tuple[views.VersionView, ...]:
    """Every version of the policy, the latest first, with its differences in words."""
    only(reader, *_ON_WATCH)
    return _Book.of(reader).versions()


def policy_version(reader: Reader, number: int, today: date) -> views.VersionView:
    """One version. Raises NotFound."""
    found = next((each for each in policy_versions(reader, today) if each.number == number), None)
    if found is None:
        raise NotFound("no such version")
    return found


def _settings(found: type[Rule], policy: Policy) -> tuple[views.SettingView, ...]:
    """The rule's parameters as a form asks for them."""
    set_now = found.under(policy).parameters
    views_of = []
    for name, default in found.defaults.items():
        known = parameter_of(found.code, name)
        sentence = known.sentence.format("…")
        views_of.append(views.SettingView(name, sentence, known.unit, set_now[name], default, known.least, known.most))
    return tuple(views_of)


@dataclass
class _Book:
    """The rulebook laid out for one reader."""

    reader: Reader

    @classmethod
    def of(cls, reader: Reader) -> _Book:
        """The rulebook for who may open it."""
        only(reader, COORDINATOR, LIAISON, CHIEF_EXECUTIVE, DIRECTOR, PANEL)
        return cls(reader)

    @cached_property
    def policy(self) -> Policy:
        """The policy in force."""
        return read_policy()

    @cached_property
    def _counts(self) -> tuple[date | None, Mapping[str, int] | None]:
        return kept_off_counts(OPEN)

    @property
    def counted_on(self) -> date | None:
        """When the roster that the counts are about was published."""
        return self._counts[0]

    @cached_property
    def _names(self) -> Mapping[str, str]:
        return user_names()

    def rule(self, found: type[Rule]) -> views.RuleView:
        """One rule in plain words."""
        one = found.under(self.policy)
        number = None if self._counts[1] is None else self._counts[1].get(one.code, 0)
        is_few = number is not None and 0 < number < FEW and self.reader.role not in _ON_WATCH
        return views.RuleView(
            code=one.code,
            title=rule_title(one.code),
            statement=statement_of(one),
            source=one.source,
            strengths=_strengths(one.code, self.policy),
            parameters=parameter_sentences(one),
            weight=one.weight if has_weight(one.code) else None,
            kept_off=FEW if is_few else number,
            is_few=is_few,
        )

    def changes(self, code: str | None) -> tuple[views.ChangeView, ...]:
        """Proposed changes of one rule or all: those that wait, then those decided, the latest first."""
        waiting = [self.change(row, None) for row in waiting_proposals(code)]
        return (*waiting, *(self.change(row, decision) for row, decision in decided_proposals(code)))

    def change(self, row: PolicyProposalRow, decision: PolicyDecisionRow | None) -> views.ChangeView:
        """One proposed change, and who may act on it."""
        is_own = row.proposed_by == self.reader.user_id
        may_act = decision is None and self.reader.role == COORDINATOR
        return views.ChangeView(
            id=row.id,
            rule=row.rule,
            title=rule_title(row.rule),
            changes=tuple(changes_of_rule(rule_class(row.rule), self._met(row).setting(row.rule), setting_of(row))),
            reason=row.reason,
            proposed_by=self._names.get(row.proposed_by, ""),
            proposed_on=row.proposed_on,
            outcome=decision.outcome if decision else "",
            sentence=decision.sentence if decision else "",
            decided_by=self._names.get(decision.decided_by, "") if decision else "",
            decided_on=decision.decided_on if decision else None,
            may_decide=may_act and not is_own,
            may_withdraw=may_act and is_own,
        )

    def _met(self, row: PolicyProposalRow) -> Policy:
        """The policy that the change alters: the version before the one it made, else the one it was proposed to."""
        made = next((each.number for each in self._versions if each.proposal and each.proposal.id == row.id), None)
        base = row.base if made is None else made - 1
        return next(each.policy for each in self._versions if each.number <= base)

    @cached_property
    def _versions(self) -> tuple[PolicyVersion, ...]:
        return read_versions()

    def versions(self) -> tuple[views.VersionView, ...]:
        """Every version, each against the one before it."""
        listed = self._versions
        own = listed[-1].policy
        return tuple(
            views.VersionView(
                number=each.number,
                made_on=each.made_on,
                is_in_force=each is listed[0],
                changes=changes_between(before.policy, each.policy) if before else (),
                from_own=changes_between(own, each.policy),
                change=self.change(each.proposal, each.decision) if each.proposal else None,
            )
            for each, before in zip(listed, (*listed[1:], None), strict=True)
        )


def _strengths(code: str, policy: Policy) -> tuple[views.StrengthView, ...]:
    """The rule's strengths, kinds that are alike together, in the usual order of kinds."""
    known = [(kind, strength_for(code, kind, policy), who_may_waive(code, kind, policy)) for kind in KINDS]
    alike = groupby(
        sorted((each for each in known if each[1] is not None), key=lambda each: (each[1], each[2])),
        key=lambda each: each[1:],
    )
    found = [
        views.StrengthView(
            tuple(kind for kind in KINDS if kind in {each[0] for each in group}),
            str(strength),
            "" if who is Approver.NOBODY else APPROVER_WORDS[who],
        )
        for (strength, who), group in ((key, list(each)) for key, each in alike)
    ]
    return tuple(sorted(found, key=lambda each: KINDS.index(each.kinds[0])))
