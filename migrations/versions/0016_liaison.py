"""What the Ofsted liaison decides: approvals of peers, objections, evaluations, secondments asked for.

Revision ID: 0016
Revises: 0015
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forwards."""
    op.create_table(
        "approval",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(length=40), nullable=False),
        sa.Column("duty", sa.String(length=40), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("offered_on", sa.Date(), nullable=True),
        sa.Column("decided_by", sa.String(length=40), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        *_placement("approval"),
        _user("approval", "decided_by"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval")),
    )
    op.create_table(
        "council_objection",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("person", sa.String(length=40), nullable=False),
        sa.Column("duty", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("raised_by", sa.String(length=40), nullable=False),
        sa.Column("raised_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.String(length=40), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        *_placement("council_objection"),
        _user("council_objection", "raised_by"),
        _user("council_objection", "answered_by"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council_objection")),
        sa.UniqueConstraint("person", "duty", name=op.f("uq_council_objection_person_duty")),
    )
    for table in ("approval", "council_objection"):
        for column in ("person", "duty"):
            op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)
    op.create_table(
        "evaluation",
        sa.Column("person", sa.String(length=40), nullable=False),
        sa.Column("duty", sa.String(length=40), nullable=False),
        sa.Column("prepared", sa.String(length=40), nullable=False),
        sa.Column("worked", sa.String(length=40), nullable=False),
        sa.Column("judged", sa.String(length=40), nullable=False),
        sa.Column("again", sa.Boolean(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("evaluated_by", sa.String(length=40), nullable=False),
        sa.Column("evaluated_on", sa.Date(), nullable=False),
        sa.Column("shared_by", sa.String(length=40), nullable=True),
        sa.Column("shared_on", sa.Date(), nullable=True),
        *_placement("evaluation"),
        _user("evaluation", "evaluated_by"),
        _user("evaluation", "shared_by"),
        sa.PrimaryKeyConstraint("person", "duty", name=op.f("pk_evaluation")),
    )
    op.create_table(
        "secondment_need",
        sa.Column("duty", sa.String(length=40), nullable=False),
        sa.Column("region", sa.String(length=80), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("requested_by", sa.String(length=40), nullable=False),
        sa.Column("requested_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["duty"], ["duty.id"], name=op.f("fk_secondment_need_duty_duty")),
        _user("secondment_need", "requested_by"),
        sa.PrimaryKeyConstraint("duty", name=op.f("pk_secondment_need")),
    )
    op.create_table(
        "secondee",
        sa.Column("person", sa.String(length=40), nullable=False),
        sa.Column("duty", sa.String(length=40), nullable=False),
        sa.Column("trained_on", sa.Date(), nullable=True),
        sa.Column("training", sa.String(length=300), nullable=False),
        sa.Column("returned_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        *_placement("secondee"),
        sa.PrimaryKeyConstraint("person", "duty", name=op.f("pk_secondee")),
    )


def downgrade() -> None:
    """Backwards."""
    for table in ("secondee", "secondment_need", "evaluation", "council_objection", "approval"):
        op.drop_table(table)


def _placement(table: str) -> tuple[sa.ForeignKeyConstraint, sa.ForeignKeyConstraint]:
    """A person and a duty."""
    return (
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f(f"fk_{table}_person_person")),
        sa.ForeignKeyConstraint(["duty"], ["duty.id"], name=op.f(f"fk_{table}_duty_duty")),
    )


def _user(table: str, column: str) -> sa.ForeignKeyConstraint:
    """Somebody with an account."""
    return sa.ForeignKeyConstraint([column], ["user_account.id"], name=op.f(f"fk_{table}_{column}_user_account"))
