"""The life of each kind of duty. Source: design, section 7."""

from __future__ import annotations

from collections.abc import Mapping

from peerinspect.domain import kinds
from peerinspect.domain.lives.advice import SECONDMENT, SUPPORT
from peerinspect.domain.lives.appointments import CHAIR, VACANCY
from peerinspect.domain.lives.inspections import INSPECTION
from peerinspect.domain.lives.life import Life
from peerinspect.domain.lives.reviews import REVIEW

LIVES: Mapping[str, Life] = {
    kinds.INSPECT: INSPECTION,
    kinds.CHAIR: CHAIR,
    kinds.SUPPORT: SUPPORT,
    kinds.SECOND: SECONDMENT,
    kinds.INTERIM: VACANCY,
    kinds.REVIEW: REVIEW,
}
"""The life of each kind of duty."""
