"""How a use case says no: in words that a page can put beside the field."""

from __future__ import annotations

from collections.abc import Mapping


class Refusal(Exception):
    """The command cannot be carried out.

    `messages` maps a field of the command to one sentence that says what would do. The field "" carries what concerns
    the command as a whole.
    """

    def __init__(self, messages: Mapping[str, str] | str) -> None:
        self.messages: dict[str, str] = {"": messages} if isinstance(messages, str) else dict(messages)
        super().__init__("; ".join(self.messages.values()))


class NotFound(Exception):
    """There is no such thing, or none that this reader may know of. The two are never told apart."""


class NotAllowed(Exception):
    """The reader's role, or their ties, do not let them do this."""
