"""Two duties of one person: which clash whoever does them. Asked once for every two duties, for the rules that rest on
DUTIES, and looked up for every person who could do both.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from peerinspect.domain import Strength, kinds
from peerinspect.independence.examining.arrays import Numbers, Truths
from peerinspect.independence.examining.joining import Keys, spread
from peerinspect.independence.examining.register import Register
from peerinspect.independence.examining.stopping import IsOver, go_on_unless, never
from peerinspect.independence.rules.one_live_role import ROLES
from peerinspect.independence.rules.self_review import WORK
from peerinspect.independence.shapes import Clash

Bits = NDArray[np.uint16]
"""Bit 0 for a hard objection, bit k + 1 for a soft one of clash k."""

Verdict = tuple[Truths | None, Truths | None]
"""Which pairs a rule refuses hard and which softly, at its own strengths; None for none at all."""

OfDuties = Callable[[Numbers, Numbers], Verdict]
"""A rule's verdicts on duties beside duties, of arrays that broadcast."""


def earlier_first(register: Register, one: Numbers, other: Numbers) -> tuple[Numbers, Numbers]:
    """The two in order of their starts. Of one person's duties the ids decide where both start on one day."""
    swap = (register.start[one] > register.start[other]) | (
        (register.start[one] == register.start[other]) & (one > other)
    )
    return np.where(swap, other, one), np.where(swap, one, other)


def spans_overlap(register: Register, one: Numbers, other: Numbers) -> Truths:
    """Which spans share a day."""
    return np.asarray(
        (register.span_first[one] <= register.last[other]) & (register.span_first[other] <= register.last[one])
    )


def _double_booked(rule: Clash, register: Register) -> OfDuties:
    """Of all but overlapping days on site, which `_on_site_together` adds."""
    term = register.is_kind(np.arange(len(register.duties)), *kinds.FULL_TIME)
    chair, inspects = register.kind == kinds.KINDS.index("chair"), register.kind == kinds.KINDS.index("inspect")
    most = rule.parameters["working_days"]
    worked, worked_before = _working_days_to(register.last), _working_days_to(register.first - 1)

    def of(one: Numbers, other: Numbers) -> Verdict:
        terms = (term[one] | term[other]) & ~(chair[one] | chair[other])
        first, last = register.first, register.last
        swap = (first[one] > first[other]) | ((first[one] == first[other]) & (last[one] > last[other]))
        between = np.where(swap, worked_before[one] - worked[other], worked_before[other] - worked[one])
        between = np.maximum(0, between)
        return terms & spans_overlap(register, one, other), inspects[one] & inspects[other] & (between < most)

    return of


