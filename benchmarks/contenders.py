"""All the contenders, by name."""

from __future__ import annotations

from benchmarks.by_networkx import ByNetworkx
from benchmarks.by_timefold import ByTimefold
from benchmarks.contender import Contender
from benchmarks.highs import Highs
from benchmarks.ours import Ours
from benchmarks.textbook import Textbook

ALL: dict[str, Contender] = {
    "peerinspect": Ours(),
    "cp-sat": Textbook(),
    "highs": Highs(),
    "networkx": ByNetworkx(),
    "timefold": ByTimefold(),
}


def by_name(name: str) -> Contender:
    """The contender of this name. Raises KeyError for an unknown one."""
    return ALL[name]
