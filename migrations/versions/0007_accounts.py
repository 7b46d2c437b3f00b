"""accounts: second factor, recovery and set-up codes, failed attempts, ends of accounts and ties, forms sent once

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

DEMO = "%@demo.example"
"""The addresses of the demo's users, who are known by nothing else in a database of an earlier version."""
ADDED = (
    ("disabled_at", sa.DateTime()),
    ("kept_until", sa.Date()),
    ("entry_digest", sa.String(length=64)),
    ("entry_until", sa.DateTime()),
    ("factor_seed", sa.String(length=40)),
    ("factor_on", sa.DateTime()),
    ("factor_step", sa.Integer()),
)


def upgrade() -> None:
    """Forwards."""
    for name, kind in ADDED:
        op.add_column("user_account", sa.Column(name, kind, nullable=True))
    op.add_column("user_account", sa.Column("is_demo", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.drop_column("user_account", "failures")
    op.drop_column("user_account", "locked_until")
    users = sa.table("user_account", sa.column("email"), sa.column("is_demo"))
    op.execute(users.update().where(users.c.email.like(DEMO)).values(is_demo=sa.true()))
    op.add_column("user_authority", sa.Column("ends", sa.Date(), nullable=True))
    op.create_table(
        "recovery_code",
        sa.Column("user", sa.String(length=40), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["user"], ["user_account.id"], name=op.f("fk_recovery_code_user_user_account")),
        sa.PrimaryKeyConstraint("user", "digest", name=op.f("pk_recovery_code")),
    )
    op.create_table(
        "attempt",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.DateTime(), nullable=False),
        sa.Column("waits_until", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_attempt")),
    )
    op.create_index(op.f("ix_attempt_last_at"), "attempt", ["last_at"], unique=False)
    op.create_table(
        "form_use",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=False),
        sa.Column("location", sa.String(length=2000), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_form_use")),
    )
    op.create_index(op.f("ix_form_use_sent_at"), "form_use", ["sent_at"], unique=False)


def downgrade() -> None:
    """Backwards."""
    for table in ("form_use", "attempt", "recovery_code"):
        op.drop_table(table)
    op.drop_column("user_authority", "ends")
    op.add_column("user_account", sa.Column("locked_until", sa.DateTime(), nullable=True))
    op.add_column("user_account", sa.Column("failures", sa.Integer(), nullable=False, server_default="0"))
    op.drop_column("user_account", "is_demo")
    for name, _ in reversed(ADDED):
        op.drop_column("user_account", name)
