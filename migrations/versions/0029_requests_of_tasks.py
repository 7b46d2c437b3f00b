"""The name of the request that asked for a task.

Revision ID: 0029
Revises: 0028
"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("task") as table:
        table.add_column(sa.Column("request", sa.String(64), nullable=True))


def downgrade():
    with op.batch_alter_table("task") as table:
        table.drop_column("request")
