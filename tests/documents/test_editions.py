"""The redacted editions: nobody else's data, nothing sealed, nothing that names the council while it is held back."""

from __future__ import annotations

import json
from typing import Any

import pytest

from peerinspect.documents.editions import for_the_council, for_the_person, while_held
from peerinspect.documents.statements import statement_about


def objection(sentence: str, reveals: tuple[str, ...] = (), waived: bool = True) -> dict[str, Any]:
    return {
        "strength": "soft",
        "sentence": sentence,
        "evidence": [{"fact": "evidence-of-it", "from": None, "to": None}],
        "people": ["me", "other-id"],
        "duties": ["duty-id"],
        "reveals": list(reveals),
        "waived": waived,
    }


def rule(code: str, result: str, *objections: dict[str, Any]) -> dict[str, Any]:
    words = {"rule": code, "title": f"Title {code}", "statement": f"Statement {code}.", "source": "", "parameters": {}}
    return {**words, "result": result, "objections": list(objections), "missing": []}


def waiver(code: str, other: dict[str, str] | None = None) -> dict[str, Any]:
    signed = {"by": "Approver Name", "role": "liaison", "on": "2026-03-01", "sentence": "a word", "reference": ""}
    return {
        "rule": code,
        "person": "me",
        "duty": "duty-id",
        "other": other,
        "until": "2026-09-01",
        "reason": "reason about Other Person",
        "mitigation": "mitigation by Other Person",
        "proposed": signed,
        "approved": [signed],
    }


def record(part: str = "open") -> dict[str, Any]:
    council = {"code": "E01", "council": "Targetshire"}
    return {
        "format": "peerinspect/decision-1",
        "part": part,
        "as_of": "2026-03-02",
        "inputs": {"problem": "sha256:aa"},
        "rulebook": {"edition": "3", "rules_in_force": 44},
        "policy": {"digest": "sha256:bb", "version": 3},
        "duty": {
            "id": "duty-id",
            "kind": "inspect",
            "subtype": "judgement",
            "councils": [council],
            "from": "2026-06-01",
            "to": "2026-06-05",
            "notice": "2026-05-21",
            "on_site": [],
            "days": 5,
            "seats": 1,
            "skills": ["harbour children"],
            "level": "observer",
            "sealed": part != "open",
        },
        "person": {
            "id": "me",
            "name": "My Name",
            "homes": [{"code": "E02", "council": "Homeshire"}],
            "posts": [{"code": "E02", "council": "Homeshire", "role": "director", "basis": "acting"}],
            "days_offered": 20,
            "vetting": "in force on the first day",
            "interests": [{"kind": "applied", "code": "E03", "council": "Elsewhere"}],
            "skills": ["harbour children"],
            "minutes_away": 77,
        },
        "councils": {"judgements": [], "arrangements": [{"kind": "police", "councils": [council]}]},
        "placement": {"status": "proposed", "settled_before": False},
        "rules": [
            rule("own-authority", "does-not-object"),
            rule("same-region", "objects", objection("My Name and Targetshire are in one region.")),
            rule("repeat-inspector", "objects", objection("Other Person at Secretham.", reveals=("duty-id", "hidden"))),
            rule("boards-held", "does-not-apply"),
        ],
        "alternatives": {
            "considered": 12,
            "beside": [{"person": "other-id", "name": "Other Person"}],
            "eligible": [{"rank": 1, "person": "other-id", "name": "Other Person", "cost": []}],
            "blocked": {"people": 10, "by_rule": [{"rule": "shares-border", "title": "Shares border", "people": 10}]},
        },
        "waivers": [
            waiver("same-region"),
            waiver("repeat-inspector"),
            waiver("same-region", {"person": "other-id", "duty": "hidden"}),
        ],
        "published": {"on": "2026-03-02", "by": "Publisher Name", "role": "coordinator"},
        "certificate": {"checked_on": "2026-03-02", "is_clean": True, "rules_examined": 43, "pairs_examined": 777},
    }


