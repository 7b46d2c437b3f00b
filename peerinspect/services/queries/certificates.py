"""The auditor's word on a part, in names instead of ids."""

from __future__ import annotations

import re
from collections.abc import Iterable

from peerinspect.services import views
from peerinspect.services.queries.sight import Sight
from peerinspect.services.wording import duty_title
from peerinspect.store.reading.people import read_names
from peerinspect.store.tables import RosterPartRow

_WORD = re.compile(r"[A-Za-z0-9_-]+")


def certificate(sight: Sight, row: RosterPartRow) -> views.CertificateView | None:
    """The certificate of a part; None for one that was never examined."""
    if row.checked_on is None:
        return None
    return views.CertificateView(
        is_clean=bool(row.is_clean),
        checked_on=row.checked_on,
        rules_examined=row.rules_examined or 0,
        pairs_examined=row.pairs_examined or 0,
        threes_examined=row.threes_examined,
        lines=lines_in_names(sight, row.findings.split("\n")),
        rulebook=row.rulebook,
        policy=row.policy,
    )


def lines_in_names(sight: Sight, lines: Iterable[str]) -> tuple[str, ...]:
    """The auditor's lines, with names where it has ids that the reader may know of."""
    told = list(lines)
    words = {word for line in told for word in _WORD.findall(line)}
    titles = {id_: duty_title(duty, sight.places) for id_, duty in sight.work_among(words).items()}
    named = titles | read_names(words)
    return tuple(_WORD.sub(lambda match: named.get(match.group(), match.group()), line) for line in told)
