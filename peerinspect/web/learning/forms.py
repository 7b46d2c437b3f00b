"""Forms about aspiring, mentors and corrections."""

from __future__ import annotations

from peerinspect.services.aspiring import Aspire
from peerinspect.services.corrections import AnswerCorrection, AskForCorrection
from peerinspect.services.mentors import EndMentoring, NameMentor
from peerinspect.services.views import MyAspiration
from peerinspect.web import words
from peerinspect.web.fields import Line, Lines, OneOf, Pick
from peerinspect.web.forms import HouseForm
from peerinspect.web.mine.forms import days_field


class AspireForm(HouseForm):
    """What somebody hopes to learn, and for how long they would go."""

    goal = Lines(
        "What you hope to learn",
        description="A few lines. Coordinators read it, and whoever becomes your mentor",
        render_kw={"rows": 5},
    )
    interim = days_field("interim")
    second = days_field("second")

    def show(self, mine: MyAspiration) -> None:
        """What was said before, unless the form was sent."""
        if not self.is_submitted():
            self.goal.data, self.interim.data, self.second.data = mine.goal, mine.interim, mine.second

    def command(self) -> Aspire:
        """What was entered."""
        return Aspire(self.goal.data or "", self.interim.data or 0, self.second.data or 0)


class NameMentorForm(HouseForm):
    """A mentor."""

    mentor = OneOf("Mentor", description="Directors, and former ones, who are clear of the council and have declared")

    def command(self, duty_id: str, person_id: str) -> NameMentor:
        """What was chosen, for one placement."""
        return NameMentor(duty_id, person_id, self.mentor.data or "")


class EndMentoringForm(HouseForm):
    """Why mentoring ends early."""

    why = Line("Why it ends", description="Coordinators and the Ofsted liaison read it, and nobody else")

    def command(self, mentoring_id: str) -> EndMentoring:
        """What was entered."""
        return EndMentoring(mentoring_id, self.why.data or "")


class CorrectForm(HouseForm):
    """What is wrong on one's record."""

    about = Pick("What is not right", words.CORRECTIONS)
    words = Lines(
        "What is wrong, and what would be right",
        description="Coordinators read it. Name no inspection here",
        render_kw={"rows": 5},
    )

    def command(self) -> AskForCorrection:
        """What was entered."""
        return AskForCorrection(self.about.data or "", self.words.data or "")


class AnswerForm(HouseForm):
    """What became of it."""

    outcome = Pick("What became of it", words.CORRECTION_OUTCOMES)
    answer = Lines("Your answer", description="They read it on their profile", render_kw={"rows": 5})

    def command(self, correction_id: str) -> AnswerCorrection:
        """What was entered, about one question."""
        return AnswerCorrection(correction_id, self.outcome.data or "", self.answer.data or "")
