"""Why directors leave, and who holds a post meanwhile.

Revision ID: 0021
Revises: 0020
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forwards. A vacancy whose director had been found was over; it is over now once the post is handed back."""
    op.add_column("vacancy", sa.Column("vacant_from", sa.Date(), nullable=True))
    op.create_table(
        "holding",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("vacancy", sa.String(length=40), nullable=False),
        sa.Column("person", sa.String(length=40), nullable=True),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("office", sa.String(length=300), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("named_by", sa.String(length=40), nullable=False),
        sa.Column("named_on", sa.Date(), nullable=False),
        sa.CheckConstraint("person IS NOT NULL OR name <> ''", name=op.f("ck_holding_somebody")),
        sa.CheckConstraint("ends IS NULL OR starts <= ends", name=op.f("ck_holding_period")),
        sa.ForeignKeyConstraint(["named_by"], ["user_account.id"], name=op.f("fk_holding_named_by_user_account")),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_holding_person_person")),
        sa.ForeignKeyConstraint(["vacancy"], ["vacancy.id"], name=op.f("fk_holding_vacancy_vacancy")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holding")),
    )
    op.create_table(
        "handback",
        sa.Column("vacancy", sa.String(length=40), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("person", sa.String(length=40), nullable=True),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.String(length=40), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.CheckConstraint("person IS NOT NULL OR name <> ''", name=op.f("ck_handback_somebody")),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_handback_person_person")),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["user_account.id"], name=op.f("fk_handback_recorded_by_user_account")
        ),
        sa.ForeignKeyConstraint(["vacancy"], ["vacancy.id"], name=op.f("fk_handback_vacancy_vacancy")),
        sa.PrimaryKeyConstraint("vacancy", name=op.f("pk_handback")),
    )
    op.create_table(
        "past_director",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("together", sa.String(length=40), nullable=False),
        sa.Column("authority", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("basis", sa.String(length=40), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.CheckConstraint("starts <= ends", name=op.f("ck_past_director_period")),
        sa.ForeignKeyConstraint(["authority"], ["authority.code"], name=op.f("fk_past_director_authority_authority")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_past_director")),
    )
    op.create_table(
        "leaving",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("person", sa.String(length=40), nullable=True),
        sa.Column("left_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("own_words", sa.Text(), nullable=False),
        sa.Column("told", sa.String(length=40), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_leaving_person_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leaving")),
        sa.UniqueConstraint("person", "left_on", name=op.f("uq_leaving_person_left_on")),
    )
    for table, column in _INDEXED:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)
    op.execute("UPDATE duty SET state = 'handed-back' WHERE kind = 'interim' AND state = 'appointed'")


def downgrade() -> None:
    """Backwards. States that only this version knows become those that said most of it before."""
    op.execute("UPDATE duty SET state = 'appointed' WHERE kind = 'interim' AND state = 'handed-back'")
    op.execute("UPDATE duty SET state = 'covered' WHERE kind = 'interim' AND state = 'extended'")
    for table, column in reversed(_INDEXED):
        op.drop_index(op.f(f"ix_{table}_{column}"), table_name=table)
    for table in ("leaving", "past_director", "handback", "holding"):
        op.drop_table(table)
    op.drop_column("vacancy", "vacant_from")


_INDEXED = (
    ("holding", "vacancy"),
    ("holding", "person"),
    ("handback", "person"),
    ("past_director", "together"),
    ("past_director", "authority"),
    ("leaving", "person"),
    ("leaving", "left_on"),
)
