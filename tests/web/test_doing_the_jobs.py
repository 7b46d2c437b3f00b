"""Each form, filled: what it changes, and what the next page says."""

from __future__ import annotations

import re
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pages_world import ANNOUNCED, SEALED, Lived, sign_in
from small_world import CODES

from peerinspect.services.reader import Reader


class Desk:
    """A browser of one reader: fills forms, reads what comes next."""

    def __init__(self, app: Flask, reader: Reader) -> None:
        self.client: FlaskClient = sign_in(app, reader)

    def read(self, address: str) -> str:
        answer = self.client.get(address)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        return answer.get_data(as_text=True)

    def send(self, address: str, **form: object) -> str:
        """Send a form that should be accepted; the page it leads to."""
        answer = self.client.post(address, data=form)
        assert answer.status_code == 303, answer.get_data(as_text=True)
        return self.read(answer.headers["Location"])

    def refused(self, address: str, **form: object) -> list[str]:
        """Send a form that should be refused; the lines of its error summary."""
        answer = self.client.post(address, data=form)
        text = answer.get_data(as_text=True)
        assert answer.status_code == 400
        assert re.search(r"<title>Error: ", text)
        summary = text[text.index('class="govuk-error-summary"') : text.index("<h1")]
        return [re.sub(r"<[^>]+>", "", line).strip() for line in re.findall(r"<li>(.*?)</li>", summary, re.DOTALL)]


def boxes(day: date) -> list[int]:
    return [day.day, day.month, day.year]


@pytest.fixture
def coordinator(lived: tuple[Flask, Lived]) -> Desk:
    return Desk(lived[0], lived[1].world.cleared)


@pytest.fixture
def asked(lived: tuple[Flask, Lived]) -> Desk:
    return Desk(lived[0], lived[1].asked)


