"""How everybody stands with a council is read from those alone from whom anything leads to it: it comes to the same."""

from __future__ import annotations

import pytest
from small_world import TODAY

from peerinspect import store
from peerinspect.season.generate import generate
from peerinspect.services import disclosure
from peerinspect.services.reader import Reader
from peerinspect.services.refusal import NotFound
from peerinspect.services.ties import Ties
from peerinspect.store.loading import load_facts
from peerinspect.store.snapshot import snapshot

SEED = 3
UNCLEARED = Reader("uncleared", "Uncleared", "coordinator")


def test_it_is_what_all_the_facts_say(bare: object) -> None:
    season = generate(1, SEED)
    today = season.as_of
    with store.transaction():
        load_facts(season)
    facts = snapshot(today)
    ties = Ties(facts)
    conflicted = 0
    for code in sorted(facts.authorities)[::9]:
        told = {each.person_id: each for each in disclosure.council_stands(UNCLEARED, code, today).stands}
        assert told.keys() == facts.people.keys()
        for id_, person in facts.people.items():
            stand = ties.stand(person, code)
            assert told[id_].state == stand.state
            assert [each.sentence for each in told[id_].conflicts] == [each.sentence for each in stand.conflicts]
            conflicted += stand.state == "conflicted"
    assert conflicted > 30


def test_a_council_that_is_not_there_is_not_found(bare: object) -> None:
    with pytest.raises(NotFound):
        disclosure.council_stands(UNCLEARED, "nowhere", TODAY)
