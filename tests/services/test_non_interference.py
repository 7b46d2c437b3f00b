"""Nothing that a council's own people can read tells whether the council is to be inspected.

Two services start from the same bytes. Into one of them goes a sealed inspection of council T. Both plan, waive,
publish and answer. Then everything that services hand to T's director, senior manager and chief executive, and to the
signed-out, is the same.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from forecasts import count_all
from small_service import service
from small_world import CODES, TODAY, World, board, build_world, inspection, tied
from test_plan import plan, waive_all

from peerinspect.domain.kinds import KINDS
from peerinspect.services import disclosure
from peerinspect.services.inspections import RegisterInspection, register_inspection
from peerinspect.services.publishing import PublishRoster, publish_roster
from peerinspect.services.queries.calendars import entries_for
from peerinspect.services.reader import SIGNED_OUT, Reader
from peerinspect.services.refusal import NotAllowed, NotFound
from peerinspect.services.views import WorkAsked
from peerinspect.services.views.seconding import PoolAsked
from peerinspect.store.snapshot import snapshot

TARGET = CODES[3]
INSPECTED = date(2026, 9, 7)


def everything_for(reader: Reader, day: date) -> dict[str, str]:
    """All that the queries hand to the reader, as text; refusals too."""
    found: dict[str, str] = {}

    def ask(name: str, query: Callable[[], object]) -> None:
        try:
            found[name] = repr(query())
        except (NotFound, NotAllowed) as refusal:
            found[name] = type(refusal).__name__

    for query in (
        disclosure.people,
        disclosure.authorities,
        disclosure.vacancies,
        disclosure.rosters,
        disclosure.jobs,
        disclosure.my_duties,
        disclosure.my_offers,
        disclosure.my_declarations,
        disclosure.my_stands,
        disclosure.register,
        disclosure.register_page,
        disclosure.look_backs,
        disclosure.council_people,
        disclosure.own_councils,
        disclosure.my_boards,
        disclosure.rulebook,
        disclosure.waivers,
        disclosure.waivers_to_decide,
        disclosure.coordinator_home,
        disclosure.my_inspections,
        disclosure.my_evaluations,
        disclosure.objections_waiting,
        disclosure.secondments,
        disclosure.council_secondees,
        disclosure.cohorts,
        disclosure.programme_report,
        disclosure.my_programme,
        disclosure.my_mentoring,
        disclosure.evaluated_report,
    ):
        ask(query.__name__, lambda query=query: query(reader, day))
    for code in CODES:
        ask(f"authority {code}", lambda code=code: disclosure.authority(reader, code, day))
        ask(f"evaluations {code}", lambda code=code: disclosure.evaluations_of(reader, f"{code}-director", day))
        for role in ("director", "senior"):
            ask(f"person {code}-{role}", lambda code=code, role=role: disclosure.person(reader, f"{code}-{role}", day))
    for kind in (None, *KINDS):
        ask(f"duties {kind}", lambda kind=kind: disclosure.duties(reader, kind, day))
    for id_ in snapshot(day).duties:
        ask(f"duty {id_}", lambda id_=id_: disclosure.duty(reader, id_, day))
    ask("pool", lambda: disclosure.secondment_pool(reader, day, PoolAsked(), 1))
    ask("calendar", lambda: disclosure.inspection_calendar(reader, day, day))
    ask("week", lambda: disclosure.week(reader, INSPECTED, day))
    ask("sheet", lambda: disclosure.week_sheet(reader, INSPECTED, day))
    ask("year", lambda: disclosure.inspection_year(reader, day, "unannounced", day))
    ask("supply", lambda: disclosure.supply_week(reader, INSPECTED, "unannounced", day))
    ask("best weeks", lambda: disclosure.best_weeks(reader, TARGET, "unannounced", day))
    past, coming, *_ = disclosure.years_of_work(day)
    for name in ("load_report", "turnover_report", "days_report", "cost_report"):
        report = getattr(disclosure, name)
        ask(name, lambda report=report: (report(reader, past.period, day), report(reader, coming.period, day)))
    for name in ("fairness_report", "waivers_report", "thanks", "rate_events", "investment", "alternatives"):
        report = getattr(disclosure, name)
        ask(name, lambda report=report: report(reader, day))
    ask("support", lambda: disclosure.support_home(reader, WorkAsked("support", when="all"), 1, day))
    ask("appointments", lambda: disclosure.public_appointments(day))
    ask("calendar feed", lambda: entries_for(reader, day))
    return found


def without_chance(text: str, *ids: str) -> str:
    """The text without what chance and the clock put in: the ids of the roster and the search, and moments."""
    for id_ in ids:
        text = text.replace(id_, "an id")
    return re.sub(r"datetime\.datetime\([^)]*\)", "a moment", text)


def played(folder: Path, world: World, with_inspection: bool) -> tuple[World, dict[str, dict[str, str]]]:
    """Plan, waive and publish; what T's people see before the plan, after it and after publication."""
    with service(folder):
        if with_inspection:
            register_inspection(RegisterInspection((TARGET,), INSPECTED), world.cleared, TODAY)
        readers = [
            world.director(TARGET),
            world.senior(TARGET),
            world.chief(TARGET),
            tied(replace(world.uncleared, cleared=True), TARGET),
            SIGNED_OUT,
        ]
        count_all(TODAY)
        seen = {f"{reader.name} at first": everything_for(reader, TODAY) for reader in readers}
        roster = plan(world.cleared)
        waive_all(world, roster)
        publish_roster(PublishRoster(roster), world.cleared, TODAY)
        count_all(TODAY)
        for reader in readers:
            seen[f"{reader.name} in the end"] = everything_for(reader, TODAY)
        job = disclosure.jobs(world.cleared, TODAY)[0].id
        seen = {
            reader: {query: without_chance(text, roster, job) for query, text in found.items()}
            for reader, found in seen.items()
        }
        placed = {each.duty_id: each.person_id for each in disclosure.roster(world.cleared, roster, TODAY).placements}
        seen["how many are placed"] = {"": str(len(placed))}
        return world, seen


