"""A life: its states, its steps, and the sentence that refuses every other step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

STAFFED, NOTICE_COME, BEGUN, OVER = "staffed", "notice-come", "begun", "over"
UNDERTAKEN = "undertaken"
"""What can have to be so before a step: somebody has agreed to do the work or is doing it, the notice day has come,
the first day has come, the last day has come; the person has signed the undertaking, and the day for it has come."""


ENDS_ON, ENDS_BY = "ends-on", "ends-by"
"""What a step does to a duty's last day: the day given is the last one; or the work was over by the day given."""


@dataclass(frozen=True, slots=True)
class Step:
    """A named step from some states to another.

    `name` is what its button says, `about` one sentence on what it does. `day`, `reason` and `reference` are what a
    form asks for, "" where it does not. `requires` is one of STAFFED, NOTICE_COME, BEGUN, OVER and UNDERTAKEN, or "".
    `ends` is ENDS_ON, ENDS_BY or ""; `releases` says that whoever has not begun is stood down.
    """

    action: str
    before: tuple[str, ...]
    to: str
    name: str
    about: str
    day: str = ""
    reason: str = ""
    reference: str = ""
    requires: str = ""
    ends: str = ""
    releases: bool = False


@dataclass(frozen=True)
class Life:
    """The life of one kind of thing.

    `states` holds each state's words, in the usual order; the first is the state of what was just registered.
    `finished` are the states in which the work is over, `called_off` those in which it was never done.
    """

    thing: str
    states: Mapping[str, str]
    steps: tuple[Step, ...]
    finished: frozenset[str] = field(default_factory=frozenset)
    called_off: frozenset[str] = field(default_factory=frozenset)

    @property
    def first(self) -> str:
        """The state of what was just registered."""
        return next(iter(self.states))

    def step(self, action: str) -> Step | None:
        """The step of a name; None where there is none."""
        return next((each for each in self.steps if each.action == action), None)

    def steps_from(self, state: str) -> tuple[Step, ...]:
        """The steps that can be taken in a state."""
        return tuple(each for each in self.steps if state in each.before)

    def refusal(self, state: str, action: str) -> str:
        """Why the step cannot be taken in the state, as a sentence; "" where it can."""
        step = self.step(action)
        if step is None:
            return f"There is no such step for {self.thing}"
        if state in step.before:
            return ""
        now = self.states.get(state, state).lower()
        named = " or ".join(f"“{self.states[each].lower()}”" for each in step.before)
        return f"“{step.name}” follows on {named}, and this is “{now}” now. Reload the page to see what can be done"
