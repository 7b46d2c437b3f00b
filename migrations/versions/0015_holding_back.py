"""holding back: undertakings, disclosures, rules asked again, links to answer by, leaks

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

LOCAL = {
    "undertaking": (("person", "person.id"), ("duty", "duty.id"), ("signed_by", "user_account.id")),
    "disclosure": (("person", "person.id"), ("duty", "duty.id"), ("disclosed_by", "user_account.id")),
    "asking": (("duty", "duty.id"),),
    "finding": (("asking", "asking.id"), ("person", "person.id")),
    "round": (),
    "answer_link": (("person", "person.id"), ("duty", "duty.id")),
    "leak": (("duty", "duty.id"), ("raised_by", "user_account.id")),
    "leak_report": (("reported_by", "user_account.id"),),
    "leak_report_closure": (("report", "leak_report.id"), ("closed_by", "user_account.id")),
}
"""What each new table points at: a column, and what it names."""
INDICES = {
    "ix_undertaking_duty": ("undertaking", ["duty"]),
    "ix_disclosure_person": ("disclosure", ["person"]),
    "ix_disclosure_duty": ("disclosure", ["duty"]),
    "ix_asking_duty_moment_due_on": ("asking", ["duty", "moment", "due_on"]),
    "ix_asking_asked_on": ("asking", ["asked_on"]),
    "ix_finding_asking": ("finding", ["asking"]),
    "ix_finding_person": ("finding", ["person"]),
    "ix_answer_link_person": ("answer_link", ["person"]),
    "ix_answer_link_duty": ("answer_link", ["duty"]),
    "ix_leak_duty": ("leak", ["duty"]),
}


def upgrade() -> None:
    """Forwards."""
    for name, columns in _tables().items():
        keys = [column.name for column in columns if column.info.get("key")]
        op.create_table(
            name,
            *columns,
            *(_foreign_key(name, column, target) for column, target in LOCAL[name]),
            sa.PrimaryKeyConstraint(*keys, name=op.f(f"pk_{name}")),
        )
    for index, (table, columns) in INDICES.items():
        op.create_index(op.f(index), table, columns, unique=False)
    with op.batch_alter_table("schedule") as batch:
        batch.add_column(sa.Column("disclosed_before", sa.Integer(), server_default="10", nullable=False))


def downgrade() -> None:
    """Backwards."""
    with op.batch_alter_table("schedule") as batch:
        batch.drop_column("disclosed_before")
    for index, (table, _) in INDICES.items():
        op.drop_index(op.f(index), table_name=table)
    for name in reversed(_tables()):
        op.drop_table(name)


def _foreign_key(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    named = op.f(f"fk_{table}_{column}_{target.split('.')[0]}")
    return sa.ForeignKeyConstraint([column], [target], name=named)


def _tables() -> dict[str, list[sa.Column]]:
    """The columns of each new table, made afresh: a column belongs to one table."""
    return {
        "undertaking": [
            _key("person"), _key("duty"), _number("version"), _id("signed_by"), _day("signed_on"),
        ],
        "disclosure": [
            _numbered(), _id("person"), _id("duty"), _id("disclosed_by"), _day("disclosed_on"),
        ],
        "asking": [
            _numbered(), _id("duty"), _id("moment"), _day("due_on"), _day("asked_on"), _number("people"),
        ],
        "finding": [
            _numbered(), _number("asking"), _id("person"), _id("rule"), _id("strength"), _text("sentence"),
            _text("rests_on"),
        ],
        "round": [
            sa.Column("day", sa.Date(), nullable=False, info={"key": True}),
            sa.Column("finished_at", sa.DateTime(), nullable=False),
        ],
        "answer_link": [
            _key("id"), _id("person"), _id("duty"), _day("offered_on", nullable=True), _day("expires_on"),
            _day("used_on", nullable=True),
        ],
        "leak": [
            _key("id"), _id("duty"), _text("what"), _day("noticed_on"), _id("raised_by"), _day("raised_on"),
            _text("known"),
        ],
        "leak_report": [_key("id"), _text("told"), _id("reported_by"), _day("reported_on")],
        "leak_report_closure": [
            _key("report"), _text("what"), sa.Column("is_leak", sa.Boolean(), nullable=False), _id("closed_by"),
            _day("closed_on"),
        ],
    }  # fmt: skip


def _numbered() -> sa.Column:
    return sa.Column("id", sa.Integer(), nullable=False, info={"key": True})


def _key(name: str) -> sa.Column:
    return sa.Column(name, sa.String(length=40), nullable=False, info={"key": True})


def _id(name: str) -> sa.Column:
    return sa.Column(name, sa.String(length=40), nullable=False)


def _number(name: str) -> sa.Column:
    return sa.Column(name, sa.Integer(), nullable=False)


def _text(name: str) -> sa.Column:
    return sa.Column(name, sa.Text(), nullable=False)


def _day(name: str, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Date(), nullable=nullable)
