"""The demo: an invented season on real England, planned and published, with somebody to sign in as for each role."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import date

from flask import Flask, has_app_context
from sqlalchemy import select

from peerinspect import config, store
from peerinspect.domain import Facts, Post
from peerinspect.season import generate
from peerinspect.services import disclosure
from peerinspect.services.accounts import AddUser, add_user, mark_as_demo, needs_set_up
from peerinspect.services.demo_improvement import show_what_follows, show_what_searches_rest_on
from peerinspect.services.demo_offering import show_offering
from peerinspect.services.holding_back.demonstration import show_holding
from peerinspect.services.liaison.demonstration import show_a_week
from peerinspect.services.planning import StartPlan, start_plan
from peerinspect.services.plans import claim_job, run_job
from peerinspect.services.publishing import PublishRoster, publish_roster
from peerinspect.services.reader import (
    ADMINISTRATOR,
    CHIEF_EXECUTIVE,
    COORDINATOR,
    DIRECTOR,
    LIAISON,
    PANEL,
    Reader,
)
from peerinspect.services.refusal import Refusal
from peerinspect.services.sessions import load_reader
from peerinspect.services.waiver_decisions import DecideWaiver, approve_waiver, duties_of
from peerinspect.services.waiver_rights import Approval, approvals_needed
from peerinspect.services.waivers import ProposeWaiver, propose_waiver
from peerinspect.services.wording import counted
from peerinspect.store.loading import load_facts
from peerinspect.store.reading.councils import read_places
from peerinspect.store.reading.duties import read_duties, sealed_duties
from peerinspect.store.reading.people import people_at, read_people
from peerinspect.store.reading.placements import read_placements
from peerinspect.store.reading.policies import read_policy
from peerinspect.store.reading.waivers import find_waiver
from peerinspect.store.tables import PersonRow, UserRow

SEED = 7
PASSWORD = "peerinspect-demo"
ACCOUNTS = "demo.example"
REASON = "Nobody else with these skills is free at the time"
MITIGATION = "The report is read by a second reader from another region"
LETTER = "Letter of the demo season"
MOST_ROUNDS = 4
TIME_LIMIT = 30
"""Seconds for each of the four parts: the demo must be up soon, and says how good what it found is."""

Report = Callable[[str], None]
"""Takes a sentence about what was done."""


def load_demo(if_empty: bool, report: Report, today: date | None = None, time_limit: int = TIME_LIMIT) -> None:
    """Create the database and fill it, unless it holds something: then nothing is changed and `report` is told so.

    `if_empty` says that data already there is as good, and keeps quiet about it.
    """
    day = today or date.today()
    with nullcontext() if has_app_context() else _own_app():
        store.upgrade()
        if not needs_set_up() or store.db.session.scalar(select(PersonRow.id).limit(1)):
            report("The database is as it was left." if if_empty else "The database holds data already; it is kept.")
            return
        _Demo(day, report, time_limit).load()


@contextmanager
def _own_app() -> Iterator[None]:
    """An application with nothing but the store, for a command that serves no page."""
    app = Flask("peerinspect")
    app.config.update(config.settings())
    config.complete(app.config)
    store.init_app(app)
    with app.app_context():
        yield


def with_fresh_ids(facts: Facts) -> Facts:
    """The facts with random ids: those of a season follow from its seed, and could be guessed."""
    person = {id_: store.new_token() for id_ in facts.people}
    duty = {id_: store.new_token() for id_ in facts.duties}
    return replace(
        facts,
        people={person[id_]: replace(one, id=person[id_]) for id_, one in facts.people.items()},
        duties={duty[id_]: replace(one, id=duty[id_]) for id_, one in facts.duties.items()},
        interests=tuple(replace(each, person=person[each.person]) for each in facts.interests),
        placements=tuple(replace(each, person=person[each.person], duty=duty[each.duty]) for each in facts.placements),
        waivers=tuple(
            replace(
                each,
                person=person[each.person],
                duty=duty[each.duty],
                other=(person[each.other[0]], duty[each.other[1]]) if each.other else None,
            )
            for each in facts.waivers
        ),
        affinity={(person[one], duty[work]): number for (one, work), number in facts.affinity.items()},
    )


@dataclass
class _Demo:
    """One demo being made."""

    today: date
    report: Report
    time_limit: int
    chief_executives: dict[str, Reader] = field(default_factory=dict)
    """By the code of their council."""
    director: Reader | None = None
    """Whoever has something to answer."""
    chief_executive: Reader | None = None
    """Whoever signs in as one."""

    def load(self) -> None:
        """Facts, users, plan, publication; then the people to sign in as."""
        facts = with_fresh_ids(generate(1, SEED, self.today))
        with store.transaction():
            load_facts(facts)
        self.report(
            f"Loaded {len(facts.authorities)} councils, {len(facts.people)} invented people and "
            f"{len(facts.duties)} duties."
        )
        coordinator = self._user("coordinator", "Cora Coordinator", COORDINATOR, cleared=True)
        second = self._user("second-coordinator", "Sam Second", COORDINATOR)
        liaison = self._user("liaison", "Lee Liaison", LIAISON)
        panel = self._user("panel", "Pat Panel", PANEL)
        self._user("administrator", "Ada Administrator", ADMINISTRATOR)
        show_what_searches_rest_on(coordinator, liaison, panel, self.today)
        roster = self._plan(coordinator)
        self._waive(roster, coordinator, second, liaison)
        self._publish(roster, coordinator, second, liaison)
        self.report("Published the roster: directors have something to answer.")
        self._tied_users()
        if self.director:
            show_offering(coordinator, self.director, self.today)
        asked = frozenset(person for person in store.db.session.scalars(select(UserRow.person)) if person)
        show_a_week(liaison, coordinator, asked, self._chief_executive, self.today)
        show_holding(coordinator, second, liaison, asked, self._peer, self.today)
        show_what_follows(coordinator, self.chief_executive, self._chief_executive, self.today)
        self._say_who(coordinator)

    def _user(
        self,
        account: str,
        name: str,
        role: str,
        person: str | None = None,
        authorities: tuple[str, ...] = (),
        cleared: bool = False,
    ) -> Reader:
        """A user to sign in as, made the way an administrator makes them."""
        maker = Reader("", "the demo", ADMINISTRATOR)
        command = AddUser(f"{account}@{ACCOUNTS}", name, role, PASSWORD, person, authorities, cleared)
        user = add_user(command, maker, self.today)
        mark_as_demo(user)
        reader = load_reader(user, self.today)
        if reader is None:
            raise AssertionError("a user that was just added can be read")
        return reader

    def _peer(self, person: str, name: str) -> Reader:
        """Somebody who has accepted a sealed inspection."""
        return self._user("told-director", name, DIRECTOR, person=person)

    def _plan(self, coordinator: Reader) -> str:
        """Look for the roster, here and now."""
        start_plan(StartPlan(self.time_limit), coordinator, self.today)
        job = claim_job()
        if job is None:
            raise AssertionError("a job that was just queued can be claimed")
        run_job(job, tell=self.report)
        view = disclosure.job(coordinator, job, self.today)
        if view.roster_id is None:
            raise RuntimeError(view.message or "the search for a roster was stopped")
        return view.roster_id

    def _waive(self, roster: str, coordinator: Reader, second: Reader, liaison: Reader) -> None:
        """Have the waivers that the roster needs proposed by one, and approved by whoever may in their own name."""
        view = disclosure.roster(coordinator, roster, self.today)
        needed = list(dict.fromkeys((each.rule, each.address) for each in view.waivers if not each.recorded))
        self._have_waived(needed, roster, coordinator, {LIAISON: liaison, COORDINATOR: second})

    def _publish(self, roster: str, coordinator: Reader, second: Reader, liaison: Reader) -> None:
        """Publish; where something is over a limit by two, it shows only now that one waiver was not enough."""
        for _ in range(MOST_ROUNDS):
            try:
                publish_roster(PublishRoster(roster), coordinator, self.today)
            except Refusal as refusal:
                left = [
                    (rule, address) for rule, _, address in (key.partition("/") for key in refusal.messages) if rule
                ]
                if not left:
                    raise
                self._have_waived(left, roster, coordinator, {LIAISON: liaison, COORDINATOR: second})
            else:
                return
        raise RuntimeError("the demo's roster needs more waivers than it can be given")

    def _have_waived(
        self, needed: list[tuple[str, str]], roster: str, coordinator: Reader, others: dict[str, Reader]
    ) -> None:
        """Each is a rule and the address of a placement; `others` are those who decide, by their role."""
        placed = disclosure.roster(coordinator, roster, self.today).placements
        duty_at = {each.address: each.duty_id for each in placed}
        duties = read_duties(self.today, set(duty_at.values()))
        for rule, address in needed:
            last_day = duties[duty_at[address]].last_day
            command = ProposeWaiver(roster, address, rule, REASON, MITIGATION, last_day)
            waiver = propose_waiver(command, coordinator, self.today)
            for approval in self._approvals(waiver):
                reader = others.get(approval.role) or self._chief_executive(min(approval.councils))
                approve_waiver(DecideWaiver(waiver, reference=LETTER), reader, self.today)
        self.report(f"{counted(len(needed), 'waiver')} proposed, and approved by those who may.")

    def _approvals(self, waiver: str) -> tuple[Approval, ...]:
        """Whose word a waiver needs."""
        record = find_waiver(waiver)
        if record is None:
            raise AssertionError("a waiver that was just proposed can be read")
        return approvals_needed(record.proposal.rule, duties_of(record, self.today), read_policy())

    def _chief_executive(self, code: str) -> Reader:
        """The chief executive of a council, made when first asked for."""
        if code not in self.chief_executives:
            name = read_places()[code].name
            self.chief_executives[code] = self._user(
                f"chief-executive-{code.lower()}", f"Chief Executive of {name}", CHIEF_EXECUTIVE, authorities=(code,)
            )
        return self.chief_executives[code]

    def _tied_users(self) -> None:
        """A director with something to answer; two people of a council that has a sealed inspection."""
        duties = read_duties(self.today)
        offered = [each for each in read_placements(self.today, duties) if each.status == "offered"]
        answers: dict[str, set[bool]] = {}
        for each in offered:
            answers.setdefault(each.person, set()).add(duties[each.duty].sealed)
        people = read_people()
        directors = [id_ for id_, one in people.items() if any(_is_director(post, self.today) for post in one.posts)]
        asked = max(directors, key=lambda id_: (len(answers.get(id_, ())), id_))
        self.director = self._user("director", people[asked].name, DIRECTOR, person=asked)
        code, veiled = self._inspected_council(asked)
        if veiled:
            self._user("inspected-director", people[veiled].name, DIRECTOR, person=veiled)
        self.chief_executive = self._user("chief-executive", "Chris Chief", CHIEF_EXECUTIVE, authorities=(code,))

    def _inspected_council(self, other_than: str) -> tuple[str, str | None]:
        """A council with a sealed inspection to come, and its director; one that has a director where there is one."""
        people = read_people()
        found = []
        for duty in read_duties(self.today, sealed_duties(self.today)).values():
            for code in sorted(duty.authorities):
                own = sorted(people_at([code], self.today) - {other_than})
                heads = [id_ for id_ in own if any(_is_director(post, self.today) for post in people[id_].posts)]
                found.append((not heads, duty.first_day, code, next(iter(heads), None)))
        if not found:
            return min(read_people().values(), key=lambda one: one.id).posts[0].authority, None
        _, _, code, head = min(found)
        return code, head

    def _say_who(self, coordinator: Reader) -> None:
        """The demo sign-ins, one a line."""
        for line in sign_ins():
            self.report(line)


def sign_ins() -> tuple[str, ...]:
    """How to sign in to the demo, in lines; none where the database does not hold it."""
    is_here = store.db.session.scalar(select(UserRow.id).where(UserRow.email == f"coordinator@{ACCOUNTS}"))
    if not is_here:
        return ()
    return (
        f"Sign in with the password {PASSWORD} as:",
        *(f"  {line}" for line in _SIGN_INS),
        "These users need no second factor, and can sign in from this computer only. Never use them in earnest.",
    )


def _is_director(post: Post, day: date) -> bool:
    """Whether the post is a director's, held on the day."""
    return post.role == "director" and post.period.holds(day)


_SIGN_INS = (
    "coordinator@demo.example          coordinator, cleared for sealed work",
    "second-coordinator@demo.example   coordinator, not cleared",
    "liaison@demo.example              Ofsted liaison",
    "director@demo.example             director with offers to answer",
    "told-director@demo.example        director who accepted a sealed inspection, and gave the undertaking",
    "inspected-director@demo.example   director of a council with a sealed inspection, of which they see nothing",
    "chief-executive@demo.example      chief executive of that council",
    "panel@demo.example                national panel",
    "administrator@demo.example        administrator",
)