class TestCoordinators:
    """Registering."""

    def test_a_person(self, coordinator: Desk) -> None:
        form = {"name": "Ann Madeup", "authority": CODES[1], "role": "senior", "basis": "acting", "level": "assistant"}
        text = coordinator.send("/people/new", **form, post_from=boxes(date(2024, 9, 2)), skills="finance, early help")
        assert "Ann Madeup is on the register." in text
        address = re.search(r'href="(/people/[\w-]{10,})"', text)
        assert address is not None
        page = coordinator.read(address.group(1))
        assert all(
            words in page for words in ("Acting senior manager, Council C01", "Assistant", "early help and finance")
        )

    def test_a_person_again_with_what_was_wrong(self, coordinator: Desk) -> None:
        lines = coordinator.refused("/people/new", name="Ann", post_from=[31, 2, 2024])
        assert lines == ["Enter a real date, like 5 10 2026"]
        lines = coordinator.refused("/people/new", name="Ann")
        assert "Choose a council from the list" in lines
        assert "Enter the day on which they took up the post" in lines

    def test_an_inspection_and_what_it_is_told_of_the_day(self, coordinator: Desk) -> None:
        form = {"authorities": CODES[8], "subtype": "focused", "weeks": "0", "seats": "1", "level": "observer"}
        day = date(2026, 10, 5)
        text = coordinator.send("/inspections/new", **form, sealed="announced", starts=boxes(day))
        assert "The inspection is registered." in text
        assert "Focused visit to Council C08" in text
        lines = coordinator.refused("/inspections/new", **form, starts=boxes(date(2026, 8, 3)))
        assert lines == ["Inspections do not start in August"]

    def test_an_inspection_counts_as_sealed_unless_it_is_said_to_be_announced(self, coordinator: Desk) -> None:
        form = {"authorities": CODES[8], "subtype": "judgement", "weeks": "1", "seats": "1", "level": "observer"}
        text = coordinator.send("/inspections/new", **form, starts=boxes(date(2026, 10, 5)))
        after = text[text.index("Inspection of Council C08") :]
        assert "Sealed" in after[:300]

    def test_who_is_not_cleared_cannot_seal(self, lived: tuple[Flask, Lived]) -> None:
        desk = Desk(lived[0], lived[1].world.uncleared)
        assert "Sealed: nobody at the council may know" not in desk.read("/inspections/new")
        form = {"authorities": CODES[8], "subtype": "judgement", "weeks": "1", "seats": "1", "level": "observer"}
        desk.send("/inspections/new", **form, sealed="sealed", starts=boxes(date(2026, 10, 5)))
        everybody = Desk(lived[0], lived[1].world.liaison).read("/inspections/")
        after = everybody[everybody.index("Inspection of Council C08") :]
        assert "Sealed" not in after[:200]

    @pytest.mark.parametrize(
        ("name", "form", "title"),
        [
            ("boards", {"authorities": [CODES[8], CODES[9]], "days": "20"}, "Council C08 and Council C09"),
            ("support", {"authority": CODES[8]}, "Support for Council C08"),
            ("secondments", {"level": "observer"}, "Secondment to an inspection team"),
            ("reviews", {"authorities": CODES[8], "case": "2026/99"}, "Case review 2026/99 at Council C08"),
        ],
    )
    def test_other_work(self, coordinator: Desk, name: str, form: dict[str, object], title: str) -> None:
        first, last = boxes(date(2026, 9, 7)), boxes(date(2026, 12, 4))
        days = {"term_from": first, "term_to": last} if name == "boards" else {"starts": first, "ends": last}
        assert title in coordinator.send(f"/work/{name}/new", **form, **days)

    def test_no_fifth_kind_of_other_work(self, coordinator: Desk) -> None:
        assert coordinator.client.get("/work/anything").status_code == 404
        assert coordinator.client.get("/work/anything/new").status_code == 404

    def test_one_search_at_a_time(self, coordinator: Desk) -> None:
        text = coordinator.send("/searches/new", time_limit="30")
        assert "Waiting to start" in text
        assert 'hx-trigger="every 2s"' in text
        assert "Refresh this page" in text
        lines = coordinator.refused("/searches/new", time_limit="30")
        assert lines == ["A roster is being looked for already. Wait for it, or cancel it first"]

    def test_a_search_can_be_stopped(self, coordinator: Desk) -> None:
        text = coordinator.send("/searches/new", time_limit="30")
        address = re.search(r'hx-get="(/searches/[\w-]+)/progress"', text)
        assert address is not None
        assert "The search was stopped" in coordinator.send(f"{address.group(1)}/cancel")
        assert coordinator.client.post(f"{address.group(1)}/cancel").status_code == 400

    def test_publishing_says_what_stands_in_the_way(self, lived: tuple[Flask, Lived], coordinator: Desk) -> None:
        assert coordinator.refused(f"/rosters/{lived[1].published}/publish")

    def test_candidates_can_be_sifted(self, coordinator: Desk) -> None:
        everybody = coordinator.read(f"/duties/{ANNOUNCED}")
        found = {name: int(number) for name, number in re.findall(r">(Chosen|Eligible|Blocked): (\d+)<", everybody)}
        assert sum(found.values()) == 24, "nobody is left out"
        by_name = coordinator.read(f"/duties/{ANNOUNCED}?q=c01+senior")
        assert "1 match what you ask for" in by_name
        assert "Senior C01" in by_name
        assert "Senior C02" not in by_name
        by_rule = coordinator.read(f"/duties/{ANNOUNCED}?group=blocked&rule=own-authority")
        assert "Director C05" in by_rule
        assert ">Eligible: " not in by_rule
        assert "Director C01" not in by_rule


