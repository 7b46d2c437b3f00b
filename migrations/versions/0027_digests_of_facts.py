"""Digests of facts, and their sum in the head of the history.

Revision ID: 0027
Revises: 0026
"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "fact_digest",
        sa.Column("table", sa.String(63), nullable=False),
        sa.Column("key", sa.String(700), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("salt", sa.String(16), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("table", "key", name=op.f("pk_fact_digest")),
    )
    op.add_column("history_head", sa.Column("facts", sa.Text()))
    op.add_column("history_head", sa.Column("shape", sa.String(64)))


def downgrade():
    op.drop_column("history_head", "shape")
    op.drop_column("history_head", "facts")
    op.drop_table("fact_digest")
