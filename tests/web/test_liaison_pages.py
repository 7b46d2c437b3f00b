"""The Ofsted liaison's pages, an inspected council's, and the person's: by role and moment, with forms and tokens."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from held_world import SEALED, put, row_of
from liaison_world import BEFORE, OVER, Team, bring, team
from pages_world import OBJECTION, Lived, pages, sign_in, without_tokens
from small_world import CODES, MONDAY, NOTICE, TODAY
from sqlalchemy import func, select
from test_clicks import carried_at, is_stale
from test_doing_the_jobs import Desk, boxes
from test_pages_by_role import MAY_OPEN, fill

from peerinspect import store
from peerinspect.services.reader import Reader
from peerinspect.store.tables import CouncilObjectionRow, EventRow

TOKEN = re.compile(r'name="csrf_token"[^>]* value="([^"]+)"')
FULL = {"prepared": "yes", "worked": "partly", "judged": "no", "again": "yes", "comment": "Spoke over the others"}
MINE = "/my-council/inspections/"


class Here:
    """The pages on some day, over a team of two on a sealed inspection."""

    def __init__(self, app: Flask, held: Team) -> None:
        self.app, self.held = app, held

    def desk(self, reader: Reader | None = None) -> Desk:
        """A browser; the liaison's where nobody is named."""
        return Desk(self.app, reader or self.held.liaison)

    def of(self, number: int = 0) -> str:
        """The address of one of the two on the team sheet."""
        return f"/week/teams/{SEALED}/people/{self.held.addresses[number]}"

    def objecting(self, number: int = 0) -> str:
        """The address where the council objects to one of the two."""
        return f"{MINE}{SEALED}/people/{self.held.addresses[number]}/objection"

    def events(self) -> int:
        """How many there are."""
        with self.app.app_context():
            return store.db.session.scalar(select(func.count()).select_from(EventRow)) or 0


@contextmanager
def on(folder: Path, empty: Path, day: date, state: str = "team-held", **settings: object) -> Iterator[Here]:
    """The pages on a day."""
    shutil.copytree(empty, folder)
    with pages(folder, TODAY=day, **settings) as app:
        with app.app_context():
            held = team(state)
        yield Here(app, held)


@pytest.fixture
def before(tmp_path: Path, empty_pages: Path) -> Iterator[Here]:
    with on(tmp_path / "before", empty_pages, BEFORE) as found:
        yield found


@pytest.fixture
def notice(tmp_path: Path, empty_pages: Path) -> Iterator[Here]:
    with on(tmp_path / "notice", empty_pages, NOTICE) as found:
        yield found


@pytest.fixture
def over(tmp_path: Path, empty_pages: Path) -> Iterator[Here]:
    with on(tmp_path / "over", empty_pages, OVER, "on-site") as found:
        yield found


class TestTheWeek:
    def test_has_everything_on_one_page_with_links_to_what_is_due(self, before: Here) -> None:
        text = before.desk().read(f"/week/?from={MONDAY - timedelta(weeks=2)}")
        assert f"Inspection of Council {before.held.held.target}" in text
        assert "Team held" in text
        for number in (0, 1):
            assert f'href="{before.of(number)}/approval"' in text
        assert f'href="/duties/{SEALED}/independence"' in text
        assert "Not approved yet" in text
        assert f"/week/teams/{SEALED}/steps/defer" in text
        assert '<link rel="stylesheet"' in text
        assert "sheet.css" in text

    def test_a_coordinator_reads_the_same_and_has_nothing_to_decide(self, before: Here) -> None:
        text = before.desk(before.held.world.cleared).read(f"/week/?from={MONDAY - timedelta(weeks=2)}")
        assert "Approve or refuse" in text
        for part in ("/approval", "/steps/", "/evaluation"):
            assert part not in text

    def test_leads_to_the_week_before_and_after(self, before: Here) -> None:
        text = before.desk().read(f"/week/?from={MONDAY}")
        for day in (MONDAY - timedelta(weeks=1), MONDAY + timedelta(weeks=1)):
            assert f"/week/?from={day}" in text

    def test_the_former_address_leads_here(self, before: Here) -> None:
        answer = before.desk().client.get(f"/week/sheet?from={MONDAY + timedelta(days=3)}")
        assert answer.status_code == 302
        assert answer.headers["Location"] == f"/week/?from={MONDAY}"

    def test_the_day_before_notice_shows_when_and_the_notice_day_leads_to_the_step(
        self, before: Here, notice: Here
    ) -> None:
        step = f"/week/teams/{SEALED}/steps/notify"
        assert "Notify the council on 21 May 2026" in before.desk().read(f"/week/?from={BEFORE}")
        assert step not in before.desk().read(f"/week/?from={BEFORE}")
        assert step in notice.desk().read(f"/week/?from={NOTICE}")