class TestDirectors:
    """Declaring, offering, answering."""

    def test_offers(self, asked: Desk) -> None:
        text = asked.send("/my/offers", inspect="12", chair="24", support="", second="0", interim="0", review="3")
        assert "What you offer is saved." in text
        values = dict(re.findall(r'name="(\w+)"[^>]*value="(\d+)"', text)) | dict(
            (name, value) for value, name in re.findall(r'value="(\d+)"[^>]*name="(\w+)"', text)
        )
        assert {"inspect": "12", "chair": "24", "support": "0", "review": "3"}.items() <= values.items()
        assert asked.refused("/my/offers", inspect="400", chair="x") == ["Enter a whole number, like 10"]
        assert asked.refused("/my/offers", inspect="400") == ["Days a year must be between 0 and 260"]

    def test_time_away(self, lived: tuple[Flask, Lived], asked: Desk) -> None:
        text = asked.send("/my/leave/new", starts=boxes(date(2026, 7, 6)), ends=boxes(date(2026, 7, 17)))
        assert "6 to 17 July 2026" in text
        assert "21 to 31 December 2026" in text
        assert "21 to 31 December 2026" not in asked.send(f"/my/leave/{lived[1].leave}/remove")
        assert asked.client.post(f"/my/leave/{lived[1].leave}/remove").status_code == 404

    def test_ties(self, lived: tuple[Flask, Lived], asked: Desk) -> None:
        assert "Council C09" in asked.send("/my/declarations/new", authority=CODES[9], kind="friend")
        text = asked.send(f"/my/declarations/{lived[1].interest}/end", ends=boxes(date(2021, 1, 1)))
        assert "1 January 2020 to 1 January 2021" in text
        assert "Your declaration is signed" in asked.send("/my/declarations/nothing-more")

    def test_yes_and_no(self, lived: tuple[Flask, Lived], asked: Desk) -> None:
        address = lived[1].address
        assert "You have accepted." in asked.send(f"/my/duties/{address}/accept")
        assert asked.client.post(f"/my/duties/{address}/accept").status_code == 400
        assert asked.refused(f"/my/duties/{address}/decline") == ["Choose why you decline"]
        assert "You have declined." in asked.send(f"/my/duties/{address}/decline", reason="conflicted")

    def test_nobody_answers_for_somebody_else(self, lived: tuple[Flask, Lived]) -> None:
        app, found = lived
        other = next(one for one in map(found.world.director, CODES) if one.person_id != found.asked.person_id)
        client = sign_in(app, other)
        for verb in ("accept", "decline"):
            answer = client.post(f"/my/duties/{found.address}/{verb}", data={"reason": "busy"})
            assert answer.status_code == 404
        assert client.post(f"/my/leave/{found.leave}/remove").status_code == 404
        assert client.get(f"/my/declarations/{found.interest}/end").status_code == 404


class TestChiefExecutives:
    """Consenting."""

    def test_consent(self, lived: tuple[Flask, Lived]) -> None:
        desk = Desk(lived[0], lived[1].world.chief(CODES[3]))
        address = f"/my-council/people/{CODES[3]}-senior/{CODES[3]}/consent"
        assert "Enter the first day of the consent" in desk.refused(address)
        text = desk.send(address, starts=boxes(date(2026, 3, 2)), ends=boxes(date(2029, 3, 1)))
        assert "Your consent is recorded." in text

    def test_only_for_their_own(self, lived: tuple[Flask, Lived]) -> None:
        client = sign_in(lived[0], lived[1].world.chief(CODES[3]))
        for person, code in ((f"{CODES[4]}-senior", CODES[4]), (f"{CODES[4]}-senior", CODES[3]), ("nobody", CODES[3])):
            assert client.get(f"/my-council/people/{person}/{code}/consent").status_code == 404


class TestTheLiaison:
    """Reading."""

    def test_the_week_and_the_team_sheet(self, lived: tuple[Flask, Lived]) -> None:
        desk = Desk(lived[0], lived[1].world.liaison)
        monday = next(duty for id_, duty in lived[1].world.facts.duties.items() if id_ == SEALED).first_day
        text = desk.read(f"/week/?from={monday.isoformat()}")
        assert f"Week of {monday.day} {monday:%B %Y}" in text
        assert "Inspection of Council C03" in text
        sheet = desk.read(f"/week/teams/{SEALED}")
        assert "Keep this sheet from the council until its notice day." in sheet
        assert "Director C" in sheet or "Senior C" in sheet

    @pytest.mark.parametrize("day", ["", "nonsense", "0001-01-01", "9999-12-31", "2026-13-45"])
    def test_any_day_leads_to_some_week(self, lived: tuple[Flask, Lived], day: str) -> None:
        desk = Desk(lived[0], lived[1].world.liaison)
        assert "Week of 2 March 2026" in desk.read(f"/week/?from={day}")
        assert "Inspections" in desk.read(f"/inspections/?from={day}")
