"""Divided searches: problems of several years, their parts as files, and how many of them are solved.

Revision ID: 0028
Revises: 0027
"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "divided_search",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("job", sa.String(40), nullable=False),
        sa.Column("part", sa.String(40), nullable=False),
        sa.Column("waves", sa.Integer(), nullable=False),
        sa.Column("problem_bytes", sa.LargeBinary(), nullable=False),
        sa.Column("begun_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_divided_search")),
        sa.ForeignKeyConstraint(["job"], ["job.id"], name=op.f("fk_divided_search_job_job")),
        sa.UniqueConstraint("job", "part", name=op.f("uq_divided_search_job_part")),
    )
    op.create_table(
        "divided_piece",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("search", sa.String(40), nullable=False),
        sa.Column("wave", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("time_limit", sa.Integer(), nullable=False),
        sa.Column("problem_bytes", sa.LargeBinary(), nullable=False),
        sa.Column("roster_bytes", sa.LargeBinary(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_divided_piece")),
        sa.ForeignKeyConstraint(["search"], ["divided_search.id"], name=op.f("fk_divided_piece_search_divided_search")),
        sa.UniqueConstraint("search", "wave", "number", name=op.f("uq_divided_piece_search_wave_number")),
    )
    op.add_column("job", sa.Column("divided", sa.Boolean(), nullable=True))
    op.add_column("job_part", sa.Column("pieces_done", sa.Integer(), nullable=True))
    op.add_column("job_part", sa.Column("pieces_total", sa.Integer(), nullable=True))


def downgrade():
    op.drop_column("job_part", "pieces_total")
    op.drop_column("job_part", "pieces_done")
    op.drop_column("job", "divided")
    op.drop_table("divided_piece")
    op.drop_table("divided_search")
