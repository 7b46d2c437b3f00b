"""A service with pages in which something of every sort has happened, and requests by each of its users."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from jinja2.bccache import Bucket, BytecodeCache
from lesson_world import learned
from programme_scene import on_a_programme
from register_world import Ties, declare_ties
from review_world import reviewed
from small_world import CODES, TODAY, World, board, build_world, inspection
from support_scene import supported
from waiving import waive_all

from peerinspect import store
from peerinspect.domain import Duty, Period, Placement
from peerinspect.factory import create_app
from peerinspect.services import disclosure, sessions
from peerinspect.services.addresses import placement_address
from peerinspect.services.answering import answer_question, claim_question
from peerinspect.services.arrangements import AddArrangement, add_arrangement
from peerinspect.services.asking import Ask, ask
from peerinspect.services.aspiring import Aspire, aspire
from peerinspect.services.availability import AddLeave, add_leave
from peerinspect.services.corrections import AskForCorrection, ask_for_correction
from peerinspect.services.declarations import DeclareInterest, declare_interest
from peerinspect.services.duties import RegisterReview, RegisterSecondment, register_review, register_secondment
from peerinspect.services.duty_consents import AskForDutyConsent, ask_for_duty_consent, consent_address
from peerinspect.services.imports import OfferFile, offer_file
from peerinspect.services.invitations import InvitePerson, invite_person
from peerinspect.services.lives.stepping import TakeStep, take_step
from peerinspect.services.mentors import NameMentor, name_mentor
from peerinspect.services.on_behalf import AddLeaveFor, add_leave_for
from peerinspect.services.past_directors import AddPastDirector, add_past_director
from peerinspect.services.planning import StartPlan, start_plan
from peerinspect.services.plans import claim_job, run_job
from peerinspect.services.policies import ProposeChange, propose_change
from peerinspect.services.publishing import PublishRoster, publish_roster
from peerinspect.services.reader import SIGNED_OUT, Reader
from peerinspect.services.safeguarding.commands import (
    AddMember,
    AddPartner,
    AddSubgroup,
    PlanMeeting,
    RegisterSafeguardingBoard,
)
from peerinspect.services.safeguarding.grouping import add_subgroup
from peerinspect.services.safeguarding.keeping import register_safeguarding_board
from peerinspect.services.safeguarding.meeting import plan_meeting
from peerinspect.services.safeguarding.sitting import add_member, add_partner
from peerinspect.services.seats import PinSeat, pin_seat
from peerinspect.services.vacancies import NameHolder, RegisterVacancy, name_holder, register_vacancy
from peerinspect.store.loading import load_placements
from peerinspect.store.tables import CouncilObjectionRow, EvaluationRow, MessageRow

KEY = "for tests only"
SETTINGS: dict[str, Any] = {
    "SECRET_KEY": KEY,
    "PASSWORD_COST": (1, 64),
    "SESSION_PROTECTION": None,
    "TESTING": True,
    "PROPAGATE_EXCEPTIONS": False,
    "TODAY": TODAY,
    "WTF_CSRF_ENABLED": False,
}
CHANGE = ProposeChange("vetting-lapsed", "Checks are done every two years now", parameters={"years": 2})
POSTS = b"""Person,Council,Post,How the post is held,First day in post
Senior C04,C05,other,joint,2026-04-01
Nobody,C05,x,,
"""
CALL = AddLeaveFor(f"{CODES[3]}-senior", date(2026, 12, 21), date(2026, 12, 31), "phone", "They called today")
SHARED = AddArrangement("police", (CODES[3], CODES[4]), TODAY)
THEIRS = 2 * CODES.index(CODES[3]) + 2
"""The number of the senior manager's post, and of the consent: everybody has one, two people to a council, in order."""
SEALED, ANNOUNCED = "sealed-C03", "announced-C05"
PAST, SECONDED, SERVED, OBJECTION = "past-C03", "seconded", f"{CODES[10]}-senior", "objection-C03"
"""An inspection of long ago, a secondment that is over, who did both, and what the inspected council objected to."""


