"""What to do about a placement that a look back touches."""

from __future__ import annotations

from peerinspect.domain.kinds import INSPECT, SECOND
from peerinspect.services.lookback import FALLS_AWAY, FUTURE, LIVE
from peerinspect.services.waivers import waived_by
from peerinspect.services.wording import joined

NOTHING = "Nothing to do: this objection does not stand any more."
WAIVED = "Nothing more to do: a waiver of this is recorded."


def next_steps(
    effect: str, strength: str, moment: str, kind: str, is_waived: bool, councils: tuple[str, ...]
) -> tuple[str, ...]:
    """The steps, a sentence each. `councils` are those that may be told, none while the duty is sealed."""
    if effect == FALLS_AWAY:
        return (NOTHING,)
    if is_waived:
        return (WAIVED,)
    told = _tell(kind, councils)
    if moment == FUTURE:
        return ("Withdraw this placement and fill the seat again.", *_or_waive(strength, kind))
    if moment == LIVE:
        return ("Take the person off the duty now, and find somebody else.", *_or_waive(strength, kind), told)
    return (f"{told} They decide whether the work stands.",)


def _or_waive(strength: str, kind: str) -> tuple[str, ...]:
    """A soft objection can be waived instead."""
    return (f"Or ask {waived_by(kind)} to waive it.",) if strength == "soft" else ()


def _tell(kind: str, councils: tuple[str, ...]) -> str:
    """Who has to know: the council, and the Ofsted liaison; a sealed inspection's council must not."""
    if not councils:
        return "Tell the Ofsted liaison." + (" The council must not know yet." if kind == INSPECT else "")
    liaison = ("the Ofsted liaison",) if kind in (INSPECT, SECOND) else ("its chief executive", "the Ofsted liaison")
    return f"Tell {joined((*councils, *liaison))}."
