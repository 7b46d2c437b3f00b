"""the schedule of inspections: settings of the calendar

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forwards."""
    op.create_table(
        "schedule",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("most_starts", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("set_by", sa.String(length=40), nullable=False),
        sa.Column("set_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["set_by"], ["user_account.id"], name=op.f("fk_schedule_set_by_user_account")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_schedule")),
    )


def downgrade() -> None:
    """Backwards."""
    op.drop_table("schedule")
