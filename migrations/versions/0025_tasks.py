"""Tasks: who does long work, and what checks of rosters found. What waits or was left running is queued anew.

Revision ID: 0025
Revises: 0024
"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

WAITING = {
    "job": ("plan", "queued_at", ("queued", "running", "cancelling")),
    "question": ("answer", "queued_at", ("queued", "running", "cancelling")),
    "import_file": ("import", "made_at", ("queued", "confirmed", "reading", "saving")),
}


def upgrade():
    op.create_table(
        "task",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("key", sa.String(120), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("most_attempts", sa.Integer(), nullable=False),
        sa.Column("time_limit", sa.Integer(), nullable=True),
        sa.Column("worker", sa.String(120), nullable=True),
        sa.Column("claim", sa.String(40), nullable=True),
        sa.Column("claimed_at", sa.DateTime(), nullable=True),
        sa.Column("heartbeat_at", sa.DateTime(), nullable=True),
        sa.Column("cancel_asked_at", sa.DateTime(), nullable=True),
        sa.Column("progress", sa.String(300), nullable=False),
        sa.Column("steps_done", sa.Integer(), nullable=False),
        sa.Column("steps_total", sa.Integer(), nullable=False),
        sa.Column("fault", sa.String(40), nullable=False),
        sa.Column("not_before", sa.DateTime(), nullable=True),
        sa.Column("queued_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
    )
    op.create_index(op.f("ix_task_state_kind_not_before"), "task", ["state", "kind", "not_before"])
    op.create_index(op.f("ix_task_kind_key"), "task", ["kind", "key"])
    op.create_table(
        "kept_answer",
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("key", sa.String(120), nullable=False),
        sa.Column("version", sa.String(120), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "key", name=op.f("pk_kept_answer")),
    )
    for table, (kind, since, states) in WAITING.items():
        named = "CASE WHEN part = 'open' THEN 'answer' ELSE 'answer-apart' END" if kind == "answer" else f"'{kind}'"
        listed = ", ".join(f"'{state}'" for state in states)
        op.execute(
            "INSERT INTO task (id, kind, key, state, attempts, most_attempts, progress, steps_done, steps_total,"
            f" fault, queued_at) SELECT id, {named}, id, 'queued', 0, 3, '', 0, 0, '', {since} FROM {table}"
            f" WHERE state IN ({listed})"
        )


def downgrade():
    op.drop_table("kept_answer")
    op.drop_index(op.f("ix_task_kind_key"), table_name="task")
    op.drop_index(op.f("ix_task_state_kind_not_before"), table_name="task")
    op.drop_table("task")
