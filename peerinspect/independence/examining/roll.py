"""The roll: who is settled on a duty, then every candidate, as numbers. A place on it stands for a placement."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy

import numpy as np

from peerinspect.independence.engagement import Engagement
from peerinspect.independence.examining.able import Able
from peerinspect.independence.examining.arrays import Numbers, Truths
from peerinspect.independence.examining.block import Block
from peerinspect.independence.examining.joining import Shelves, numbers, spread
from peerinspect.independence.examining.register import Register


class Standings:
    """Who holds which posts at a time. Standing s has the homes `home[k]` for k in `homes_of`'s group s."""

    def __init__(self, register: Register, person: Numbers, held: Numbers) -> None:
        self.register = register
        self.person = person
        self._rows, self._posts = _posts_held(register, person, held)
        many = max(1, len(register.councils))
        there = self._rows * many + register.post_council[self._posts]
        different, place = np.unique(there, return_inverse=True)
        self.home = different % many
        self.homes_of = Shelves(np.bincount(different // many, minlength=len(person)))
        self.directs = np.zeros(len(different), np.bool_)
        self.directs[place[register.directs[self._posts]]] = True
        self._known: dict[int, Engagement] = {}

    def engagement(self, standing: int, duty: int) -> Engagement:
        """The person on a duty, with the standing's posts; neither past nor fixed."""
        known = self._known.get(standing)
        if known is None:
            known = self._known[standing] = self._first(standing, duty)
        return known.on(self.register.duties[duty])

    def _first(self, standing: int, duty: int) -> Engagement:
        begin, end = np.searchsorted(self._rows, [standing, standing + 1])
        posts = tuple(self.register.posts[post] for post in self._posts[begin:end].tolist())
        person, homes = self.register.people[self.person[standing]], frozenset(post.authority for post in posts)
        return Engagement(self.register.facts, person, self.register.duties[duty], posts, homes)


def _posts_held(register: Register, person: Numbers, held: Numbers) -> tuple[Numbers, Numbers]:
    """Every post of every standing: the standing and the post, in order."""
    rows, posts = register.posts_of.spread(person)
    holds = (held[rows] & register.post_bit[posts]) != 0
    bundled = [(row, post) for row in np.flatnonzero(held < 0).tolist() for post in register.bundle(int(held[row]))]
    more = numbers(bundled).reshape(-1, 2)
    rows, posts = np.concatenate([rows[holds], more[:, 0]]), np.concatenate([posts[holds], more[:, 1]])
    order = np.lexsort((posts, rows))
    return rows[order], posts[order]


class Roll:
    """Placements by person, duty and standing: `settled` first, candidates from `begin` on, by duty, then person."""

    def __init__(self, register: Register, settled: Sequence[Engagement], able: Able) -> None:
        self.register = register
        self.settled = tuple(settled)
        self.begin = len(self.settled)
        there = Block(
            register,
            "",
            numbers([register.place_of_person[one.person.id] for one in settled]),
            numbers([register.place_of_duty[one.duty.id] for one in settled]),
        )
        self.person = np.concatenate([there.person, able.person])
        self.duty = np.concatenate([there.duty, able.duty])
        self.past = np.zeros(len(self.person), np.bool_)
        self.past[: self.begin] = [one.past for one in settled]
        self.fixed = np.zeros(len(self.person), np.bool_)
        self.fixed[: self.begin] = [one.fixed for one in settled]
        held = np.concatenate([there.held, able.held])
        self.standing, first = _told_apart(self.person, held)
        self.standings = Standings(register, self.person[first], held[first])

    def __len__(self) -> int:
        return len(self.person)

    @property
    def candidates(self) -> int:
        """How many candidates there are."""
        return len(self) - self.begin

    def only(self, kept: Truths) -> Roll:
        """The roll without the candidates that are not marked; one mark for each candidate."""
        everyone = np.concatenate([np.ones(self.begin, np.bool_), kept])
        found = copy(self)
        for name in ("person", "duty", "past", "fixed", "standing"):
            setattr(found, name, getattr(self, name)[everyone])
        return found

    def homes(self, places: Numbers) -> tuple[Numbers, Numbers]:
        """Every home of these places: the place's own place among them, and where the home stands in the standings."""
        return self.standings.homes_of.spread(self.standing[places])

    def away(self, places: Numbers) -> tuple[Numbers, Numbers, Numbers, Numbers]:
        """Every home and other target of these places: the place, the home, the target, the home's stand."""
        register = self.register
        rows, stands = self.homes(places)
        home = self.standings.home[stands]
        duty = self.duty[places][rows]
        asked, targets = spread(register.targets.first[duty], register.targets.count[duty])
        leads = home[asked] != register.target[targets]
        asked, target = asked[leads], register.target[targets[leads]]
        return places[rows[asked]], home[asked], target, stands[asked]

    def engagement(self, place: int) -> Engagement:
        """The placement as the rules know it."""
        if place < self.begin:
            return self.settled[place]
        return self.standings.engagement(int(self.standing[place]), int(self.duty[place]))


def _told_apart(one: Numbers, other: Numbers) -> tuple[Numbers, Numbers]:
    """The two together as one number, counted from 0 in rising order; and for each number a place that has it."""
    order = np.lexsort((other, one))
    is_new = np.ones(len(order), np.bool_)
    is_new[1:] = (np.diff(one[order]) != 0) | (np.diff(other[order]) != 0)
    number = np.empty(len(order), np.int64)
    number[order] = np.cumsum(is_new) - 1
    return number, order[is_new]
