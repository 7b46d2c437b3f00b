"""Messages to people. A use case tells them in the transaction in which it writes its event; a thread sends them.

tell(kind, event, users, **facts)   one message per event and user; see `telling`
users_of(person_id)   coordinators(cleared)   liaisons()   chief_executives(code)   staff_of(code): whom to tell

Each kind of message stands in `kinds`, with the facts that it may carry, and has its text in templates/messages.
"""

from peerinspect.services.notices.kinds import KINDS, Kind
from peerinspect.services.notices.recipients import (
    chief_executives,
    chief_executives_of,
    coordinators,
    know_sealed_work,
    liaisons,
    staff_of,
    users_of,
    users_of_people,
)
from peerinspect.services.notices.telling import Unspeakable, tell

__all__ = [
    "KINDS",
    "Kind",
    "Unspeakable",
    "chief_executives",
    "chief_executives_of",
    "coordinators",
    "know_sealed_work",
    "liaisons",
    "staff_of",
    "tell",
    "users_of",
    "users_of_people",
]
