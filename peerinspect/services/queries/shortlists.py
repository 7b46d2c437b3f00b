"""Who could chair a board, from the matching, for those who appoint: rank, journey, and which rules stand against it.

What a rule rests on may be somebody's own business, so only the rule is named. Boards are open work, and are looked at
in complete ignorance of sealed inspections: nothing of one is here.
"""

from __future__ import annotations

from datetime import date

from peerinspect.independence.plain_words import rule_title
from peerinspect.services import views
from peerinspect.services.boards.acting import board_for, tie_of
from peerinspect.services.lives.team import team_of
from peerinspect.services.queries.candidates import seen_from
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reader import Reader
from peerinspect.store.reading.people import read_names

MOST = 20


def shortlist(reader: Reader, duty_id: str, today: date) -> views.Shortlist:
    """The shortlist of a board, the best first. For those who may read its papers. Takes a while the first time."""
    duty = board_for(reader, duty_id, today)
    sight = Sight(reader, today)
    found = seen_from(sight, duty)
    team = [row.person for row in team_of(duty.id)]
    ranked = sorted(found.eligible, key=lambda each: (bool(each.objections), each.rank or 0))
    lines = tuple(
        views.ShortlistLine(
            person_id=each.person_id,
            name=each.name,
            home_names=each.home_names,
            rank=number,
            minutes=each.minutes,
            rules=tuple(dict.fromkeys(rule_title(one.rule) for one in each.objections)),
            is_tied=bool(tie_of(reader, [each.person_id], duty, today)),
        )
        for number, each in enumerate((one for one in ranked if one.person_id not in team), start=1)
        if number <= MOST
    )
    names = read_names(team)
    asked = tuple(views.Choice(each, names[each]) for each in team)
    return views.Shortlist(lines, asked, len(found.blocked))
