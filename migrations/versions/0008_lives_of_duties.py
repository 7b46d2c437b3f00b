"""lives of duties: what happens to them after they are registered

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

ADDED = (
    ("duty", "state", sa.String(length=40)),
    ("duty", "state_on", sa.Date()),
    ("placement", "finer", sa.String(length=40)),
)
"""What was registered before has no state. The program reads it as one that was just registered."""


def upgrade() -> None:
    """Forwards."""
    for table, name, kind in ADDED:
        op.add_column(table, sa.Column(name, kind, nullable=True))
    op.create_table(
        "deferral",
        sa.Column("duty", sa.String(length=40), nullable=False),
        sa.Column("followed_by", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["duty"], ["duty.id"], name=op.f("fk_deferral_duty_duty")),
        sa.ForeignKeyConstraint(["followed_by"], ["duty.id"], name=op.f("fk_deferral_followed_by_duty")),
        sa.PrimaryKeyConstraint("duty", name=op.f("pk_deferral")),
        sa.UniqueConstraint("followed_by", name=op.f("uq_deferral_followed_by")),
    )


def downgrade() -> None:
    """Backwards."""
    op.drop_table("deferral")
    for table, name, _ in reversed(ADDED):
        op.drop_column(table, name)
