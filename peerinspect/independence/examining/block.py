"""Many placements of one sort of duty at once: person k on duty k, with the posts that they hold in its span."""

from __future__ import annotations

import numpy as np

from peerinspect.independence.engagement import Engagement
from peerinspect.independence.examining.arrays import Numbers, Truths
from peerinspect.independence.examining.joining import any_of, spread
from peerinspect.independence.examining.register import Register


class Block:
    """Placements by person and duty; `soft` has bit k set where rule k of the rulebook objects softly.

    `held_row` and `held_post` list every post held on a day of a placement's span, `ways` every home with every target.
    """

    def __init__(self, register: Register, kind: str, person: Numbers, duty: Numbers) -> None:
        self.register = register
        self.kind = kind
        self.person = person
        self.duty = duty
        self.soft = np.zeros(len(person), np.int64)
        self.held_row, self.held_post = self._held()
        self._ways: tuple[Numbers, Numbers, Numbers] | None = None

    def __len__(self) -> int:
        return len(self.person)

    def _held(self) -> tuple[Numbers, Numbers]:
        register = self.register
        rows, posts = register.posts_of.spread(self.person)
        duty = self.duty[rows]
        overlaps = (register.post.first[posts] <= register.last[duty]) & (
            register.post.last[posts] >= register.span_first[duty]
        )
        return rows[overlaps], posts[overlaps]

    @property
    def ways(self) -> tuple[Numbers, Numbers, Numbers]:
        """Every (placement, home, target), a home that is a target too among them, and twice for two posts at one."""
        if self._ways is None:
            register = self.register
            duty = self.duty[self.held_row]
            held, targets = spread(register.targets.first[duty], register.targets.count[duty])
            home = register.post_council[self.held_post[held]]
            self._ways = (self.held_row[held], home, register.target[targets])
        return self._ways

    @property
    def away(self) -> tuple[Numbers, Numbers, Numbers]:
        """The ways that lead from home to another council."""
        rows, home, target = self.ways
        leads = home != target
        return rows[leads], home[leads], target[leads]

    @property
    def held(self) -> Numbers:
        """For each placement the posts held, as bits of the person's posts; or by number, where those are too many."""
        bits = np.zeros(len(self), np.int64)
        np.add.at(bits, self.held_row, self.register.post_bit[self.held_post])
        for row in np.flatnonzero(self.register.has_many_posts[self.person]).tolist():
            bits[row] = self.register.number_of(tuple(self._posts_of(row).tolist()))
        return bits

    def with_held(self, posts: Truths) -> Truths:
        """The placements with a post held that is marked; one mark for each of `held_post`."""
        return any_of(self.held_row[posts], len(self))

    def keep(self, kept: Truths) -> None:
        """Leave the other placements out."""
        if kept.all():
            return
        place = np.cumsum(kept) - 1
        self.person, self.duty, self.soft = self.person[kept], self.duty[kept], self.soft[kept]
        stays = kept[self.held_row]
        self.held_row, self.held_post = place[self.held_row[stays]], self.held_post[stays]
        self._ways = None

    def engagement(self, row: int) -> Engagement:
        """The placement as the rules know it."""
        register = self.register
        held = tuple(register.posts[post] for post in self._posts_of(row).tolist())
        person, duty = register.people[self.person[row]], register.duties[self.duty[row]]
        return Engagement(register.facts, person, duty, held, frozenset(post.authority for post in held))

    def _posts_of(self, row: int) -> Numbers:
        """`held_row` rises, so what belongs to a row stands together."""
        first, last = np.searchsorted(self.held_row, [row, row + 1])
        return self.held_post[first:last]
