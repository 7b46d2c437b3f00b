"""The database, the names its constraints get, and the column types that several tables use."""

from __future__ import annotations

import secrets
import zlib
from datetime import UTC, datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, ForeignKey, LargeBinary, MetaData, String, Table, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, mapped_column

from peerinspect.store.postgresql import SteadySession

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
"""Constraints need names, or a migration could not change them on SQLite and PostgreSQL alike."""


_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
"""32 of them, so that every byte tells one and none is likelier than the others."""


class Base(DeclarativeBase):
    """What every table derives from."""

    __table__: ClassVar[Table]
    metadata = MetaData(naming_convention=NAMES)


class Database(SQLAlchemy):
    """The database of one service."""


db = Database(model_class=Base, session_options={"class_": SteadySession})
if TYPE_CHECKING:
    Model = Base  # what db.Model is, which a type checker cannot see
else:
    Model = db.Model


class ExactNumber(TypeDecorator[Fraction]):
    """A fraction kept exactly, as "numerator/denominator"."""

    impl = String(64)
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Any) -> str | None:
        """The text that is stored."""
        return None if value is None else str(Fraction(value))

    def process_result_value(self, value: Any, dialect: Any) -> Fraction | None:
        """The fraction that was meant."""
        return None if value is None else Fraction(value)


class Moment(TypeDecorator[datetime]):
    """A moment in UTC. SQLite keeps no time zone, so none is stored and UTC is put back on the way out."""

    impl = DateTime()
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Any) -> datetime | None:
        """The moment in UTC, without its zone."""
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any, dialect: Any) -> datetime | None:
        """The moment with its zone."""
        return None if value is None else value.replace(tzinfo=UTC)


class CompressedBytes(TypeDecorator[bytes]):
    """A file's bytes, compressed: problem files are large and repeat themselves."""

    impl = LargeBinary()
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Any) -> bytes | None:
        """The compressed bytes."""
        return None if value is None else zlib.compress(value, 6)

    def process_result_value(self, value: Any, dialect: Any) -> bytes | None:
        """The bytes as they were."""
        return None if value is None else zlib.decompress(value)


def new_token() -> str:
    """A random public id of 80 bits: it cannot be guessed, and a hidden row shifts no other row's address.

    Letters and digits that are not taken for one another, so that it can be read out and typed after an option.
    """
    return "".join(_LETTERS[each % 32] for each in secrets.token_bytes(16))


Token = Annotated[str, mapped_column(String(40), primary_key=True, default=new_token)]
"""A primary key that may stand in an address."""

PersonId = Annotated[str, mapped_column(String(40), ForeignKey("person.id"), index=True)]
DutyId = Annotated[str, mapped_column(String(40), ForeignKey("duty.id"), index=True)]
AuthorityCode = Annotated[str, mapped_column(String(16), ForeignKey("authority.code"), index=True)]
UserId = Annotated[str, mapped_column(String(40), ForeignKey("user_account.id"))]
Word = Annotated[str, mapped_column(String(40))]
Line = Annotated[str, mapped_column(String(300))]
