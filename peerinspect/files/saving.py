"""Writing a file whole or not at all."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Iterator


class TargetProblem(ValueError):
    """A file that cannot be written: one sentence that begins with its path."""


def check_target(path: str | os.PathLike[str]) -> None:
    """Raises TargetProblem when the file cannot be written, before any long work is done for it."""
    with _refusing(path):
        target = os.path.realpath(path)
        if _is_stream(path):
            return
        with contextlib.suppress(FileNotFoundError):
            os.stat(target)  # The name itself may be too long, or not a name at all.
        partial = _partial(target)
        os.close(_create(partial))
        os.unlink(partial)


def write_whole(path: str | os.PathLike[str], content: bytes) -> None:
    """Writes the content beside the target and moves it into place, so that nobody ever sees half of it.

    A device or a pipe is written to as it is. Raises TargetProblem.
    """
    with _refusing(path):
        target = os.path.realpath(path)
        if _is_stream(path):
            with open(path, "wb") as stream:
                stream.write(content)
        else:
            _replace(target, content)


def _replace(target: str, content: bytes) -> None:
    partial = _partial(target)
    try:
        with os.fdopen(_create(partial), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(partial, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(partial)
        raise


def _create(partial: str) -> int:
    return os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)


def _partial(target: str) -> str:
    """A name of its own in the target's folder, since a file can only be moved into place within one disk."""
    if not os.path.basename(target) or os.path.isdir(target):
        raise IsADirectoryError(0, "this is a folder", target)
    return os.path.join(os.path.dirname(target), f".peerinspect-{secrets.token_hex(6)}.part")


def _is_stream(path: str | os.PathLike[str]) -> bool:
    """Asked of the path as given: a pipe behind /dev/stdout has no other name."""
    return os.path.exists(path) and not os.path.isfile(path) and not os.path.isdir(path)


@contextlib.contextmanager
def _refusing(path: str | os.PathLike[str]) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError) as error:
        raise TargetProblem(f"{os.fspath(path)}: {_trouble(path, error)}") from None


def _trouble(path: str | os.PathLike[str], error: OSError | ValueError) -> str:
    if isinstance(error, IsADirectoryError):
        return "this is a folder; give the path of a file in it"
    if isinstance(error, FileNotFoundError) and not os.path.isdir(os.path.dirname(os.path.realpath(path))):
        return "its folder does not exist; make it, or give another path"
    return f"it cannot be written ({getattr(error, 'strerror', None) or error}); give another path"
