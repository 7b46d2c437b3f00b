"""A director's forms: what they offer, when they are away, what ties them, and why they decline."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from peerinspect.domain.kinds import KINDS
from peerinspect.services.answers import DeclineOffer
from peerinspect.services.availability import AddLeave, SetOffers
from peerinspect.services.declarations import DeclareInterest, EndInterest
from peerinspect.services.views import Choice, MyExpertise, OfferView
from peerinspect.web import words
from peerinspect.web.fields import CouncilName, Day, Line, Lines, Pick, Ticks, Whole
from peerinspect.web.forms import HouseForm
from peerinspect.web.presenters import counted

TIES = {kind: text for kind, (text, _) in words.INTERESTS.items()}
EXAMPLES = {kind: example for kind, (_, example) in words.INTERESTS.items()}


def days_field(kind: str) -> Whole:
    """A box for the days a year of a kind of duty."""
    return Whole(
        words.KIND_PLURALS[kind],
        otherwise=0,
        description=f"Days a year to {words.KIND_MEANINGS[kind]}",
    )


class OffersForm(HouseForm):
    """Days a year by kind of duty."""

    inspect = days_field("inspect")
    chair = days_field("chair")
    support = days_field("support")
    second = days_field("second")
    interim = days_field("interim")
    review = days_field("review")
    skills = Ticks("Skills", description="Those that duties ask for. If yours is not here, write it below")
    expertise = Lines(
        "What you know well",
        description="In your own words, in a few lines. Coordinators read it, and whoever chooses between people. "
        "Name no child and no private matter",
        render_kw={"rows": 6},
    )

    def show(self, mine: MyExpertise, skills: Sequence[Choice], is_sent: bool) -> None:
        """Show the skills there are and those that are theirs, and what they wrote, unless the form was sent."""
        if not is_sent:
            self.skills.data, self.expertise.data = mine.skills, mine.statement
        self.skills.offer(skills)

    def mention(self, offers: Iterable[OfferView], is_sent: bool) -> None:
        """Show what is offered now, unless the form was sent with something else, and what of it is taken."""
        for offer in offers:
            if not is_sent:
                self[offer.kind].data = offer.days
            if offer.used:
                self[offer.kind].description += f". {counted(offer.used, 'day')} taken so far"

    def command(self) -> SetOffers:
        """What was entered."""
        days = {kind: self[kind].data or 0 for kind in KINDS}
        if not self.expertise.raw_data:
            return SetOffers(days)
        return SetOffers(days, self.skills.data or (), self.expertise.data or "")


class LeaveForm(HouseForm):
    """A time away."""

    starts = Day("First day away", description="For example, 5 10 2026")
    ends = Day("Last day away")

    def command(self) -> AddLeave:
        """What was entered."""
        return AddLeave(self.starts.data, self.ends.data)


class TieForm(HouseForm):
    """A tie to a council."""

    authority = CouncilName("Council", description="Type its name, like Leeds")
    kind = Pick("What ties you to it", TIES, EXAMPLES)
    starts = Day("Since when, if you know", description="For example, 1 9 2019")
    ends = Day("Until when, if it is over", description="Leave this empty if it still holds")
    case = Line("Case reference", description="Only for a case you dealt with: a number, never a child's details")
    note = Line("What it is, in a few words", description="Needed for something else. Of family only you see this")

    def __init__(self, councils: Sequence[Choice], named: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if not self.is_submitted():
            self.authority.data = named
        self.authority.offer(councils)

    def command(self) -> DeclareInterest:
        """What was entered."""
        return DeclareInterest(
            authority=self.authority.data or "",
            kind=self.kind.data or "",
            starts=self.starts.data,
            ends=self.ends.data,
            case=self.case.data or None,
            note=self.note.data or "",
        )


class EndTieForm(HouseForm):
    """The last day of a tie."""

    ends = Day("The day on which it ended", description="For example, 31 8 2026")

    def command(self, interest_id: str) -> EndInterest:
        """What was entered, about one tie."""
        return EndInterest(interest_id, self.ends.data)


class DeclineForm(HouseForm):
    """Why not."""

    reason = Pick("Why do you decline?", words.DECLINE_REASONS, description="Only coordinators see your reason")

    def command(self, address: str) -> DeclineOffer:
        """What was entered, about one offer."""
        return DeclineOffer(address, self.reason.data or "")
