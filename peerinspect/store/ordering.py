"""One order on both databases: what is not known comes before everything else, and last when the order is turned round.

SQLite does so by itself. PostgreSQL does the opposite unless it is told, for each column that may be empty.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, ColumnElement, Engine, Select, UnaryExpression, nulls_first, nulls_last
from sqlalchemy.sql import operators
from sqlalchemy.sql.compiler import SQLCompiler

_TOLD = (operators.nulls_first_op, operators.nulls_last_op)


def order_alike(engine: Engine) -> None:
    """Let the engine say in each order where the unknown stands. For PostgreSQL alone."""
    plain: Any = engine.dialect.statement_compiler
    engine.dialect.statement_compiler = type("AlikeCompiler", (_Alike, plain), {})


class _Alike(SQLCompiler):
    """Writes a statement's order so that PostgreSQL sorts as SQLite does."""

    def order_by_clause(self, select: Any, **told: Any) -> str:
        """The order, with where the unknown stands."""
        clauses = select._order_by_clauses if isinstance(select, Select) else ()  # noqa: SLF001 - the compiler's own way
        if not any(_may_be_unknown(each) for each in clauses):
            plain: str = super().order_by_clause(select, **told)  # type: ignore[no-untyped-call]  # it tells no types
            return plain
        written = ", ".join(self.process(_placed(each), **told) for each in clauses)
        return f" ORDER BY {written}"


def _placed(clause: ColumnElement[Any]) -> ColumnElement[Any]:
    if not _may_be_unknown(clause):
        return clause
    return nulls_last(clause) if _is_turned(clause) else nulls_first(clause)


def _is_turned(clause: ColumnElement[Any]) -> bool:
    return isinstance(clause, UnaryExpression) and clause.modifier is operators.desc_op


def _may_be_unknown(clause: ColumnElement[Any]) -> bool:
    """Whether a column of the order may be empty, and nobody said yet where that stands."""
    if isinstance(clause, UnaryExpression):
        return clause.modifier not in _TOLD and _may_be_unknown(clause.element)
    return isinstance(clause, Column) and bool(clause.nullable)