class TestApproving:
    def test_is_done_and_shown(self, before: Here) -> None:
        text = before.desk().send(f"{before.of()}/approval", decision="approve")
        assert "They are approved." in text
        assert "Approved by Ofsted" in text
        assert "Approved by Ofsted" in before.desk(before.held.world.cleared).read(f"/duties/{SEALED}")

    def test_a_refusal_needs_its_reason(self, before: Here) -> None:
        desk = before.desk()
        assert desk.refused(f"{before.of()}/approval") == ["Choose whether you approve or refuse them"]
        assert desk.refused(f"{before.of()}/approval", decision="refuse") == ["Say why, in a sentence"]
        text = desk.send(f"{before.of()}/approval", decision="refuse", reason="Known to a head there")
        assert "They are refused and stood down." in text
        with before.app.app_context():
            assert row_of(before.held.people[0]).status == "stood-down"

    def test_says_why_it_is_not_time_yet(self, before: Here) -> None:
        with before.app.app_context():
            bring("planned")
        text = before.desk().read(f"{before.of()}/approval")
        assert "People are approved once the team is held" in text
        assert "Save this decision" not in text


class TestSteps:
    def test_the_notice_waits_for_its_day(self, before: Here, notice: Here) -> None:
        step = f"/week/teams/{SEALED}/steps/notify"
        assert before.desk().refused(step, day=boxes(BEFORE)) == ["The notice day has not come yet"]
        assert "Notified" in notice.desk().send(step, day=boxes(NOTICE))

    def test_putting_off_needs_a_reason_and_hides_everything(self, before: Here) -> None:
        step, desk = f"/week/teams/{SEALED}/steps/defer", before.desk()
        assert desk.refused(step) == ["Say why, in a sentence"]
        assert "Deferred" in desk.send(step, reason="A new head")
        assert "Nobody is on this team yet." in desk.read(f"/week/teams/{SEALED}")

    def test_others_are_not_there_and_a_late_form_is_told_why(self, before: Here) -> None:
        desk = before.desk()
        for action in ("cancel", "hold-team", "plan-again", "no-such-step"):
            address = f"/week/teams/{SEALED}/steps/{action}"
            assert desk.client.get(address).status_code == 404
            assert desk.client.post(address, data={"reason": "Because"}).status_code == 404
        with before.app.app_context():
            bring("deferred")
        answer = desk.client.post(f"/week/teams/{SEALED}/steps/defer", data={"reason": "Because"})
        assert answer.status_code == 400
        assert "follows on" in answer.get_data(as_text=True)


