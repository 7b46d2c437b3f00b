"""The command `peerinspect`: what may be typed, and what a failure looks like.

Exit codes: 0 all is well, 1 the audit refused, 2 unusable input or target, 70 a fault of peerinspect itself, 130
interrupted. Each command imports its own packages only when it runs, so that `peerinspect --help` answers at once.
"""

from __future__ import annotations

import argparse
import math
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from peerinspect import __version__, commands
from peerinspect.commands.leaving import end_process, leave_with_starter, let_go_of_output
from peerinspect.commands.parsing import UNUSABLE, Commands, Parser, command, whole_number
from peerinspect.commands.service_parsing import add_service_commands

OK, REFUSED, FAULT, INTERRUPTED = 0, 1, 70, 130
TRACEBACK = "PEERINSPECT_TRACEBACK"
"""With this variable set, a fault of peerinspect itself is shown in full."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and hands back the exit code. Errors take one to three lines of standard error."""
    try:
        leave_with_starter()
        chosen = _parser().parse_args(arguments)
        code = int(chosen.run(chosen))
        sys.stdout.flush()  # Now, while what goes wrong can still be told.
        return code
    except (KeyboardInterrupt, EOFError):  # Ctrl+C, or Ctrl+D where something is asked for.
        return _tell("stopped before it was done", INTERRUPTED)
    except BrokenPipeError:
        return OK
    except Exception as error:
        if os.environ.get(TRACEBACK):
            raise
        return _failure(error)
    finally:
        let_go_of_output()


def run() -> NoReturn:
    """One command as a process of its own."""
    end_process(main())


def _failure(error: Exception) -> int:
    """What went wrong in a line or a few. A crash must not pass for an audit's verdict, so it has its own exit code."""
    from peerinspect.commands.refusal import Unusable
    from peerinspect.config import WrongSetting
    from peerinspect.files import FileProblem, TargetProblem
    from peerinspect.services.trouble import trouble_of

    if isinstance(error, FileProblem | TargetProblem | Unusable | WrongSetting):
        return _tell(str(error), UNUSABLE)
    if trouble := trouble_of(error):
        return _tell(f"{trouble[0].lower()}{trouble[1:]}; nothing was changed, try again once that is mended", UNUSABLE)
    if isinstance(error, OSError):
        return _tell(f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}", UNUSABLE)
    detail = " ".join(f"{type(error).__name__}: {error}".split())[:300]
    return _tell(f"a fault in peerinspect itself ({detail}); set {TRACEBACK}=1 to see where", FAULT)


def _tell(text: str, code: int) -> int:
    sys.stderr.write(f"peerinspect: {text}\n")
    return code


def _parser() -> argparse.ArgumentParser:
    parser = Parser(prog="peerinspect", description="Independent rosters of peer directors.", allow_abbrev=False)
    parser.add_argument("--version", action="version", version=f"peerinspect {__version__}")
    commands_of = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for add in (
        _add_solve,
        _add_audit,
        _add_explain,
        _add_reserves,
        _add_divide,
        _add_stitch,
        _add_generate,
    ):
        add(commands_of)
    add_service_commands(commands_of)
    return parser


def _add_solve(commands_of: Commands[Parser]) -> None:
    parser = command(commands_of, "solve", "Find the best roster for a problem file.", commands.solve)
    parser.add_argument("problem", metavar="PROBLEM", help="a problem file")
    parser.add_argument("-o", "--output", metavar="ROSTER", required=True, help="the roster file to write")
    parser.add_argument("--from", dest="start", metavar="ROSTER", help="a roster to change as little as possible")
    parser.add_argument(
        "--before", metavar="PROBLEM", help="the problem that the --from roster answers, to save proofs"
    )
    parser.add_argument("--time-limit", type=_seconds, metavar="S", help="stop after this many seconds")
    parser.add_argument(
        "--workers", type=whole_number(0, 256), default=0, metavar="N", help="search threads; 0 chooses"
    )
    parser.add_argument("--progress", choices=["json"], help="report on standard output, one JSON object a line")


def _add_audit(commands_of: Commands[Parser]) -> None:
    parser = command(commands_of, "audit", "Examine a roster as an answer to a problem.", commands.audit)
    parser.add_argument("problem", metavar="PROBLEM", help="the problem file")
    parser.add_argument("roster", metavar="ROSTER", help="the roster file")


