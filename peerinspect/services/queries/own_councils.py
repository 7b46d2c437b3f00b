"""What a chief executive's council gives, gets and owes, and what waits for them. Nothing sealed is in any of it."""

from __future__ import annotations

from datetime import date

from peerinspect.services import views
from peerinspect.services.checking import only
from peerinspect.services.queries.authorities import authority
from peerinspect.services.queries.boards import my_boards
from peerinspect.services.queries.releases import council_people
from peerinspect.services.queries.waiver_register import waivers_to_decide
from peerinspect.services.reader import CHIEF_EXECUTIVE, Reader

OVER = ("done",)


def own_councils(reader: Reader, today: date) -> tuple[views.OwnCouncil, ...]:
    """The reader's councils, by name. For chief executives."""
    only(reader, CHIEF_EXECUTIVE)
    people, boards = council_people(reader, today), my_boards(reader, today)
    waivers = len(waivers_to_decide(reader, today))
    found = []
    for code in reader.authorities:
        detail = authority(reader, code, today)
        name = detail.line.name
        assert detail.days_given is not None and detail.days_received is not None, "it is the reader's own council"
        here = [each for each in people if each.authority == code]
        ours = [each for each in boards if name in each.councils]
        asked = sum((each.request is not None) + sum(1 for one in each.duties if one.asked_on) for each in here)
        found.append(
            views.OwnCouncil(
                code=code,
                name=name,
                days_given=detail.days_given,
                days_received=detail.days_received,
                given=tuple(each for each in detail.given if each.status not in OVER),
                received=tuple(each for each in detail.received if each.status not in OVER),
                consents_asked=asked,
                words_asked=sum(1 for each in ours if each.waits),
                waivers_asked=waivers,
                appraisals_due=tuple(f"{each.title}. {each.due}" for each in ours if each.due),
            )
        )
    return tuple(sorted(found, key=lambda each: (each.name, each.code)))
