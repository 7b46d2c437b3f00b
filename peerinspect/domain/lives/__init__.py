"""Lives of things: the states that a duty or a placement passes through, and the named steps between them.

Whatever step is not drawn here is refused. Source: design, section 7; docs/design.md says what was added to it and why.
"""

from peerinspect.domain.lives.calling_off import CANCEL, DEFER, PLAN_AGAIN
from peerinspect.domain.lives.life import BEGUN, ENDS_BY, ENDS_ON, NOTICE_COME, OVER, STAFFED, UNDERTAKEN, Life, Step
from peerinspect.domain.lives.placements import FINER, PLACEMENT
from peerinspect.domain.lives.presuming import presumed_state
from peerinspect.domain.lives.regimes import appoints_chairs
from peerinspect.domain.lives.work import LIVES

__all__ = [
    "BEGUN",
    "CANCEL",
    "DEFER",
    "ENDS_BY",
    "ENDS_ON",
    "FINER",
    "LIVES",
    "NOTICE_COME",
    "OVER",
    "PLACEMENT",
    "PLAN_AGAIN",
    "STAFFED",
    "UNDERTAKEN",
    "Life",
    "Step",
    "appoints_chairs",
    "presumed_state",
]
