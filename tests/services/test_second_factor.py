"""The second factor: who must have one, which codes are good and how often, and what stands in for them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from small_world import ADMIN, CODES, TODAY, World

from peerinspect import store
from peerinspect.services import accounts, disclosure, second_factor, sessions
from peerinspect.services.accounts import AddUser
from peerinspect.services.reader import ROLES, Reader
from peerinspect.services.refusal import Refusal
from peerinspect.services.second_factor import ConfirmFactor
from peerinspect.services.signing_in import CODE, NOTHING, SET_UP, SignIn, sign_in
from peerinspect.store import history
from peerinspect.store.tables import RecoveryCodeRow, UserRow

# The middle of a half minute, so that moments near it are easy to tell apart.
NOON = datetime(2026, 3, 2, 12, 0, 15, tzinfo=UTC)
STEP = timedelta(seconds=30)
PASSWORD = "a long enough password"
MUST = {"coordinator", "liaison", "administrator"}


def add(role: str) -> str:
    """Add a user of the role; their email address."""
    email = f"{role}-two@example.org"
    person = f"{CODES[0]}-director" if role == "director" else None
    councils = (CODES[0],) if role == "chief-executive" else ()
    accounts.add_user(AddUser(email, "Robin", role, PASSWORD, person, councils), ADMIN, TODAY)
    return email


def needed(email: str, now: datetime = NOON, **more: object) -> str:
    return sign_in(SignIn(email, PASSWORD, **more), now).needed


class Phone:
    """Somebody who has set the second factor up."""

    def __init__(self, email: str, at: datetime = NOON) -> None:
        self.reader: Reader = sign_in(SignIn(email, PASSWORD), at).reader
        seed = second_factor.new_seed()
        self.secret = second_factor.secret_of(seed, self.reader.user_id).text
        self.recovery = second_factor.confirm_factor(ConfirmFactor(seed, self.code(at)), self.reader, at)

    def code(self, at: datetime) -> str:
        """What the app shows at a moment: worked out apart from the service."""
        return pyotp.TOTP(self.secret).at(at)

    def prove(self, code: str, at: datetime) -> Reader:
        return second_factor.prove(self.reader.user_id, code, at)

    def is_refused(self, code: str, at: datetime) -> bool:
        try:
            self.prove(code, at)
        except Refusal as refusal:
            assert list(refusal.messages) == ["code"]
            return True
        return False


@pytest.fixture
def phone(world: World) -> Phone:
    """A liaison's."""
    return Phone(add("liaison"))


@pytest.mark.parametrize("role", ROLES)
def test_who_must_set_one_up(world: World, role: str) -> None:
    email = add(role)
    assert needed(email) == (SET_UP if role in MUST else NOTHING)


@pytest.mark.parametrize("role", ["panel", "liaison"])
def test_whoever_has_one_is_asked_for_it(world: World, role: str) -> None:
    email = add(role)
    Phone(email)
    assert needed(email) == CODE


class TestTheDemo:
    """Its own users come in without one, from this computer only."""

    @pytest.fixture
    def email(self, world: World) -> str:
        email = add("administrator")
        user = next(line for line in disclosure.users(ADMIN, TODAY) if line.email == email)
        accounts.mark_as_demo(user.id)
        return email

    @pytest.mark.parametrize("address", ["127.0.0.1", "::1", ""])
    def test_from_this_computer(self, email: str, address: str) -> None:
        entry = sign_in(SignIn(email, PASSWORD, address), NOON)
        assert entry.needed == NOTHING
        assert entry.reader.is_demo

    @pytest.mark.parametrize(
        ("address", "is_forwarded"), [("192.0.2.7", False), ("unknown", False), ("127.0.0.1", True)]
    )
    def test_from_elsewhere_not_at_all(self, email: str, address: str, is_forwarded: bool) -> None:
        with pytest.raises(Refusal):
            sign_in(SignIn(email, PASSWORD, address, is_forwarded), NOON)

    def test_others_of_the_same_service_are_asked(self, email: str) -> None:
        assert needed(add("coordinator")) == SET_UP


class TestCodes:
    """Six digits of an app."""

    @pytest.mark.parametrize("apart", [-1, 0, 1])
    def test_a_clock_may_differ_by_one_step(self, phone: Phone, apart: int) -> None:
        later = NOON + timedelta(hours=1)
        assert phone.prove(phone.code(later + apart * STEP), later) == phone.reader

    @pytest.mark.parametrize("apart", [-2, 2, -2880, 2880])
    def test_but_by_no_more(self, phone: Phone, apart: int) -> None:
        later = NOON + timedelta(days=2)
        assert phone.is_refused(phone.code(later + apart * STEP), later)

    def test_a_code_is_good_once(self, phone: Phone) -> None:
        later = NOON + timedelta(hours=1)
        phone.prove(phone.code(later), later)
        assert phone.is_refused(phone.code(later), later)
        assert phone.is_refused(phone.code(later), later + STEP)

    def test_an_earlier_code_is_not_good_after_a_later_one(self, phone: Phone) -> None:
        later = NOON + timedelta(hours=1)
        phone.prove(phone.code(later), later)
        assert phone.is_refused(phone.code(later - STEP), later)
        assert phone.prove(phone.code(later + STEP), later) == phone.reader

    def test_the_code_of_the_setting_up_is_used_up(self, phone: Phone) -> None:
        assert phone.is_refused(phone.code(NOON), NOON)

    def test_spaces_are_passed_over(self, phone: Phone) -> None:
        later = NOON + timedelta(hours=1)
        code = phone.code(later)
        assert phone.prove(f" {code[:3]} {code[3:]} ", later) == phone.reader

    @pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "１２３４５６", "-1", "0" * 1000])
    def test_anything_else_is_refused(self, phone: Phone, code: str) -> None:
        assert phone.is_refused(code, NOON + timedelta(hours=1))

    def test_somebody_elses_code_is_refused(self, phone: Phone) -> None:
        other = Phone(add("coordinator"))
        later = NOON + timedelta(hours=1)
        assert other.secret != phone.secret
        assert other.is_refused(phone.code(later), later)

    def test_five_wrong_codes_make_the_right_one_wait(self, phone: Phone) -> None:
        later = NOON + timedelta(hours=1)
        for _ in range(5):
            assert phone.is_refused("000000" if phone.code(later) != "000000" else "111111", later)
        assert phone.is_refused(phone.code(later), later)
        assert phone.is_refused(phone.code(later + 1.9 * STEP), later + timedelta(seconds=59))
        after = later + timedelta(seconds=60)
        assert phone.prove(phone.code(after), after) == phone.reader

    def test_nobody_proves_who_has_no_second_factor(self, world: World) -> None:
        with pytest.raises(Refusal):
            second_factor.prove(world.panel.user_id, "123456", NOON)

    def test_who_was_disabled_meanwhile_does_not_come_in(self, phone: Phone) -> None:
        later = NOON + timedelta(hours=1)
        with store.transaction():
            store.db.session.get_one(UserRow, phone.reader.user_id).disabled_at = NOON
        assert phone.is_refused(phone.code(later), later)


