"""The national panel: its members, what waits for its advice, and who takes no part in it.

The rule that bars a member, and the sentence it rests on, are read by coordinators and by that member alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date

from peerinspect.domain.lives.review_kinds import REVIEW_KINDS
from peerinspect.services import views
from peerinspect.services.checking import only
from peerinspect.services.queries.review_lines import deadline_view, line_of
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reader import COORDINATOR, LIAISON, PANEL, Reader
from peerinspect.services.refusal import NotFound
from peerinspect.services.reviews.advising import ADVICE, quorum_of
from peerinspect.services.reviews.deadlines import STAGES
from peerinspect.services.reviews.facts import Review, read_reviews
from peerinspect.services.reviews.membership import member_of
from peerinspect.services.reviews.recusal import Barred, barred, recused_from
from peerinspect.services.views import reviews as seen
from peerinspect.services.wording import council_names
from peerinspect.store.reading.councils import read_places
from peerinspect.store.reading.people import read_names
from peerinspect.store.reading.reports import report_people
from peerinspect.store.reading.reviews import panel_accounts, panel_on, panel_terms, recusals_on, waiting_ids
from peerinspect.store.reading.users import user_names
from peerinspect.store.tables import PanelMemberRow

OWN_WORD = "By their own word"
Stands = Mapping[str, tuple[seen.MemberStand, ...]]


def panel(reader: Reader, today: date) -> seen.PanelView:
    """The panel and its agenda. For coordinators, the Ofsted liaison and the panel."""
    only(reader, COORDINATOR, LIAISON, PANEL)
    return seen.PanelView(_members(reader, today), _agenda(reader, today), member_of(reader, today) is not None)


def _members(reader: Reader, today: date) -> tuple[seen.MemberLine, ...]:
    """Terms, those of today first. Which account is whose is for coordinators."""
    rows = panel_terms()
    names = read_names({each.person for each in rows})
    accounts = user_names({each.account for each in rows if each.account}) if reader.role == COORDINATOR else {}
    lines = [
        seen.MemberLine(
            member_id=each.id,
            person_id=each.person,
            name=names[each.person],
            starts=each.starts,
            ends=each.ends,
            is_chair=each.is_chair,
            expertise=each.expertise,
            account=accounts.get(each.account or "", ""),
            is_current=each.starts <= today and (each.ends is None or today <= each.ends),
        )
        for each in rows
    ]
    return tuple(sorted(lines, key=lambda each: (not each.is_current, not each.is_chair, each.name, each.starts)))


def panel_member(reader: Reader, member_id: str, today: date) -> seen.MemberLine:
    """A member's term. For coordinators; NotFound for any other."""
    only(reader, COORDINATOR)
    for each in _members(reader, today):
        if each.member_id == member_id:
            return each
    raise NotFound("no such member")


def panel_account_choices(reader: Reader) -> tuple[views.Choice, ...]:
    """The accounts of the role panel. For coordinators."""
    only(reader, COORDINATOR)
    return tuple(views.Choice(each.id, each.name) for each in panel_accounts())


def panel_person_choices(reader: Reader, today: date) -> tuple[views.Choice, ...]:
    """Everybody of the register by name, with their councils of today; with their reference too where that is not
    enough to tell them apart. For coordinators."""
    only(reader, COORDINATOR)
    places = read_places()
    named = []
    for one in report_people().values():
        homes = council_names({post.authority for post in one.posts if post.period.holds(today)}, places)
        named.append((", ".join((one.name, *homes)), one.id))
    alike = Counter(label.casefold() for label, _ in named)
    return tuple(
        views.Choice(id_, label if alike[label.casefold()] == 1 else f"{label} ({id_})") for label, id_ in sorted(named)
    )


def _agenda(reader: Reader, today: date) -> tuple[seen.AgendaLine, ...]:
    """What waits for advice, what is due first on top; those from which the reader is recused come last."""
    sight = Sight(reader, today)
    waiting = [each for each in read_reviews(waiting_ids(), today).values() if each.awaits]
    counted = _everybody(waiting, today)
    shown = stands_on(waiting, reader, today, counted)
    away, lines = _away(reader, shown, today), []
    for each in waiting:
        if each.duty.id in away:
            lines.append(seen.AgendaLine(line_of(each, sight, True)))
            continue
        free = sum(not one.is_recused for one in counted[each.duty.id])
        for topic in each.awaits:
            due = next((one for one in each.deadlines(today) if one.stage == topic), None)
            lines.append(
                seen.AgendaLine(
                    review=line_of(each, sight),
                    topic=topic,
                    topic_name=STAGES[topic],
                    due=deadline_view(each, due) if due else None,
                    free=free,
                    quorum=quorum_of(free),
                    stands=tuple(one for one in shown[each.duty.id] if one.is_recused),
                    may_advise=topic in topics_to_advise(each, reader, today, shown[each.duty.id]),
                )
            )
    return tuple(sorted(lines, key=_by_due))