@dataclass(frozen=True)
class Lived:
    """What there is to open: ids of one thing of each sort, and the director who has something to answer."""

    world: World
    published: str
    draft: str
    job: str
    asked: Reader
    address: str
    waived: tuple[str, str]
    waiver: str
    change: str
    leave: str
    interest: str
    ties: Ties
    question: str
    recorded: str
    imported: str
    not_chosen: str
    word: str
    away: str
    arrangement: int
    served: dict[str, str]
    released: str
    secret: str
    message: str
    support: dict[str, str]
    review: dict[str, str]
    correction: str
    learning: tuple[str, str, str]
    safeguarding: dict[str, str]
    programme: dict[str, str]
    vacancy: dict[str, str]
    """A vacancy of C03, who is named for it, and who was director there long ago."""
    lessons: dict[str, str]
    """What the addresses of lessons are filled with."""

    def readers(self) -> dict[str, Reader]:
        """A reader for each role, by name."""
        return {
            "coordinator": self.world.cleared,
            "uncleared": self.world.uncleared,
            "liaison": self.world.liaison,
            "director": self.asked,
            "chief-executive": self.world.chief(CODES[3]),
            "panel": self.world.panel,
            "administrator": self.world.administrator,
            "public": SIGNED_OUT,
        }

    def parts_of_addresses(self) -> dict[str, str]:
        """Something that exists for each part that an address can have."""
        rule, address = self.waived
        return {
            "action": "cancel",
            "address": self.address,
            "answer": "accept",
            "leak_id": "no-such-leak",
            "report_id": "no-such-report",
            "token": "no-such-link.no-signature",
            "authority": CODES[3],
            "code": CODES[3],
            "duty_id": ANNOUNCED,
            "fact": "seats",
            "filename": "favicon.svg",
            "secret": self.secret,
            "correction_id": self.correction,
            "mentoring_id": self.learning[2],
            "form": "csv",
            "import_id": self.imported,
            "interest_id": self.interest,
            "job_id": self.job,
            "key": "unfilled-seats",
            "kind": "authorities",
            "leave_id": self.leave,
            "message_id": self.message,
            "look_back_id": self.ties.look_back,
            "name": "boards",
            "objection_id": OBJECTION,
            "number": "1",
            "proposal_id": self.change,
            "user_id": self.world.senior(CODES[4]).user_id,
            "waiver_id": self.waiver,
            "what": "skills",
            "post_id": str(THEIRS),
            "consent_id": str(THEIRS),
            "judgement_id": str(CODES.index(CODES[3]) + 1),
            "arrangement_id": str(self.arrangement),
            "question_id": self.question,
            "person_id": f"{CODES[3]}-senior",
            "roster_id": self.draft,
            "rule": rule,
            "waived_address": address,
            **self.programme,
            "sort": "leaves",
            "step_id": "no-such-step",
            "word_id": self.word,
        }


