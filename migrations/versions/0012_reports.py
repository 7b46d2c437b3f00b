"""reports: day rates and thank-you records

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forwards."""
    op.create_table(
        "day_rate",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("pounds", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("set_by", sa.String(length=40), nullable=False),
        sa.Column("set_on", sa.Date(), nullable=False),
        sa.CheckConstraint("pounds >= 0", name=op.f("ck_day_rate_pounds")),
        sa.ForeignKeyConstraint(["set_by"], ["user_account.id"], name=op.f("fk_day_rate_set_by_user_account")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_day_rate")),
    )
    op.create_table(
        "thanks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("authority", sa.String(length=16), nullable=False),
        sa.Column("thanked_on", sa.Date(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.String(length=40), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["authority"], ["authority.code"], name=op.f("fk_thanks_authority_authority")),
        sa.ForeignKeyConstraint(["recorded_by"], ["user_account.id"], name=op.f("fk_thanks_recorded_by_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thanks")),
    )
    op.create_index(op.f("ix_thanks_authority"), "thanks", ["authority"], unique=False)


def downgrade() -> None:
    """Backwards."""
    op.drop_table("thanks")
    op.drop_table("day_rate")
