"""A coordinator's forms on the register."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from peerinspect.services.declarations import MoveEnd, RecordInterest
from peerinspect.services.dismissals import DecideDismissal, ProposeDismissal, ReviewAgain
from peerinspect.services.signatures import FileDeclaration
from peerinspect.services.views import Choice
from peerinspect.web import words
from peerinspect.web.fields import Day, Line, Lines, Pick
from peerinspect.web.forms import HouseForm
from peerinspect.web.mine.forms import TieForm


class RecordForm(TieForm):
    """A tie of somebody else, and how it came to light."""

    source = Pick("How you came to know of it", words.SOURCES)
    reference = Line("Reference", description="Of the letter; or who told you, and when")

    def __init__(self, councils: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(councils, **kwargs)
        self.kind.label.text = "What ties them to it"

    def record(self, person_id: str) -> RecordInterest:
        """What was entered, about one person."""
        return RecordInterest(person_id, self.command(), self.source.data or "", self.reference.data or "")


class PaperForm(HouseForm):
    """A declaration on paper."""

    signed_on = Day("Day of the signature")
    reference = Line("Reference of the paper", description="Where the signed declaration is kept")

    def command(self, person_id: str) -> FileDeclaration:
        """What was entered, about one person."""
        return FileDeclaration(person_id, self.signed_on.data, self.reference.data or "")


class MoveEndForm(HouseForm):
    """A corrected last day."""

    ends = Day("Last day of the tie", description="Leave this empty if the tie still holds")
    reference = Line("Reference", description="Of the letter that says so; or who told you, and when")

    def command(self, interest_id: str) -> MoveEnd:
        """What was entered, about one tie."""
        return MoveEnd(interest_id, self.ends.data, self.reference.data or "")


class DismissForm(HouseForm):
    """Why a tie is false."""

    ground = Pick("What is wrong with it", words.GROUNDS, words.GROUND_EXAMPLES)
    reason = Lines("How you know")
    evidence = Line("Reference of the letter or record that shows it")

    def command(self, interest_id: str) -> ProposeDismissal:
        """What was entered, about one tie."""
        return ProposeDismissal(interest_id, self.ground.data or "", self.reason.data or "", self.evidence.data or "")


class DecideForm(HouseForm):
    """A second coordinator's word."""

    decision = Pick(
        "Is the tie false?",
        {"approve": "Yes, dismiss it", "turn-down": "No, it counts"},
        {"approve": "It stays on the register, marked, and no rule sees it any more"},
    )
    note = Lines("Why", description="Needed where you say no")

    def command(self, interest_id: str) -> DecideDismissal:
        """What was entered, about one tie."""
        return DecideDismissal(interest_id, self.decision.data == "approve", self.note.data or "")

    def validate(self, extra_validators: Any = None) -> bool:
        """Neither answer is not an answer."""
        is_whole: bool = super().validate(extra_validators)
        if not self.decision.data:
            self.decision.errors = [*self.decision.errors, "Choose whether the tie is false"]
        return is_whole and bool(self.decision.data)


class ReviewForm(HouseForm):
    """What was found of a tie that came in again."""

    stands = Pick(
        "Is it still false?",
        {"stands": "Yes, it stays dismissed", "counts": "No, it counts from now on"},
    )
    reason = Lines("What you asked, and what you found")

    def command(self, interest_id: str) -> ReviewAgain:
        """What was entered, about one tie."""
        return ReviewAgain(interest_id, self.stands.data == "stands", self.reason.data or "")

    def validate(self, extra_validators: Any = None) -> bool:
        """Neither answer is not an answer."""
        is_whole: bool = super().validate(extra_validators)
        if not self.stands.data:
            self.stands.errors = [*self.stands.errors, "Choose whether it is still false"]
        return is_whole and bool(self.stands.data)
