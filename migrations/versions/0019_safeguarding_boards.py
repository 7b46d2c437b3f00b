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
    _make_people_and_papers()


def _board_key(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["board"], ["safeguarding_board.id"], name=op.f(f"fk_{table}_board_safeguarding_board")
    )


def _make_people_and_papers() -> None:
    """Who runs a board and sits on it; when it meets; what it publishes."""
    op.create_table(
        "safeguarding_partner",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("board", sa.String(length=40), nullable=False),
        sa.Column("agency", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("office", sa.String(length=300), nullable=False),
        sa.Column("lead", sa.String(length=300), nullable=False),
        sa.Column("starts", sa.Date(), nullable=True),
        sa.Column("ends", sa.Date(), nullable=True),
        _board_key("safeguarding_partner"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_safeguarding_partner")),
    )
    op.create_table(
        "safeguarding_member",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("board", sa.String(length=40), nullable=False),
        sa.Column("agency", sa.String(length=40), nullable=False),
        sa.Column("person", sa.String(length=40), nullable=True),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("office", sa.String(length=300), nullable=False),
        sa.Column("starts", sa.Date(), nullable=True),
        sa.Column("ends", sa.Date(), nullable=True),
        _board_key("safeguarding_member"),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_safeguarding_member_person_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_safeguarding_member")),
    )
    op.create_table(
        "safeguarding_subgroup",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("board", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("lead", sa.String(length=40), nullable=True),
        sa.Column("starts", sa.Date(), nullable=True),
        sa.Column("ends", sa.Date(), nullable=True),
        _board_key("safeguarding_subgroup"),
        sa.ForeignKeyConstraint(
            ["lead"], ["safeguarding_member.id"], name=op.f("fk_safeguarding_subgroup_lead_safeguarding_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_safeguarding_subgroup")),
    )
    op.create_table(
        "safeguarding_subgroup_member",
        sa.Column("subgroup", sa.String(length=40), nullable=False),
        sa.Column("member", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["member"],
            ["safeguarding_member.id"],
            name=op.f("fk_safeguarding_subgroup_member_member_safeguarding_member"),
        ),
        sa.ForeignKeyConstraint(
            ["subgroup"],
            ["safeguarding_subgroup.id"],
            name=op.f("fk_safeguarding_subgroup_member_subgroup_safeguarding_subgroup"),
        ),
        sa.PrimaryKeyConstraint("subgroup", "member", name=op.f("pk_safeguarding_subgroup_member")),
    )
    op.create_table(
        "safeguarding_meeting",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("board", sa.String(length=40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("reference", sa.String(length=300), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        _board_key("safeguarding_meeting"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_safeguarding_meeting")),
    )
    op.create_table(
        "safeguarding_attendance",
        sa.Column("meeting", sa.String(length=40), nullable=False),
        sa.Column("agency", sa.String(length=40), nullable=False),
        sa.Column("came", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting"],
            ["safeguarding_meeting.id"],
            name=op.f("fk_safeguarding_attendance_meeting_safeguarding_meeting"),
        ),
        sa.PrimaryKeyConstraint("meeting", "agency", name=op.f("pk_safeguarding_attendance")),
    )
    op.create_table(
        "safeguarding_report",
        sa.Column("board", sa.String(length=40), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.Column("reference", sa.String(length=300), nullable=False),
        _board_key("safeguarding_report"),
        sa.PrimaryKeyConstraint("board", "year", name=op.f("pk_safeguarding_report")),
    )
    for table in ("partner", "member", "subgroup", "meeting"):
        op.create_index(op.f(f"ix_safeguarding_{table}_board"), f"safeguarding_{table}", ["board"])
    op.create_index(op.f("ix_safeguarding_member_person"), "safeguarding_member", ["person"])


_PEOPLE_AND_PAPERS = ("report", "attendance", "meeting", "subgroup_member", "subgroup", "member", "partner")


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
    for table in _PEOPLE_AND_PAPERS:
        op.drop_table(f"safeguarding_{table}")
    with op.batch_alter_table("board") as batch:
        batch.drop_constraint(batch.f("fk_board_board_safeguarding_board"), type_="foreignkey")
        batch.drop_index(batch.f("ix_board_board"))
        batch.drop_column("board")
    op.drop_table("safeguarding_board_authority")
    op.drop_table("safeguarding_board")
