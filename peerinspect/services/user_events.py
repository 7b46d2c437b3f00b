"""The actions whose events tell of somebody's account, and so are for administrators alone."""

from __future__ import annotations

CHANGE_USER = "change-user"
"""The one of them that can change who may be told what, and with it what can be planned."""
INVITE, WITHDRAW_INVITATION = "invite", "withdraw-invitation"
INVITE_PERSON, WITHDRAW_PERSONS_INVITATION = "invite-person", "withdraw-persons-invitation"
"""The same as it stands on the record of the person who is invited: coordinators invite people."""
CHANGE_ADDRESS, ASK_ADDRESS, TRY_ADDRESS = "change-address", "ask-address", "try-address"
MAKE_TOKEN, REVOKE_TOKEN = "make-token", "revoke-token"
CHOOSE_MAIL, SEND_AGAIN = "choose-mail", "send-again"
OF_ACCOUNTS = frozenset(
    {
        ASK_ADDRESS,
        CHANGE_ADDRESS,
        CHANGE_USER,
        CHOOSE_MAIL,
        MAKE_TOKEN,
        REVOKE_TOKEN,
        SEND_AGAIN,
        TRY_ADDRESS,
        "change-password",
        "choose-password",
        "disable-user",
        "enable-user",
        "held-back",
        INVITE,
        WITHDRAW_INVITATION,
        "issue-set-up-code",
        "link-sign-on",
        "make-calendar-address",
        "renew-recovery-codes",
        "reset-second-factor",
        "revoke-calendar-address",
        "second-factor-off",
        "second-factor-on",
        "sign-on",
        "unlink-sign-on",
        "use-recovery-code",
    }
)