class TestSettingUp:
    """The first code."""

    def test_needs_a_code_of_this_secret(self, world: World) -> None:
        reader = sign_in(SignIn(add("liaison"), PASSWORD), NOON).reader
        first, second = second_factor.new_seed(), second_factor.new_seed()
        code = pyotp.TOTP(second_factor.secret_of(first, reader.user_id).text).at(NOON)
        with pytest.raises(Refusal):
            second_factor.confirm_factor(ConfirmFactor(second, code), reader, NOON)
        assert needed("liaison-two@example.org") == SET_UP

    def test_replaces_no_second_factor_that_is_there(self, phone: Phone) -> None:
        seed = second_factor.new_seed()
        secret = second_factor.secret_of(seed, phone.reader.user_id).text
        code = pyotp.TOTP(secret).at(NOON)
        with pytest.raises(Refusal):
            second_factor.confirm_factor(ConfirmFactor(seed, code), phone.reader, NOON)

    def test_ends_sessions_that_were_open_without_it(self, world: World) -> None:
        email = add("panel")
        before = sessions.open_session(sign_in(SignIn(email, PASSWORD), NOON).reader)
        assert sessions.load_session(before, TODAY) is not None
        Phone(email)
        assert sessions.load_session(before, TODAY) is None

    def test_an_app_takes_the_address(self, phone: Phone) -> None:
        seed = second_factor.new_seed()
        secret = second_factor.secret_of(seed, phone.reader.user_id)
        read = pyotp.parse_uri(secret.address)
        assert (read.secret, read.name, read.issuer) == (secret.text, "liaison-two@example.org", "peerinspect")
        assert (read.digits, read.interval) == (6, 30)

    def test_nothing_in_the_database_is_the_secret(self, phone: Phone) -> None:
        user = store.db.session.get_one(UserRow, phone.reader.user_id)
        assert phone.secret not in (user.factor_seed, user.password_hash, user.session_key)
        digests = set(store.db.session.query(RecoveryCodeRow.digest))
        assert not any(code.replace("-", "") in str(digests) for code in phone.recovery)


class TestRecoveryCodes:
    """For who has lost the app."""

    def test_there_are_ten_and_each_is_good_once(self, phone: Phone) -> None:
        assert len(set(phone.recovery)) == 10
        for code in phone.recovery:
            assert phone.prove(code, NOON) == phone.reader
            assert phone.is_refused(code, NOON)
        assert disclosure.own_account(phone.reader).recovery_codes == 0

    def test_capital_letters_and_spaces_do_not_matter(self, phone: Phone) -> None:
        assert phone.prove(phone.recovery[0].upper().replace("-", " "), NOON) == phone.reader

    def test_new_ones_replace_the_old_and_need_the_password(self, phone: Phone) -> None:
        with pytest.raises(Refusal):
            second_factor.renew_recovery_codes("wrong", phone.reader, NOON)
        new = second_factor.renew_recovery_codes(PASSWORD, phone.reader, NOON)
        assert phone.is_refused(phone.recovery[0], NOON)
        assert phone.prove(new[0], NOON) == phone.reader

    def test_giving_the_second_factor_up_takes_them_along(self, phone: Phone) -> None:
        carried = sessions.open_session(phone.reader)
        with pytest.raises(Refusal):
            second_factor.give_up_factor("wrong", phone.reader, NOON)
        second_factor.give_up_factor(PASSWORD, phone.reader, NOON)
        assert sessions.load_session(carried, TODAY) is None
        assert needed("liaison-two@example.org") == SET_UP
        assert phone.is_refused(phone.recovery[0], NOON)


def test_what_happened_is_told_without_secrets(phone: Phone) -> None:
    phone.prove(phone.recovery[0], NOON)
    second_factor.renew_recovery_codes(PASSWORD, phone.reader, NOON)
    second_factor.give_up_factor(PASSWORD, phone.reader, NOON)
    told = [event for event in history.events(phone.reader.user_id)]
    assert [event.action for event in told] == [
        "second-factor-off",
        "renew-recovery-codes",
        "use-recovery-code",
        "second-factor-on",
        "add-user",
    ]
    text = str(told)
    assert not any(secret in text for secret in (phone.secret, PASSWORD, *phone.recovery))
    assert "9 codes left" in text
    assert history.verify() == []
