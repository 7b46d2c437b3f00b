"""What may be typed to look after the service and its database: `serve`, `db`, `user` and their like."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date

from peerinspect import commands
from peerinspect.commands.parsing import Commands, Parser, command, whole_number

KINDS_OF_TABLES = (
    "authorities",
    "people",
    "posts",
    "consents",
    "availability",
    "interests",
    "inspections",
    "boards",
    "vacancies",
)
"""What `peerinspect import` takes. A test holds it to the tables as they are declared, which take longer to load."""

USER_CHANGES = {
    "disable": "Let a user sign in no more.",
    "enable": "Let a user who was disabled sign in again.",
    "reset-second-factor": "Forget a user's second factor, so that they set it up again.",
    "unlink": "Forget whom a user is at the organisation's own sign-in.",
    "set-up-code": "Print a code with which a user chooses a password, within seven days.",
}
"""What `peerinspect user` changes, each about one email address."""


def add_service_commands(commands_of: Commands[Parser]) -> None:
    """Every command that needs the service's settings, in the order in which the help lists them."""
    for add in (
        _add_demo,
        _add_serve,
        _add_worker,
        _add_db,
        _add_user,
        _add_token,
        _add_import,
        _add_export,
        _add_history,
        _add_backup,
        _add_restore,
        _add_purge,
    ):
        add(commands_of)


def _add_demo(commands_of: Commands[Parser]) -> None:
    parser = command(commands_of, "demo", "Load the reference authorities and a demo season.", commands.demo)
    parser.add_argument("--if-empty", action="store_true", help="do nothing where there is data already")


def _add_serve(commands_of: Commands[Parser]) -> None:
    parser = command(commands_of, "serve", "Serve the pages, on 127.0.0.1 unless told.", commands.serve)
    parser.add_argument("--port", type=whole_number(1, 65535), default=8000, metavar="PORT", help="8000 unless told")
    parser.add_argument("--host", metavar="ADDRESS", help="to listen beyond this computer: see docs/operations.md")


def _add_worker(commands_of: Commands[Parser]) -> None:
    command(commands_of, "worker", "Do long work for the pages; several may run, on any machine.", commands.worker)


def _add_db(commands_of: Commands[Parser]) -> None:
    parser = commands_of.add_parser("db", help="Look after the database.", allow_abbrev=False)
    actions = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    command(actions, "upgrade", "Make the tables, or bring them up to date.", commands.upgrade)


def _add_user(commands_of: Commands[Parser]) -> None:
    parser = commands_of.add_parser("user", help="Look after the users.", allow_abbrev=False)
    actions = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    told = "Add a user; the password is asked for, or read from a pipe. Left empty, they choose it with a set-up code."
    add = command(actions, "add", told, commands.add_user)
    add.add_argument("email", metavar="EMAIL")
    add.add_argument("--name", required=True, help="as pages show it")
    add.add_argument("--role", required=True, metavar="ROLE", help="coordinator, director, liaison, ...")
    add.add_argument("--person", metavar="ID", help="the person whose duties and declarations these are")
    add.add_argument("--authority", action="append", default=[], metavar="CODE", help="a council they work for")
    add.add_argument("--cleared", action="store_true", help="a coordinator who may see sealed work")
    command(actions, "list", "Everybody's address, role, state and second factor.", commands.list_users)
    for change, summary in USER_CHANGES.items():
        changing = command(actions, change, summary, commands.change_user)
        changing.add_argument("email", metavar="EMAIL")
        changing.set_defaults(change=change)


def _add_token(commands_of: Commands[Parser]) -> None:
    parser = commands_of.add_parser("token", help="Look after tokens with which programs come in.", allow_abbrev=False)
    actions = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    told = "Print a new token of a user's: it is shown only now."
    make = command(actions, "make", told, commands.make_token)
    make.add_argument("email", metavar="EMAIL")
    make.add_argument("--name", required=True, help="what it is for")
    make.add_argument("--scope", action="append", metavar="SCOPE", help="read (unless told), change, search or sealed")
    make.add_argument("--days", type=whole_number(1, 365), default=90, metavar="DAYS", help="90 unless told")
    told = "Everybody's tokens, or one user's; never the token itself."
    listing = command(actions, "list", told, commands.list_tokens)
    listing.add_argument("email", metavar="EMAIL", nargs="?")
    revoke = command(actions, "revoke", "Let a token be good no more.", commands.revoke_token)
    revoke.add_argument("token", metavar="TOKEN", help="its id, as the list says it")


def _add_import(commands_of: Commands[Parser]) -> None:
    parser = command(commands_of, "import", "Import a table, whole or not at all.", commands.import_table)
    _add_table(parser, KINDS_OF_TABLES)
    parser.add_argument("--dry-run", action="store_true", help="say what would become of the rows, and save nothing")


def _add_export(commands_of: Commands[Parser]) -> None:
    parser = command(commands_of, "export", "Export a table as it can be imported.", commands.export_table)
    _add_table(parser, (*KINDS_OF_TABLES, "everything"))


def _add_table(parser: argparse.ArgumentParser, kinds: Sequence[str]) -> None:
    parser.add_argument("kind", metavar="KIND", choices=kinds, help=", ".join(kinds))
    parser.add_argument("file", metavar="FILE", help="a workbook (.xlsx) or CSV (.csv)")
    parser.add_argument(
        "--as", dest="as_user", metavar="EMAIL", help="in the name of this user, as they may see and do"
    )


def _add_history(commands_of: Commands[Parser]) -> None:
    parser = commands_of.add_parser("history", help="Prove what happened.", allow_abbrev=False)
    actions = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    told = "Say whether every event and every fact is as it was written; 1 if not."
    verify = command(actions, "verify", told, commands.verify_history)
    verify.add_argument("--since", metavar="HEAD", help="a head that was kept elsewhere: it must still be in there")
    command(actions, "head", "Print the end of the history, to be kept elsewhere.", commands.head_of_history)
    told = "Say who could know what of a sealed inspection, from when on, and how. That you looked is recorded."
    command(actions, "who-knew", told, commands.who_knew).add_argument("duty", metavar="DUTY", help="its id")


def _add_backup(commands_of: Commands[Parser]) -> None:
    told = "Write everything into one file while the service goes on; the secret key is not in it."
    parser = command(commands_of, "backup", told, commands.back_up)
    parser.add_argument("file", metavar="FILE", help="the file to write; it must not be there yet")


def _add_restore(commands_of: Commands[Parser]) -> None:
    parser = command(commands_of, "restore", "Put a backup back; stop the service first.", commands.restore)
    parser.add_argument("file", metavar="FILE", help="a backup")
    parser.add_argument("--replace", action="store_true", help="lose the data that is there")
    parser.add_argument("--check", action="store_true", help="only put it back in a scratch place, and prove it")


def _add_purge(commands_of: Commands[Parser]) -> None:
    told = "Remove what is no longer kept under the retention policy, and say what it was."
    parser = command(commands_of, "purge", told, commands.purge)
    parser.add_argument("--dry-run", action="store_true", help="only say what is due; nothing is removed")
    parser.add_argument("--as-of", type=_day, metavar="DAY", help="by this day, like 2026-03-31; today unless told")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text[:40]!r} is no day; give one like 2026-03-31") from None
