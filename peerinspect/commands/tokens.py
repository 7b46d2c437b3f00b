"""`peerinspect token`: whoever may run commands on the server looks after everybody's tokens for programs."""

from __future__ import annotations

from argparse import Namespace
from datetime import UTC, date, datetime

from peerinspect.commands.refusal import Unusable
from peerinspect.commands.service import running_service, say
from peerinspect.commands.users import OPERATOR, id_of, operator


def make_token(chosen: Namespace) -> int:
    """Prints a new token of a user's, and nothing else: it is shown only now."""
    with running_service():
        from peerinspect.services.api_tokens import MakeToken, make_token
        from peerinspect.services.refusal import Refusal
        from peerinspect.services.sessions import load_reader

        reader = load_reader(id_of(chosen.email), date.today())
        if reader is None:
            raise Unusable(f"{chosen.email}: this account is disabled, or has ended with the post")
        try:
            command = MakeToken(chosen.name, tuple(chosen.scope or ["read"]), chosen.days)
            token = make_token(command, reader, datetime.now(UTC), by=OPERATOR)
        except Refusal as refusal:
            raise Unusable(f"{chosen.email}: {refusal}") from None
    say(token)
    return 0


def list_tokens(email: str | None) -> int:
    """Prints a line a token: id, owner, name, scopes, state, last day and day of the last use, parted by tabs."""
    with running_service():
        from peerinspect.services import disclosure

        user_id = id_of(email) if email else None
        for one in disclosure.all_tokens(operator(), datetime.now(UTC), user_id):
            used = str(one.last_used_on) if one.last_used_on else "never used"
            last = str(one.expires_at.date())
            say("\t".join((one.id, one.email, one.name, ",".join(one.scopes), one.state, last, used)))
    return 0


def revoke_token(token_id: str) -> int:
    """Lets one token be good no more."""
    with running_service():
        from peerinspect.services.api_tokens import revoke_any_token
        from peerinspect.services.refusal import NotFound, Refusal

        try:
            revoke_any_token(token_id, OPERATOR, datetime.now(UTC))
        except Refusal as refusal:
            raise Unusable(f"{token_id}: {refusal}") from None
        except NotFound:
            raise Unusable(f"{token_id}: there is no such token; see peerinspect token list") from None
    say("Revoked: programs that used it get no further answer.")
    return 0
