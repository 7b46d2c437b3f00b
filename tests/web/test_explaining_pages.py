"""The pages that explain a duty: filters, trying a person, what would fill it; and what the veil keeps from whom."""

from __future__ import annotations

import re
import sys
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pages_world import ANNOUNCED, SEALED, Lived, sign_in, without_tokens
from small_world import CODES, TODAY
from werkzeug.test import TestResponse

from peerinspect.services import warm
from peerinspect.services.answering import answer_question, claim_question
from peerinspect.services.views import CandidatesView, CandidateView, CostView, GoalSides, ObjectionView
from peerinspect.web.duties.costs import sides_words, swap_words, travel_words
from peerinspect.web.duties.presenters import Filter, sift

BOARD = "board-0"
PROVES_IN_A_MINUTE = """
import json, sys
print(json.dumps({"event": "read"}), flush=True)
seconds = json.loads(sys.stdin.readline())["seconds"]
status = "optimal" if seconds == 60 else "feasible"
answer = {"status": status, "goals": [], "moves": [], "obstacles": []}
print(json.dumps({"event": "answer", "answer": answer}), flush=True)
"""


@pytest.fixture
def app(lived: tuple[Flask, Lived]) -> Flask:
    return lived[0]


@pytest.fixture
def cleared(lived: tuple[Flask, Lived]) -> FlaskClient:
    return sign_in(lived[0], lived[1].world.cleared)


@pytest.fixture
def uncleared(lived: tuple[Flask, Lived]) -> FlaskClient:
    return sign_in(lived[0], lived[1].world.uncleared)