OTHERS = (
    "Other Person",
    "other-id",
    "Publisher Name",
    "Approver Name",
    "reason about",
    "mitigation by",
    "a word",
    "evidence-of-it",
    "sha256:",
    "duty-id",
    "Secretham",
    "hidden",
)


@pytest.mark.parametrize("part", ["open", "sealed-1"])
@pytest.mark.parametrize("edition", [for_the_council, for_the_person])
def test_nobody_elses_names_and_nothing_sealed(edition: Any, part: str) -> None:
    text = json.dumps(edition(record(part), {"hidden"}))
    assert [word for word in OTHERS if word in text] == []


def test_the_council_reads_no_fact_about_the_person_but_name_and_home() -> None:
    found = for_the_council(record(), {"hidden"})
    assert found["person"] == {"name": "My Name", "homes": ["Homeshire"]}
    assert "Elsewhere" not in json.dumps(found)


def test_the_person_reads_their_own_facts() -> None:
    found = for_the_person(record(), {"hidden"})
    assert found["person"]["interests"][0]["council"] == "Elsewhere"
    assert found["person"]["minutes_away"] == 77


def test_an_objection_that_rests_on_sealed_work_is_as_if_it_were_not() -> None:
    results = {
        each["rule"]: (each["result"], each["set_aside"]) for each in for_the_council(record(), {"hidden"})["rules"]
    }
    assert results == {
        "own-authority": ("does-not-object", False),
        "same-region": ("objects", True),
        "repeat-inspector": ("does-not-object", False),
        "boards-held": ("does-not-apply", False),
    }
    assert [each["title"] for each in for_the_council(record(), {"hidden"})["waivers"]] == ["Title same-region"]
    assert [each["title"] for each in for_the_council(record(), ())["waivers"]] == [
        "Title same-region",
        "Title repeat-inspector",
        "Title same-region",
    ]


@pytest.mark.parametrize("edition", [for_the_council, for_the_person])
def test_numbers_that_sealed_work_could_change_are_left_out(edition: Any) -> None:
    one, other = record("sealed-1"), record("sealed-1")
    other["alternatives"]["considered"] = 99
    other["alternatives"]["eligible"] = []
    other["certificate"] |= {"pairs_examined": 1, "is_clean": False}
    other["inputs"] = {"problem": "sha256:cc"}
    assert edition(one, {"hidden"}) == edition(other, {"hidden"})
    assert edition(record(), ())["alternatives"] == {"considered": 12, "could_have": 1}


def test_while_held_two_councils_read_alike() -> None:
    """Whatever council it is, however far, whichever rule objects: the same bytes."""
    one, other = record("sealed-1"), record("sealed-1")
    other["duty"] |= {"councils": [{"code": "E09", "council": "Farshire"}], "skills": ["care"], "notice": "2026-05-20"}
    other["duty"] |= {"subtype": "focused", "level": "assistant", "id": "another"}
    other["person"] |= {"skills": [], "minutes_away": 5}
    other["rules"] = [{**each, "result": "does-not-object", "objections": []} for each in other["rules"]]
    other["waivers"], other["councils"] = [], {"judgements": [], "arrangements": []}
    other["alternatives"]["eligible"] = []
    assert json.dumps(while_held(one)) == json.dumps(while_held(other))
    text = json.dumps(while_held(one))
    assert [word for word in (*OTHERS, "Targetshire", "harbour", "same-region'", "77") if word in text] == []


def test_the_statement_says_how_many_rules_and_what_came_of_it() -> None:
    found = statement_about(for_the_council(record(), {"hidden"}), ["Targetshire"])
    assert found.sentence == (
        "My Name, of Homeshire, was checked against 3 rules of independence before being placed to work with "
        "Targetshire. An independent check repeated this on 2 March 2026. One rule objects, “Title same-region”. It "
        "was set aside by somebody with the right to do so, until 1 September 2026."
    )
    assert [each.result for each in found.rules] == ["Does not object", "Objects; set aside", "Does not object"]
