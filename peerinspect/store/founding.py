"""The lasting board of a set of councils: found, or made."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from sqlalchemy import insert, select

from peerinspect.store.base import db, new_token
from peerinspect.store.tables import AuthorityRow, SafeguardingBoardAuthorityRow, SafeguardingBoardRow

LONGEST_NAME = 300


def board_of(codes: Collection[str]) -> str | None:
    """The board of exactly these councils, made where there is none; None for no council."""
    return boards_for([frozenset(codes)]).get(frozenset(codes))


def found_board(codes: frozenset[str], name: str = "", founded_on: date | None = None) -> str:
    """A new board of some councils; its id. Call it in a transaction."""
    board = new_token()
    _make({codes: board})
    row = db.session.get_one(SafeguardingBoardRow, board)
    row.name, row.founded_on = name or row.name, founded_on
    return board


def boards_for(sets: Iterable[frozenset[str]]) -> dict[frozenset[str], str]:
    """The boards of sets of councils, by set. A few statements, whatever the size. Call it in a transaction."""
    wanted = {each for each in sets if each}
    if not wanted:
        return {}
    found = {each: board for each, board in _going().items() if each in wanted}
    missing = sorted(wanted - found.keys(), key=sorted)
    made = {codes: new_token() for codes in missing}
    _make(made)
    return found | made


def _going() -> dict[frozenset[str], str]:
    """The boards that have not ended, by the councils that they cover for good."""
    row, covered = SafeguardingBoardRow, SafeguardingBoardAuthorityRow
    query = select(row.id, covered.authority).join(covered, covered.board == row.id)
    councils: dict[str, set[str]] = {}
    for board, code in db.session.execute(query.where(row.ended_on.is_(None), covered.ends.is_(None))):
        councils.setdefault(board, set()).add(code)
    return {frozenset(codes): board for board, codes in sorted(councils.items(), reverse=True)}


def _make(boards: dict[frozenset[str], str]) -> None:
    if not boards:
        return
    names = {code: name for code, name in db.session.execute(select(AuthorityRow.code, AuthorityRow.name))}
    rows: list[dict[str, Any]] = [
        {"id": board, "name": _name(sorted(names[code] for code in codes))} for codes, board in boards.items()
    ]
    db.session.execute(insert(SafeguardingBoardRow), rows)
    covered = [{"board": board, "authority": code} for codes, board in boards.items() for code in sorted(codes)]
    db.session.execute(insert(SafeguardingBoardAuthorityRow), covered)


def _name(names: list[str]) -> str:
    """ "Leeds", "Hull and Leeds", "Hull, Leeds and York"."""
    joined = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    return joined[:LONGEST_NAME]
