"""Moves in sentences, and where what would help can be started."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import url_for

from peerinspect.services.views import MoveView, RemedyView
from peerinspect.web.access import may
from peerinspect.web.presenters import first_upper, joined, span

WHO: dict[str, str] = {
    "undeclared": "The person signs it, under My declarations.",
    "no-consent": "The chief executive gives it, under My council's people.",
    "not-offered": "The person offers it, under What I offer.",
    "unavailable": "The person changes the leave, under What I offer.",
    "vetting-lapsed": "The person's own council sees to it.",
    "not-authorised": "Ofsted trains and authorises inspectors.",
    "days-a-year": "The person can offer more days, under What I offer.",
}
"""Who clears an objection of the rule, and on which page."""


@dataclass(frozen=True, slots=True)
class Start:
    """Where a change is started: whoever does it, in a sentence, and a link, where the service has a page for it."""

    sentence: str
    text: str = ""
    address: str = ""


def move_sentence(move: MoveView) -> str:
    """What happens to one person: "Quarry Madeupton moves from A to B."."""
    leaves = joined(one.title for one in move.leaves)
    comes = joined(f"{one.title} ({span(one.period)})" for one in move.comes)
    if leaves and comes:
        return f"{move.name} moves from {leaves} to {comes}."
    if comes:
        return f"{move.name} comes to {comes}."
    return f"{move.name} leaves {leaves}."


def start_of(remedy: RemedyView) -> Start:
    """How a remedy is started."""
    if remedy.kind == "volunteer":
        return Start("A further person has to volunteer.", "Register a volunteer", url_for("people.register"))
    if remedy.kind == "week":
        return Start("Agree the new dates with the council and with everybody who is on it already.")
    if remedy.kind == "waiver":
        return Start("Whoever may waive it is asked once the person is on a roster.")
    return clearing(remedy.rule, remedy.person_id)


def clearing(rule: str, person_id: str | None) -> Start:
    """Who could clear an objection of the rule to the person."""
    sentence = WHO.get(rule, "")
    if person_id is None or rule not in WHO:
        return Start(sentence)
    if rule == "undeclared" and may("keep the register"):
        return Start(sentence, "How they stand", url_for("register.person", person_id=person_id))
    return Start(sentence, "Their page", url_for("people.page", person_id=person_id))


def remedy_title(remedy: RemedyView) -> str:
    """The change itself, as a heading."""
    if remedy.kind == "week":
        return f"The duty {remedy.sentence}"
    return first_upper(remedy.sentence)


def moves_list(moves: Iterable[MoveView]) -> list[str]:
    """The chain of moves, a sentence each."""
    return [move_sentence(one) for one in moves]