class Compiled(BytecodeCache):
    """Templates compiled once for all applications of a test run: compiling them takes longer than most tests."""

    found: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.found:
            bucket.bytecode_from_string(self.found[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.found[bucket.key] = bucket.bytecode_to_string()


@contextmanager
def pages(folder: Path, **settings: Any) -> Iterator[Flask]:
    """The whole application with its data in the folder; nothing works on queued jobs."""
    app = create_app({**SETTINGS, **settings, "INSTANCE": folder})
    app.jinja_env.bytecode_cache = Compiled()
    with app.app_context():
        store.upgrade()
    yield app
    with app.app_context():
        store.db.session.remove()
        store.db.engine.dispose()


def live(folder: Path) -> Lived:
    """Register, plan, waive, publish, plan again; declare, and be away."""
    with pages(folder) as app, app.app_context():
        duties = [
            board("board-0", CODES[0], TODAY),
            board("board-7", CODES[7], TODAY),
            inspection(SEALED, CODES[3], TODAY + timedelta(weeks=14)),
            inspection(ANNOUNCED, CODES[5], TODAY + timedelta(weeks=16), sealed=False),
            replace(inspection(PAST, CODES[3], date(2020, 6, 1), sealed=False), subtype="focused"),
            Duty(SECONDED, "second", Period(date(2025, 1, 6), date(2025, 6, 27)), 1),
        ]
        world = build_world(TODAY, duties, basis="acting")
        _register_the_rest(world)
        _look_back_on(world)
        published = plan(world)
        waive_all(world, published)
        publish_roster(PublishRoster(published), world.cleared, TODAY)
        asked, address = somebody_asked(world)
        draft = plan(world)
        needed = disclosure.roster(world.cleared, published, TODAY).waivers[0]
        return Lived(
            world=world,
            published=published,
            draft=draft,
            job=disclosure.jobs(world.cleared, TODAY)[0].id,
            asked=asked,
            address=address,
            waived=(needed.rule, needed.address),
            waiver=next(one.id for one in disclosure.waivers(world.cleared, TODAY) if one.kind == "chair"),
            change=propose_change(CHANGE, world.uncleared, TODAY),
            leave=add_leave(AddLeave(date(2026, 12, 21), date(2026, 12, 31)), asked, TODAY),
            interest=declare_interest(DeclareInterest(CODES[11], "employed", date(2020, 1, 1)), asked, TODAY),
            ties=declare_ties(world, asked),
            question=answered(Ask(ANNOUNCED, f"{CODES[0]}-senior"), world.cleared),
            recorded=disclosure.duty(world.cleared, ANNOUNCED, TODAY).placements[0].address,
            imported=offer_file(OfferFile("posts", "posts.csv", POSTS), world.uncleared, TODAY, datetime.now(UTC)),
            not_chosen=disclosure.not_chosen(asked, TODAY)[0].duty_id,
            word=pinned(world, draft),
            away=add_leave_for(CALL, world.uncleared, TODAY),
            arrangement=add_arrangement(SHARED, world.uncleared, TODAY),
            served={duty: placement_address(SERVED, duty) for duty in (PAST, SECONDED)},
            released=asked_to_release(world),
            secret=invited(world),
            correction=ask_for_correction(AskForCorrection("post", "I began in May"), asked, TODAY),
            learning=mentored(world),
            programme=on_a_programme(world, SECONDED, placement_address(SERVED, SECONDED)),
            message=failed(),
            safeguarding=met(world),
            review=reviewed(world),
            support=supported(world),
            vacancy=vacant(world),
            lessons=learned(world, asked.authorities | {CODES[3]}),
        )


def vacant(world: World) -> dict[str, str]:
    """C03's post falls vacant soon: somebody is named by name. Somebody else was there before the register began."""
    first, last = TODAY + timedelta(weeks=9), TODAY + timedelta(weeks=20)
    duty = register_vacancy(RegisterVacancy(CODES[3], first, last, "The director leaves"), world.cleared, TODAY)
    named = NameHolder(duty, name="Norma Named", office="Deputy director", starts=first)
    held = name_holder(named, world.cleared, TODAY)
    past = AddPastDirector(CODES[3], "Perry Past", "substantive", date(2015, 1, 1), date(2019, 3, 31))
    before = add_past_director(past, world.cleared, TODAY)
    take_step(TakeStep(duty, "cover"), world.cleared, first)
    return {"duty_id": duty, "holding_id": held, "row_id": before}


def _look_back_on(world: World) -> None:
    """Somebody inspected long ago, and the council objected; they were seconded later."""
    said = {"reason": "A dispute", "raised_by": world.chief(CODES[3]).user_id, "raised_on": date(2020, 5, 21)}
    answered = {"answer": "There is none", "answered_by": world.liaison.user_id, "answered_on": date(2020, 5, 22)}
    with store.transaction():
        load_placements([Placement(SERVED, PAST, "done"), Placement(SERVED, SECONDED, "done")], [])
        row = CouncilObjectionRow(id=OBJECTION, person=SERVED, duty=PAST, due_on=date(2020, 5, 22), **said, **answered)
        row.outcome = "not-upheld"
        done = {"prepared": "yes", "worked": "yes", "judged": "partly", "again": True, "comment": "Knows the law"}
        who = {"evaluated_by": world.liaison.user_id, "evaluated_on": date(2025, 7, 1)}
        store.add(row, EvaluationRow(person=SERVED, duty=SECONDED, **done, **who))


def _register_the_rest(world: World) -> None:
    first, last = TODAY + timedelta(weeks=8), TODAY + timedelta(weeks=12)
    register_vacancy(RegisterVacancy(CODES[2], first, last, "The director has left"), world.cleared, TODAY)
    register_review(RegisterReview((CODES[4],), first, last, "2026/17"), world.cleared, TODAY)
    register_secondment(RegisterSecondment(first, last), world.cleared, TODAY)


def asked_to_release(world: World) -> str:
    """The chief executive of C03 is asked to consent to one duty of their senior manager; its address."""
    person, code = f"{CODES[3]}-senior", CODES[3]
    ask_for_duty_consent(AskForDutyConsent("board-7", person, code), world.cleared, TODAY)
    return consent_address(person, code, "board-7")


def plan(world: World) -> str:
    """Make a plan here and now; the roster's id."""
    start_plan(StartPlan(20), world.cleared, TODAY)
    job = claim_job()
    assert job is not None
    run_job(job)
    view = disclosure.job(world.cleared, job, TODAY)
    assert (view.state, view.message) == ("done", "")
    assert view.roster_id is not None
    return view.roster_id


def answered(question: Ask, reader: Reader) -> str:
    """Ask and answer a question about a duty here and now; its id."""
    asked = ask(question, reader, TODAY)
    claimed = claim_question(is_sealed=False) or claim_question(is_sealed=True)
    if claimed is not None:
        answer_question(claimed)
    assert disclosure.question(reader, asked, TODAY).state == "done"
    return asked


def mentored(world: World) -> tuple[str, str, str]:
    """An aspirant who covers a post, with a mentor: the duty, the address of the placement, the mentoring."""
    learner, cover = world.senior(CODES[8]), disclosure.duties(world.cleared, "interim", TODAY)[0].id
    aspire(Aspire("To run a whole service", 100, 0), learner, TODAY)
    with store.transaction():
        load_placements([Placement(str(learner.person_id), cover, "accepted")], [])
    command = NameMentor(cover, str(learner.person_id), f"{CODES[9]}-director")
    return cover, placement_address(str(learner.person_id), cover), name_mentor(command, world.cleared, TODAY)


def met(world: World) -> dict[str, str]:
    """A board of two councils with a partner, a member, a subgroup and a meeting of yesterday: their ids."""
    joint = RegisterSafeguardingBoard((CODES[3], CODES[4]), "The two counties", date(2020, 1, 1))
    board_id = register_safeguarding_board(joint, world.cleared, TODAY)
    office = "Assistant chief constable"
    partner = add_partner(AddPartner(board_id, "police", "Counties Police", office), world.cleared, TODAY)
    member = add_member(AddMember(board_id, "council", "Head of service", f"{CODES[3]}-senior"), world.cleared, TODAY)
    subgroup = add_subgroup(AddSubgroup(board_id, "Learning", member), world.cleared, TODAY)
    meeting = plan_meeting(PlanMeeting(board_id, TODAY - timedelta(days=1)), world.cleared, TODAY)
    found = {"board_id": board_id, "partner_id": partner, "member_id": member}
    return {**found, "subgroup_id": subgroup, "meeting_id": meeting, "code": CODES[4]}


def invited(world: World) -> str:
    """Invite two senior managers; the secret of the second one's link, as the message has it."""
    moment = datetime.now(UTC)
    for code in (CODES[3], CODES[4]):
        invite_person(InvitePerson(f"{code}-senior", f"{code}@example.org"), world.uncleared, moment)
    wanted = store.db.select(MessageRow.facts).where(MessageRow.user == world.senior(CODES[4]).user_id)
    facts = [json.loads(each) for each in store.db.session.scalars(wanted.where(MessageRow.kind == "invitation"))]
    return str(facts[0]["path"].rpartition("/")[2])


def failed() -> str:
    """A message that could not be sent, about nothing that is sealed: its id."""
    with store.transaction():
        row = store.db.session.scalars(store.db.select(MessageRow).where(MessageRow.kind == "roster-published")).one()
        row.state, row.fault = "failed", "content"
        return row.id


def pinned(world: World, draft: str) -> str:
    """Pin whoever the draft has on a board; the word's id."""
    placed = disclosure.roster(world.cleared, draft, TODAY).placements
    address = next(each.address for each in placed if each.duty_id == "board-7")
    return pin_seat(PinSeat(draft, address, "They know the county"), world.cleared, TODAY)


def somebody_asked(world: World) -> tuple[Reader, str]:
    """A director or senior manager with something to answer, and its address."""
    for code in CODES:
        for reader in (world.director(code), world.senior(code)):
            offers = disclosure.my_duties(reader, TODAY).to_answer
            if offers:
                return reader, offers[0].address
    raise AssertionError("somebody is asked")


def sign_in(app: Flask, reader: Reader) -> FlaskClient:
    """A browser in which the reader is signed in."""
    client = app.test_client()
    if reader.user_id:
        with app.app_context():
            carried = sessions.open_session(reader)
        with client.session_transaction() as session:
            session["_user_id"] = carried
            session["_fresh"] = True
    return client


def database_of(folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, by table."""
    if not (folder / "peerinspect.sqlite3").exists():
        import on_postgresql  # which starts a server as soon as the tests are run on it

        return on_postgresql.database_of(folder)
    with sqlite3.connect(f"file:{folder / 'peerinspect.sqlite3'}?mode=ro", uri=True) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: sorted(connection.execute(f'SELECT * FROM "{name}"'), key=repr) for name in names}


def but_for_counts(folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    """What the database holds, but for how often something was asked for, which PostgreSQL counts for all processes."""
    rows = database_of(folder)
    return {**rows, "attempt": [each for each in rows["attempt"] if not str(each[0]).startswith("asked:")]}


TOKEN = re.compile(r'(name="csrf_token"[^>]*value="|value=")[^"]{60,}"')
NONCE = re.compile(r'nonce="[^"]*"')
SHOWN_AT = re.compile(r'(name="seen" value="[0-9a-f]+)\.\d+"')
"""The version that a button or a form rests on, with the second at which it was shown."""
FACTOR = re.compile(r'<svg[^>]* class="app-qr".*?</svg>|Secret: <span class="app-code">[A-Z2-7 ]+</span>', re.DOTALL)


def without_tokens(text: str) -> str:
    """A page without what differs from one answer to the next: form tokens, nonces of scripts, secrets of a factor, and
    when a form was shown; of what it rests on the version stays."""
    return FACTOR.sub("", NONCE.sub("", TOKEN.sub("", SHOWN_AT.sub(r'\1"', text))))
