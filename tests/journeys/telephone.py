"""What a person has besides the password: an app that shows codes, and recovery codes on paper."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

import pyotp

STEP = 30


@dataclass
class Telephone:
    """The app and the paper of one user. A code is good once, so that who signs in again soon needs the next one."""

    secret: str
    paper: list[str] = field(default_factory=list)
    last: int = 0

    def code(self) -> str:
        """A code that the service still takes: of this half minute, of the next, or else from the paper."""
        current = int(time.time()) // STEP
        step = max(current, self.last + 1)
        if step > current + 1:
            return self.paper.pop()
        self.last = step
        return pyotp.TOTP(self.secret).generate_otp(step)


TELEPHONES: dict[tuple[str, str], Telephone] = {}
"""By the address of the service, and of the user."""
