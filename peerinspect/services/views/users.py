"""Users as the administrator sees them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class UserLine:
    """A user. `authority_names` are the councils of their own record, not those of the person's posts."""

    id: str
    email: str
    name: str
    role: str
    person_name: str | None
    authority_names: tuple[str, ...]
    cleared: bool
