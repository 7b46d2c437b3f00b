"""What coordinators know and have allowed: recorded waivers of soft objections, and who suits what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from peerinspect.domain import Duty, Person, Waiver
from peerinspect.domain.placement import Pair
from peerinspect.season import rates
from peerinspect.season.chance import Chance, shuffled
from peerinspect.season.ledger import Ledger

RUNS_ON = timedelta(days=30)


def draw_waivers(ledger: Ledger, chance: Chance, duties: Sequence[Duty]) -> list[Waiver]:
    """Waivers of soft objections to placements that nothing hard stands against, a person and a duty at most once."""
    stream = chance.stream("waivers")
    waivers: list[Waiver] = []
    for duty in shuffled(stream, duties):
        if len(waivers) == rates.WAIVERS:
            break
        for person in shuffled(stream, ledger.offering(duty.kind))[:6]:
            found = ledger.soft_objections(person, duty)
            if found:
                waivers.append(Waiver(found[0].rule, person.id, duty.id, duty.last_day + RUNS_ON))
                break
    return waivers


def draw_affinities(ledger: Ledger, chance: Chance, duties: Sequence[Duty]) -> dict[Pair, float]:
    """How well some people suit some duties, from -1 to 1 in tenths: what a coordinator noted after a talk."""
    stream = chance.stream("affinities")
    pairs = _pairs(ledger, shuffled(stream, duties))
    chosen = {
        (stream.choice(people).id, duty.id): stream.choice((-0.5, 0.2, 0.3, 0.5, 0.8, 1.0))
        for _, (duty, people) in zip(range(rates.AFFINITIES), pairs, strict=False)
    }
    return dict(sorted(chosen.items()))


def _pairs(ledger: Ledger, duties: Sequence[Duty]) -> Iterator[tuple[Duty, list[Person]]]:
    for duty in duties:
        people = ledger.offering(duty.kind)
        if people:
            yield duty, people
