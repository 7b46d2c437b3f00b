"""A few of everything that is held back, for the demo: somebody who was told, seats that were let go, a suspicion."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from datetime import date, timedelta

from peerinspect import store
from peerinspect.domain import Duty, kinds
from peerinspect.services.addresses import placement_address
from peerinspect.services.answers import By, accept, decline
from peerinspect.services.holding_back.disclosing import Disclose, disclose
from peerinspect.services.holding_back.leaks import ReportLeak, report_leak
from peerinspect.services.holding_back.undertaking import SignUndertaking, sign_undertaking
from peerinspect.services.reader import Reader
from peerinspect.services.refusal import Refusal
from peerinspect.store.reading.duties import read_duties
from peerinspect.store.reading.people import read_names
from peerinspect.store.reading.placements import PlacementRecord, read_placements
from peerinspect.store.tables import PlacementRow

LATER = timedelta(weeks=10)
"""From then on sealed inspections have nothing to do with the weeks that the liaison's pages show."""
SUSPICION = "At a conference somebody asked me whether our neighbours were ready for the week after next."

NewUser = Callable[[str, str], Reader]
"""Makes a user to sign in as, from a person's id and name."""


def show_holding(
    coordinator: Reader, second: Reader, liaison: Reader, spared: Collection[str], new_user: NewUser, today: date
) -> None:
    """Let one person accept and sign, and be told if the time has come; let seats go; report a suspicion.

    `spared` people say nothing.
    """
    _let_one_sign(liaison, spared, new_user, today)
    for is_sealed, kind in ((True, kinds.INSPECT), (False, kinds.SUPPORT), (False, kinds.CHAIR)):
        found = (pair for pair in _asked(spared, today) if (pair[0].sealed, pair[0].kind) == (is_sealed, kind))
        duty, each = next((pair for pair in found if pair[0].first_day > today + LATER), (None, None))
        if duty is not None and each is not None:
            _answer(each, today, "busy")
    report_leak(ReportLeak(SUSPICION), second, today)


def _asked(spared: Collection[str], today: date) -> Iterator[tuple[Duty, PlacementRecord]]:
    """The people who have been asked or have accepted, by the duty's first day; not those who are spared."""
    duties = {id_: duty for id_, duty in read_duties(today).items() if duty.start > today}
    records = read_placements(today, duties)
    for each in sorted(records, key=lambda one: (duties[one.duty].first_day, one.duty, one.person)):
        if each.state in ("held", "accepted") and each.person not in spared:
            yield duties[each.duty], each


def _let_one_sign(liaison: Reader, spared: Collection[str], new_user: NewUser, today: date) -> None:
    """The first on a sealed inspection signs the undertaking, and is told the council where that may be."""
    duty, each = next((pair for pair in _asked(spared, today) if pair[0].sealed), (None, None))
    if duty is None or each is None:
        return
    if each.state == "held":
        _answer(each, today)
    peer = new_user(each.person, read_names([each.person])[each.person])
    address = placement_address(*each.pair)
    sign_undertaking(SignUndertaking(address, True), peer, today)
    with suppress(Refusal):  # too early, or not approved: then it waits to be disclosed
        disclose(Disclose(duty.id, address), liaison, today)


def _answer(each: PlacementRecord, today: date, reason: str = "") -> None:
    """Say yes, or no with a reason, as the person would."""
    with store.transaction():
        row = store.db.session.get_one(PlacementRow, each.pair)
        by = By("", read_names([each.person])[each.person])
        if reason:
            decline(row, reason, by, today)
        else:
            accept(row, by, today)
