"""The agreement between the council that is advised and the lead's own council."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import delete

from peerinspect import store
from peerinspect.services.checking import Checks, only
from peerinspect.services.lives.stepping import drawn_step
from peerinspect.services.reader import CHIEF_EXECUTIVE, COORDINATOR, Reader
from peerinspect.services.refusal import NotFound, Refusal
from peerinspect.services.support.advancing import AGREE, advance, note_event, step_now
from peerinspect.services.support.commands import AgreeToSupport, DrawUpAgreement
from peerinspect.services.support.parts import LIFE, PLANNER, Taking, inside, locked_row, state_of
from peerinspect.services.support.telling import tell_agreed, tell_chiefs_of_agreement
from peerinspect.services.texts import LONGEST_REFERENCE, check_text, tidy
from peerinspect.services.wording import council_names, joined
from peerinspect.store.reading.councils import read_places
from peerinspect.store.reading.support import words_on_support
from peerinspect.store.tables import SupportAgreementRow, SupportWordRow

NO_LEAD = "Nobody leads the advisers yet. Name the lead first: the agreement is with their council"
NOTHING_DRAWN = "Nothing is drawn up to agree to. Reload the page"
ON_THE_PAGE = "Page of this programme"


def draw_up_agreement(command: DrawUpAgreement, reader: Reader, today: date) -> None:
    """Draw it up, and ask the two councils. For coordinators. Drawn up again, it has to be agreed to again."""
    only(reader, COORDINATOR)
    with store.transaction():
        found = inside(reader, command.duty_id, today, PLANNER)
        step_now(found.duty, AGREE)
        checks = Checks()
        checks.need(found.lead, "", NO_LEAD)
        check_text(checks, command.aims, "aims", "Write down the aims", "the aims")
        checks.number(command.days, "days", 1, 366, "Days")
        checks.done()
        session, id_ = store.db.session, found.duty.id
        session.execute(delete(SupportWordRow).where(SupportWordRow.duty == id_))
        row = session.get(SupportAgreementRow, id_) or SupportAgreementRow(duty=id_)
        row.aims, row.days = tidy(command.aims), command.days
        row.drawn_by, row.drawn_on, row.settled_on = reader.user_id, today, None
        store.add(row)
        event = note_event(reader, "draw-up-support", id_, f"Drew the agreement up for {_names(found.parties)}.")
        tell_chiefs_of_agreement(found, event)


def agree_to_support(command: AgreeToSupport, reader: Reader, today: date) -> bool:
    """Say yes for a council; whether both have agreed by now, which takes the step.

    For the chief executives of the two councils, for their own; coordinators record a council's letter. Saying it
    twice changes nothing.
    """
    only(reader, CHIEF_EXECUTIVE, COORDINATOR)
    with store.transaction():
        found = inside(reader, command.duty_id, today)
        row = locked_row(found.duty.id)
        agreement = store.db.session.get(SupportAgreementRow, found.duty.id)
        parties = _speaks_for(command, found, reader)
        if agreement is None or found.lead is None:
            raise Refusal(NOTHING_DRAWN)
        said = words_on_support(found.duty.id)
        if agreement.settled_on is not None or set(parties) <= said.keys():
            return agreement.settled_on is not None
        drawn_step(LIFE, state_of(row), AGREE)
        _check(command, reader, today)
        _say(command, found, parties, reader, today)
        note_event(reader, "agree-to-support", found.duty.id, f"{_names(parties)} agreed to the support.")
        return _settle_if_all(found, agreement, reader, today)


def _speaks_for(command: AgreeToSupport, found: Taking, reader: Reader) -> list[str]:
    """The councils whose word this is. NotFound for a chief executive of neither."""
    if reader.role == COORDINATOR:
        checks = Checks()
        checks.need(command.party in found.parties, "party", "Choose one of the two councils")
        checks.done()
        return [command.party]
    own = [each for each in found.parties if each in reader.authorities]
    if not own:
        raise NotFound("no party to this agreement")
    return own


def _check(command: AgreeToSupport, reader: Reader, today: date) -> None:
    checks = Checks()
    check_text(checks, command.brings, "brings", "Say what the council brings", "this")
    if reader.role == COORDINATOR:
        check_text(checks, command.name, "name", "Enter the name of who signed", "the name", LONGEST_REFERENCE)
        missing = "Enter the reference of the letter"
        check_text(checks, command.reference, "reference", missing, "the reference", LONGEST_REFERENCE)
        if checks.need(command.day, "day", "Enter the day of the letter") and command.day is not None:
            checks.need(command.day <= today, "day", "Enter a day that has come")
    checks.done()


def _say(command: AgreeToSupport, found: Taking, parties: Collection[str], reader: Reader, today: date) -> None:
    by_letter = reader.role == COORDINATOR
    for party in sorted(parties):
        store.add(
            SupportWordRow(
                duty=found.duty.id,
                authority=party,
                brings=tidy(command.brings),
                name=tidy(command.name) if by_letter else reader.name,
                reference=tidy(command.reference) if by_letter else ON_THE_PAGE,
                day=command.day if by_letter and command.day else today,
                said_by=reader.user_id,
                said_on=today,
            )
        )


def _settle_if_all(found: Taking, agreement: SupportAgreementRow, reader: Reader, today: date) -> bool:
    """Take the step once no council's word is missing any more; whether it was."""
    if set(found.parties) - words_on_support(found.duty.id).keys():
        return False
    agreement.settled_on = today
    event = advance(*step_now(found.duty, AGREE), reader, today, " Both councils have agreed.")
    tell_agreed(found, event, reader.user_id, today)
    return True


def _names(parties: Collection[str]) -> str:
    return joined(council_names(parties, read_places()))
