"""What the parsers of all commands share: short errors, and numbers within their bounds."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import NoReturn

UNUSABLE = 2
"""The exit code of unusable input."""


class Parser(argparse.ArgumentParser):
    """A parser whose errors take one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(UNUSABLE, f"{self.prog}: {message}; see {self.prog} --help\n")


Commands = argparse._SubParsersAction  # noqa: SLF001 - argparse has no public name for it


def command(
    commands_of: Commands[Parser], name: str, summary: str, run: Callable[[argparse.Namespace], int]
) -> argparse.ArgumentParser:
    """One command, its summary, and what runs it."""
    parser = commands_of.add_parser(name, help=summary, description=summary, allow_abbrev=False)
    parser.set_defaults(run=run)
    return parser


def whole_number(least: int, most: int) -> Callable[[str], int]:
    """What reads a whole number of these bounds."""

    def whole(text: str) -> int:
        if text.isascii() and text.isdigit() and len(text) < 20 and least <= int(text) <= most:
            return int(text)
        raise argparse.ArgumentTypeError(f"{text[:40]!r} does not fit; give a whole number from {least} to {most}")

    return whole