class TestAnInspectedCouncil:
    def people(self, here: Here) -> list[Reader]:
        code, world = here.held.held.target, here.held.world
        return [world.director(code), world.senior(code), world.chief(code)]

    def test_the_day_before_notice_no_address_answers_differently(self, before: Here) -> None:
        parts = ("", "/people/{0}/objection")
        for reader in self.people(before):
            desk = before.desk(reader)
            assert "No inspection of your council has been announced to it." in desk.read(MINE)
            for part in parts:
                addresses = [f"{MINE}{id_}{part.format(before.held.addresses[0])}" for id_ in (SEALED, "no-such-duty")]
                for method in ("get", "post"):
                    answers = [getattr(desk.client, method)(each, data={"reason": "A dispute"}) for each in addresses]
                    told = [(each.status_code, without_tokens(each.get_data(as_text=True))) for each in answers]
                    assert told[0] == told[1]
                    assert told[0][0] in (404, 405)

    def test_on_the_notice_day_it_sees_the_team_and_the_statement(self, notice: Here) -> None:
        for reader in self.people(notice):
            desk = notice.desk(reader)
            assert f"{MINE}{SEALED}" in desk.read(MINE)
            text = desk.read(f"{MINE}{SEALED}")
            assert all(notice.objecting(number) in text for number in (0, 1))
            assert f"/duties/{SEALED}/independence" in text
            assert "Independence" in desk.read(f"/duties/{SEALED}/independence")

    def test_it_objects_and_reads_the_answer(self, notice: Here) -> None:
        chief, desk = notice.desk(self.people(notice)[2]), notice.desk()
        assert chief.refused(notice.objecting()) == ["Say what you object to, in a sentence or two"]
        text = chief.send(notice.objecting(), reason="A dispute over a case")
        assert "Your objection has been sent" in text
        assert "22 May 2026" in text
        assert notice.objecting(0) not in text
        week = desk.read(f"/week/?from={NOTICE}")
        address = re.search(r'href="(/week/objections/[^"]+)"', week)
        assert address
        assert set(desk.refused(address[1])) == {
            "Choose whether you uphold the objection",
            "Write the answer that the council reads",
        }
        told = desk.send(address[1], outcome="not-upheld", answer="There is no dispute")
        assert "Your answer can be read by the council now." in told
        text = chief.read(f"{MINE}{SEALED}")
        assert "Not upheld" in text
        assert "There is no dispute" in text

    def test_an_objection_that_is_upheld_ends_the_part_of_the_person(self, notice: Here) -> None:
        director, desk = notice.desk(self.people(notice)[0]), notice.desk()
        director.send(notice.objecting(), reason="A dispute over a case")
        with notice.app.app_context():
            said = store.db.session.scalars(select(CouncilObjectionRow.id)).one()
        desk.send(f"/week/objections/{said}", outcome="upheld", answer="We agree")
        peer = notice.desk(notice.held.held.peer).read("/my/duties")
        assert "Stood down" in peer
        for words in ("dispute", "We agree", "bjection", f"Council {notice.held.held.target}"):
            assert words not in peer
        assert notice.held.addresses[0] not in director.read(f"{MINE}{SEALED}").partition("What your council")[0]

    def test_overdue_stands_on_today_and_on_the_week(self, tmp_path: Path, empty_pages: Path) -> None:
        """Raised on the Friday before a bank holiday: due on the Tuesday, overdue on the Wednesday."""
        friday, tuesday, wednesday = (date(2026, 5, day) for day in (22, 26, 27))
        with on(tmp_path / "bank", empty_pages, friday, "notified") as here:
            code = here.held.held.target
            here.desk(here.held.world.chief(code)).send(here.objecting(), reason="A dispute")
            for day, is_overdue in ((friday, False), (tuesday, False), (wednesday, True)):
                here.app.config["TODAY"] = day
                home = here.desk(here.held.world.uncleared).read("/today")
                assert (f">{int(is_overdue)}</span> objection" in home) is True
                week = here.desk().read(f"/week/?from={day}")
                assert ("<strong>Overdue:</strong> <a" in week) == is_overdue
            listed = here.desk(here.held.world.uncleared).read("/today/objections-overdue")
            assert "/week/objections/" in listed


