"""What was looked at before, by whichever process of this run: it need not be looked at again."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path


class Known:
    """Texts that were looked at, each kept by its digest; shared through a file once one is named."""

    def __init__(self) -> None:
        self._digests: set[str] = set()
        self._file: Path | None = None
        self._read = 0

    def share(self, file: Path) -> None:
        """Share with all processes that name the same file."""
        file.touch()
        self._file = file

    def takes(self, texts: Iterable[str]) -> bool:
        """Whether one of the texts is new. All are known from here on: whoever is told so looks at them."""
        digests = {sha256(text.encode()).hexdigest() for text in texts}
        self._hear()
        new = digests - self._digests
        self._digests |= new
        if new and self._file is not None:
            with self._file.open("a", encoding="ascii") as file:
                file.write("".join(f"{digest}\n" for digest in sorted(new)))
        return bool(new)

    def _hear(self) -> None:
        """Read what others have added. A line that is still being written is read the next time."""
        if self._file is None:
            return
        with self._file.open("rb") as file:
            file.seek(self._read)
            told = file.read()
        whole = told[: told.rfind(b"\n") + 1]
        self._read += len(whole)
        self._digests.update(whole.decode("ascii").split())
