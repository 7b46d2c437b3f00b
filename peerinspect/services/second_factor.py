"""The second factor: codes of six digits that an app shows for half a minute each (RFC 6238), and recovery codes.

The secret is never kept. It is derived from a seed and the installation's own key, so that a copy of the database
alone makes no code. With a new key no code of anybody is right: each second factor has to be reset.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime

import pyotp
from flask import current_app
from sqlalchemy import delete

from peerinspect import store
from peerinspect.services.addresses import keyed
from peerinspect.services.attempts import count_of_codes, note_failure, note_success, refuse_while_waiting
from peerinspect.services.own_password import confirm_password
from peerinspect.services.reader import ADMINISTRATOR, COORDINATOR, LIAISON, Reader
from peerinspect.services.refusal import Refusal
from peerinspect.services.sessions import end_all_sessions, load_reader
from peerinspect.services.wording import counted
from peerinspect.store import history
from peerinspect.store.reading.users import recovery_codes
from peerinspect.store.tables import RecoveryCodeRow, UserRow

REQUIRED_OF = frozenset({COORDINATOR, LIAISON, ADMINISTRATOR})
"""The roles that see what others may not, or let people in."""
OF_EVERYBODY = "everybody"
"""What the setting says where every role needs one."""
STEP = 30
"""Seconds for which an app shows a code."""
DRIFT = 1
"""Steps by which the app's clock may differ from ours, either way."""
DIGITS = 6
RECOVERY_CODES = 10
ISSUER = "peerinspect"
_SECRET_BYTES = 20
_WRONG = "Enter the six digits that your app shows now, or one of your recovery codes"
_WRONG_AT_FIRST = "Enter the six digits that your app shows now"


@dataclass(frozen=True, slots=True)
class Secret:
    """What an app needs: the secret to type, and the same as an address for a QR code."""

    text: str
    address: str


@dataclass(frozen=True, slots=True)
class ConfirmFactor:
    """Turn the second factor on: `seed` is that of the secret that was shown, `code` what the app makes of it."""

    seed: str
    code: str


def is_required(user: UserRow) -> bool:
    """Whether the user may not come in without a second factor. The demo's own users may, on this computer.

    The setting SECOND_FACTOR=everybody asks it of all roles.
    """
    is_asked = user.role in REQUIRED_OF or current_app.config.get("SECOND_FACTOR") == OF_EVERYBODY
    return is_asked and not user.is_demo


def new_seed() -> str:
    """A seed for a secret that is still to be shown."""
    return store.new_token()


def secret_of(seed: str, user_id: str) -> Secret:
    """The secret that a seed leads to, for one user."""
    user = store.db.session.get_one(UserRow, user_id)
    text = _secret(seed, user_id)
    return Secret(text, pyotp.TOTP(text).provisioning_uri(name=user.email, issuer_name=ISSUER))


def _secret(seed: str, user_id: str) -> str:
    key = str(current_app.config["SECRET_KEY"]).encode()
    digest = hmac.new(key, "\x1f".join(("second factor", user_id, seed)).encode(), hashlib.sha256).digest()
    return base64.b32encode(digest[:_SECRET_BYTES]).decode()


def confirm_factor(command: ConfirmFactor, reader: Reader, now: datetime) -> tuple[str, ...]:
    """Turn the reader's second factor on, end their other sessions and return new recovery codes, shown only now.

    Refused while there is one: whoever wants another device first gives up the old one, with their password.
    """
    with store.transaction():
        user = store.db.session.get_one(UserRow, reader.user_id, with_for_update=True)
        if user.factor_on is not None:
            raise Refusal({"code": "Your second factor is on already. Sign in with a code"})
        step = _step_of(_secret(command.seed, user.id), command.code, None, now)
        if step is None:
            raise Refusal({"code": _WRONG_AT_FIRST})
        user.factor_seed, user.factor_on, user.factor_step = command.seed, now, step
        user.signed_in_before, user.signed_in_at = user.signed_in_at, now
        end_all_sessions(user)
        history.record(user.id, "second-factor-on", user.id, sentence=f"{user.name} turned the second factor on.")
        return _new_codes(user)


def prove(user_id: str, code: str, now: datetime) -> Reader:
    """The reader whose password was right, once their code is right too: one of the app's, or a recovery code.

    After five wrong ones in a row each further one waits. Raises Refusal, beside the field `code`. Two who send one
    code at the same moment queue for the user's row, so that only one of them comes in.
    """
    count = count_of_codes(user_id)
    refuse_while_waiting([count], now, "code")
    with store.transaction():
        user = store.db.session.get(UserRow, user_id, with_for_update=True)
        reader = load_reader(user_id, now.date())
        if user is not None and reader is not None and _takes(user, code, now):
            note_success(count)
            user.signed_in_before, user.signed_in_at = user.signed_in_at, now
            return reader
        if note_failure([count], now) and user is not None:
            sentence = f"Five wrong codes for {user.name}: further attempts have to wait."
            history.record("", "held-back", user.id, sentence=sentence)
    raise Refusal({"code": _WRONG})