def _add_explain(commands_of: Commands[Parser]) -> None:
    parser = command(commands_of, "explain", "Say of everybody why they are on a duty, or not.", commands.explain)
    parser.add_argument("problem", metavar="PROBLEM", help="the problem file")
    parser.add_argument("roster", metavar="ROSTER", help="the roster file")
    parser.add_argument("--duty", required=True, metavar="ID", help="the duty")
    parser.add_argument("--person", metavar="ID", help="this person only")
    further = parser.add_mutually_exclusive_group()
    further.add_argument("--resolve", action="store_true", help="search again with the person on the duty")
    further.add_argument("--fill", action="store_true", help="why the duty is short, and what would fill it")
    parser.add_argument(
        "--time-limit", type=_seconds, metavar="S", help="how long to search; else a moment, or 30 s to fill"
    )
    parser.add_argument("--progress", choices=["json"], help="with --fill: a JSON object a line for each change found")
    parser.add_argument("--json", action="store_true", help="as JSON")


def _add_reserves(commands_of: Commands[Parser]) -> None:
    parser = command(commands_of, "reserves", "Name two substitutes for each seat of a roster.", commands.reserves)
    parser.add_argument("problem", metavar="PROBLEM", help="the problem file")
    parser.add_argument("roster", metavar="ROSTER", help="the roster file")
    parser.add_argument("--json", action="store_true", help="as JSON")


def _add_divide(commands_of: Commands[Parser]) -> None:
    parser = command(commands_of, "divide", "Cut a problem of several years into parts.", commands.divide)
    parser.add_argument("problem", metavar="PROBLEM", help="a problem file")
    parser.add_argument("folder", metavar="FOLDER", help="where parts and their rosters lie, wave by wave")
    parser.add_argument("--from", dest="start", metavar="ROSTER", help="a roster to change as little as possible")


def _add_stitch(commands_of: Commands[Parser]) -> None:
    parser = command(commands_of, "stitch", "Put the rosters of solved parts together.", commands.stitch)
    parser.add_argument("problem", metavar="PROBLEM", help="the problem file that was divided")
    parser.add_argument("folder", metavar="FOLDER", help="where parts and their rosters lie, wave by wave")
    parser.add_argument("-o", "--output", metavar="ROSTER", required=True, help="the roster file to write")
    parser.add_argument("--from", dest="start", metavar="ROSTER", help="the roster that `divide` was given")
    parser.add_argument("--bounds", type=_seconds, metavar="S", help="seconds for bounds that the parts do not prove")
    parser.add_argument("--cancelled", action="store_true", help="say of the roster that its search was stopped")


def _add_generate(commands_of: Commands[Parser]) -> None:
    parser = command(commands_of, "generate", "Write a realistic problem with invented people.", commands.generate)
    parser.add_argument("--size", type=whole_number(1, 1000), required=True, metavar="N", help="1 is today's England")
    parser.add_argument(
        "--seed", type=whole_number(0, 2**63 - 1), required=True, metavar="S", help="one seed, one problem"
    )
    parser.add_argument(
        "--tightness",
        type=_tightness,
        default=1.0,
        metavar="X",
        help="how scarce people are, 1 to 10: one offer for every X of those still free; 1 unless told, 1.5 leaves "
        "seats that nobody can fill",
    )
    parser.add_argument(
        "--years", type=whole_number(1, 5), default=1, metavar="N", help="how many years of work, 1 to 5; 1 unless told"
    )
    parser.add_argument("-o", "--output", metavar="PROBLEM", required=True, help="the problem file to write")


def _tightness(text: str) -> float:
    try:
        tightness = float(text)
    except ValueError:
        tightness = math.nan
    if not 1 <= tightness <= 10:
        raise argparse.ArgumentTypeError(f"{text[:40]!r} does not fit; give a number from 1, the usual season, to 10")
    return tightness


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    if not 0 < seconds < math.inf:
        raise argparse.ArgumentTypeError(f"{text[:40]!r} does not fit; give a number of seconds above 0")
    return seconds


if __name__ == "__main__":
    run()
