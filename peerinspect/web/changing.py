"""Changes of the register that may touch work to come: tried out first, and made once their effect was read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import request
from wtforms import HiddenField

from peerinspect.services.effects import effects_of
from peerinspect.services.refusal import Refusal
from peerinspect.services.views import NewObjection
from peerinspect.web.clock import today
from peerinspect.web.forms import HouseForm
from peerinspect.web.session import reader

READ = "yes"
_NOT_CARRIED = frozenset({"csrf_token", "read_it"})


class ChangeForm(HouseForm):
    """A form about one record. `read_it` is set once the reader has seen what the change would do."""

    read_it = HiddenField()

    def show(self, thing: Any) -> None:
        """Fill in how the record is now; nothing, where a form begins empty."""

    def fit(self, thing: Any) -> None:
        """Leave out what is not asked of this record; everything is asked, where a form says nothing else."""

    def shown(self) -> list[object]:
        """The fields that the reader fills in."""
        return [field for field in self if field.name not in _NOT_CARRIED]


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `title` heads its page, `does` says what saving does, `told` what was done."""

    title: str
    does: str
    button: str
    told: str
    form: type[ChangeForm]
    use_case: Callable[..., Any]


class Tried:
    """What became of a form: done; refused, or not sent yet; or to be read first, for what it would do."""

    def __init__(self, is_done: bool = False, effects: Sequence[NewObjection] = ()) -> None:
        self.is_done = is_done
        self.effects = effects

    def carried(self) -> list[tuple[str, str]]:
        """What was sent, to be sent again once the effect was read."""
        return [(name, value) for name, value in request.form.items(multi=True) if name not in _NOT_CARRIED]


def as_shown(form: type[ChangeForm], thing: Any) -> dict[str, Any]:
    """What a form shows of a record as it is now: what is saved over when the form is sent."""
    fresh = form(formdata=None)
    fresh.fit(thing)
    fresh.show(thing)
    return {name: value for name, value in fresh.data.items() if name not in _NOT_CARRIED}


def carry_out(
    form: ChangeForm,
    use_case: Callable[[], object],
    people: Sequence[str] = (),
    codes: Sequence[str] = (),
    reaching: Sequence[str] = (),
) -> Tried:
    """Make the change, unless it brings objections to work to come of these people or at these councils, unread.

    `reaching` names councils that the people come to touch by it.
    """
    if not form.is_submitted() or not form.validate():
        return Tried()
    if form.read_it.data != READ:
        try:
            found = effects_of(form.guarded(use_case), reader(), today(), people, codes, reaching)
        except Refusal as refusal:
            form.refuse(refusal)
            return Tried()
        if found:
            return Tried(effects=found)
    return Tried(form.carries_out(use_case))
