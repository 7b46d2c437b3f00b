"""Forms about cohorts, their members and training."""

from __future__ import annotations

from wtforms.validators import ValidationError

from peerinspect.domain.programme import TRAINING_FIELDS
from peerinspect.services.programme.cohorts import Cohort, EndMembership, JoinCohort
from peerinspect.services.programme.readiness import SayReady
from peerinspect.services.programme.training import AddTraining, SettleTraining
from peerinspect.services.views.programme import CohortLine
from peerinspect.web.fields import Day, Line, Lines, OneOf, Pick, Whole
from peerinspect.web.forms import HouseForm

EXAMPLE = "For example, 5 10 2026"
OUTCOMES = {"confirmed": "Confirm it", "declined": "Decline it"}
ENDS = {"completed": "They completed the programme", "left": "They left it"}


class CohortForm(HouseForm):
    """A cohort."""

    name = Line("Name of the cohort", description="For example, Autumn 2026")
    starts = Day("First day", description=EXAMPLE)
    ends = Day("Last day")
    places = Whole("Places", otherwise=12, default=12)
    lead = Line("Who leads it", description="A name, and a post where that helps")

    def show(self, found: CohortLine) -> None:
        """The cohort as it is, unless the form was sent."""
        if not self.is_submitted():
            self.name.data, self.places.data, self.lead.data = found.name, found.places, found.lead
            self.starts.data, self.ends.data = found.period.start, found.period.end

    def command(self) -> Cohort:
        """What was entered."""
        places = self.places.data if self.places.data is not None else 12
        return Cohort(self.name.data or "", self.starts.data, self.ends.data, places, self.lead.data or "")


class JoinForm(HouseForm):
    """Who joins a cohort, and when."""

    person_id = OneOf("Who joins", description="People of the register who aspire to be directors")
    day = Day("Day on which they joined", description=EXAMPLE)

    def command(self, cohort_id: str) -> JoinCohort:
        """What was entered."""
        return JoinCohort(cohort_id, self.person_id.data or "", self.day.data)


class EndForm(HouseForm):
    """How somebody's part of the programme ended."""

    how = Pick("What happened", ENDS)
    day = Day("On which day", description=EXAMPLE)
    why = Lines("Why they left", description="Only where they left. Coordinators and the Ofsted liaison read it")

    def validate_how(self, field: Pick) -> None:
        """One of the two has to be chosen."""
        if not field.data:
            raise ValidationError("Choose what happened")

    def command(self, member_id: str) -> EndMembership:
        """What was entered."""
        return EndMembership(member_id, self.day.data, self.how.data == "left", self.why.data or "")


class TrainingForm(HouseForm):
    """Training that somebody took."""

    field = Pick("What it was training in", TRAINING_FIELDS)
    starts = Day("First day", description=EXAMPLE)
    ends = Day("Last day", description="Leave empty where it was one day")
    provider = Line("Who gave the training")
    evidence = Line("Evidence", description="A reference, like the number of a certificate or the date of a letter")

    def command(self, person_id: str = "") -> AddTraining:
        """What was entered; of oneself where nobody is named."""
        return AddTraining(
            self.field.data or "",
            self.starts.data,
            self.ends.data,
            self.provider.data or "",
            self.evidence.data or "",
            person_id,
        )


class SettleForm(HouseForm):
    """A coordinator's word on an entry of training."""

    outcome = Pick("What you say", OUTCOMES)
    why = Lines("Why you decline it", description="Only where you decline it. They read it")

    def validate_outcome(self, field: Pick) -> None:
        """One of the two has to be chosen."""
        if not field.data:
            raise ValidationError("Choose whether you confirm it")

    def command(self, training_id: str) -> SettleTraining:
        """What was entered."""
        return SettleTraining(training_id, self.outcome.data == "confirmed", self.why.data or "")


class ReadyForm(HouseForm):
    """Why somebody is ready for cover, or is not any more."""

    reason = Lines("Why", description="They read it, and so does whoever plans")

    def command(self, person_id: str, is_ready: bool) -> SayReady:
        """What was entered."""
        return SayReady(person_id, is_ready, self.reason.data or "")
