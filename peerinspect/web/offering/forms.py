"""Forms about what one offers, beside the days a year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from werkzeug.datastructures import FileStorage
from wtforms import HiddenField

from peerinspect.domain import Period
from peerinspect.services.busy_days import BusyFound, MarkBusy, ReadCalendar
from peerinspect.services.consents import AskForConsent
from peerinspect.services.views import Choice, WeekAway
from peerinspect.services.weeks_away import ChangeWeeksAway
from peerinspect.web.fields import Line, Lines, Pick, Ticks
from peerinspect.web.forms import HouseForm
from peerinspect.web.imports.forms import File
from peerinspect.web.presenters import span

COUNTED = {
    "all": "Every event that is not marked as free",
    "whole": "Whole days only, like leave and conferences",
}


class CalendarFile(File):
    """A calendar file, which may be left out where its text is pasted."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """What was chosen, if anything."""
        chosen = next((each for each in valuelist if isinstance(each, FileStorage) and each.filename), None)
        self.data = chosen.stream.read() if chosen else b""


class CalendarForm(HouseForm):
    """A calendar of busy days, as a file or pasted."""

    file = CalendarFile("Choose a calendar file", description="An iCalendar file (.ics), of up to 2 megabytes")
    pasted = Lines("Or paste what is in it", render_kw={"rows": 6, "spellcheck": "false"})
    counted = Pick("What makes a day busy", COUNTED)

    def command(self) -> ReadCalendar:
        """What was chosen; a file comes before what was pasted."""
        content = self.file.data or (self.pasted.data or "").encode()
        return ReadCalendar(content, self.counted.data == "whole")


class BusyForm(HouseForm):
    """The days that a calendar gave, each run with a box."""

    runs = Ticks("Days to mark as away", description="Take the tick away from days on which you can be asked")

    def offer(self, found: BusyFound) -> None:
        """List them, all ticked."""
        listed = [Choice(f"{first}/{last}", span(Period(first, last))) for first, last in found.runs]
        self.runs.data = tuple(choice.value for choice in listed)
        self.runs.offer(listed)

    def command(self) -> MarkBusy:
        """What is still ticked. Anything else than two days was not written by this page."""
        pairs = [each.split("/") for each in self.runs.data or ()]
        days = [[_day(text) for text in pair] for pair in pairs]
        return MarkBusy(tuple((pair[0], pair[1]) for pair in days if len(pair) == 2))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return date.min


class WeeksForm(HouseForm):
    """The weeks of the calendar that are ticked, and those that were when the page was made."""

    weeks = Ticks("Weeks away")
    was = HiddenField()

    def offer(self, weeks: Sequence[WeekAway]) -> None:
        """Tick the weeks that are away."""
        ticked = [str(week.monday) for week in weeks if week.state == "away"]
        self.weeks.data, self.was.data = tuple(ticked), ",".join(ticked)

    def command(self) -> ChangeWeeksAway:
        """What differs from what the page showed: nothing else is touched."""
        now = set(self.weeks.data or ())
        before = {text for text in (self.was.data or "").split(",") if text}
        return ChangeWeeksAway(tuple(map(_day, sorted(now - before))), tuple(map(_day, sorted(before - now))))


class AskConsentForm(HouseForm):
    """A question to one's own chief executive."""

    note = Line("What you would like to say", description="They read this on their page. Name no inspection here")

    def command(self, person_id: str, authority: str) -> AskForConsent:
        """What was entered, to one council."""
        return AskForConsent(person_id, authority, self.note.data or "")