def read(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def answer_all(app: Flask) -> None:
    with app.app_context():
        for is_sealed in (False, True):
            while (claimed := claim_question(is_sealed)) is not None:
                answer_question(claimed)


def eligible(client: FlaskClient, duty: str = BOARD) -> str:
    found = re.search(rf"/duties/{duty}/try/([^\"]+)", read(client, f"/duties/{duty}?group=eligible"))
    assert found is not None
    return found[1]


class TestTrying:
    """From the button to the answer, without a script."""

    def test_asks_waits_and_answers(self, app: Flask, cleared: FlaskClient) -> None:
        person = eligible(cleared)
        sent = cleared.post(f"/duties/{BOARD}/try/{person}")
        assert sent.status_code == 303
        page = sent.headers["Location"]
        waiting = read(cleared, page)
        assert "Waiting to start" in waiting
        assert "Refresh this page" in waiting
        assert "Stop the search" in waiting
        part = cleared.get(f"{page}/progress")
        assert "HX-Refresh" not in part.headers
        answer_all(app)
        assert cleared.get(f"{page}/progress").headers["HX-Refresh"] == "true"
        text = read(cleared, page)
        assert "Who would move" in text
        assert "of the days that" in text
        assert "The goals, side by side" in text
        assert cleared.post(f"/duties/{BOARD}/try/{person}").headers["Location"] == page

    def test_who_is_barred_for_good_is_told_why(self, app: Flask, cleared: FlaskClient) -> None:
        page = cleared.post(f"/duties/{BOARD}/try/{CODES[0]}-senior").headers["Location"]
        answer_all(app)
        text = read(cleared, page)
        assert "No roster can have" in text
        assert "works for Council C00" in text
        assert "Nothing that anybody does would clear it" in text

    def test_what_is_not_proven_can_be_searched_for_longer(
        self, app: Flask, cleared: FlaskClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(warm, "ANSWERER", (sys.executable, "-c", PROVES_IN_A_MINUTE))
        person = eligible(cleared)
        page = cleared.post(f"/duties/{BOARD}/try/{person}").headers["Location"]
        answer_all(app)
        text = read(cleared, page)
        assert "A better one may exist" in text
        assert f'action="/duties/{BOARD}/try/{person}/longer"' in text
        longer = cleared.post(f"/duties/{BOARD}/try/{person}/longer").headers["Location"]
        assert longer != page
        assert "It takes up to a minute" in read(cleared, longer)
        answer_all(app)
        text = read(cleared, longer)
        assert "proven" in text
        assert "Search longer" not in text
        assert cleared.post(f"/duties/{BOARD}/try/{person}").headers["Location"] == page

    def test_can_be_stopped(self, cleared: FlaskClient) -> None:
        page = cleared.post(f"/duties/{BOARD}/try/{eligible(cleared)}").headers["Location"]
        assert cleared.post(f"{page}/stop").status_code == 303
        assert "The search was stopped" in read(cleared, page)
        assert cleared.post(f"{page}/stop").status_code == 303
        text = read(cleared, page)
        assert "over already" in text
        assert "Search again" in text

    def test_a_refusal_stands_in_the_summary_of_the_duty(self, app: Flask, cleared: FlaskClient) -> None:
        app.config["TODAY"] = TODAY + timedelta(weeks=60)
        answer = cleared.post(f"/duties/{BOARD}/what-would-fill-it")
        text = answer.get_data(as_text=True)
        assert answer.status_code == 400
        assert "<title>Error: " in text
        assert "This duty is over, and what is over is not filled" in text


def test_a_duty_that_is_over_has_no_candidates(app: Flask, cleared: FlaskClient) -> None:
    app.config["TODAY"] = TODAY + timedelta(weeks=60)
    text = read(cleared, f"/duties/{BOARD}")
    assert "This duty is over" in text
    assert "Eligible" not in text
    assert "Try this person" not in text


class TestVeil:
    """To who may not know of it, a question about sealed work is one that does not exist."""

    def answers(self, client: FlaskClient, duty: str, question: str) -> list[tuple[int, str]]:
        found: list[TestResponse] = [
            client.post(f"/duties/{duty}/try/{CODES[1]}-senior"),
            client.post(f"/duties/{duty}/what-would-fill-it"),
            client.get(f"/questions/{question}"),
            client.get(f"/questions/{question}/progress"),
            client.post(f"/questions/{question}/stop"),
        ]
        return [(each.status_code, without_tokens(each.get_data(as_text=True))) for each in found]

    @pytest.mark.parametrize("is_answered", [False, True])
    def test_each_is_answered_like_one_that_is_not_there(
        self, app: Flask, lived: tuple[Flask, Lived], cleared: FlaskClient, is_answered: bool
    ) -> None:
        question = cleared.post(f"/duties/{SEALED}/what-would-fill-it").headers["Location"].rsplit("/", 1)[1]
        if is_answered:
            answer_all(app)
        for name, reader in lived[1].readers().items():
            if name == "coordinator":
                continue
            client = sign_in(app, reader)
            real = self.answers(client, SEALED, question)
            made_up = self.answers(client, "no-such-duty", "no-such-question")
            if name == "public":  # who is sent to sign in and back to the address that was asked for
                assert [code for code, _ in real] == [code for code, _ in made_up]
                continue
            assert real == made_up, name
            assert {code for code, _ in real} == ({404} if name == "uncleared" else {403})

    def test_the_cleared_read_it(self, app: Flask, cleared: FlaskClient) -> None:
        page = cleared.post(f"/duties/{SEALED}/what-would-fill-it").headers["Location"]
        answer_all(app)
        assert "Sealed" in read(cleared, page)

    def test_an_open_question_is_there_for_every_coordinator(
        self, app: Flask, cleared: FlaskClient, uncleared: FlaskClient
    ) -> None:
        page = cleared.post(f"/duties/{BOARD}/try/{eligible(cleared)}").headers["Location"]
        answer_all(app)
        assert "Who would move" in read(uncleared, page)


def candidate(name: str, *objections: tuple[str, str], region: str = "North", **more: object) -> CandidateView:
    found = tuple(ObjectionView(rule, strength, "", (), "") for rule, strength in objections)
    return CandidateView(name, name, (f"Council of {name}",), (region,), more.pop("rank", None), (), found, **more)


EVERYBODY = CandidatesView(
    "duty",
    "roster",
    is_over=False,
    chosen=(candidate("Chosen"),),
    eligible=(
        candidate("Second", rank=2, minutes=5, share=90),
        candidate("First", ("same-region", "soft"), rank=1, minutes=50, share=10, region="South"),
    ),
    blocked=(
        candidate("Two", ("undeclared", "hard"), ("no-consent", "hard")),
        candidate("One", ("undeclared", "hard"), ("same-region", "soft"), region="South"),
    ),
)


def names(app: Flask, wanted: Filter) -> dict[str, list[str]]:
    with app.test_request_context("/"):
        return {one.name: [each.name for each in one.shown] for one in sift(EVERYBODY, wanted).groups}


class TestFilters:
    """Which of everybody are shown, and in which order."""

    def test_all_by_rank_and_the_blocked_by_what_stands_in_their_way(self, bare_pages: Flask) -> None:
        assert names(bare_pages, Filter()) == {
            "chosen": ["Chosen"],
            "eligible": ["First", "Second"],
            "blocked": ["One", "Two"],
        }

    @pytest.mark.parametrize(
        ("wanted", "shown"),
        [
            (Filter(text="council of fi"), {"First"}),
            (Filter(rule="undeclared"), {"One", "Two"}),
            (Filter(region="South"), {"First", "One"}),
            (Filter(strength="one"), {"One"}),
            (Filter(strength="hard"), {"One", "Two"}),
            (Filter(strength="soft"), {"First", "One"}),
            (Filter(strength="none"), {"Chosen", "Second"}),
            (Filter(region="South", rule="undeclared"), {"One"}),
        ],
    )
    def test_narrow(self, bare_pages: Flask, wanted: Filter, shown: set[str]) -> None:
        assert {name for group in names(bare_pages, wanted).values() for name in group} == shown

    @pytest.mark.parametrize(
        ("order", "shown"),
        [
            ("name", ["First", "Second"]),
            ("council", ["First", "Second"]),
            ("travel", ["Second", "First"]),
            ("days", ["First", "Second"]),
            ("no such order", ["First", "Second"]),
        ],
    )
    def test_sort(self, bare_pages: Flask, order: str, shown: list[str]) -> None:
        assert names(bare_pages, Filter(group="eligible", order=order)) == {"eligible": shown}

    def test_a_group_by_itself_comes_a_page_at_a_time(self, bare_pages: Flask) -> None:
        many = CandidatesView("d", None, False, (), (), tuple(candidate(f"N{n:03}") for n in range(120)))
        with bare_pages.test_request_context("/duties/d?group=blocked&page=3", method="GET"):
            (group,) = sift(many, Filter(group="blocked")).groups
        assert group.paging is not None
        assert (group.paging.pages, len(group.shown), group.shown[0].name) == (3, 20, "N100")
        with bare_pages.test_request_context("/duties/d"):
            blocked = sift(many, Filter()).groups[2]
        assert (blocked.paging, len(blocked.shown), blocked.found) == (None, 20, 120)

    def test_every_filter_reaches_the_page(self, cleared: FlaskClient) -> None:
        query = "q=senior&group=blocked&region=North&rule=own-authority&strength=hard&order=name"
        text = read(cleared, f"/duties/{ANNOUNCED}?{query}")
        assert "match what you ask for" in text
        assert 'value="senior"' in text
        assert text.count(" selected>") == 5


class TestWords:
    """Costs as people would say them."""

    def test_a_swap(self) -> None:
        costs = (CostView("fill", 0), CostView("waivers", 1), CostView("keep", 3), CostView("fit", 12))
        one = candidate("A", rank=1, instead_of="B", minutes=30, more_minutes=12, share=60)
        assert swap_words(CandidateView(**{**_fields(one), "cost": costs})) == (
            "instead of B; 1 more to waive; takes back an offer; 12 more minutes' travel; uses 60% of the days offered"
        )

    def test_an_empty_seat(self) -> None:
        one = candidate("A", rank=1, minutes=1, share=5)
        assert swap_words(one) == "fills an empty seat; 1 minute of travel; uses 5% of the days offered"

    @pytest.mark.parametrize(
        ("minutes", "words"),
        [(0, "no more travel than now"), (1, "1 more minute's travel"), (-1200, "1,200 fewer minutes' travel")],
    )
    def test_journeys(self, minutes: int, words: str) -> None:
        assert travel_words(minutes) == words

    def test_goals_side_by_side(self) -> None:
        sides = [GoalSides("fill", 1, 0, True), GoalSides("fit", 10, 4, True), GoalSides("peak", 50, 50, True)]
        assert sides_words(sides) == "less stays empty; fit lower by 6"
        assert sides_words(sides[2:]) == "no change in any goal"


def _fields(one: CandidateView) -> dict[str, object]:
    return {name: getattr(one, name) for name in CandidateView.__slots__}
