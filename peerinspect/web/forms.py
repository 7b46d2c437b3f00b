"""What all forms share: their error summary, and how a use case's refusal lands beside its fields."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar

from flask import request
from flask_wtf import FlaskForm
from wtforms import Field

from peerinspect.services.attempts import HeldBack
from peerinspect.services.refusal import Refusal
from peerinspect.services.versions import Stale
from peerinspect.web import versions
from peerinspect.web.fields import Day
from peerinspect.web.limits import come_back_after
from peerinspect.web.once import FormToken

Seen = TypeVar("Seen")


class HouseForm(FlaskForm):
    """A form over one command. Fields carry the names of the command's fields, so that messages find them.

    Each rendering carries a token of its own, so that a second click is known for one: see `once`.
    """

    class Meta(FlaskForm.Meta):
        """What the library asks of a form."""

        csrf_class = FormToken

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.whole: list[str] = []
        self.is_held_back = False
        self.stale: Stale | None = None
        self._footing: versions.Footing | None = None
        self._page = ""

    def rests_on(self, seen: Seen, again: Callable[[], object], subject: str = "", page: str = "") -> Seen:
        """Say what the reader of this form sees of the thing that it changes, and how that is read again.

        `subject` is the id whose history tells what happened to it. Sent after somebody else changed the thing, the
        form is refused, says so, and is shown once more with what was typed. `page` is the one that shows the form,
        where that is another than it is sent to. Hands `seen` back.
        """
        self._page = page
        self._footing = versions.footing(seen, again, subject)
        return seen

    def guarded(self, use_case: Callable[[], Any]) -> Callable[[], Any]:
        """The use case, made only while the thing is as the form's reader saw it."""
        return self._footing.guard(use_case) if self._footing else use_case

    def carried_version(self) -> str:
        """What the form carries of what it rests on; nothing where it rests on nothing."""
        return self._footing.carried(self.stale) if self._footing else ""

    def refuse(self, refusal: Refusal) -> None:
        """Put each message beside its field; what concerns no field goes to the summary alone."""
        if isinstance(refusal, HeldBack):
            self.is_held_back = True
            come_back_after(-(-refusal.wait // timedelta(seconds=1)))
        if isinstance(refusal, Stale):
            self.stale = refusal
        for name, sentence in refusal.messages.items():
            field = self._fields.get(name)
            if field is None:
                self.whole.append(sentence)
            else:
                field.errors = [*field.errors, sentence]

    def carries_out(self, use_case: Callable[[], object]) -> bool:
        """Whether the form was sent, could be read, and the use case did what it asks. Refusals are kept to show."""
        if not self.is_submitted() or not self.validate():
            return False
        try:
            self.guarded(use_case)()
        except Refusal as refusal:
            self.refuse(refusal)
            return False
        return True

    @property
    def is_refused(self) -> bool:
        """Whether there is anything to show in the error summary."""
        return bool(self.whole or any(field.errors for field in self))

    @property
    def answer_code(self) -> int:
        """The status that the page with this form goes out with."""
        if self.is_held_back:
            return 429
        if self.stale:
            return 409
        return 400 if self.is_refused else 200

    def summary(self) -> list[dict[str, str]]:
        """The error summary's lines, each a link to its field, in the order of the page."""
        named = [{"text": str(field.errors[0]), "href": f"#{_anchor(field)}"} for field in self if field.errors]
        return [*({"text": sentence} for sentence in self.whole), *self._of_changes(), *named]

    def _of_changes(self) -> list[dict[str, str]]:
        """Where the thing was changed in between: what happened, and what the reader can do about it."""
        if not self.stale or not self._footing:
            return []
        happened = [{"text": sentence} for sentence in self._footing.what_changed()]
        anew = {"text": versions.ANEW, "href": self._page or request.full_path.rstrip("?")}
        return [*happened, {"text": versions.KEPT}, anew]


def _anchor(field: Field) -> str:
    """The id of the first thing of the field that can take the focus."""
    return f"{field.id}-day" if isinstance(field, Day) else str(field.id)


class Confirm(HouseForm):
    """A form with nothing but its button, so that the change is asked for and not linked to."""
