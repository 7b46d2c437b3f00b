"""what people say of themselves: expertise, aims of those who aspire, mentors, corrections, invitations

Revision ID: 0014
Revises: 0013
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forwards."""
    with op.batch_alter_table("person") as table:
        table.add_column(sa.Column("email", sa.String(length=254), nullable=True))
    _invitations()
    for name, column in (("expertise", "statement"), ("aspiration", "goal")):
        _own_words(name, column)
    _mentors()
    _corrections()


def _invitations() -> None:
    op.create_table(
        "invitation",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("user", sa.String(length=40), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("invited_by", sa.String(length=40), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["user"], ["user_account.id"], name=op.f("fk_invitation_user_user_account")),
        sa.ForeignKeyConstraint(
            ["invited_by"], ["user_account.id"], name=op.f("fk_invitation_invited_by_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("digest", name=op.f("uq_invitation_digest")),
    )
    op.create_index(op.f("ix_invitation_user"), "invitation", ["user"], unique=False)


def _own_words(name: str, column: str) -> None:
    op.create_table(
        name,
        sa.Column("person", sa.String(length=40), nullable=False),
        sa.Column(column, sa.Text(), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f(f"fk_{name}_person_person")),
        sa.PrimaryKeyConstraint("person", name=op.f(f"pk_{name}")),
    )


def _mentors() -> None:
    op.create_table(
        "mentoring",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("person", sa.String(length=40), nullable=False),
        sa.Column("duty", sa.String(length=40), nullable=False),
        sa.Column("mentor", sa.String(length=40), nullable=False),
        sa.Column("named_by", sa.String(length=40), nullable=False),
        sa.Column("named_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_mentoring_person_person")),
        sa.ForeignKeyConstraint(["duty"], ["duty.id"], name=op.f("fk_mentoring_duty_duty")),
        sa.ForeignKeyConstraint(["mentor"], ["person.id"], name=op.f("fk_mentoring_mentor_person")),
        sa.ForeignKeyConstraint(["named_by"], ["user_account.id"], name=op.f("fk_mentoring_named_by_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentoring")),
    )
    for column in ("person", "duty", "mentor"):
        op.create_index(op.f(f"ix_mentoring_{column}"), "mentoring", [column], unique=False)


def _corrections() -> None:
    op.create_table(
        "correction",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("person", sa.String(length=40), nullable=False),
        sa.Column("about", sa.String(length=40), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.String(length=40), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.String(length=40), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_correction_person_person")),
        sa.ForeignKeyConstraint(["asked_by"], ["user_account.id"], name=op.f("fk_correction_asked_by_user_account")),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["user_account.id"], name=op.f("fk_correction_answered_by_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
    )
    op.create_index(op.f("ix_correction_person"), "correction", ["person"], unique=False)


def downgrade() -> None:
    """Backwards."""
    for name in ("correction", "mentoring", "aspiration", "expertise", "invitation"):
        op.drop_table(name)
    with op.batch_alter_table("person") as table:
        table.drop_column("email")