def confirm_code(code: str, reader: Reader, now: datetime) -> None:
    """Raise Refusal, beside the field `code`, unless somebody who is signed in shows their second factor afresh.

    Asks nothing of whoever has none. Wrong ones count together with those of signing in, and wait.
    """
    user = store.db.session.get_one(UserRow, reader.user_id)
    if user.factor_on is None:
        return
    count = count_of_codes(reader.user_id)
    refuse_while_waiting([count], now, "code")
    with store.transaction():
        user = store.db.session.get_one(UserRow, reader.user_id, with_for_update=True)
        is_right = _takes(user, code, now)
        if is_right:
            note_success(count)
        else:
            note_failure([count], now)
    if not is_right:
        raise Refusal({"code": _WRONG})


def _takes(user: UserRow, code: str, now: datetime) -> bool:
    """Use the code up, if it is a good one."""
    if user.factor_on is None or user.factor_seed is None:
        return False
    step = _step_of(_secret(user.factor_seed, user.id), code, user.factor_step, now)
    if step is not None:
        user.factor_step = step
        return True
    return _use_recovery_code(user, code, now)


def _step_of(secret: str, code: str, last: int | None, now: datetime) -> int | None:
    """The step whose code this is, within the drift and after the last one used; None where there is none."""
    typed = "".join(code.split())
    if len(typed) != DIGITS or not (typed.isascii() and typed.isdigit()):
        return None
    current = int(now.timestamp()) // STEP
    codes = pyotp.TOTP(secret)
    found = [
        step
        for step in range(current - DRIFT, current + DRIFT + 1)
        if hmac.compare_digest(codes.generate_otp(step), typed) and (last is None or step > last)
    ]
    return max(found, default=None)


def _use_recovery_code(user: UserRow, code: str, now: datetime) -> bool:
    """Use one of the recovery codes up, if this is one."""
    left = recovery_codes(user.id)
    digest = _digest(user.id, code)
    row = next((each for each in left if hmac.compare_digest(each.digest, digest)), None)
    if row is None:
        return False
    row.used_at = now
    sentence = f"{user.name} signed in with a recovery code. {counted(len(left) - 1, 'code')} left."
    history.record(user.id, "use-recovery-code", user.id, sentence=sentence)
    return True


def _digest(user_id: str, code: str) -> str:
    """Under what a recovery code is kept. It is random, so no slow hash is needed; the key is not in the database."""
    plain = "".join(sign for sign in code.casefold() if sign.isalnum())
    return keyed("recovery code", user_id, plain)


def _new_codes(user: UserRow) -> tuple[str, ...]:
    """Replace the user's recovery codes; the new ones, in groups of four."""
    store.db.session.execute(delete(RecoveryCodeRow).where(RecoveryCodeRow.user == user.id))
    codes = [store.new_token() for _ in range(RECOVERY_CODES)]
    store.add(*(RecoveryCodeRow(user=user.id, digest=_digest(user.id, code)) for code in codes))
    return tuple("-".join(code[at : at + 4] for at in range(0, len(code), 4)) for code in codes)


def renew_recovery_codes(password: str, reader: Reader, now: datetime) -> tuple[str, ...]:
    """New recovery codes, shown only now; the old ones are good no more. The password is asked for."""
    confirm_password(password, reader, now)
    with store.transaction():
        user = store.db.session.get_one(UserRow, reader.user_id)
        if user.factor_on is None:
            raise Refusal("Turn the second factor on first")
        history.record(user.id, "renew-recovery-codes", user.id, sentence=f"{user.name} made new recovery codes.")
        return _new_codes(user)


def give_up_factor(password: str, reader: Reader, now: datetime) -> None:
    """Turn the reader's own second factor off, to set it up on another device. The password is asked for.

    Every session ends. Whoever may not be without one sets it up again when they sign in.
    """
    confirm_password(password, reader, now)
    with store.transaction():
        user = store.db.session.get_one(UserRow, reader.user_id)
        forget_factor(user)
        history.record(user.id, "second-factor-off", user.id, sentence=f"{user.name} gave up the second factor.")


def forget_factor(user: UserRow) -> None:
    """Forget a user's second factor with its recovery codes, and end their sessions. Call it in a transaction."""
    user.factor_seed = user.factor_on = user.factor_step = None
    store.db.session.execute(delete(RecoveryCodeRow).where(RecoveryCodeRow.user == user.id))
    end_all_sessions(user)
