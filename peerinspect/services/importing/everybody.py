"""Who a row is about: people by their reference, or by a name that nobody else has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property

from peerinspect.domain import Person
from peerinspect.services.importing.keeper import Desk, RowWrong, Values
from peerinspect.store.reading.people import read_people


class Everybody:
    """Everybody on the register."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @cached_property
    def people(self) -> Mapping[str, Person]:
        """People by id."""
        return read_people()

    @cached_property
    def _named(self) -> Mapping[str, list[Person]]:
        found: dict[str, list[Person]] = defaultdict(list)
        for person in self.people.values():
            found[_plain(person.name)].append(person)
        return found

    def by_name(self) -> Iterable[Person]:
        """Everybody in the order of their names."""
        return sorted(self.people.values(), key=lambda one: (one.name.casefold(), one.id))

    def named(self, name: str | None) -> list[Person]:
        """The people of a name."""
        return self._named.get(_plain(name), []) if name else []

    def by_reference(self, reference: str) -> Person:
        """The person with a reference. Raises RowWrong where there is none."""
        found = self.people.get(reference)
        if found is None:
            told = "Nobody on the register has this reference. Take it from an export, or leave it empty"
            raise RowWrong("reference", told)
        return found

    def meant(self, values: Values) -> Person:
        """The person that a row is about. Raises RowWrong unless there is exactly one."""
        reference, name = values.get("reference"), values.get("name")
        if reference:
            found = self.by_reference(reference)
            if name and _plain(name) != _plain(found.name):
                raise RowWrong("name", f"The reference beside it is that of {found.name}. Correct one of the two")
            return found
        named = self.named(name)
        if len(named) == 1:
            return named[0]
        if not name:
            raise RowWrong("name", "Enter the person’s name")
        if named:
            raise RowWrong("name", f"{len(named)} people have this name. Give the reference, from an export of people")
        raise RowWrong("name", "Nobody on the register has this name. Register the person first, or correct the name")

    def council_of(self, person: Person) -> str:
        """Where somebody is known to work."""
        names = sorted({self._desk.places.name(post.authority) for post in person.posts})
        return f"of {' and '.join(names)}" if names else "without a post"


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
