"""Support between inspections: requests, programmes, agreements, visits, notes.

Revision ID: 0020
Revises: 0019
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

TABLES = (
    "support_note",
    "support_attendance",
    "support_visit",
    "support_word",
    "support_agreement",
    "support_adviser",
    "support_theme",
    "support_programme",
    "support_request_theme",
    "support_request",
)
"""The last one made is the first to go."""


def upgrade() -> None:
    """Forwards."""
    _create_requests()
    _create_programmes()
    _create_visits()


def downgrade() -> None:
    """Backwards."""
    for table in TABLES:
        op.drop_table(table)


def _create_requests() -> None:
    """What councils ask for."""
    op.create_table(
        "support_request",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("authority", sa.String(length=16), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("hopes", sa.String(length=1000), nullable=False),
        sa.Column("asked_by", sa.String(length=40), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=True),
        sa.Column("answer", sa.String(length=1000), nullable=False),
        sa.Column("answered_by", sa.String(length=40), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("duty", sa.String(length=40), nullable=True),
        _user("support_request", "answered_by"),
        _user("support_request", "asked_by"),
        sa.ForeignKeyConstraint(["authority"], ["authority.code"], name=op.f("fk_support_request_authority_authority")),
        _duty("support_request"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_request")),
    )
    op.create_index(op.f("ix_support_request_duty"), "support_request", ["duty"], unique=False)
    op.create_index(op.f("ix_support_request_authority"), "support_request", ["authority"], unique=False)
    op.create_table(
        "support_request_theme",
        sa.Column("request", sa.String(length=40), nullable=False),
        sa.Column("theme", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["request"], ["support_request.id"], name=op.f("fk_support_request_theme_request_support_request")
        ),
        sa.PrimaryKeyConstraint("request", "theme", name=op.f("pk_support_request_theme")),
    )


def _create_programmes() -> None:
    """What support rests on, who advises, what was agreed."""
    op.create_table(
        "support_programme",
        sa.Column("duty", sa.String(length=40), nullable=False),
        sa.Column("need", sa.String(length=40), nullable=False),
        sa.Column("need_on", sa.Date(), nullable=True),
        sa.Column("days_wanted", sa.Integer(), nullable=True),
        sa.Column("hopes", sa.String(length=1000), nullable=False),
        sa.Column("reviewed_on", sa.Date(), nullable=True),
        sa.Column("found", sa.String(length=1000), nullable=False),
        _duty("support_programme"),
        sa.PrimaryKeyConstraint("duty", name=op.f("pk_support_programme")),
    )
    op.create_table(
        "support_theme",
        sa.Column("duty", sa.String(length=40), nullable=False),
        sa.Column("theme", sa.String(length=40), nullable=False),
        _duty("support_theme"),
        sa.PrimaryKeyConstraint("duty", "theme", name=op.f("pk_support_theme")),
    )
    op.create_table(
        "support_adviser",
        sa.Column("duty", sa.String(length=40), nullable=False),
        sa.Column("person", sa.String(length=40), nullable=False),
        sa.Column("is_lead", sa.Boolean(), nullable=False),
        sa.Column("days_given", sa.Integer(), nullable=True),
        sa.CheckConstraint("days_given >= 0", name=op.f("ck_support_adviser_ck_support_adviser_days_given")),
        _duty("support_adviser"),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_support_adviser_person_person")),
        sa.PrimaryKeyConstraint("duty", "person", name=op.f("pk_support_adviser")),
    )
    op.create_index(op.f("ix_support_adviser_person"), "support_adviser", ["person"], unique=False)
    op.create_table(
        "support_agreement",
        sa.Column("duty", sa.String(length=40), nullable=False),
        sa.Column("aims", sa.String(length=1000), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("drawn_by", sa.String(length=40), nullable=False),
        sa.Column("drawn_on", sa.Date(), nullable=False),
        sa.Column("settled_on", sa.Date(), nullable=True),
        _user("support_agreement", "drawn_by"),
        _duty("support_agreement"),
        sa.PrimaryKeyConstraint("duty", name=op.f("pk_support_agreement")),
    )
    op.create_table(
        "support_word",
        sa.Column("duty", sa.String(length=40), nullable=False),
        sa.Column("authority", sa.String(length=16), nullable=False),
        sa.Column("brings", sa.String(length=1000), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("reference", sa.String(length=300), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("said_by", sa.String(length=40), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["authority"], ["authority.code"], name=op.f("fk_support_word_authority_authority")),
        _duty("support_word"),
        _user("support_word", "said_by"),
        sa.PrimaryKeyConstraint("duty", "authority", name=op.f("pk_support_word")),
    )


def _create_visits() -> None:
    """Visits, who came, notes."""
    op.create_table(
        "support_visit",
        sa.Column("duty", sa.String(length=40), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("note", sa.String(length=1000), nullable=False),
        sa.Column("recorded_by", sa.String(length=40), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        _duty("support_visit"),
        _user("support_visit", "recorded_by"),
        sa.PrimaryKeyConstraint("duty", "starts", name=op.f("pk_support_visit")),
    )
    op.create_table(
        "support_attendance",
        sa.Column("duty", sa.String(length=40), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("person", sa.String(length=40), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.CheckConstraint("days > 0", name=op.f("ck_support_attendance_ck_support_attendance_days")),
        sa.ForeignKeyConstraint(
            ["duty", "starts"],
            ["support_visit.duty", "support_visit.starts"],
            name=op.f("fk_support_attendance_duty_starts_support_visit"),
        ),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_support_attendance_person_person")),
        sa.PrimaryKeyConstraint("duty", "starts", "person", name=op.f("pk_support_attendance")),
    )
    op.create_index(op.f("ix_support_attendance_person"), "support_attendance", ["person"], unique=False)
    op.create_table(
        "support_note",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("duty", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=2000), nullable=False),
        sa.Column("written_by", sa.String(length=40), nullable=False),
        sa.Column("written_on", sa.Date(), nullable=False),
        _duty("support_note"),
        _user("support_note", "written_by"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_note")),
    )
    op.create_index(op.f("ix_support_note_duty"), "support_note", ["duty"], unique=False)


def _duty(table: str) -> sa.ForeignKeyConstraint:
    """The support that it belongs to."""
    return sa.ForeignKeyConstraint(["duty"], ["duty.id"], name=op.f(f"fk_{table}_duty_duty"))


def _user(table: str, column: str) -> sa.ForeignKeyConstraint:
    """Somebody with an account."""
    return sa.ForeignKeyConstraint([column], ["user_account.id"], name=op.f(f"fk_{table}_{column}_user_account"))
