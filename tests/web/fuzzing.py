"""Requests that nobody would think of, made from the API's own description of itself, by programs of several roles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, Verbosity, given, seed, settings
from hypothesis.errors import FlakyStrategyDefinition
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test
from schemathesis import checks
from schemathesis.core.failures import FailureGroup

CHECKS = (
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
)
ASKED_FOR = "/api/v1/openapi.json"


@dataclass
class Tally:
    """What was asked, and what came of it."""

    asked: Counter[str] = field(default_factory=Counter)
    statuses: Counter[int] = field(default_factory=Counter)
    failures: dict[str, str] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    client: Any = None


def how(number: int) -> Any:
    """So many examples of each sort, always the same ones."""
    return settings(
        max_examples=number,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        verbosity=Verbosity.quiet,
        suppress_health_check=list(HealthCheck),
    )


def fuzz(app: Flask, tokens: Mapping[str, str], number: int, part: slice = slice(None), begin: int = 1) -> Tally:
    """Ask every operation `number` times, the roles by turns, with ids of things that exist where there are any."""
    schema, tally = schemathesis.openapi.from_wsgi(ASKED_FOR, app), Tally()
    tally.client = app.test_client(use_cookies=False)
    tally.shown = shown_by(tally.client.get(ASKED_FOR).json)
    known = _known(app)
    operations = sorted((each.ok() for each in schema.get_all_operations()), key=lambda each: each.label)
    for place, operation in list(enumerate(operations))[part]:
        _ask(operation, list(tokens.values()), number, tally, known, begin + place)
    return tally


def follow(app: Flask, tokens: Mapping[str, str], number: int, steps: int, begin: int = 1) -> Tally:
    """Go from answer to answer as the document's links say: what was made is read, what was read is changed."""
    schema, tally = schemathesis.openapi.from_wsgi(ASKED_FOR, app), Tally()
    turns = _turns(list(tokens.values()), begin)

    tally.client = app.test_client(use_cookies=False)
    tally.shown = shown_by(tally.client.get(ASKED_FOR).json)
    known = _known(app)

    class Program(schema.as_state_machine()):  # type: ignore[misc]
        """One program with a token of its own, that remembers what it was told."""

        def setup(self) -> None:
            self.token, self.turn = next(turns)
            self.told = ""

        def before_call(self, case: Any) -> None:
            """Send the program's own token, ids that it was told or that exist, and the version as it is now."""
            self.turn += 1
            for name, value in (case.path_parameters or {}).items():
                if name in known and str(value) not in self.told and self.turn % 4:
                    case.path_parameters[name] = known[name][0]
            version = _version(case, self.token, tally) if self.turn % 4 else {}
            case.headers = {**(case.headers or {}), "Authorization": f"Bearer {self.token}", **version}

        def validate_response(self, response: Any, case: Any, **_more: Any) -> None:
            self.told += response.text
            _judge(case, response, tally, {})

    run_programs(Program, number, steps, begin)
    return tally


def run_programs(machine: type[RuleBasedStateMachine], number: int, steps: int, begin: int) -> int:
    """Run so many programs, each some steps long, and hand back how many there were.

    The service remembers what earlier programs did, so the same beginning may go on in another way. The library gives a
    run up where it notices; the programs that are left then get a run of their own, with another seed.
    """
    begun: list[int] = []

    class Program(machine):  # type: ignore[misc, valid-type]
        """One program, counted."""

        def __init__(self) -> None:
            begun.append(1)
            super().__init__()

    while len(begun) < number:
        wanted = settings(how(number - len(begun)), stateful_step_count=steps)
        try:
            run_state_machine_as_test(seed(begin + len(begun))(Program), settings=wanted)
        except FlakyStrategyDefinition:
            continue
        break
    return len(begun)


def _ask(
    operation: Any, tokens: Sequence[str], number: int, tally: Tally, known: Mapping[str, Sequence[str]], start: int
) -> None:
    turns = _turns(tokens, start)

    @seed(start)
    @how(number)
    @given(case=operation.as_strategy())
    def ask(case: Any) -> None:
        token, turn = next(turns)
        for name in case.path_parameters or {}:
            if name in known and turn % 3:
                case.path_parameters[name] = known[name][turn % len(known[name])]
        _one(case, token, tally, turn)

    ask()


def _turns(tokens: Sequence[str], start: int) -> Iterator[tuple[str, int]]:
    turn = start
    while True:
        turn += 1
        yield tokens[turn % len(tokens)], turn


def _one(case: Any, token: str, tally: Tally, turn: int) -> None:
    """One request. A change is sent with the version as it is, every other time."""
    headers = {"Authorization": f"Bearer {token}"}
    if turn % 4:
        headers |= _version(case, token, tally)
    _judge(case, case.call(headers=headers), tally, headers)


def _judge(case: Any, response: Any, tally: Tally, headers: dict[str, str]) -> None:
    """Count an answer, and keep what is wrong with it."""
    tally.asked[case.operation.label] += 1
    tally.statuses[response.status_code] += 1
    try:
        case.validate_response(response, checks=list(CHECKS), headers=headers)
    except FailureGroup as failed:
        tally.failures.setdefault(f"{case.operation.label} {response.status_code}", str(failed)[:1500])


def _version(case: Any, token: str, tally: Tally) -> dict[str, str]:
    """What a change rests on, read just now by the same program."""
    rule = tally.shown.get(case.operation.definition.raw["operationId"])
    if rule is None:
        return {}
    try:
        address = rule.format(**{name: quote(str(each), safe="") for name, each in case.path_parameters.items()})
    except KeyError:
        return {}
    read = tally.client.get(address, headers={"Authorization": f"Bearer {token}"})
    return {"If-Match": read.headers["ETag"]} if read.status_code == 200 else {}


def shown_by(document: Mapping[str, Any]) -> dict[str, str]:
    """Operation -> the address whose ETag it wants, as the document's links say."""
    found = {}
    for path, methods in document["paths"].items():
        for link in methods.get("get", {}).get("responses", {}).get("200", {}).get("links", {}).values():
            found[link["operationId"]] = path
    return found


def _known(app: Flask) -> dict[str, list[str]]:
    """Ids of things that exist, by the name that addresses give them."""
    found: dict[str, list[str]] = app.config.get("KNOWN_IDS", {})
    return found
