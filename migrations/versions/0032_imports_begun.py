"""Since when a file is at work, so that the tidying knows one that was confirmed long after it came in.

Revision ID: 0032
Revises: 0031
"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("import_file") as table:
        table.add_column(sa.Column("begun_at", sa.DateTime(), nullable=True))


def downgrade():
    with op.batch_alter_table("import_file") as table:
        table.drop_column("begun_at")
