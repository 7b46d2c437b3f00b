"""lives of people: changes of their records, and offers taken by telephone

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


TOLD = ("offer", "leave", "consent")
"""What others may write down for somebody."""


def upgrade() -> None:
    """Forwards."""
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(sa.Column("left_on", sa.Date(), nullable=True))
    with op.batch_alter_table("authority", schema=None) as batch_op:
        batch_op.add_column(sa.Column("ended_on", sa.Date(), nullable=True))
    for table in TOLD:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column("source", sa.String(length=40), nullable=True))
            batch_op.add_column(sa.Column("reference", sa.String(length=300), nullable=True))
            batch_op.add_column(sa.Column("recorded_by", sa.String(length=40), nullable=True))
            batch_op.add_column(sa.Column("recorded_on", sa.Date(), nullable=True))
            name = batch_op.f(f"fk_{table}_recorded_by_user_account")
            batch_op.create_foreign_key(name, "user_account", ["recorded_by"], ["id"])
    op.create_table(
        "consent_request",
        sa.Column("person", sa.String(length=40), nullable=False),
        sa.Column("authority", sa.String(length=16), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("asked_by", sa.String(length=40), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["asked_by"], ["user_account.id"], name=op.f("fk_consent_request_asked_by_user_account")),
        sa.ForeignKeyConstraint(["authority"], ["authority.code"], name=op.f("fk_consent_request_authority_authority")),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_consent_request_person_person")),
        sa.PrimaryKeyConstraint("person", "authority", name=op.f("pk_consent_request")),
    )
    with op.batch_alter_table("consent_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consent_request_authority"), ["authority"], unique=False)
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_name"), ["name"], unique=False)


def downgrade() -> None:
    """Backwards."""
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_name"))
    op.drop_table("consent_request")
    for table in reversed(TOLD):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_constraint(batch_op.f(f"fk_{table}_recorded_by_user_account"), type_="foreignkey")
            for column in ("recorded_on", "recorded_by", "reference", "source"):
                batch_op.drop_column(column)
    with op.batch_alter_table("authority", schema=None) as batch_op:
        batch_op.drop_column("ended_on")
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_column("left_on")
