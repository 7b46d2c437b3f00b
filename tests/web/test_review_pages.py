"""Pages of case reviews and of the national panel: what each reader is shown, what forms say, the report as a file."""

from __future__ import annotations

import csv
import io
import re

import pytest
from flask import Flask
from pages_world import Lived, sign_in
from review_world import MEMBERS, REFERENCE, REVIEWED
from small_world import CODES, TODAY
from test_doing_the_jobs import Desk, boxes
from test_once import TOKEN, TWICE, guarded

from peerinspect.services import disclosure
from peerinspect.store.tables import PanelMemberRow

__all__ = ["guarded"]


def of(lived: tuple[Flask, Lived], name: str) -> Desk:
    return Desk(lived[0], lived[1].readers()[name])


@pytest.fixture
def address(lived: tuple[Flask, Lived]) -> str:
    return f"/reviews/{lived[1].review['duty_id']}"


class TestReading:
    """Who is shown what."""

    def test_the_first_thing_on_the_page_is_what_is_due_next(self, lived: tuple[Flask, Lived], address: str) -> None:
        text = of(lived, "chief-executive").read(address)
        assert text.index("Due next.") < text.index("Deadlines")
        assert "23 March 2026" in text, "15 working days after the decision of 2 March"

    def test_only_coordinators_see_who_of_the_panel_takes_no_part(
        self, lived: tuple[Flask, Lived], address: str
    ) -> None:
        assert "Members of the panel, and this review" in of(lived, "coordinator").read(address)
        for name in ("liaison", "panel", "chief-executive"):
            assert "Members of the panel, and this review" not in of(lived, name).read(address)

    def test_a_director_elsewhere_finds_nothing(self, lived: tuple[Flask, Lived], address: str) -> None:
        elsewhere = Desk(lived[0], lived[1].world.director(CODES[1]))
        assert REFERENCE not in elsewhere.read("/reviews/")
        assert elsewhere.client.get(address).status_code == 404
        own = Desk(lived[0], lived[1].world.director(REVIEWED))
        assert REFERENCE in own.read("/reviews/")

    def test_a_list_that_is_narrowed_to_nothing_says_so(self, lived: tuple[Flask, Lived]) -> None:
        assert "No review matches" in of(lived, "coordinator").read("/reviews/?q=nowhere")
        assert REFERENCE in of(lived, "coordinator").read("/reviews/?kind=local&state=decided&lateness=")

    def test_old_addresses_lead_on(self, lived: tuple[Flask, Lived], address: str) -> None:
        desk, id_ = of(lived, "coordinator"), lived[1].review["duty_id"]
        assert REFERENCE in desk.read("/work/reviews")
        answer = desk.client.get(f"/duties/{id_}/steps/cancel")
        assert answer.headers["Location"].endswith(f"{address}/steps/cancel")
        assert f'href="{address}"' in desk.read(f"/duties/{id_}")

    def test_every_box_for_words_says_that_no_details_of_a_child_go_in(
        self, lived: tuple[Flask, Lived], address: str
    ) -> None:
        desk = of(lived, "coordinator")
        for path in ("delay", "advice/advice-on-decision", "steps/cancel"):
            assert "Do not write any child" in desk.read(f"{address}/{path}")
        assert "Do not write any child" in of(lived, "panel").read(f"{address}/take-no-part")