@pytest.fixture(scope="module")
def two_lives(tmp_path_factory: pytest.TempPathFactory) -> tuple[World, dict, dict]:
    """The same service without and with the inspection."""
    parent = tmp_path_factory.mktemp("lives")
    first = TODAY + timedelta(weeks=16)
    others = [code for code in CODES if code != TARGET]
    with service(parent / "start"):
        world = build_world(
            TODAY,
            [
                *(board(f"board-{code}", code, TODAY) for code in CODES[::3]),
                *(inspection(f"sealed-{code}", code, first + timedelta(weeks=n)) for n, code in enumerate(others)),
            ],
        )
    for life in ("without", "with"):
        shutil.copytree(parent / "start", parent / life)
    _, without = played(parent / "without", world, with_inspection=False)
    _, with_ = played(parent / "with", world, with_inspection=True)
    return world, without, with_


def test_the_inspection_was_planned_and_filled(two_lives: tuple[World, dict, dict]) -> None:
    """Else the test below would prove nothing."""
    _, without, with_ = two_lives
    assert int(with_["how many are placed"][""]) == int(without["how many are placed"][""]) + 1


def test_the_councils_own_people_are_asked_to_do_sealed_work_elsewhere(two_lives: tuple[World, dict, dict]) -> None:
    """Else their dates could not have changed."""
    _, without, _ = two_lives
    own = [without[f"{name} {TARGET} in the end"]["my_duties"] for name in ("Director", "Senior")]
    assert any("An inspection of a council that will be named later" in text for text in own)


def test_they_see_the_same_to_the_letter(two_lives: tuple[World, dict, dict]) -> None:
    _, without, with_ = two_lives
    for reader, before in without.items():
        if reader == "how many are placed":
            continue
        after = with_[reader]
        assert before.keys() == after.keys()
        for query, text in before.items():
            assert after[query] == text, f"{query} for {reader}"
