"""Tests may change rows by statements of bare text, which the service never writes and so does not notice: the tables
that are kept in memory are read again after one."""

from __future__ import annotations

from sqlalchemy import TextClause, event, update
from sqlalchemy.orm import ORMExecuteState, Session

from peerinspect.store.tables import HistoryHeadRow


@event.listens_for(Session, "do_orm_execute")
def forget_what_is_kept(execution: ORMExecuteState) -> None:
    """Take the stamps away with the statement."""
    statement = execution.statement
    if isinstance(statement, TextClause) and statement.text.lstrip().upper().startswith(("DELETE", "INSERT", "UPDATE")):
        execution.session.connection().execute(update(HistoryHeadRow).values(stamps=None))
