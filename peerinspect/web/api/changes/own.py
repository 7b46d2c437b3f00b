"""What directors say for themselves: what they offer, when they are away, their ties, their answers."""

from __future__ import annotations

from peerinspect.services import answers, availability, declarations, disclosure, views
from peerinspect.services.refusal import NotFound
from peerinspect.web.api.changes.making import Change, record, takes
from peerinspect.web.api.frame import topic
from peerinspect.web.clock import today
from peerinspect.web.session import reader

group = topic("own_changes", "What one offers and answers")
_OWN = "answer for oneself"


def _duty(address: str) -> views.OwnDuty:
    """One of the reader's own duties, by the address that only they know it by."""
    mine = disclosure.my_duties(reader(), today())
    found = next((each for each in (*mine.to_answer, *mine.coming, *mine.past) if each.address == address), None)
    if found is None:
        raise NotFound("no such duty of the reader's")
    return found


def _tie(interest_id: str) -> views.InterestView:
    """One of the reader's own ties."""
    mine = disclosure.my_declarations(reader(), today())
    found = next((each for each in mine.interests if each.id == interest_id), None)
    if found is None:
        raise NotFound("no such tie of the reader's")
    return found


OFFERS = record(
    group,
    "/my/offers/record",
    _OWN,
    views.MyOffers,
    lambda: disclosure.my_offers(reader(), today()),
    "What one offers, and when one is away.",
)
DUTY = record(group, "/my/duties/<address>/state", _OWN, views.OwnDuty, _duty, "One of one's own duties.")
TIE = record(group, "/my/ties/<interest_id>/state", _OWN, views.InterestView, _tie, "One of one's own declared ties.")

takes(
    group,
    "/my/offers",
    "Say what one can do.",
    Change(_OWN, availability.SetOffers, availability.set_offers, OFFERS, may_lack=("skills", "expertise")),
    "PUT",
)
takes(
    group,
    "/my/leave",
    "Mark a time away.",
    Change(_OWN, availability.AddLeave, availability.add_leave, leads_to="/my/offers"),
)
takes(
    group,
    "/my/leave/<leave_id>/removal",
    "Take a time away back.",
    Change(_OWN, availability.RemoveLeave, availability.remove_leave, OFFERS),
)
takes(
    group,
    "/my/ties",
    "Declare a tie; it signs the declaration for twelve months.",
    Change(_OWN, declarations.DeclareInterest, declarations.declare_interest, leads_to="/my/ties/<made>/state"),
)
takes(
    group,
    "/my/ties/<interest_id>/end",
    "Say when a tie ended.",
    Change(_OWN, declarations.EndInterest, declarations.end_interest, TIE),
    "PUT",
)
takes(
    group,
    "/my/duties/<address>/acceptance",
    "Accept what one is asked.",
    Change(_OWN, answers.AcceptOffer, answers.accept_offer, DUTY),
)
takes(
    group,
    "/my/duties/<address>/refusal",
    "Decline what one is asked.",
    Change(_OWN, answers.DeclineOffer, answers.decline_offer, DUTY),
)
GROUPS = (group,)
