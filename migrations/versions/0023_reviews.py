"""Case reviews and the national panel.

Revision ID: 0023
Revises: 0022
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

TABLES = ("review_part", "review_delay", "panel_member", "panel_recusal", "panel_advice", "panel_voice")
DAYS = (
    "known_on",
    "notified_on",
    "rapid_on",
    "decided_on",
    "appointed_on",
    "draft_on",
    "final_on",
    "closed_on",
    "lessons_on",
)
WORDS = (("kind", 40), ("reasons", 1000), ("withheld_because", 1000), ("report", 300))


def upgrade() -> None:
    """Forwards."""
    with op.batch_alter_table("review", schema=None) as batch_op:
        for name in DAYS:
            batch_op.add_column(_day(name, True))
        for name, length in WORDS:
            batch_op.add_column(_text(name, length, True))
    _make_parts_and_delays()
    _make_panel()
    _make_advice()


def _text(name: str, length: int, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.String(length=length), nullable=nullable)


def _day(name: str, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Date(), nullable=nullable)


def _number(name: str) -> sa.Column:
    return sa.Column(name, sa.Integer(), nullable=False)


def _to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))


def _key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=op.f(f"pk_{table}"))


def _index(table: str, *columns: str) -> None:
    with op.batch_alter_table(table, schema=None) as batch_op:
        for column in columns:
            batch_op.create_index(batch_op.f(f"ix_{table}_{column}"), [column], unique=False)


def _make_parts_and_delays() -> None:
    table = "review_part"
    op.create_table(
        table,
        _text("duty", 40),
        _text("person", 40),
        _text("part", 40),
        _to(table, "duty", "duty"),
        _to(table, "person", "person"),
        _key(table, "duty", "person"),
    )
    table = "review_delay"
    op.create_table(
        table,
        _number("id"),
        _text("duty", 40),
        _text("stage", 40),
        _text("reason", 40),
        _text("words", 1000),
        _day("expected_on"),
        _text("recorded_by", 40),
        _day("recorded_on"),
        _to(table, "duty", "duty"),
        _to(table, "recorded_by", "user_account"),
        _key(table, "id"),
    )
    _index(table, "duty")


def _make_panel() -> None:
    table = "panel_member"
    op.create_table(
        table,
        _text("id", 40),
        _text("person", 40),
        _day("starts"),
        _day("ends", True),
        sa.Column("is_chair", sa.Boolean(), nullable=False),
        _text("expertise", 300),
        _text("account", 40, True),
        _to(table, "person", "person"),
        _to(table, "account", "user_account"),
        _key(table, "id"),
    )
    _index(table, "person", "account")
    table = "panel_recusal"
    op.create_table(
        table,
        _text("duty", 40),
        _text("person", 40),
        _text("reason", 1000),
        _text("said_by", 40),
        _day("said_on"),
        _to(table, "duty", "duty"),
        _to(table, "person", "person"),
        _to(table, "said_by", "user_account"),
        _key(table, "duty", "person"),
    )


def _make_advice() -> None:
    table = "panel_advice"
    op.create_table(
        table,
        _number("id"),
        _text("duty", 40),
        _text("topic", 40),
        _text("advice", 40),
        _text("reasons", 1000),
        _text("reference", 300),
        _day("given_on"),
        _text("recorded_by", 40),
        _to(table, "duty", "duty"),
        _to(table, "recorded_by", "user_account"),
        _key(table, "id"),
    )
    _index(table, "duty")
    table = "panel_voice"
    op.create_table(
        table,
        _number("advice"),
        _text("person", 40),
        _to(table, "advice", "panel_advice"),
        _to(table, "person", "person"),
        _key(table, "advice", "person"),
    )


def downgrade() -> None:
    """Backwards."""
    for table in reversed(TABLES):
        op.drop_table(table)
    with op.batch_alter_table("review", schema=None) as batch_op:
        for name, _ in reversed(WORDS):
            batch_op.drop_column(name)
        for name in reversed(DAYS):
            batch_op.drop_column(name)
