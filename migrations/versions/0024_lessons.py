"""Findings, lessons and who is sent them.

Revision ID: 0024
Revises: 0023
"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

ON_SQLITE = (
    """
    CREATE VIRTUAL TABLE lesson_search USING fts5(
      lesson UNINDEXED, found, learning, labels, tokenize = 'porter unicode61 remove_diacritics 0'
    )
    """,
    """
    CREATE TRIGGER lesson_search_added AFTER INSERT ON lesson BEGIN
      INSERT INTO lesson_search (lesson, found, learning, labels) VALUES (new.id, new.found, new.learning, new.labels);
    END
    """,
    """
    CREATE TRIGGER lesson_search_changed AFTER UPDATE OF id, found, learning, labels ON lesson BEGIN
      DELETE FROM lesson_search WHERE lesson = old.id;
      INSERT INTO lesson_search (lesson, found, learning, labels) VALUES (new.id, new.found, new.learning, new.labels);
    END
    """,
    """
    CREATE TRIGGER lesson_search_removed AFTER DELETE ON lesson BEGIN
      DELETE FROM lesson_search WHERE lesson = old.id;
    END
    """,
)
"""Triggers keep it in step, so that it holds whatever way a row came or went: a page, an import or a purge."""

ON_POSTGRESQL = (
    # English stems as they are, but no word is left out: "of" and "the" count, as they do in the other database.
    "CREATE TEXT SEARCH DICTIONARY lesson_stem (TEMPLATE = pg_catalog.snowball, LANGUAGE = english)",
    "CREATE TEXT SEARCH CONFIGURATION lesson_words (COPY = pg_catalog.simple)",
    """
    ALTER TEXT SEARCH CONFIGURATION lesson_words
    ALTER MAPPING FOR asciiword, word, numword, asciihword, hword, numhword, hword_asciipart, hword_part,
    hword_numpart WITH lesson_stem
    """,
    """
    CREATE TABLE lesson_search (
      lesson VARCHAR(40) NOT NULL CONSTRAINT pk_lesson_search PRIMARY KEY
        CONSTRAINT fk_lesson_search_lesson_lesson REFERENCES lesson (id) ON DELETE CASCADE ON UPDATE CASCADE,
      words tsvector NOT NULL
    )
    """,
    "CREATE INDEX ix_lesson_search_words ON lesson_search USING gin (words)",
    # Signs become spaces first: "parent/carer" would be taken for a file and "e.g." for a host.
    """
    CREATE FUNCTION lesson_words_of(told text) RETURNS tsvector LANGUAGE sql STABLE AS $$
      SELECT to_tsvector('lesson_words', regexp_replace(told, '(\\W|_)+', ' ', 'g'))
    $$
    """,
    """
    CREATE FUNCTION lesson_search_keep() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      INSERT INTO lesson_search (lesson, words) VALUES (
        new.id,
        setweight(lesson_words_of(new.found), 'A') || setweight(lesson_words_of(new.learning), 'A')
          || setweight(lesson_words_of(new.labels), 'B')
      ) ON CONFLICT (lesson) DO UPDATE SET words = excluded.words;
      RETURN NULL;
    END
    $$
    """,
    """
    CREATE TRIGGER lesson_search_kept AFTER INSERT OR UPDATE OF id, found, learning, labels ON lesson
    FOR EACH ROW EXECUTE FUNCTION lesson_search_keep()
    """,
)

OFF_SQLITE = (
    "DROP TRIGGER lesson_search_removed",
    "DROP TRIGGER lesson_search_changed",
    "DROP TRIGGER lesson_search_added",
    "DROP TABLE lesson_search",
)
OFF_POSTGRESQL = (
    "DROP TRIGGER lesson_search_kept ON lesson",
    "DROP FUNCTION lesson_search_keep()",
    "DROP FUNCTION lesson_words_of(text)",
    "DROP TABLE lesson_search",
    "DROP TEXT SEARCH CONFIGURATION lesson_words",
    "DROP TEXT SEARCH DICTIONARY lesson_stem",
)


def upgrade() -> None:
    """Forwards."""
    op.create_table(
        "lesson",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("review", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("found", sa.Text(), nullable=False),
        sa.Column("learning", sa.Text(), nullable=False),
        sa.Column("labels", sa.Text(), nullable=False),
        sa.Column("written_by", sa.String(length=40), nullable=False),
        sa.Column("written_on", sa.Date(), nullable=False),
        sa.Column("changed_on", sa.Date(), nullable=True),
        sa.Column("out_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["review"], ["duty.id"], name=op.f("fk_lesson_review_duty")),
        sa.ForeignKeyConstraint(["written_by"], ["user_account.id"], name=op.f("fk_lesson_written_by_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lesson")),
        sa.UniqueConstraint("review", "number", name=op.f("uq_lesson_review_number")),
    )
    op.create_index(op.f("ix_lesson_review"), "lesson", ["review"])
    op.create_index(op.f("ix_lesson_out_on"), "lesson", ["out_on"])
    op.create_table(
        "lesson_theme",
        sa.Column("lesson", sa.String(length=40), nullable=False),
        sa.Column("theme", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["lesson"], ["lesson.id"], name=op.f("fk_lesson_theme_lesson_lesson")),
        sa.PrimaryKeyConstraint("lesson", "theme", name=op.f("pk_lesson_theme")),
    )
    op.create_index(op.f("ix_lesson_theme_theme"), "lesson_theme", ["theme"])
    _make_followers()
    _make_sent()
    for statement in ON_SQLITE if _is_sqlite() else ON_POSTGRESQL:
        op.execute(statement)


def _make_followers() -> None:
    """Who follows what."""
    op.create_table(
        "lesson_subscription",
        sa.Column("board", sa.String(length=40), nullable=False),
        sa.Column("theme", sa.String(length=40), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("kept_by", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["board"], ["safeguarding_board.id"], name=op.f("fk_lesson_subscription_board_safeguarding_board")
        ),
        sa.ForeignKeyConstraint(
            ["kept_by"], ["user_account.id"], name=op.f("fk_lesson_subscription_kept_by_user_account")
        ),
        sa.PrimaryKeyConstraint("board", "theme", name=op.f("pk_lesson_subscription")),
    )
    op.create_table(
        "lesson_follower",
        sa.Column("user", sa.String(length=40), nullable=False),
        sa.Column("theme", sa.String(length=40), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["user"], ["user_account.id"], name=op.f("fk_lesson_follower_user_user_account")),
        sa.PrimaryKeyConstraint("user", "theme", name=op.f("pk_lesson_follower")),
    )


def _make_sent() -> None:
    """What was sent, and what became of it."""
    op.create_table(
        "lesson_sent",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("board", sa.String(length=40), nullable=False),
        sa.Column("lesson", sa.String(length=40), nullable=False),
        sa.Column("why", sa.String(length=40), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("acknowledge_by", sa.Date(), nullable=False),
        sa.Column("acknowledged_by", sa.String(length=40), nullable=True),
        sa.Column("acknowledged_on", sa.Date(), nullable=True),
        sa.Column("answer", sa.String(length=40), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("act_by", sa.Date(), nullable=True),
        sa.Column("answered_by", sa.String(length=40), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["acknowledged_by"], ["user_account.id"], name=op.f("fk_lesson_sent_acknowledged_by_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["user_account.id"], name=op.f("fk_lesson_sent_answered_by_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["board"], ["safeguarding_board.id"], name=op.f("fk_lesson_sent_board_safeguarding_board")
        ),
        sa.ForeignKeyConstraint(["lesson"], ["lesson.id"], name=op.f("fk_lesson_sent_lesson_lesson")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lesson_sent")),
        sa.UniqueConstraint("board", "lesson", name=op.f("uq_lesson_sent_board_lesson")),
    )
    op.create_index(op.f("ix_lesson_sent_board"), "lesson_sent", ["board"])
    op.create_index(op.f("ix_lesson_sent_lesson"), "lesson_sent", ["lesson"])
    op.create_index(op.f("ix_lesson_sent_acknowledge_by"), "lesson_sent", ["acknowledge_by"])


def downgrade() -> None:
    """Backwards."""
    for statement in OFF_SQLITE if _is_sqlite() else OFF_POSTGRESQL:
        op.execute(statement)
    for table in ("lesson_sent", "lesson_follower", "lesson_subscription", "lesson_theme", "lesson"):
        op.drop_table(table)


def _is_sqlite() -> bool:
    """Whether the database has FTS5 in place of tsvector."""
    return op.get_context().dialect.name == "sqlite"
