"""Messages to people: what is to be sent, and what became of it.

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forwards."""
    op.create_table(
        "message",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("event", sa.Integer(), nullable=False),
        sa.Column("user", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("mail", sa.String(length=40), nullable=True),
        sa.Column("claim", sa.String(length=40), nullable=True),
        sa.Column("claimed_until", sa.DateTime(), nullable=True),
        sa.Column("sent_at", sa.DateTime(), nullable=True),
        sa.Column("fault", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(["event"], ["event.sequence"], name=op.f("fk_message_event_event")),
        sa.ForeignKeyConstraint(["user"], ["user_account.id"], name=op.f("fk_message_user_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
        sa.UniqueConstraint("event", "user", name=op.f("uq_message_event_user")),
    )
    op.create_index(op.f("ix_message_mail"), "message", ["mail"], unique=False)
    op.create_index(op.f("ix_message_state_due_at"), "message", ["state", "due_at"], unique=False)
    op.create_index(op.f("ix_message_user"), "message", ["user"], unique=False)
    op.create_table(
        "mail_choice",
        sa.Column("user", sa.String(length=40), nullable=False),
        sa.Column("rhythm", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["user"], ["user_account.id"], name=op.f("fk_mail_choice_user_user_account")),
        sa.PrimaryKeyConstraint("user", name=op.f("pk_mail_choice")),
    )
    op.create_table(
        "bounced_address",
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("bounced_at", sa.DateTime(), nullable=False),
        sa.Column("reply", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("address", name=op.f("pk_bounced_address")),
    )
    op.create_table(
        "address_change",
        sa.Column("user", sa.String(length=40), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["user"], ["user_account.id"], name=op.f("fk_address_change_user_user_account")),
        sa.PrimaryKeyConstraint("user", name=op.f("pk_address_change")),
    )


def downgrade() -> None:
    """Backwards."""
    op.drop_table("address_change")
    op.drop_table("bounced_address")
    op.drop_table("mail_choice")
    op.drop_table("message")
