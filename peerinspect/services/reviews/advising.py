"""The national panel's advice: on the decision whether to review, and on publication. Its source is the guidance of
2018, by which the partners decide and publish, and the panel says what it thinks and may commission a review itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from peerinspect import store
from peerinspect.services.checking import Checks, only
from peerinspect.services.notices import chief_executives, coordinators, tell
from peerinspect.services.reader import COORDINATOR, PANEL, Reader
from peerinspect.services.refusal import NotAllowed
from peerinspect.services.reviews.deadlines import ON_DECISION, ON_PUBLICATION, STAGES
from peerinspect.services.reviews.facts import Review, read_review
from peerinspect.services.reviews.membership import member_of
from peerinspect.services.reviews.recusal import recused
from peerinspect.services.texts import LONGEST_REFERENCE, check_text, tidy
from peerinspect.services.wording import counted, duty_title, joined, plain_day
from peerinspect.store import history
from peerinspect.store.reading.councils import read_places
from peerinspect.store.reading.people import read_names
from peerinspect.store.reading.reviews import panel_on
from peerinspect.store.tables import PanelAdviceRow, PanelVoiceRow

AGREES, ADVISES, COMMISSIONS = "agrees", "advises-review", "commissions-national"
IN_FULL, REDACTED, WITHHELD = "in-full", "redacted", "withheld"
ADVICE: Mapping[str, Mapping[str, str]] = {
    ON_DECISION: {
        AGREES: "Agrees with the decision",
        ADVISES: "Advises to hold a review",
        COMMISSIONS: "Commissions a national review",
    },
    ON_PUBLICATION: {
        IN_FULL: "Publish in full",
        REDACTED: "Publish with parts taken out",
        WITHHELD: "Withhold the report",
    },
}
"""What can be advised on each topic, and its words."""
LEAST_QUORUM = 3


@dataclass(frozen=True, slots=True)
class RecordAdvice:
    """What the panel advises. `voices` are the members who took part; `reference` is that of its letter, if any."""

    duty_id: str
    topic: str
    advice: str
    reasons: str
    voices: tuple[str, ...] = ()
    given_on: date | None = None
    reference: str = ""


def quorum_of(free: int) -> int:
    """How many have to take part, of so many members who are not recused: half of them, and three at least."""
    return max(LEAST_QUORUM, -(-free // 2))


def record_advice(command: RecordAdvice, reader: Reader, today: date) -> None:
    """Write the advice down. For members of the panel who are not recused, and for coordinators, by its letter.

    Raises NotAllowed for an account of the panel that speaks for no member, and for a member who is recused.
    """
    only(reader, COORDINATOR, PANEL)
    with store.transaction():
        review = read_review(command.duty_id, today)
        day = command.given_on or today
        members = [each.person for each in panel_on(day)]
        away = recused(review.duty, members, today)
        own = _own_voice(reader, away, today)
        checks = Checks()
        _check(checks, command, review, day, today)
        if reader.role == COORDINATOR:
            missing = "Enter the reference of the panel's letter"
            check_text(checks, command.reference, "reference", missing, "the reference", LONGEST_REFERENCE)
        voices = set(command.voices) | own
        _check_voices(checks, voices, set(members), away)
        checks.done()
        _write(command, review, voices, day, reader)


def _own_voice(reader: Reader, away: frozenset[str], today: date) -> set[str]:
    """The member who speaks, where it is one."""
    if reader.role == COORDINATOR:
        return set()
    member = member_of(reader, today)
    if member is None or member.person in away:
        raise NotAllowed("not a member who advises on this review")
    return {member.person}


def _check(checks: Checks, command: RecordAdvice, review: Review, day: date, today: date) -> None:
    """What is advised, on what, and when."""
    is_asked = command.topic in review.may_be_advised
    checks.need(is_asked, "", "The panel is not asked for this now. Reload the page to see what waits")
    checks.need(command.advice in ADVICE.get(command.topic, {}), "advice", "Choose what the panel advises")
    check_text(checks, command.reasons, "reasons", "Give the panel's reasons", "the reasons")
    checks.need(day <= today, "given_on", "Enter a day that has come")
    row = review.row
    first = row.final_on if command.topic == ON_PUBLICATION else row.rapid_on or row.decided_on
    if first:
        checks.need(
            day >= first, "given_on", f"The panel was asked on {plain_day(first)}. Enter that day or a later one"
        )


def _check_voices(checks: Checks, voices: set[str], members: set[str], away: frozenset[str]) -> None:
    """Who took part are members, none recused, and enough. Where no panel is recorded, its letter has to do."""
    if not members:
        return
    strangers = voices - members
    checks.need(not strangers, "voices", "Choose members who were on the panel on that day")
    names = joined(sorted(read_names(voices & away).values()))
    checks.need(not voices & away, "voices", f"{names} cannot take part in this review. Take the tick away")
    needed = quorum_of(len(members - away))
    told = f"At least {counted(needed, 'member')} have to take part. Tick everybody who did"
    checks.need(len(voices) >= needed, "voices", told)


def _write(command: RecordAdvice, review: Review, voices: set[str], day: date, reader: Reader) -> None:
    """The advice, who took part, its event, and word to those who wait for it."""
    duty = review.duty
    row = PanelAdviceRow(
        duty=duty.id,
        topic=command.topic,
        advice=command.advice,
        reasons=tidy(command.reasons),
        reference=tidy(command.reference),
        given_on=day,
        recorded_by=reader.user_id,
    )
    store.add(row)
    store.add(*(PanelVoiceRow(advice=row.id, person=each) for each in sorted(voices)))
    words = ADVICE[command.topic][command.advice]
    sentence = f"{STAGES[command.topic]}: {words.lower()} ({plain_day(day)})."
    event = history.record(reader.user_id, "advise-review", duty.id, duty=duty.id, sentence=sentence)
    users = {*coordinators(), *(user for code in duty.authorities for user in chief_executives(code))}
    work = duty_title(duty, read_places())
    tell("advice-given", event, users - {reader.user_id}, work=work, outcome=words.lower())
