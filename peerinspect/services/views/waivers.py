"""Waivers as pages and exports show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from peerinspect.domain import Period


@dataclass(frozen=True, slots=True)
class WaiverWord:
    """What one person said to a proposal: `outcome` is approved, refused or withdrawn."""

    by: str
    on: date
    outcome: str
    sentence: str
    reference: str


@dataclass(frozen=True, slots=True)
class WaiverView:
    """A waiver from proposal to end. `state` is proposed, approved, refused, withdrawn or expired.

    `id` is "" for one that came with other facts: it has no page. `sentence` is the objection as the roster stated it.
    `waits_for` says whose word is missing, "" where nobody's is. `may_decide` and `may_withdraw` are about the reader.
    """

    id: str
    state: str
    rule: str
    statement: str
    sentence: str
    person_name: str
    home_names: tuple[str, ...]
    duty_id: str
    duty_title: str
    kind: str
    period: Period
    sealed: bool
    reason: str
    mitigation: str
    until: date
    proposed_by: str
    proposed_on: date | None
    words: tuple[WaiverWord, ...]
    waits_for: str
    needs_letter: bool
    may_decide: bool
    may_withdraw: bool
