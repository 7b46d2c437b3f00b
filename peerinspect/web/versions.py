"""What a form carries of what its reader saw, so that nobody saves over what somebody else changed in between.

A view says what its form rests on; the form then carries the version of that, and the moment, beside the token that
every form has. When it comes in, the thing is read again under the lock that the change is made under.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

from flask import request
from markupsafe import Markup, escape
from wtforms.csrf.core import CSRFTokenField

from peerinspect.services import disclosure
from peerinspect.services.versions import Stale, unless_changed, version_of
from peerinspect.web.access import may
from peerinspect.web.clock import now, today
from peerinspect.web.session import reader

FIELD = "seen"
MOST_TOLD = 8
KEPT = "What you typed is still below. Look at what changed. Then save again to put yours on top"
ANEW = "Open the page again without what you typed, to see how it is now"
LONGEST = 80
Done = TypeVar("Done")


class TokenField(CSRFTokenField):
    """A form's token, with the version of what the form rests on beside it: so every form has it, on every page."""

    def __call__(self, **kwargs: Any) -> Markup:
        """Both as hidden fields."""
        carried = self.csrf_impl.form.carried_version()
        extra = f'<input type="hidden" name="{FIELD}" value="{escape(carried)}">' if carried else ""
        written: Markup = super().__call__(**kwargs)
        return written + Markup(extra)


@dataclass(slots=True)
class Footing:
    """What a form rests on: the version that is shown, how to read the thing again, and whose history tells of it."""

    shown: str
    again: Callable[[], object]
    subject: str = ""

    def carried(self, stale: Stale | None) -> str:
        """What the form carries: what came in with it, unless that is old."""
        sent = request.form.get(FIELD, "")[:LONGEST] if request.method == "POST" else ""
        if sent and stale is None:
            return sent
        return f"{stale.current if stale else self.shown}.{int(now().timestamp())}"

    def guard(self, use_case: Callable[[], Done]) -> Callable[[], Done]:
        """The use case, made only while the thing is as the form's reader saw it."""
        if FIELD not in request.form:
            return use_case
        expected = request.form[FIELD].partition(".")[0]
        return lambda: unless_changed(expected, self.again, use_case)

    def what_changed(self) -> list[str]:
        """What happened to the thing since the reader opened the form, as far as the reader may see it."""
        opened = _moment(request.form.get(FIELD, "").partition(".")[2])
        if opened is None or not self.subject or not may("see histories"):
            return []
        lines = disclosure.events_about(reader(), self.subject, today())
        told = [f"{one.by or 'peerinspect'}: {one.sentence}" for one in lines if one.at.replace(tzinfo=UTC) >= opened]
        return told[:MOST_TOLD]


def footing(seen: object, again: Callable[[], object], subject: str) -> Footing:
    """What a form rests on, as it was read for this page."""
    return Footing(version_of(seen), again, subject)


def _moment(text: str) -> datetime | None:
    """The moment that a form was opened, to the second; None where it does not say."""
    try:
        return datetime.fromtimestamp(int(text), UTC)
    except (ValueError, OverflowError, OSError):
        return None
