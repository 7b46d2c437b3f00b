"""The forms with which the Ofsted liaison decides: on a peer, on a council's objection, on how somebody did."""

from __future__ import annotations

from collections.abc import Mapping

from peerinspect.services.liaison.approving import DecidePeer
from peerinspect.services.liaison.evaluating import Evaluate
from peerinspect.services.liaison.objecting import AnswerObjection
from peerinspect.services.views.liaison import EvaluationView
from peerinspect.web.fields import Lines, Pick, Tick
from peerinspect.web.forms import HouseForm
from peerinspect.web.words import EVALUATION_ANSWERS, EVALUATION_QUESTIONS

APPROVE, REFUSE = "approve", "refuse"
WORDS: Mapping[str, str] = {APPROVE: "Approve them", REFUSE: "Refuse them"}
EXAMPLES: Mapping[str, str] = {
    REFUSE: "they are stood down and set aside for this duty, and the seat is offered to the first reserve",
}
OUTCOMES: Mapping[str, str] = {
    "upheld": "Uphold the objection",
    "not-upheld": "Do not uphold it",
}
OUTCOME_EXAMPLES: Mapping[str, str] = {
    "upheld": "the person is stood down, and the seat is offered to the first reserve",
    "not-upheld": "the person stays on the team",
}
AGAIN: Mapping[str, str] = {"yes": "Yes", "no": "No"}


class PeerForm(HouseForm):
    """Yes or no, and why."""

    decision = Pick("Your decision", WORDS, EXAMPLES)
    reason = Lines("Why", description="Needed when you refuse. Coordinators read it; the person does not")

    def command(self, duty_id: str, address: str) -> DecidePeer:
        """What was entered."""
        return DecidePeer(duty_id, address, self.reason.data or "")


class AnswerForm(HouseForm):
    """Upheld or not, and what the council reads."""

    outcome = Pick("Your decision", OUTCOMES, OUTCOME_EXAMPLES)
    answer = Lines("Your answer", description="The council reads it. The person does not")

    def command(self, objection_id: str) -> AnswerObjection:
        """What was entered."""
        return AnswerObjection(objection_id, self.outcome.data or "", self.answer.data or "")


class EvaluationForm(HouseForm):
    """Three questions, a comment, and whether one would have them again."""

    prepared = Pick(EVALUATION_QUESTIONS["prepared"], EVALUATION_ANSWERS)
    worked = Pick(EVALUATION_QUESTIONS["worked"], EVALUATION_ANSWERS)
    judged = Pick(EVALUATION_QUESTIONS["judged"], EVALUATION_ANSWERS)
    again = Pick("Would you have them again?", AGAIN)
    comment = Lines("Anything else", description="Only you and coordinators read it")
    shares = Tick("Share the answers to the three questions with them now")

    def command(self, duty_id: str, address: str) -> Evaluate:
        """What was entered."""
        return Evaluate(
            duty_id,
            address,
            self.prepared.data or "",
            self.worked.data or "",
            self.judged.data or "",
            self.again.data or "",
            self.comment.data or "",
            bool(self.shares.data),
        )


def begun_with(found: EvaluationView | None) -> dict[str, str]:
    """What the form shows before anything is entered: what was said before."""
    if found is None:
        return {}
    again = "yes" if found.again else "no"
    return {
        "prepared": found.prepared,
        "worked": found.worked,
        "judged": found.judged,
        "again": again,
        "comment": found.comment,
    }
