"""Who could chair a board, from the matching, for those who appoint: rank, journey, and which rules stand against it.

What a rule rests on may be somebody's own business, so only the rule is named. Boards are open work, and are looked at
in complete ignorance of sealed inspections: nothing of one is here.
"""

from __future__ import annotations

from datetime import date

from peerinspect.domain import Duty
from peerinspect.independence.engagement import engage
from peerinspect.independence.goals import home_minutes
from peerinspect.independence.plain_words import rule_title
from peerinspect.services import views
from peerinspect.services.boards.acting import board_for, tie_among
from peerinspect.services.lives.team import team_of
from peerinspect.services.queries.candidates import seen_from
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reader import Reader
from peerinspect.services.standing import standing
from peerinspect.services.veil import OPEN
from peerinspect.store.reading.people import expertise_of, read_names, read_people

MOST = 20
TAKEN = "seat-taken"
"""What stands against somebody for no other reason than that a chair is in post: for an interim chair it counts not."""


def shortlist(reader: Reader, duty_id: str, today: date) -> views.Shortlist:
    """The shortlist of a board, the best first. For those who may read its papers. Takes a while the first time.

    For an empty seat in the order of the matching; while a chair is in post, by the journey.
    """
    duty = board_for(reader, duty_id, today)
    sight = Sight(reader, today)
    found = seen_from(sight, duty)
    team = [row.person for row in team_of(duty.id)]
    could = [each for each in found.eligible if each.person_id not in team]
    waiting = [each for each in found.blocked if _could_follow(each) and each.person_id not in team]
    minutes = _minutes(duty, [each.person_id for each in waiting], today)
    waiting.sort(key=lambda each: (bool(_rules(each)), minutes[each.person_id], each.name, each.person_id))
    could.sort(key=lambda each: (bool(each.objections), each.rank or 0))
    chosen = (*could, *waiting)[:MOST]
    said = expertise_of([each.person_id for each in chosen])
    people = read_people([each.person_id for each in chosen])
    lines = tuple(
        views.ShortlistLine(
            person_id=each.person_id,
            name=each.name,
            home_names=each.home_names,
            rank=number,
            minutes=minutes.get(each.person_id, each.minutes),
            rules=_rules(each),
            is_tied=bool(tie_among(reader, [people[each.person_id]], today)),
            expertise=said.get(each.person_id, ""),
        )
        for number, each in enumerate(chosen, start=1)
    )
    names = read_names(team)
    asked = tuple(views.Choice(each, names[each]) for each in team)
    return views.Shortlist(lines, asked, len(found.blocked) - len(waiting))


def _could_follow(each: views.CandidateView) -> bool:
    return all(one.rule == TAKEN for one in each.objections if one.strength == "hard") and bool(each.objections)


def _rules(each: views.CandidateView) -> tuple[str, ...]:
    """The titles of the rules that would have to be set aside."""
    return tuple(dict.fromkeys(rule_title(one.rule) for one in each.objections if one.rule != TAKEN))


def _minutes(duty: Duty, people: list[str], today: date) -> dict[str, int]:
    """The journey of each."""
    facts = standing(OPEN, today).facts
    if duty.id not in facts.duties:
        return dict.fromkeys(people, 0)
    return {id_: home_minutes(engage(facts, facts.people[id_], facts.duties[duty.id])) for id_ in people}
