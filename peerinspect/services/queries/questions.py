"""Questions about duties: how far the search has come, and the answer in names and titles."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from peerinspect.domain import Duty, Evidence, Objection, Strength
from peerinspect.explain.lacking import Tally, tally
from peerinspect.explain.remedies import REMEDIES
from peerinspect.independence import goals
from peerinspect.services import views
from peerinspect.services.asking import FILL, WORTH_KEEPING, known_question
from peerinspect.services.checking import only
from peerinspect.services.kept import kept
from peerinspect.services.queries.candidates import objection_view
from peerinspect.services.queries.looks import record_look
from peerinspect.services.queries.sight import Sight, filled_seats
from peerinspect.services.reader import COORDINATOR, Reader
from peerinspect.services.standing import Standing, part_now, standing
from peerinspect.services.wording import duty_title
from peerinspect.store.reading.people import read_people
from peerinspect.store.reading.questions import questions_about
from peerinspect.store.reading.users import user_names
from peerinspect.store.tables import QuestionRow

Plain = dict[str, Any]
NEWCOMER = "A further volunteer"


def question(reader: Reader, question_id: str, today: date) -> views.QuestionView:
    """A question with its answer. For coordinators; NotFound for one about a duty that the reader may not know of."""
    only(reader, COORDINATOR)
    sight = Sight(reader, today)
    row, duty = known_question(sight, question_id)
    record_look(sight, duty)
    return _question_view(sight, duty, row)


def question_state(reader: Reader, question_id: str, today: date) -> views.QuestionState:
    """How far a question has come, and nothing of what it is about: to ask this again and again is no look."""
    only(reader, COORDINATOR)
    row, _ = known_question(Sight(reader, today), question_id)
    return views.QuestionState(row.id, row.sort, row.state, row.queued_at, row.found)


def lack(reader: Reader, duty_id: str, today: date) -> views.LackView | None:
    """What an open duty lacks on the latest roster and why; None where it lacks nothing. For coordinators."""
    only(reader, COORDINATOR)
    sight = Sight(reader, today)
    duty = sight.duty(duty_id)
    part = part_now(duty, today)
    found = standing(part, today)
    if duty.id not in found.facts.duties or not found.facts.is_open(duty):
        return None
    record_look(sight, duty)
    team = [one for one in found.roster.placements if one.duty == duty.id]
    engaged = goals.engaged(found.facts, [one.pair for one in team])
    covers = found.rulebook.covers
    needs = {need for cover in covers for need in goals.missing_needs(found.facts, duty, engaged, cover)}
    seats, skills = goals.empty_seats(duty, engaged), tuple(sorted(needs & duty.skills))
    if not seats and not skills:
        return None
    return _lack_view(sight, duty, found, seats, skills)


def _lack_view(sight: Sight, duty: Duty, found: Standing, seats: int, skills: tuple[str, ...]) -> views.LackView:
    counted = kept("tally", duty.id, sight.today, lambda: tally(found.facts, found.roster, duty, found.rulebook))
    asked = questions_about(duty.id, FILL, found.version, WORTH_KEEPING)
    people = read_people(counted.free)
    return views.LackView(
        seats=seats,
        skills=skills,
        people=counted.people,
        rules=tuple(views.RuleCountView(one.rule, one.alone, one.in_all) for one in counted.rules),
        combinations=tuple((one.rules, one.people) for one in counted.combinations),
        taken=_taken(sight, counted),
        free=tuple(sorted(one.name for one in people.values())),
        asked=_question_view(sight, duty, asked[0]) if asked else None,
    )


def _taken(sight: Sight, counted: Tally) -> tuple[views.TakenView, ...]:
    duties = sight.duties({id_ for one in counted.taken for id_ in one.duties})
    return tuple(
        views.TakenView(
            one.person,
            one.name,
            tuple(duty_title(duties[id_], sight.places) for id_ in one.duties if id_ in duties),
        )
        for one in counted.taken
    )


def _question_view(sight: Sight, duty: Duty, row: QuestionRow) -> views.QuestionView:
    answer = json.loads(row.answer) if row.answer else None
    filled = filled_seats(sight.records({duty.id: duty}))[duty.id]
    person = read_people([row.person])[row.person].name if row.person else ""
    is_current = row.as_of == sight.today and standing(part_now(duty, sight.today), sight.today).version == row.version
    return views.QuestionView(
        id=row.id,
        sort=row.sort,
        duty=sight.line(duty, filled),
        person_id=row.person,
        person_name=person,
        state=row.state,
        message=row.message,
        asked_by=user_names().get(row.asked_by, ""),
        queued_at=row.queued_at,
        finished_at=row.finished_at,
        found=row.found,
        is_current=is_current,
        attempt=_attempt(_Named(sight, answer["moves"]), duty, answer) if answer and row.sort != FILL else None,
        filling=_filling(sight, answer) if answer and row.sort == FILL else None,
    )


class _Named:
    """The people and duties of many moves, read at once; a volunteer who is on no register has a name too."""

    def __init__(self, sight: Sight, moves: Iterable[Plain]) -> None:
        listed = list(moves)
        self.places = sight.places
        self.people = read_people({each["person"] for each in listed})
        self.duties = sight.duties({each["duty"] for each in listed})

    def name(self, person: str) -> str:
        """The person's name."""
        return self.people[person].name if person in self.people else NEWCOMER

    def duty(self, id_: str) -> views.MoveDuty:
        """The duty by its title."""
        found = self.duties[id_]
        return views.MoveDuty(id_, duty_title(found, self.places), found.period)


