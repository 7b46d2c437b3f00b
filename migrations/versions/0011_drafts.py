"""drafts: scope, what is set aside, and the versions of a roster

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

SEARCHED = ("scope", "supposed")
OF_A_WITHDRAWAL = ("withdrawn_on", "withdrawn_by", "withdrawn_because")


def upgrade() -> None:
    """Forwards."""
    for table in ("job", "roster"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            for name in SEARCHED:
                batch_op.add_column(sa.Column(name, sa.Text(), nullable=True))
            batch_op.add_column(sa.Column("for_cleared", sa.Boolean(), nullable=True))
            if table == "roster":
                batch_op.add_column(sa.Column("from_roster", sa.String(length=40), nullable=True))
                batch_op.create_foreign_key(op.f("fk_roster_from_roster_roster"), "roster", ["from_roster"], ["id"])
    with op.batch_alter_table("roster_part", schema=None) as batch_op:
        batch_op.add_column(sa.Column("withdrawn_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("withdrawn_by", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("withdrawn_because", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("reserves", sa.String(length=40), nullable=True))
        batch_op.create_foreign_key(
            op.f("fk_roster_part_withdrawn_by_user_account"), "user_account", ["withdrawn_by"], ["id"]
        )
    _make_tables()


def _make_tables() -> None:
    op.create_table(
        "seat_word",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("person", sa.String(length=40), nullable=False),
        sa.Column("duty", sa.String(length=40), nullable=False),
        sa.Column("sort", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("said_by", sa.String(length=40), nullable=False),
        sa.Column("said_at", sa.DateTime(), nullable=False),
        sa.Column("ended_by", sa.String(length=40), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["duty"], ["duty.id"], name=op.f("fk_seat_word_duty_duty")),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_seat_word_person_person")),
        sa.ForeignKeyConstraint(["said_by"], ["user_account.id"], name=op.f("fk_seat_word_said_by_user_account")),
        sa.ForeignKeyConstraint(["ended_by"], ["user_account.id"], name=op.f("fk_seat_word_ended_by_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat_word")),
    )
    with op.batch_alter_table("seat_word", schema=None) as batch_op:
        for name in ("person", "duty"):
            batch_op.create_index(batch_op.f(f"ix_seat_word_{name}"), [name], unique=False)
    op.create_table(
        "reserve",
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("duty", sa.String(length=40), nullable=False),
        sa.Column("person", sa.String(length=40), nullable=False),
        sa.Column("rank", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("substitute", sa.String(length=40), nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["duty"], ["duty.id"], name=op.f("fk_reserve_duty_duty")),
        sa.ForeignKeyConstraint(["part"], ["roster_part.id"], name=op.f("fk_reserve_part_roster_part")),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_reserve_person_person")),
        sa.ForeignKeyConstraint(["substitute"], ["person.id"], name=op.f("fk_reserve_substitute_person")),
        sa.PrimaryKeyConstraint("part", "duty", "person", "rank", name=op.f("pk_reserve")),
    )


def downgrade() -> None:
    """Backwards. What was only supposed would read as a draft like any other, so it goes."""
    op.drop_table("reserve")
    op.drop_table("seat_word")
    _forget_what_was_supposed()
    with op.batch_alter_table("roster_part", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("fk_roster_part_withdrawn_by_user_account"), type_="foreignkey")
        for name in (*OF_A_WITHDRAWAL, "reserves"):
            batch_op.drop_column(name)
    for table in ("roster", "job"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            if table == "roster":
                batch_op.drop_constraint(op.f("fk_roster_from_roster_roster"), type_="foreignkey")
                batch_op.drop_column("from_roster")
            for name in (*SEARCHED, "for_cleared"):
                batch_op.drop_column(name)
    op.execute("UPDATE roster SET state = 'published' WHERE state = 'withdrawn'")


def _forget_what_was_supposed() -> None:
    rosters = "(SELECT id FROM roster WHERE supposed IS NOT NULL)"
    parts = f"(SELECT id FROM roster_part WHERE roster IN {rosters})"
    jobs = f"(SELECT id FROM job WHERE supposed IS NOT NULL OR roster IN {rosters} OR from_roster IN {rosters})"
    for table in ("goal", "placement", "objection", "shortfall", "rule"):
        op.execute(f"DELETE FROM roster_{table} WHERE part IN {parts}")
    op.execute(f"DELETE FROM roster_part WHERE roster IN {rosters}")
    op.execute(f"DELETE FROM job_part WHERE job IN {jobs}")
    op.execute(f"DELETE FROM job WHERE id IN {jobs}")
    op.execute(f"UPDATE roster SET from_roster = NULL WHERE from_roster IN {rosters}")
    op.execute("DELETE FROM roster WHERE supposed IS NOT NULL")
