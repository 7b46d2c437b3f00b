"""What the database says when a statement fails ends up in a log, so it must not say what the statement was about."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from peerinspect import store
from peerinspect.store.tables import DutyAuthorityRow


def test_an_error_names_no_duty_and_no_council(app: Flask) -> None:
    with pytest.raises(IntegrityError) as caught, store.transaction():
        store.add(DutyAuthorityRow(duty="a-sealed-duty", authority="E08000035"))
    assert "INSERT INTO duty_authority" in str(caught.value)
    assert "a-sealed-duty" not in str(caught.value)
    assert "E08000035" not in str(caught.value)
