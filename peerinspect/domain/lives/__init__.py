"""Lives of things: the states that a duty or a placement passes through, and the named steps between them.

Whatever step is not drawn here is refused. Source: design, section 7; docs/design.md says what was added to it and why.
"""

from peerinspect.domain.lives.advice import OF_PROGRAMMES
from peerinspect.domain.lives.appointments import (
    EXTEND_COVER,
    GIVE_NOTICE,
    HAND_BACK,
    IN_POST,
    KEEP_CHAIR,
    NAME_INTERIM,
    OF_REMOVAL,
    REMOVE,
    UNDER_NOTICE,
)
from peerinspect.domain.lives.calling_off import CANCEL, DEFER, PLAN_AGAIN
from peerinspect.domain.lives.life import BEGUN, ENDS_BY, ENDS_ON, NOTICE_COME, OVER, STAFFED, UNDERTAKEN, Life, Step
from peerinspect.domain.lives.placements import FINER, PLACEMENT
from peerinspect.domain.lives.presuming import presumed_state
from peerinspect.domain.lives.regimes import HEALTH, POLICE, appoints_chairs, regime_on, whose_word
from peerinspect.domain.lives.work import LIVES

__all__ = [
    "BEGUN",
    "CANCEL",
    "DEFER",
    "ENDS_BY",
    "ENDS_ON",
    "EXTEND_COVER",
    "FINER",
    "GIVE_NOTICE",
    "HAND_BACK",
    "HEALTH",
    "IN_POST",
    "KEEP_CHAIR",
    "LIVES",
    "NAME_INTERIM",
    "NOTICE_COME",
    "OF_PROGRAMMES",
    "OF_REMOVAL",
    "OVER",
    "PLACEMENT",
    "PLAN_AGAIN",
    "POLICE",
    "REMOVE",
    "STAFFED",
    "UNDERTAKEN",
    "UNDER_NOTICE",
    "Life",
    "Step",
    "appoints_chairs",
    "presumed_state",
    "regime_on",
    "whose_word",
]
