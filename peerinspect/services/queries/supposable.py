"""What a what-if can suppose: who could leave, which duty could move, which figure of a rule could change."""

from __future__ import annotations

from datetime import date

from peerinspect.independence.parameters import parameter_of
from peerinspect.independence.plain_words import rule_title
from peerinspect.independence.rulebook import Rulebook
from peerinspect.services import views
from peerinspect.services.checking import only
from peerinspect.services.queries.looks import record_look_at_list
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reader import COORDINATOR, Reader
from peerinspect.services.wording import duty_title, plain_day
from peerinspect.store.reading.people import read_people
from peerinspect.store.reading.policies import read_policy


def who_could_leave(reader: Reader, today: date) -> tuple[views.Choice, ...]:
    """Everybody who holds a post or offers anything, by name. For coordinators."""
    only(reader, COORDINATOR)
    sight = Sight(reader, today)
    named = []
    for one in read_people().values():
        homes = [post.authority for post in one.posts if post.period.holds(today)]
        if homes or one.offers:
            where = f", {sight.places[homes[0]].name}" if homes else ""
            named.append((f"{one.name}{where}", one.id))
    return tuple(views.Choice(id_, label) for label, id_ in sorted(named))


def what_could_move(reader: Reader, today: date) -> tuple[views.Choice, ...]:
    """Duties that the reader may know of and that have not begun, by their first day. For coordinators."""
    only(reader, COORDINATOR)
    sight = Sight(reader, today)
    coming = sorted(
        (duty for duty in sight.duties().values() if duty.first_day > today), key=lambda duty: (duty.first_day, duty.id)
    )
    record_look_at_list(sight, coming, "among the duties that could move")
    return tuple(
        views.Choice(duty.id, f"{duty_title(duty, sight.places)}, {plain_day(duty.first_day)}") for duty in coming
    )


def which_figures(reader: Reader, today: date) -> tuple[views.Choice, ...]:
    """Every figure of the rules in force, as it is now, by "rule:name". For coordinators."""
    only(reader, COORDINATOR)
    return tuple(
        views.Choice(f"{rule.code}:{name}", f"{rule_title(rule.code)}: {parameter_of(rule.code, name).told(number)}")
        for rule in Rulebook.under(read_policy()).rules
        for name, number in rule.parameters.items()
    )
