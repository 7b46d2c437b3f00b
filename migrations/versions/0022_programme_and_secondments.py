"""the programme for aspirants: cohorts, members, training, words; secondments: patterns and inspections done

Revision ID: 0022
Revises: 0021
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

TABLES = ("cohort", "cohort_member", "aspirant_training", "ready_word", "secondee_inspection")
PATTERN = (
    ("pattern", sa.String(length=40)),
    ("inspections", sa.Integer()),
    ("months", sa.Integer()),
)


def upgrade() -> None:
    """Forwards."""
    _make_cohorts()
    _make_training()
    _make_inspections()
    with op.batch_alter_table("secondment_need", schema=None) as batch_op:
        for name, kind in PATTERN:
            batch_op.add_column(sa.Column(name, kind, nullable=True))


def _text(name: str, length: int, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.String(length=length), nullable=nullable)


def _day(name: str, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Date(), nullable=nullable)


def _to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    key = "code" if other == "authority" else "id"
    return sa.ForeignKeyConstraint([column], [f"{other}.{key}"], name=op.f(f"fk_{table}_{column}_{other}"))


def _key(table: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}"))


def _index(table: str, *columns: str) -> None:
    with op.batch_alter_table(table, schema=None) as batch_op:
        for column in columns:
            batch_op.create_index(batch_op.f(f"ix_{table}_{column}"), [column], unique=False)


def _make_cohorts() -> None:
    table = "cohort"
    op.create_table(
        table,
        _text("id", 40),
        _text("name", 300),
        _day("starts"),
        _day("ends"),
        sa.Column("places", sa.Integer(), nullable=False),
        _text("lead", 300),
        _key(table),
        sa.UniqueConstraint("name", name=op.f(f"uq_{table}_name")),
    )
    table = "cohort_member"
    op.create_table(
        table,
        _text("id", 40),
        _text("cohort", 40),
        _text("person", 40),
        _day("joined_on"),
        _day("completed_on", True),
        _day("left_on", True),
        sa.Column("why", sa.Text(), nullable=False),
        _to(table, "cohort", "cohort"),
        _to(table, "person", "person"),
        _key(table),
        sa.UniqueConstraint("cohort", "person", name=op.f(f"uq_{table}_cohort_person")),
    )
    _index(table, "cohort", "person")


def _make_training() -> None:
    table = "aspirant_training"
    op.create_table(
        table,
        _text("id", 40),
        _text("person", 40),
        _text("field", 40),
        _day("starts"),
        _day("ends"),
        _text("provider", 300),
        _text("evidence", 300),
        _text("recorded_by", 40),
        _day("recorded_on"),
        _text("outcome", 40, True),
        sa.Column("why", sa.Text(), nullable=False),
        _text("settled_by", 40, True),
        _day("settled_on", True),
        _to(table, "person", "person"),
        _to(table, "recorded_by", "user_account"),
        _to(table, "settled_by", "user_account"),
        _key(table),
    )
    _index(table, "person", "outcome")
    table = "ready_word"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        _text("person", 40),
        sa.Column("is_ready", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        _text("said_by", 40),
        _day("said_on"),
        _to(table, "person", "person"),
        _to(table, "said_by", "user_account"),
        _key(table),
    )
    _index(table, "person")


def _make_inspections() -> None:
    table = "secondee_inspection"
    op.create_table(
        table,
        _text("id", 40),
        _text("person", 40),
        _text("duty", 40),
        _text("authority", 16),
        _day("starts"),
        _day("ends"),
        _text("note", 300),
        _text("recorded_by", 40),
        _day("recorded_on"),
        _to(table, "person", "person"),
        _to(table, "duty", "duty"),
        _to(table, "authority", "authority"),
        _to(table, "recorded_by", "user_account"),
        _key(table),
    )
    _index(table, "person", "duty", "authority")


def downgrade() -> None:
    """Backwards."""
    with op.batch_alter_table("secondment_need", schema=None) as batch_op:
        for name, _ in reversed(PATTERN):
            batch_op.drop_column(name)
    for table in reversed(TABLES):
        op.drop_table(table)
