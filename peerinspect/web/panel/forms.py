"""The forms that keep the national panel's members."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from peerinspect.services.reviews.membership import AddMember, EndMembership, LinkAccount
from peerinspect.services.views import Choice
from peerinspect.web.fields import Day, Line, OneOf, PersonName, Tick
from peerinspect.web.forms import HouseForm


class MemberForm(HouseForm):
    """Somebody joins the panel."""

    person_id = PersonName(
        "Who", description="Somebody of the register, so that the rules can be asked about them. Type a name"
    )
    starts = Day("First day on the panel", description="For example, 5 10 2026")
    ends = Day("Last day, if it is known")
    is_chair = Tick("In the chair")
    expertise = Line("Expertise", description="For example, paediatrics or family law")

    def __init__(self, people: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.person_id.offer(people)

    def command(self) -> AddMember:
        """What was entered."""
        return AddMember(
            self.person_id.data or "",
            self.starts.data,
            self.ends.data,
            bool(self.is_chair.data),
            self.expertise.data or "",
        )


class EndForm(HouseForm):
    """A member leaves the panel."""

    ends = Day("Last day on the panel", description="For example, 5 10 2026")

    def command(self, member_id: str) -> EndMembership:
        """What was entered."""
        return EndMembership(member_id, self.ends.data)


class AccountForm(HouseForm):
    """The account that speaks for a member."""

    user_id = OneOf("Account", description="Accounts of the role national panel. An administrator makes them")

    def __init__(self, accounts: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.user_id.offer(accounts, "None")

    def command(self, member_id: str) -> LinkAccount:
        """What was entered."""
        return LinkAccount(member_id, self.user_id.data or "")
