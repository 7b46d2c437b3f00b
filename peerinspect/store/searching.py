"""Full-text search of findings: one question, put to SQLite's FTS5 or to PostgreSQL's tsvector.

Both cut words at every sign that is no letter and no digit, and stem them as English words. The table `lesson_search`
holds what was cut; the database keeps it in step by triggers (migration 0024), so that it holds whatever way a finding
came or went. A later migration that rebuilds the table `lesson` on SQLite has to make its triggers again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, String, and_, bindparam, column, func, literal, table, text
from sqlalchemy.sql.selectable import TableClause

from peerinspect.store.base import db
from peerinspect.store.tables import LessonRow

SEARCH_TABLE = "lesson_search"
BEGINS, ENDS = "\ue000", "\ue001"
"""Put around each word that matches. They stand for nothing in any alphabet, and no form lets them in."""
_OWN_TABLES = re.compile(rf"{SEARCH_TABLE}(_(data|idx|content|docsize|config))?")
_COLUMNS = {"found": 1, "learning": 2}
"""Where they stand in SQLite's table."""


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand one after the other; the last one may be only how a word begins. Letters and digits alone."""

    words: tuple[str, ...]
    is_beginning: bool = False


def belongs_to_search(name: str | None) -> bool:
    """Whether a table of this name is the search's own, and no business of whoever compares tables with the code."""
    return name is not None and _OWN_TABLES.fullmatch(name) is not None


class LessonSearch:
    """One question, as columns and conditions of a statement on this database. `terms` are at least one."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self.is_sqlite = db.engine.dialect.name == "sqlite"
        self.table: TableClause = table(SEARCH_TABLE, column("lesson", String), column("words"))
        self.lesson: ColumnElement[str] = self.table.c.lesson
        self._asked = _match(terms) if self.is_sqlite else _tsquery(terms)

    def matches(self) -> ColumnElement[bool]:
        """Every term is there, in the finding, in what should change or in the words of its themes."""
        if self.is_sqlite:
            return and_(text(f"{SEARCH_TABLE} MATCH :asked").bindparams(bindparam("asked", self._asked)))
        return self.table.c.words.op("@@")(self._query())

    def rank(self) -> ColumnElement[float]:
        """The smaller, the better: words of themes weigh less than those of the finding."""
        if self.is_sqlite:
            return func.bm25(column(SEARCH_TABLE), 0.0, 1.0, 1.0, 0.5)
        return -func.ts_rank(self.table.c.words, self._query())

    def marked(self, name: str) -> ColumnElement[str]:
        """The finding's text `found` or `learning`, with BEGINS and ENDS around each word that matches."""
        if self.is_sqlite:
            return func.highlight(column(SEARCH_TABLE), _COLUMNS[name], BEGINS, ENDS)
        options = f"StartSel={BEGINS}, StopSel={ENDS}, HighlightAll=true"
        return func.ts_headline(text("'lesson_words'"), getattr(LessonRow, name), self._query(), options)

    def _query(self) -> ColumnElement[str]:
        return func.to_tsquery(text("'lesson_words'"), literal(self._asked))


def _match(terms: Sequence[Term]) -> str:
    """The question in FTS5's language: phrases in quotation marks, joined by AND."""
    return " AND ".join(f'"{" ".join(term.words)}"{" *" if term.is_beginning else ""}' for term in terms)


def _tsquery(terms: Sequence[Term]) -> str:
    """The question in PostgreSQL's language: words in quotation marks, <-> between those of a phrase."""
    return " & ".join(f"({_phrase(term)})" for term in terms)


def _phrase(term: Term) -> str:
    quoted = " <-> ".join(f"'{word}'" for word in term.words)
    return f"{quoted}:*" if term.is_beginning else quoted