class TestEvaluating:
    def test_is_said_shared_and_read(self, over: Here) -> None:
        desk, address = over.desk(), f"{over.of()}/evaluation"
        assert len(desk.refused(address)) == 4
        text = desk.send(address, **FULL)
        assert "did is recorded." in text
        assert "Share the three answers with them" in text
        peer = over.desk(over.held.held.peer)
        assert "Nothing has been shared with you yet." in peer.read("/my/evaluations/")
        desk.send(f"{address}/share")
        own = peer.read("/my/evaluations/")
        assert "Partly" in own
        for page in (own, peer.read("/my/duties")):
            assert "Spoke over" not in page
        record = over.desk(over.held.world.uncleared).read(f"/people/{over.held.people[0]}")
        assert "Spoke over the others" in record
        assert "Spoke over" not in over.desk(over.held.world.chief(over.held.held.helpers[0])).read(
            f"/people/{over.held.people[0]}"
        )

    def test_what_was_said_otherwise_since_it_was_read_is_not_shared(self, over: Here) -> None:
        desk, address = over.desk(), f"{over.of()}/evaluation"
        desk.send(address, **FULL)
        seen = carried_at(desk.client, address, f"{address}/share")
        over.desk().send(address, **FULL | {"prepared": "no"})
        before = over.events()
        answer = desk.client.post(f"{address}/share", data={"seen": seen})
        assert is_stale(answer) and f'href="{address}"' in answer.get_data(as_text=True)
        peer = over.desk(over.held.held.peer)
        assert over.events() == before and "Nothing has been shared with you yet." in peer.read("/my/evaluations/")
        fresh = {"seen": carried_at(desk.client, address, f"{address}/share")}
        assert desk.client.post(f"{address}/share", data=fresh).status_code == 303
        shared = over.events()
        assert desk.client.post(f"{address}/share", data=fresh).status_code == 303
        assert shared == before + 1 and over.events() == shared, "a second click shares nothing once more"

    def test_is_not_there_before_the_duty_is_over(self, notice: Here) -> None:
        assert notice.desk().client.get(f"{notice.of()}/evaluation").status_code == 404


class TestSecondments:
    def test_are_asked_for_and_followed(self, before: Here) -> None:
        desk = before.desk()
        assert "Enter the first day of the secondment" in desk.refused("/secondments/new")
        form = {
            "pattern": "other",
            "starts": boxes(TODAY),
            "ends": boxes(TODAY + timedelta(weeks=20)),
            "region": "North",
        }
        text = desk.send("/secondments/new", **form, level="observer", skills="law", note="In Leeds")
        assert "preferably from North" in text
        assert "In Leeds" in text
        with before.app.app_context():
            duty = store.db.session.execute(store.db.text("SELECT duty FROM secondment_need")).scalar_one()
            address = put(f"{CODES[0]}-director", duty)
        text = desk.read("/secondments/")
        assert f"/secondments/{duty}/people/{address}/training" in text
        trained = {"day": boxes(TODAY), "training": "the framework"}
        assert "the framework, 2 March 2026" in desk.send(f"/secondments/{duty}/people/{address}/training", **trained)
        text = desk.send(f"/secondments/{duty}/people/{address}/return", day=boxes(BEFORE), note="Came home")
        assert "Went back on 20 May 2026" in text
        person = before.desk(before.held.world.uncleared).read(f"/people/{CODES[0]}-director")
        past = person[person.index("Duties past") :]
        assert "Secondment to an inspection team" in past

    def test_coordinators_ask_for_none(self, before: Here) -> None:
        assert "Ask for a secondment" not in before.desk(before.held.world.cleared).read("/secondments/")


FORMS = {
    "approval": ("before", lambda here: f"{here.of()}/approval", {"decision": "approve"}),
    "refusal": ("before", lambda here: f"{here.of()}/approval", {"decision": "refuse", "reason": "Known there"}),
    "defer": ("before", lambda here: f"/week/teams/{SEALED}/steps/defer", {"reason": "A new head"}),
    "evaluation": ("over", lambda here: f"{here.of()}/evaluation", FULL),
    "objection": ("notice", lambda here: here.objecting(), {"reason": "A dispute"}),
    "secondment": (
        "before",
        lambda here: "/secondments/new",
        {"pattern": "term", "starts": boxes(TODAY), "ends": boxes(TODAY + timedelta(weeks=90)), "level": "observer"},
    ),
}
DAYS = {"before": BEFORE, "notice": NOTICE, "over": OVER}


