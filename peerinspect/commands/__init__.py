"""What each command does. Everything a command needs is imported when it runs, not before."""

from __future__ import annotations

from argparse import Namespace


def solve(chosen: Namespace) -> int:
    """`peerinspect solve`: the roster is written whole, or not at all."""
    from peerinspect.commands.solving import solve_file

    return solve_file(chosen)


def audit(chosen: Namespace) -> int:
    """`peerinspect audit`: 0 when the roster is clean, 1 when it is not."""
    from peerinspect.commands.auditing import audit_file

    return audit_file(chosen.problem, chosen.roster)


def explain(chosen: Namespace) -> int:
    """`peerinspect explain`: everybody's part in one duty."""
    from peerinspect.commands.explaining import explain_file

    return explain_file(chosen)


def reserves(chosen: Namespace) -> int:
    """`peerinspect reserves`: two substitutes a seat."""
    from peerinspect.commands.standing_in import reserves_file

    return reserves_file(chosen)


def divide(chosen: Namespace) -> int:
    """`peerinspect divide`: the next parts of a search, as problem files."""
    from peerinspect.commands.dividing import divide_file

    return divide_file(chosen)


def stitch(chosen: Namespace) -> int:
    """`peerinspect stitch`: the roster that solved parts come to."""
    from peerinspect.commands.dividing import stitch_file

    return stitch_file(chosen)


def generate(chosen: Namespace) -> int:
    """`peerinspect generate`: a realistic problem file."""
    from peerinspect.commands.generating import generate_file

    return generate_file(chosen.size, chosen.seed, chosen.tightness, chosen.years, chosen.output)


def demo(chosen: Namespace) -> int:
    """`peerinspect demo`: the service's database, filled."""
    from peerinspect.commands.service import load

    return load(chosen.if_empty)


def serve(chosen: Namespace) -> int:
    """`peerinspect serve`: the pages."""
    from peerinspect.commands.service import serve_pages

    return serve_pages(chosen.port, chosen.host)


def worker(chosen: Namespace) -> int:
    """`peerinspect worker`: long work, without pages."""
    from peerinspect.commands.working import work

    return work()


def upgrade(chosen: Namespace) -> int:
    """`peerinspect db upgrade`: the tables, up to date."""
    from peerinspect.commands.service import upgrade_database

    return upgrade_database()


def add_user(chosen: Namespace) -> int:
    """`peerinspect user add`: somebody who can sign in."""
    from peerinspect.commands.users import add_user

    return add_user(chosen)


def make_token(chosen: Namespace) -> int:
    """`peerinspect token make`: a token of somebody's for programs."""
    from peerinspect.commands.tokens import make_token

    return make_token(chosen)


def list_tokens(chosen: Namespace) -> int:
    """`peerinspect token list`: whose tokens there are, never the tokens themselves."""
    from peerinspect.commands.tokens import list_tokens

    return list_tokens(chosen.email)


def revoke_token(chosen: Namespace) -> int:
    """`peerinspect token revoke`: a token that is good no more."""
    from peerinspect.commands.tokens import revoke_token

    return revoke_token(chosen.token)


def list_users(_: Namespace) -> int:
    """`peerinspect user list`: everybody who can sign in, or could."""
    from peerinspect.commands.users import list_users

    return list_users()


def change_user(chosen: Namespace) -> int:
    """`peerinspect user disable`, `enable`, `reset-second-factor` and `set-up-code`."""
    from peerinspect.commands.users import change_user

    return change_user(chosen.email, chosen.change)


def import_table(chosen: Namespace) -> int:
    """`peerinspect import`: all rows of a file, or none."""
    from peerinspect.commands.tables import import_file

    return import_file(chosen.kind, chosen.file, chosen.dry_run, chosen.as_user)


def export_table(chosen: Namespace) -> int:
    """`peerinspect export`: a table as a file."""
    from peerinspect.commands.tables import export_file

    return export_file(chosen.kind, chosen.file, chosen.as_user)


def verify_history(chosen: Namespace) -> int:
    """`peerinspect history verify`: 0 when every event and fact is as it was written, 1 when not."""
    from peerinspect.commands.upkeep import verify_history

    return verify_history(chosen.since)


def head_of_history(_: Namespace) -> int:
    """`peerinspect history head`: the end of the history, to be kept elsewhere."""
    from peerinspect.commands.upkeep import head_of_history

    return head_of_history()


def back_up(chosen: Namespace) -> int:
    """`peerinspect backup`: everything in one file, while the service goes on."""
    from peerinspect.commands.upkeep import back_up

    return back_up(chosen.file)


def restore(chosen: Namespace) -> int:
    """`peerinspect restore`: a backup put back, or only checked."""
    from peerinspect.commands.upkeep import restore

    return restore(chosen.file, chosen.replace, chosen.check)


def who_knew(chosen: Namespace) -> int:
    """`peerinspect history who-knew`: who could know what of a sealed inspection, from when on, and how."""
    from peerinspect.commands.upkeep import who_knew

    return who_knew(chosen.duty)


def purge(chosen: Namespace) -> int:
    """`peerinspect purge`: what is no longer kept is removed, and reported."""
    from peerinspect.commands.upkeep import purge

    return purge(chosen.as_of, chosen.dry_run)
