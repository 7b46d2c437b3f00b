"""How alembic reaches the application's database: one set of migrations for SQLite and PostgreSQL."""

from alembic import context
from flask import current_app
from sqlalchemy import TypeDecorator

database = current_app.extensions["migrate"].db


def render_item(kind, item, _context):
    """Write the plain column type under one of the store's own, so that a migration never hangs on today's code."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl_instance!r}"
    return False


def run_offline() -> None:
    """Write the statements out instead of running them."""
    address = database.engine.url.render_as_string(hide_password=False)
    context.configure(url=address, target_metadata=database.metadata, literal_binds=True, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()


def run_online() -> None:
    """Run the migrations on the application's own engine."""
    options = current_app.extensions["migrate"].configure_args
    with database.engine.connect() as connection:
        context.configure(connection=connection, target_metadata=database.metadata, render_item=render_item, **options)
        with context.begin_transaction():
            context.run_migrations()


if context.is_offline_mode():
    run_offline()
else:
    run_online()
