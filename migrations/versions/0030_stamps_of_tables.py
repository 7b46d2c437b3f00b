"""A stamp of each table in the head of the history, so that whole tables can be kept in memory until they change.

Revision ID: 0030
Revises: 0029
"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("history_head", sa.Column("stamps", sa.Text()))


def downgrade():
    op.drop_column("history_head", "stamps")