def _by_due(line: seen.AgendaLine) -> tuple[bool, date, str]:
    return line.review.is_recused, line.due.due if line.due else date.max, line.review.reference


def _away(reader: Reader, shown: Stands, today: date) -> Collection[str]:
    """The reviews of whose papers the reader reads none. Who was a member does not stand among those of today."""
    if reader.role == PANEL and member_of(reader, today) is None:
        return recused_from(reader, list(shown), today)
    return {id_ for id_, stands in shown.items() if _is_recused(reader, stands)}


def _is_recused(reader: Reader, stands: Collection[seen.MemberStand]) -> bool:
    return reader.role == PANEL and any(each.is_own and each.is_recused for each in stands)


def stands_on(
    reviews: Collection[Review], reader: Reader, today: date, known: Stands | None = None
) -> dict[str, tuple[seen.MemberStand, ...]]:
    """How members stand with each review, as the reader may read it: everybody, oneself, or nobody."""
    own = member_of(reader, today)
    if reader.role != COORDINATOR and own is None:
        return {each.duty.id: () for each in reviews}
    found = known or _everybody(reviews, today, None if reader.role == COORDINATOR else own)
    return {
        id_: tuple(
            seen.MemberStand(each.person_id, each.name, each.is_recused, own is not None, each.why)
            for each in stands
            if own is None or each.person_id == own.person
        )
        for id_, stands in found.items()
    }


def _everybody(reviews: Collection[Review], today: date, alone: PanelMemberRow | None = None) -> Stands:
    """How every member of today, or one alone, stands with each review."""
    members = [alone.person] if alone else [each.person for each in panel_on(today)]
    names = read_names(members) if members else {}
    by_rule = barred([each.duty for each in reviews], members, today)
    words = {(each.duty, each.person): each.reason for each in recusals_on([each.duty.id for each in reviews])}
    return {
        each.duty.id: tuple(
            _stand(person, names[person], each.duty.id, by_rule, words)
            for person in sorted(members, key=lambda one: (names[one], one))
        )
        for each in reviews
    }


def _stand(
    person: str, name: str, duty_id: str, by_rule: Barred, words: Mapping[tuple[str, str], str]
) -> seen.MemberStand:
    rules = tuple(one.sentence for one in by_rule[duty_id].get(person, ()))
    own = words.get((duty_id, person))
    why = (*rules, *((f"{OWN_WORD}: {own}",) if own else ()))
    return seen.MemberStand(person, name, bool(why), False, why)


def topics_to_advise(
    review: Review, reader: Reader, today: date, stands: Collection[seen.MemberStand] | None = None
) -> tuple[str, ...]:
    """What the reader may record the panel's advice on: a coordinator by letter, a member who is not recused."""
    if reader.role == COORDINATOR:
        return review.may_be_advised
    if member_of(reader, today) is None:
        return ()
    found = stands_on([review], reader, today)[review.duty.id] if stands is None else stands
    return () if _is_recused(reader, found) else review.may_be_advised


def advice_asked(review: Review, topic: str, reader: Reader, today: date) -> seen.AdviceAsked:
    """What the form offers. NotFound where the reader may not advise on it, or nothing is asked."""
    everybody = _everybody([review], today)[review.duty.id]
    own = member_of(reader, today)
    mine = [each for each in everybody if own and each.person_id == own.person]
    is_kept_off = reader.role == PANEL and (not mine or mine[0].is_recused)
    if is_kept_off or topic not in review.may_be_advised:
        raise NotFound("no advice is asked")
    free = [each for each in everybody if not each.is_recused]
    return seen.AdviceAsked(
        topic=topic,
        topic_name=f"{STAGES[topic]}: {REVIEW_KINDS[review.kind].lower()}",
        advice=tuple(views.Choice(value, words) for value, words in ADVICE[topic].items()),
        members=tuple(views.Choice(each.person_id, each.name) for each in free),
        own=own.person if own else "",
        quorum=quorum_of(len(free)) if everybody else 0,
        needs_reference=reader.role == COORDINATOR,
    )