def _attempt(named: _Named, duty: Duty, answer: Plain) -> views.TryView:
    return views.TryView(
        status=answer["status"],
        goals=_goals(answer["goals"]),
        moves=_moves(named, answer["moves"]),
        burdens=tuple(views.BurdenView(one, named.name(one), *shares) for one, *shares in answer["burdens"]),
        obstacles=tuple(
            views.ObstacleView(objection_view(_objection(each), duty.kind), each["remedy"] or "")
            for each in answer["obstacles"]
        ),
        minutes=answer["minutes"],
    )


def _goals(listed: Iterable[Plain]) -> tuple[views.GoalSides, ...]:
    return tuple(
        views.GoalSides(one["name"], one["before"], one["after"], one.get("bound") == one["after"]) for one in listed
    )


def _moves(named: _Named, listed: Sequence[Plain]) -> tuple[views.MoveView, ...]:
    """The moves, those of one person together, in the order in which the search tells them."""

    def those(person: str, comes: bool) -> tuple[views.MoveDuty, ...]:
        ids = [each["duty"] for each in listed if each["person"] == person and each["comes"] == comes]
        return tuple(named.duty(id_) for id_ in ids if id_ in named.duties)

    return tuple(
        views.MoveView(one, named.name(one), those(one, False), those(one, True))
        for one in dict.fromkeys(each["person"] for each in listed)
    )


def _objection(plain: Plain) -> Objection:
    return Objection(
        rule=plain["rule"],
        strength=Strength(plain["strength"]),
        sentence=plain["sentence"],
        people=tuple(plain["people"]),
        duties=tuple(plain["duties"]),
        evidence=tuple(Evidence(one["fact"], _day(one["from"]), _day(one["to"])) for one in plain["evidence"]),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _filling(sight: Sight, answer: Plain) -> views.FillView:
    remedies = answer["remedies"]
    named = _Named(sight, (move for one in remedies for move in one["moves"]))
    known = read_people({one["person"] for one in remedies if one["person"]})
    return views.FillView(
        remedies=tuple(_remedy(named, one, one["person"] if one["person"] in known else None) for one in remedies),
        tried=sum(answer["tried"].values()),
        untried=tuple(answer["untried"]),
    )


def _remedy(named: _Named, one: Plain, person: str | None) -> views.RemedyView:
    return views.RemedyView(
        kind=one["kind"],
        sentence=one["change"],
        rule=_rule_of(one) if one["kind"] == "act" else "",
        person_id=person,
        goals=_goals(one["goals"]),
        moves=_moves(named, one["moves"]),
    )


def _rule_of(one: Plain) -> str:
    """The rule that an act clears: its sentence ends with what the act is."""
    return next((rule for rule, act in REMEDIES.items() if one["change"].endswith(act)), "")
