"""Safeguarding boards that outlast their chairs' terms.

Revision ID: 0019
Revises: 0018
"""

import secrets
from collections import defaultdict

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"


def upgrade() -> None:
    """Forwards: the tables, and a board for each set of councils that has chairs' terms."""
    op.create_table(
        "safeguarding_board",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("founded_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("called", sa.String(length=300), server_default="", nullable=False),
        sa.Column("chair_word", sa.String(length=40), nullable=True),
        sa.Column("partnership_from", sa.Date(), nullable=True),
        sa.Column("meetings_a_year", sa.Integer(), server_default="4", nullable=False),
        sa.Column("report_month", sa.Integer(), server_default="9", nullable=False),
        sa.CheckConstraint("meetings_a_year between 1 and 24", name=op.f("ck_safeguarding_board_meetings")),
        sa.CheckConstraint("report_month between 1 and 12", name=op.f("ck_safeguarding_board_report_month")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_safeguarding_board")),
    )
    op.create_table(
        "safeguarding_board_authority",
        sa.Column("board", sa.String(length=40), nullable=False),
        sa.Column("authority", sa.String(length=16), nullable=False),
        sa.Column("starts", sa.Date(), nullable=True),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["authority"], ["authority.code"], name=op.f("fk_safeguarding_board_authority_authority_authority")
        ),
        sa.ForeignKeyConstraint(
            ["board"],
            ["safeguarding_board.id"],
            name=op.f("fk_safeguarding_board_authority_board_safeguarding_board"),
        ),
        sa.PrimaryKeyConstraint("board", "authority", name=op.f("pk_safeguarding_board_authority")),
    )
    with op.batch_alter_table("safeguarding_board_authority") as batch:
        batch.create_index(batch.f("ix_safeguarding_board_authority_authority"), ["authority"])
    with op.batch_alter_table("board") as batch:
        batch.add_column(sa.Column("board", sa.String(length=40), nullable=True))
        batch.create_index(batch.f("ix_board_board"), ["board"])
        batch.create_foreign_key(batch.f("fk_board_board_safeguarding_board"), "safeguarding_board", ["board"], ["id"])
    _make_boards()


def _make_boards() -> None:
    """A board for each set of councils, named after them; their terms belong to it."""
    connection = op.get_bind()
    names = {code: name for code, name in connection.execute(sa.text("SELECT code, name FROM authority"))}
    councils: dict[str, set[str]] = defaultdict(set)
    query = "SELECT d.duty, d.authority FROM duty_authority d JOIN board b ON b.duty = d.duty"
    for duty, code in connection.execute(sa.text(query)):
        councils[duty].add(code)
    boards: dict[frozenset[str], str] = {}
    for duty, codes in sorted(councils.items()):
        key = frozenset(codes)
        if key not in boards:
            boards[key] = _make_board(connection, sorted(codes, key=names.__getitem__), names)
        connection.execute(
            sa.text("UPDATE board SET board = :board WHERE duty = :duty"), {"board": boards[key], "duty": duty}
        )


def _make_board(connection: sa.Connection, codes: list[str], names: dict[str, str]) -> str:
    board = "".join(_LETTERS[each % 32] for each in secrets.token_bytes(16))
    listed = [names[each] for each in codes]
    name = listed[0] if len(listed) == 1 else f"{', '.join(listed[:-1])} and {listed[-1]}"
    connection.execute(
        sa.text("INSERT INTO safeguarding_board (id, name) VALUES (:id, :name)"), {"id": board, "name": name[:300]}
    )
    for code in codes:
        connection.execute(
            sa.text("INSERT INTO safeguarding_board_authority (board, authority) VALUES (:board, :code)"),
            {"board": board, "code": code},
        )
    return board


def downgrade() -> None:
    """Backwards: terms stay, boards go."""
    with op.batch_alter_table("board") as batch:
        batch.drop_constraint(batch.f("fk_board_board_safeguarding_board"), type_="foreignkey")
        batch.drop_index(batch.f("ix_board_board"))
        batch.drop_column("board")
    op.drop_table("safeguarding_board_authority")
    op.drop_table("safeguarding_board")
