"""Passwords that everybody thinks of are known for what they are, and nothing else is asked of one."""

from __future__ import annotations

import time

import pytest
from flask import Flask
from small_world import ADMIN, TODAY, World

from peerinspect.services import accounts
from peerinspect.services.accounts import AddUser
from peerinspect.services.common_passwords import is_common
from peerinspect.services.passwords import LONGEST_PASSWORD, hashed, matches
from peerinspect.services.refusal import Refusal
from peerinspect.services.second_factor import is_required
from peerinspect.store.tables import UserRow


@pytest.mark.parametrize(
    "password",
    ["password1234", "P@ssw0rd2024!", "qwertyuiop123", "1qaz2wsx3edc", "iloveyou1234", "peerinspect2026",
     "zxcvbnm,./12",
     "Ofsted-Inspector1", "liverpool19121980", "summer2024!!!!", "Winter-2026-Council", "monkeydragon12",
     "0987654321qwe",
     "trustno1trustno1", "102030405060", "letmein123456", "welcome-2026!!", "PASSWORDPASSWORD1"],
)  # fmt: skip
def test_common_ones_are_refused(password: str) -> None:
    assert is_common(password)


@pytest.mark.parametrize(
    "password",
    ["seventeen blue herons", "correct horse battery", "a password of some length", "83918237465019", "vT7#kkqz-81pl",
     "καλημέρα φίλε μου", "🐘🐘 over the bridge", "wet gravel at noon", "xkqvjhwmzpfy", "no capital no sign"],
)  # fmt: skip
def test_any_composition_will_do(world: World, password: str) -> None:
    assert not is_common(password)
    assert accounts.add_user(AddUser("cora@example.org", "Bo", "coordinator", password), ADMIN, TODAY)


def test_a_common_one_is_refused_where_it_is_chosen(world: World) -> None:
    with pytest.raises(Refusal) as refused:
        accounts.add_user(AddUser("cora@example.org", "Bo", "coordinator", "Liverpool-2026!"), ADMIN, TODAY)
    assert refused.value.messages == {"password": "Choose a password that is harder to guess"}


def test_a_long_one_is_looked_at_in_time() -> None:
    began = time.process_time()
    for text in ("password" * 125, "a1" * 500, "1" * 1000, "!" * 1000, "qwertyuiop" * 100, "the" * 333):
        is_common(text)
    assert time.process_time() - began < 2


def test_a_password_counts_to_its_last_sign(bare: Flask) -> None:
    longest = "seven herons " * 76 + "end of it..."
    assert len(longest) == LONGEST_PASSWORD
    kept = hashed(longest)
    assert matches(kept, longest)
    assert not matches(kept, longest + "x") and not matches(kept, longest[:-1]) and not matches(kept, longest.upper())
    assert not matches(kept, longest + " ")


@pytest.mark.parametrize("role", ["director", "chief-executive", "panel"])
def test_the_setting_asks_every_role_for_a_second_factor(bare: Flask, role: str) -> None:
    user = UserRow(id="u", email="u@example.org", name="U", role=role, password_hash="", is_demo=False)
    assert not is_required(user)
    bare.config["SECOND_FACTOR"] = "everybody"
    assert is_required(user)
    user.is_demo = True
    assert not is_required(user)
