"""Calendar feeds and single sign-on.

Revision ID: 0018
Revises: 0017
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forwards."""
    op.create_table(
        "calendar_feed",
        sa.Column("user", sa.String(length=40), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("person", sa.String(length=40), nullable=True),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_calendar_feed_person_person")),
        sa.ForeignKeyConstraint(["user"], ["user_account.id"], name=op.f("fk_calendar_feed_user_user_account")),
        sa.PrimaryKeyConstraint("user", name=op.f("pk_calendar_feed")),
        sa.UniqueConstraint("digest", name=op.f("uq_calendar_feed_digest")),
    )
    op.create_table(
        "calendar_entry",
        sa.Column("user", sa.String(length=40), nullable=False),
        sa.Column("uid", sa.String(length=64), nullable=False),
        sa.Column("content", sa.String(length=64), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("changed_on", sa.Date(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.CheckConstraint("starts <= ends", name=op.f("ck_calendar_entry_period")),
        sa.CheckConstraint("sequence >= 0", name=op.f("ck_calendar_entry_sequence")),
        sa.ForeignKeyConstraint(["user"], ["user_account.id"], name=op.f("fk_calendar_entry_user_user_account")),
        sa.PrimaryKeyConstraint("user", "uid", name=op.f("pk_calendar_entry")),
    )
    op.create_table(
        "sign_on_link",
        sa.Column("user", sa.String(length=40), nullable=False),
        sa.Column("issuer", sa.String(length=300), nullable=False),
        sa.Column("subject", sa.String(length=255), nullable=False),
        sa.Column("linked_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["user"], ["user_account.id"], name=op.f("fk_sign_on_link_user_user_account")),
        sa.PrimaryKeyConstraint("user", "issuer", name=op.f("pk_sign_on_link")),
        sa.UniqueConstraint("issuer", "subject", name=op.f("uq_sign_on_link_issuer_subject")),
    )


def downgrade() -> None:
    """Backwards."""
    op.drop_table("sign_on_link")
    op.drop_table("calendar_entry")
    op.drop_table("calendar_feed")
