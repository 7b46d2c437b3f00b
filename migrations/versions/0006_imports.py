"""files on their way in; looks back that the command line made, which is no user

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forwards."""
    op.create_table(
        "import_file",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("owner", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("filename", sa.String(length=300), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("finished_at", sa.DateTime(), nullable=True),
        sa.Column("knows_sealed", sa.Boolean(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("preview", sa.LargeBinary(), nullable=True),
        sa.Column("digest", sa.String(length=80), nullable=False),
        sa.Column("rows_done", sa.Integer(), nullable=False),
        sa.Column("rows_total", sa.Integer(), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["owner"], ["user_account.id"], name=op.f("fk_import_file_owner_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_file")),
    )
    with op.batch_alter_table("import_file", schema=None) as batch_op:
        for name in ("owner", "state", "made_at", "expires_at"):
            batch_op.create_index(batch_op.f(f"ix_import_file_{name}"), [name], unique=False)
    with op.batch_alter_table("look_back", schema=None) as batch_op:
        batch_op.alter_column("made_by", existing_type=sa.String(length=40), nullable=True)


def downgrade() -> None:
    """Backwards."""
    op.execute("DELETE FROM look_back_closure WHERE line IN (SELECT look_back_line.id FROM look_back_line "
               "JOIN look_back ON look_back.id = look_back_line.look_back WHERE look_back.made_by IS NULL)")
    op.execute("DELETE FROM look_back_line WHERE look_back IN (SELECT id FROM look_back WHERE made_by IS NULL)")
    op.execute("DELETE FROM look_back WHERE made_by IS NULL")
    with op.batch_alter_table("look_back", schema=None) as batch_op:
        batch_op.alter_column("made_by", existing_type=sa.String(length=40), nullable=False)
    op.drop_table("import_file")
