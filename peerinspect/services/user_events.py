"""The actions whose events tell of somebody's account, and so are for administrators alone."""

from __future__ import annotations

CHANGE_USER = "change-user"
"""The one of them that can change who may be told what, and with it what can be planned."""
OF_ACCOUNTS = frozenset(
    {
        CHANGE_USER,
        "change-password",
        "choose-password",
        "disable-user",
        "enable-user",
        "held-back",
        "issue-set-up-code",
        "renew-recovery-codes",
        "reset-second-factor",
        "second-factor-off",
        "second-factor-on",
        "use-recovery-code",
    }
)
