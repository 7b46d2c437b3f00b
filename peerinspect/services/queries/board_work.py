"""What boards want of a coordinator: appraisals that are due, steps that wait for somebody's word.

For the page of the day: each is a list of AttentionLine, whose length is its count. `boards` are the terms that are not
over, by id, where they are at hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from peerinspect.domain import Duty, add_months
from peerinspect.domain.kinds import CHAIR
from peerinspect.domain.lives import IN_POST, LIVES, whose_word
from peerinspect.services.boards.commands import OF_OFFICE
from peerinspect.services.queries.boards import PARTNERS
from peerinspect.services.queries.sight import Sight
from peerinspect.services.views import AttentionLine
from peerinspect.services.wording import duty_title, joined, plain_day
from peerinspect.store.reading.boards import waiting_steps, words_on
from peerinspect.store.reading.duties import states_of
from peerinspect.store.tables import BoardStepRow

APPRAISAL_MONTHS = 12
APPRAISAL_AHEAD = timedelta(weeks=4)


def appraisals_due(sight: Sight, boards: Mapping[str, Duty] | None = None) -> list[AttentionLine]:
    """Chairs whose yearly appraisal is due within four weeks, or is overdue. Its day is twelve months after the last
    one, or after they took the post."""
    boards = sight.current(CHAIR) if boards is None else boards
    states = states_of(list(boards)) if boards else {}
    lines = []
    for id_, duty in boards.items():
        state, since = states[id_]
        if state not in IN_POST or since is None:
            continue
        due = add_months(since, APPRAISAL_MONTHS)
        if duty.first_day <= sight.today and sight.today + APPRAISAL_AHEAD >= due <= duty.last_day:
            word = "was" if due < sight.today else "is"
            detail = f"The chair's yearly appraisal {word} due by {plain_day(due)}"
            lines.append(AttentionLine(duty_title(duty, sight.places), detail, due, id_))
    return lines


def board_steps_waiting(sight: Sight, boards: Mapping[str, Duty] | None = None) -> list[AttentionLine]:
    """Steps of boards that wait for somebody's word, with whose it is."""
    boards = sight.current(CHAIR) if boards is None else boards
    rows = waiting_steps(list(boards)) if boards else ()
    states = states_of({each.duty for each in rows}) if rows else {}
    said = {(each.step, each.party) for each in words_on([row.id for row in rows])}
    life, lines = LIVES[CHAIR], []
    for row in rows:
        step = life.step(row.action)
        if step is None or life.refusal(states[row.duty][0], row.action):
            continue
        missing = _missing(sight, boards[row.duty], row, said)
        detail = f"{step.name}: waits for {missing or 'the step to be taken'}, since {plain_day(row.made_on)}"
        lines.append(AttentionLine(duty_title(boards[row.duty], sight.places), detail, row.made_on, row.duty))
    return lines


def _missing(sight: Sight, duty: Duty, row: BoardStepRow, said: set[tuple[str, str]]) -> str:
    parties = whose_word(row.made_on, duty.authorities, row.action in OF_OFFICE)
    silent = [each for each in parties if (row.id, each) not in said]
    return joined(PARTNERS[each].lower() if each in PARTNERS else sight.places[each].name for each in silent)
