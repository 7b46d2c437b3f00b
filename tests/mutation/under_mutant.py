"""`python -m tests.mutation.under_mutant MODULE FILE TESTS`: pytest with FILE loaded in place of MODULE."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_file_location
from types import ModuleType

import pytest


class InPlaceOf(MetaPathFinder):
    """Finds one module in another file."""

    def __init__(self, module: str, file: str) -> None:
        self.module, self.file = module, file

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The file for the one module, nothing for any other."""
        return spec_from_file_location(fullname, self.file) if fullname == self.module else None


def main(module: str, file: str, tests: str) -> int:
    """Pytest's own exit code; 4 where the module was never loaded, so that nothing was tested."""
    sys.meta_path.insert(0, InPlaceOf(module, file))
    options = ["-x", "-q", "-rf", "--tb=no", "--noconftest", "-p", "no:cacheprovider"]
    code = int(pytest.main([*options, tests]))
    loaded = getattr(sys.modules.get(module), "__file__", None)
    return code if loaded == file or code == 2 else 4


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