@pytest.mark.parametrize("name", FORMS)
class TestForms:
    """What holds for each form."""

    @pytest.fixture
    def guarded(self, name: str, tmp_path: Path, empty_pages: Path) -> Iterator[Here]:
        moment = FORMS[name][0]
        state = "on-site" if moment == "over" else "team-held"
        settings = {"WTF_CSRF_ENABLED": True, "ONCE_WAIT": 0.0}
        with on(tmp_path / "guarded", empty_pages, DAYS[moment], state, **settings) as found:
            yield found

    def reader(self, here: Here, name: str) -> Reader:
        return here.held.own_director if name == "objection" else here.held.liaison

    def test_without_its_token_nothing_is_done(self, guarded: Here, name: str) -> None:
        client, before = sign_in(guarded.app, self.reader(guarded, name)), guarded.events()
        assert client.post(FORMS[name][1](guarded), data=FORMS[name][2]).status_code == 400
        assert guarded.events() == before

    def test_a_second_click_does_nothing_more(self, guarded: Here, name: str) -> None:
        client, address = sign_in(guarded.app, self.reader(guarded, name)), FORMS[name][1](guarded)
        token = TOKEN.findall(client.get(address).get_data(as_text=True))[-1]
        first = client.post(address, data={"csrf_token": token, **FORMS[name][2]})
        after = guarded.events()
        again = [client.post(address, data={"csrf_token": token, **FORMS[name][2]}) for _ in range(2)]
        assert [each.status_code for each in (first, *again)] == [303, 303, 303], first.get_data(as_text=True)
        assert {each.headers["Location"] for each in again} == {first.headers["Location"]}
        assert guarded.events() == after


def test_the_liaison_changes_nothing_else(lived: tuple[Flask, Lived]) -> None:
    """Read-only otherwise: of every form there is, these are the liaison's."""
    app, found = lived
    forms = sorted(pattern for method, pattern in MAY_OPEN if method == "POST")
    answers = {each: sign_in(app, found.world.liaison).post(fill(each, found)).status_code for each in forms}
    assert {each for each, code in answers.items() if code != 403 and not OF_ONESELF.search(each)} == {
        "/duties/<duty_id>/people/<address>/disclose",
        "/duties/<duty_id>/reserve",
        "/rosters/<roster_id>/waivers/<rule>/<address>",
        "/secondments/<duty_id>/people/<address>/inspections/<inspection_id>/strike",
        "/secondments/<duty_id>/people/<address>/inspections/new",
        "/secondments/<duty_id>/people/<address>/return",
        "/secondments/<duty_id>/people/<address>/training",
        "/secondments/new",
        "/waivers/<waiver_id>/decide",
        "/waivers/<waiver_id>/withdraw",
        "/week/objections/<objection_id>",
        "/week/teams/<duty_id>/people/<address>/approval",
        "/week/teams/<duty_id>/people/<address>/evaluation",
        "/week/teams/<duty_id>/people/<address>/evaluation/share",
        "/week/teams/<duty_id>/steps/<action>",
    }


OF_ONESELF = re.compile(
    "^/(account|sign-|choose-password|set-up|answer/|invitations/|calendar|messages/|lessons/following)|leak"
)
"""Forms of one's own account, those that anybody may send who holds their address, and the alarm that something leaked:
none changes who does what."""


def test_an_answered_objection_can_be_read_again(lived: tuple[Flask, Lived]) -> None:
    for reader in (lived[1].world.liaison, lived[1].world.uncleared):
        text = Desk(lived[0], reader).read(f"/week/objections/{OBJECTION}")
        assert "There is none" in text
        assert "Send this answer" not in text