class TestForms:
    """What is asked for, and what is said where it lacks."""

    def test_a_reference_that_could_hold_a_name(self, lived: tuple[Flask, Lived]) -> None:
        form = {"authorities": CODES[8], "starts": boxes(TODAY), "ends": boxes(TODAY.replace(year=2027))}
        lines = of(lived, "coordinator").refused("/work/reviews/new", case="Baby Madeup", **form)
        assert lines == ["A reference has no spaces, so no name fits: like CR-2026/17"]

    def test_an_empty_step_says_all_that_lacks(self, lived: tuple[Flask, Lived], address: str) -> None:
        lines = of(lived, "coordinator").refused(f"{address}/steps/appoint-reviewer")
        assert lines == ["Enter the day", "Enter a reference"]

    def test_a_step_that_comes_too_late_is_told_why(self, lived: tuple[Flask, Lived], address: str) -> None:
        answer = of(lived, "coordinator").client.post(f"{address}/steps/notify-panel")
        assert answer.status_code == 400
        assert "follows on" in answer.get_data(as_text=True)

    def test_advice_of_a_member_with_two_others(self, lived: tuple[Flask, Lived], address: str) -> None:
        panel = of(lived, "panel")
        page = f"{address}/advice/advice-on-decision"
        assert panel.refused(page, advice="agrees", reasons="Yes") == [
            "At least 3 members have to take part. Tick everybody who did"
        ]
        text = panel.send(page, advice="agrees", reasons="Yes", voices=list(MEMBERS[1:]))
        assert "Agrees with the decision" in text
        assert panel.client.get(page).status_code == 200, "advice can be given again"

    def test_a_member_who_takes_no_part_reads_no_more(self, lived: tuple[Flask, Lived], address: str) -> None:
        panel = of(lived, "panel")
        text = panel.send(f"{address}/take-no-part", reason="I trained the reviewer")
        assert "You take no part" in text
        assert "Decision taken" not in text
        for path in ("/advice/advice-on-decision", "/take-no-part"):
            assert panel.client.get(address + path).status_code == 404
        assert panel.client.get(f"/duties/{lived[1].review['duty_id']}").status_code == 404

    def test_a_second_click_seats_nobody_twice(self, guarded: Flask, lived_in: tuple[object, Lived]) -> None:
        client = sign_in(guarded, lived_in[1].world.cleared)
        token = TOKEN.findall(client.get("/panel/members/new").get_data(as_text=True))[-1]
        form = {"csrf_token": token, "person_id": f"{CODES[1]}-senior", "starts": ["2", "3", "2026"]}
        assert [client.post("/panel/members/new", data=form).status_code for _ in range(2)] == [303, 303]
        assert TWICE in client.get("/panel/").get_data(as_text=True)
        with guarded.app_context():
            assert PanelMemberRow.query.filter_by(person=f"{CODES[1]}-senior").count() == 1

    def test_nothing_is_taken_without_the_forms_token(self, guarded: Flask, lived_in: tuple[object, Lived]) -> None:
        found = lived_in[1]
        client = sign_in(guarded, found.world.cleared)
        for path in ("/panel/members/new", f"/reviews/{found.review['duty_id']}/delay"):
            assert client.post(path, data={"reason": "court"}).status_code == 400


class TestReport:
    """The same rows as a page and as a file."""

    def test_the_file_holds_every_table_of_the_page(self, lived: tuple[Flask, Lived]) -> None:
        page = of(lived, "panel").read("/reports/reviews")
        text = of(lived, "panel").read("/reports/reviews.csv")
        rows = list(csv.reader(io.StringIO(text.lstrip("\ufeff"))))
        heads = [row[0] for row in rows if row and row[0] in ("Year begun", "Stage", "Reference", "Fact")]
        assert heads == ["Year begun", "Stage", "Reference", "Fact"]
        assert "\ufeff" not in text[1:]
        for row in rows:
            assert not row or row[0] == "Reference" or row[0] in re.sub(r"&#39;", "'", page)

    def test_it_counts_what_the_reader_may_know(self, lived: tuple[Flask, Lived]) -> None:
        with lived[0].app_context():
            found = disclosure.reviews_report(lived[1].world.cleared, TODAY)
            panel = disclosure.reviews_report(lived[1].world.panel, TODAY)
        assert found.years[-1].begun == panel.years[-1].begun
        assert {each.stage: each.done for each in found.stages}["rapid-review"] == 1