def _working_days_to(day: Numbers) -> Numbers:
    """How many Mondays to Fridays there are up to a day, from the first day of the calendar, a Monday."""
    return np.asarray(5 * (day // 7) + np.minimum(day % 7, 5))


def _self_review(rule: Clash, register: Register) -> OfDuties:
    inspects = register.kind == kinds.KINDS.index("inspect")
    works = register.is_kind(np.arange(len(register.duties)), *WORK)
    before, after = (_clear_by_kind(rule, register, when) for when in ("before", "after"))

    def of(one: Numbers, other: Numbers) -> Verdict:
        inspection, work = np.where(inspects[one], one, other), np.where(inspects[one], other, one)
        is_before = register.last[work] < register.start[inspection]
        near = np.where(
            is_before,
            register.start[inspection] < before[register.kind[work], work],
            register.start[work] < after[register.kind[work], inspection],
        )
        return inspects[inspection] & works[work] & near, None

    return of


def _clear_by_kind(rule: Clash, register: Register, when: str) -> Numbers:
    """By the work's kind and the duty that ends first: from when the look-back leaves in peace."""
    clear = np.zeros((len(kinds.KINDS), len(register.duties)), np.int64)
    for kind in WORK:
        clear[kinds.KINDS.index(kind)] = register.clear_after(rule.parameters[f"{kind}_{when}_months"])
    return clear


def _one_live_role(rule: Clash, register: Register) -> OfDuties:
    roles = register.is_kind(np.arange(len(register.duties)), *ROLES)
    return lambda one, other: (roles[one] & roles[other] & spans_overlap(register, one, other), None)


def _repeat_inspector(rule: Clash, register: Register) -> OfDuties:
    judges = np.array([one.kind == "inspect" and one.subtype == "judgement" for one in register.duties], np.bool_)
    clear = register.clear_after(12 * rule.parameters["years"])

    def of(one: Numbers, other: Numbers) -> Verdict:
        earlier, later = earlier_first(register, one, other)
        return None, judges[one] & judges[other] & (register.start[later] < clear[earlier])

    return of


AT_ONE_COUNCIL: Mapping[str, Callable[[Clash, Register], OfDuties]] = {
    "self-review": _self_review,
    "one-live-role": _one_live_role,
    "repeat-inspector": _repeat_inspector,
}
"""Array forms of clashes that rest on two duties with a council in common, by the rule's code."""

ANYWHERE: Mapping[str, Callable[[Clash, Register], OfDuties]] = {"double-booked": _double_booked}
"""Array forms of clashes that rest on two duties wherever they are."""

ROWS = 256
"""Duties that are compared with all others at once."""


class DutyClashes:
    """The verdicts on every two of some duties, as a square of bits; looked up by their places in the register."""

    def __init__(
        self, register: Register, clashes: Mapping[int, Clash], duties: Numbers, is_over: IsOver = never
    ) -> None:
        self.register = register
        self._duties = duties
        self._is_over = is_over
        self._place = np.zeros(len(register.duties), np.int64)
        self._place[duties] = np.arange(len(duties))
        self._bits: Bits = np.zeros((len(duties), len(duties)), np.uint16)
        for number, clash in clashes.items():
            if clash.code in ANYWHERE:
                self._compare_all(number, clash, ANYWHERE[clash.code](clash, register))
            elif clash.code in AT_ONE_COUNCIL:
                self._compare_at_councils(number, clash, AT_ONE_COUNCIL[clash.code](clash, register))
        np.fill_diagonal(self._bits, 0)

    def between(self, one: Numbers, other: Numbers) -> Bits:
        """The bits of duties beside duties, of arrays that broadcast."""
        return self._bits[self._place[one], self._place[other]]

    def _compare_all(self, number: int, clash: Clash, form: OfDuties) -> None:
        for begin in range(0, len(self._duties), ROWS):
            go_on_unless(self._is_over)
            some = self._duties[begin : begin + ROWS]
            verdict = form(some[:, None], self._duties[None, :])
            self._bits[begin : begin + ROWS] |= bits_of(number, clash, verdict, (len(some), len(self._duties)))
        one, other = self._on_site_together()
        self._bits[one, other] |= np.uint16(1 << bit_of(number, clash, Strength.HARD))

    def _on_site_together(self) -> tuple[Numbers, Numbers]:
        """The places of every two duties with a day on site in common, either way round."""
        rows, stays = self.register.stays.spread(self._duties)
        first, last = self.register.stay.first[stays], self.register.stay.last[stays]
        order = np.argsort(first, kind="stable")
        rows, first, last = rows[order], first[order], last[order]
        begins = np.arange(len(rows)) + 1
        asked, found = spread(begins, np.searchsorted(first, last, "right") - begins)
        one, other = rows[asked], rows[found]
        return np.concatenate([one, other]), np.concatenate([other, one])

    def _compare_at_councils(self, number: int, clash: Clash, form: OfDuties) -> None:
        rows, targets = self.register.targets.spread(self._duties)
        council = self.register.target[targets]
        asked, found = Keys(council).join(council)
        one, other = rows[asked], rows[found]
        one, other = one[one != other], other[one != other]
        found_bits = bits_of(number, clash, form(self._duties[one], self._duties[other]), one.shape)
        np.bitwise_or.at(self._bits, (one, other), found_bits)


def bit_of(number: int, clash: Clash, own: Strength) -> int:
    """Which bit an objection of the clash sets: 0 where it is hard, else the clash's own."""
    return 0 if clash.as_set(own) is Strength.HARD else number + 1


def bits_of(number: int, clash: Clash, verdict: Verdict, shape: tuple[int, ...]) -> Bits:
    """The verdict as bits, at the strengths of the policy."""
    found = np.zeros(shape, np.uint16)
    for own, refused in zip((Strength.HARD, Strength.SOFT), verdict, strict=True):
        if refused is not None:
            found |= refused.astype(np.uint16) << np.uint16(bit_of(number, clash, own))
    return found
