"""what chief executives decide: consents for one duty with deputies, steps of boards, appraisals, removals

Revision ID: 0017
Revises: 0016
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

TABLES = ("duty_consent", "duty_consent_request", "board_step", "board_agreement", "appraisal", "removal")


def upgrade() -> None:
    """Forwards."""
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.add_column(sa.Column("deputy", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("deputy_name", sa.String(length=300), nullable=True))
        batch_op.create_foreign_key(op.f("fk_consent_deputy_person"), "person", ["deputy"], ["id"])
    with op.batch_alter_table("board", schema=None) as batch_op:
        batch_op.add_column(sa.Column("stands_in_for", sa.String(length=40), nullable=True))
        batch_op.create_foreign_key(op.f("fk_board_stands_in_for_duty"), "duty", ["stands_in_for"], ["id"])
    _make_consents()
    _make_steps()
    _make_appraisals_and_removals()


def _id() -> sa.Column:
    return sa.Column("id", sa.String(length=40), nullable=False)


def _text(name: str, length: int, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.String(length=length), nullable=nullable)


def _day(name: str, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Date(), nullable=nullable)


def _to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    key = "code" if other == "authority" else "id"
    return sa.ForeignKeyConstraint([column], [f"{other}.{key}"], name=op.f(f"fk_{table}_{column}_{other}"))


def _index(table: str, *columns: str) -> None:
    with op.batch_alter_table(table, schema=None) as batch_op:
        for column in columns:
            batch_op.create_index(batch_op.f(f"ix_{table}_{column}"), [column], unique=False)


def _make_consents() -> None:
    table = "duty_consent"
    op.create_table(
        table,
        _id(),
        _text("person", 40),
        _text("authority", 16),
        _text("duty", 40),
        _day("starts"),
        _day("ends"),
        _text("deputy", 40, True),
        _text("deputy_name", 300, True),
        _text("given_by", 40),
        _day("given_on"),
        _day("withdrawn_on", True),
        _text("source", 40, True),
        _text("reference", 300, True),
        _text("recorded_by", 40, True),
        _day("recorded_on", True),
        _to(table, "person", "person"),
        _to(table, "authority", "authority"),
        _to(table, "duty", "duty"),
        _to(table, "deputy", "person"),
        _to(table, "given_by", "user_account"),
        _to(table, "recorded_by", "user_account"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    _index(table, "person", "authority", "duty")
    table = "duty_consent_request"
    op.create_table(
        table,
        _id(),
        _text("person", 40),
        _text("authority", 16),
        _text("duty", 40),
        _text("asked_by", 40),
        _day("asked_on"),
        _to(table, "person", "person"),
        _to(table, "authority", "authority"),
        _to(table, "duty", "duty"),
        _to(table, "asked_by", "user_account"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("person", "authority", "duty", name=op.f(f"uq_{table}_person_authority_duty")),
    )
    _index(table, "person", "authority", "duty")


def _make_steps() -> None:
    table = "board_step"
    op.create_table(
        table,
        _id(),
        _text("duty", 40),
        _text("action", 40),
        _text("person", 40, True),
        _day("day", True),
        sa.Column("notice_days", sa.Integer(), nullable=True),
        _text("reason", 1000),
        sa.Column("accepts", sa.Boolean(), nullable=False),
        _text("made_by", 40),
        _day("made_on"),
        _text("outcome", 40, True),
        _day("settled_on", True),
        _to(table, "duty", "duty"),
        _to(table, "person", "person"),
        _to(table, "made_by", "user_account"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    _index(table, "duty")
    table = "board_agreement"
    op.create_table(
        table,
        _text("step", 40),
        _text("party", 16),
        sa.Column("agrees", sa.Boolean(), nullable=False),
        _text("name", 300),
        _text("reference", 300),
        _text("reason", 1000),
        _text("said_by", 40),
        _day("said_on"),
        _to(table, "step", "board_step"),
        _to(table, "said_by", "user_account"),
        sa.PrimaryKeyConstraint("step", "party", name=op.f(f"pk_{table}")),
    )


def _make_appraisals_and_removals() -> None:
    table = "appraisal"
    op.create_table(
        table,
        _id(),
        _text("duty", 40),
        _text("person", 40),
        _day("day"),
        _text("found", 1000),
        _text("recorded_by", 40),
        _to(table, "duty", "duty"),
        _to(table, "person", "person"),
        _to(table, "recorded_by", "user_account"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    _index(table, "duty", "person")
    table = "removal"
    op.create_table(
        table,
        _id(),
        _text("duty", 40),
        _text("person", 40),
        _text("grounds", 1000),
        _text("reference", 300),
        _day("served_on"),
        sa.Column("notice_days", sa.Integer(), nullable=False),
        _text("stands_in", 40),
        _text("reply", 2000, True),
        _day("replied_on", True),
        _text("outcome", 40, True),
        _text("reasons", 1000, True),
        _day("decided_on", True),
        _to(table, "duty", "duty"),
        _to(table, "person", "person"),
        _to(table, "stands_in", "duty"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    _index(table, "duty", "person")


def downgrade() -> None:
    """Backwards."""
    for table in reversed(TABLES):
        op.drop_table(table)
    with op.batch_alter_table("board", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_board_stands_in_for_duty"), type_="foreignkey")
        batch_op.drop_column("stands_in_for")
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_consent_deputy_person"), type_="foreignkey")
        batch_op.drop_column("deputy_name")
        batch_op.drop_column("deputy")
