"""Finding people in the list."""

from __future__ import annotations

from collections.abc import Sequence

from peerinspect.services.views import PersonLine


def matching(people: Sequence[PersonLine], text: str, region: str, kind: str) -> list[PersonLine]:
    """Those whose name or post holds every word of the text, of the region, and who offer the kind; "" asks nothing."""
    wanted = text.casefold().split()
    return [
        person
        for person in people
        if all(word in f"{person.name} {person.title}".casefold() for word in wanted)
        and region in ("", person.region)
        and (kind == "" or kind in person.offers)
    ]
