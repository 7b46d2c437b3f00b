"""The forms about councils: to add one, and to change what the register says of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wtforms import StringField
from wtforms.validators import ValidationError

from peerinspect.reference import REGIONS
from peerinspect.services.arrangements import AddArrangement, EndArrangement
from peerinspect.services.councils import AddCouncil, ChangeCouncil, EndCouncil
from peerinspect.services.judgements import AREAS, AddJudgement, CorrectJudgement
from peerinspect.services.views import Choice, JudgementView
from peerinspect.web import words
from peerinspect.web.changing import ChangeForm
from peerinspect.web.fields import CouncilName, Councils, Day, Line, Lines, OneOf, Pick, options


class Degrees(StringField):
    """Degrees of latitude or longitude, as a number. Left empty they are None."""

    widget = Line.widget
    data: float | None

    def _value(self) -> str:
        return str(self.raw_data[0]) if self.raw_data else "" if self.data is None else str(self.data)

    def process_formdata(self, valuelist: list[str]) -> None:
        text = valuelist[0].strip() if valuelist else ""
        self.data = None
        if text:
            try:
                self.data = float(text)
            except ValueError as error:
                raise ValidationError("Enter degrees as a number, like 53.8") from error


class CouncilForm(ChangeForm):
    """What a council is called, and where it lies."""

    name = Line("Name", render_kw={"autocomplete": "off"})
    region = OneOf("Region")
    latitude = Degrees(
        "Latitude, in degrees", description="Of its main town, like 53.8. Distances are reckoned from it"
    )
    longitude = Degrees("Longitude, in degrees", description="West of Greenwich it begins with a minus, like -1.55")

    def __init__(self, regions: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.offer(regions)

    def offer(self, regions: Iterable[str]) -> None:
        """Set the regions: those of England, and what else the register knows."""
        self.region.offer([Choice(name, name) for name in sorted({*REGIONS, *regions})])

    def show(self, council: Any) -> None:
        """The record as it is."""
        self.name.data, self.region.data = council.line.name, council.line.region or ""
        if council.line.point is not None:
            self.latitude.data, self.longitude.data = council.line.point.latitude, council.line.point.longitude

    def where(self) -> tuple[str, str, float | None, float | None]:
        """What was entered, but for the code."""
        return self.name.data or "", self.region.data or "", self.latitude.data, self.longitude.data

    def command(self, code: str) -> ChangeCouncil:
        """What was entered."""
        return ChangeCouncil(code, *self.where())


class AddCouncilForm(CouncilForm):
    """A council that is not on the register."""

    code = Line("Code", description="The council's nine-character code in national statistics, like E08000035")

    def adding(self) -> AddCouncil:
        """What was entered."""
        return AddCouncil(self.code.data or "", *self.where())


class EndCouncilForm(ChangeForm):
    """The end of a council."""

    into = CouncilName("Council that it was merged into", description="Type its name, like Leeds")
    ended_on = Day("Last day of this council", description="For example, 31 3 2026")

    def command(self, code: str) -> EndCouncil:
        """What was entered."""
        return EndCouncil(code, self.into.data or "", self.ended_on.data)


class JudgementFields(ChangeForm):
    """What a published judgement says."""

    published = Day("Day of publication", description="For example, 5 10 2026")
    inspected = Day("First day of the inspection, if known")
    framework = Line("Framework", description="The kind of inspection, like ILACS")
    overall = OneOf("Overall")
    leadership = OneOf("Leadership")
    help_and_protection = OneOf("Help and protection")
    care = OneOf("Children in care")
    care_leavers = OneOf("Care leavers")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for area in AREAS:
            self[_name(area)].offer(options(words.GRADES), "Not graded")

    def entered(self, code: str) -> AddJudgement:
        """What was entered."""
        grades = {area: self[_name(area)].data or "" for area in AREAS}
        return AddJudgement(code, self.framework.data or "", self.inspected.data, self.published.data, grades)


class JudgementForm(JudgementFields):
    """A published judgement."""

    def command(self, code: str) -> AddJudgement:
        """What was entered, to be added."""
        return self.entered(code)


class CorrectJudgementForm(JudgementFields):
    """What a judgement said all along."""

    reason = Lines("What was wrong, and how you know")

    def show(self, judgement: JudgementView) -> None:
        """The judgement as it is."""
        self.published.data, self.inspected.data = judgement.published, judgement.inspected
        self.framework.data = judgement.framework or ""
        for area in AREAS:
            self[_name(area)].data = judgement.grades.get(area, "")

    def command(self, code: str, judgement_id: int) -> CorrectJudgement:
        """What was entered."""
        return CorrectJudgement(judgement_id, self.entered(code), self.reason.data or "")


class ArrangementForm(ChangeForm):
    """Something between this council and others."""

    kind = Pick("What there is between them", words.ARRANGEMENTS, words.ARRANGEMENT_MEANINGS)
    authorities = Councils("With which other councils", description="This council is in it anyway")
    starts = Day("First day", description="For example, 1 4 2026")
    ends = Day("Last day, if known")

    def command(self, code: str) -> AddArrangement:
        """What was entered, this council among them."""
        codes = (code, *(self.authorities.data or ()))
        return AddArrangement(self.kind.data or "", codes, self.starts.data, self.ends.data)


class EndArrangementForm(ChangeForm):
    """The last day of an arrangement."""

    ends = Day("Last day", description="For example, 31 3 2026. It may be a day to come")

    def command(self, code: str, arrangement_id: int) -> EndArrangement:
        """What was entered."""
        return EndArrangement(arrangement_id, self.ends.data, code)


def _name(area: str) -> str:
    """The field of an area."""
    return area.replace("-", "_")
