"""The guard: what has no label stays shut, wherever the label was forgotten."""

from __future__ import annotations

import pytest
from flask import Blueprint, Flask
from pages_world import Lived, sign_in

from peerinspect.web.access import MAY, requires


def test_a_view_without_a_label_is_refused_to_everybody(lived: tuple[Flask, Lived]) -> None:
    app, found = lived
    app.add_url_rule("/forgotten", "forgotten", lambda: "open!")
    for reader in found.readers().values():
        answer = sign_in(app, reader).get("/forgotten")
        assert answer.status_code == 403
        assert "open!" not in answer.get_data(as_text=True)


def test_a_label_on_the_wrong_side_of_the_route_still_counts(lived: tuple[Flask, Lived]) -> None:
    app, found = lived
    topic = Blueprint("misplaced", __name__)

    @requires("manage users")
    @topic.get("/misplaced")
    def misplaced() -> str:
        return "open!"

    app.register_blueprint(topic)
    answers = {name: sign_in(app, reader).get("/misplaced") for name, reader in found.readers().items()}
    opened = {name for name, answer in answers.items() if answer.status_code == 200}
    assert opened == {"administrator"}


def test_a_label_that_the_table_does_not_know_is_refused_when_it_is_written() -> None:
    with pytest.raises(KeyError):
        requires("do as I please")


def test_a_signed_out_reader_comes_back_to_the_page_after_signing_in(bare_pages: Flask) -> None:
    answer = bare_pages.test_client().get("/people/?q=leeds&page=2")
    assert answer.headers["Location"] == "/sign-in?next=/people/?q%3Dleeds%26page%3D2"


def test_no_action_is_open_to_nobody() -> None:
    assert all(MAY.values())
