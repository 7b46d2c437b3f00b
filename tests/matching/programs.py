"""Small programs whose people have menus, and all their solutions."""

from __future__ import annotations

from itertools import product
from random import Random

from peerinspect.matching.program import Person, Program


def seats_in_a_ring(number: int) -> Program:
    """Duties in a ring, each with one seat, and for each two neighbours one person who takes both at once."""
    program = Program()
    both = [program.variable() for _ in range(number)]
    program.people += [Person((one,)) for one in both]
    for place in range(number):
        program.at_most([(both[place - 1], 1), (both[place], 1)], 1)
    program.goal("fill", dict.fromkeys(both, -2))
    return program


def chance(seed: int) -> Program:
    """A few people, some rows over them with amounts up to 3, and what each candidate is worth."""
    random, program = Random(seed), Program()
    for _ in range(4):
        program.people.append(Person(tuple(program.variable() for _ in range(3))))
    everyone = range(len(program.lower))
    for _ in range(random.randint(3, 9)):
        some = random.sample(everyone, random.randint(2, 6))
        terms = [(one, random.choice((1, 1, 1, 2, 3))) for one in some]
        program.at_most(terms, random.randint(1, sum(amount for _, amount in terms) - 1))
    program.goal("fill", {one: -random.randint(1, 3) for one in everyone})
    return program


def solutions(program: Program) -> list[tuple[int, ...]]:
    found = product((0, 1), repeat=len(program.lower))
    return [one for one in found if not program.broken_rows(one)]
