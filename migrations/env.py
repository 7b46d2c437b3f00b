"""How alembic reaches the application's database: one set of migrations for SQLite and PostgreSQL."""

from contextlib import contextmanager

from alembic import context
from flask import current_app
from sqlalchemy import TypeDecorator

from peerinspect.store.postgresql import begin_changing_tables, is_postgresql
from peerinspect.store.searching import belongs_to_search

database = current_app.extensions["migrate"].db


def render_item(kind, item, _context):
    """Write the plain column type under one of the store's own, so that a migration never hangs on today's code."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl_instance!r}"
    return False


def include_name(name, kind, _parents):
    """Leave the search's own tables alone: a migration makes them, and no model stands for them."""
    return kind != "table" or not belongs_to_search(name)


def run_offline() -> None:
    """Write the statements out instead of running them."""
    address = database.engine.url.render_as_string(hide_password=False)
    context.configure(url=address, target_metadata=database.metadata, literal_binds=True, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()


@contextmanager
def may_make_tables_anew(connection):
    """SQLite changes a table by making it anew; meanwhile nothing that points to the old one may stand in the way.

    Afterwards every row must point to one that is there. Outside of a transaction alone is this heard.
    """
    if is_postgresql(connection):
        yield
        return
    opened = connection.connection.driver_connection
    opened.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
        lost = opened.execute("PRAGMA foreign_key_check").fetchone()
        if lost:
            raise ValueError(f"a row of the table {lost[0]} points to none of {lost[2]}; restore the last backup")
    finally:
        connection.commit()
        opened.execute("PRAGMA foreign_keys=ON")


def run_online() -> None:
    """Run the migrations on the application's own engine, in the writers' turn where that is PostgreSQL.

    What this thread had read is let go first: an open look at a table would keep it from being changed.
    """
    options = current_app.extensions["migrate"].configure_args
    database.session.rollback()
    with database.engine.connect() as connection:
        told = {"target_metadata": database.metadata, "render_item": render_item, "include_name": include_name}
        context.configure(connection=connection, **told, **options)
        with may_make_tables_anew(connection), context.begin_transaction():
            if is_postgresql(connection):
                begin_changing_tables(connection)
            context.run_migrations()


if context.is_offline_mode():
    run_offline()
else:
    run_online()
