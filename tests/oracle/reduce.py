"""Makes a failing problem smaller, one piece at a time, so that a person can read what is left."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

KEPT = (
    *("format", "as_of", "id", "kind", "code", "person", "duty", "status", "rule", "authority", "authorities", "until"),
    *("basis", "role", "region", "grades", "declared_on", "vetted_on"),
)
"""Keys that an entry cannot do without, or whose absence means something of its own."""


def smallest(problem: dict, fails: Callable[[dict], bool]) -> dict:
    """Remove whatever can go while `fails` stays true, until nothing can."""
    shrunk = True
    while shrunk:
        shrunk = False
        for smaller in smaller_ones(problem):
            if fails(smaller):
                problem, shrunk = smaller, True
                break
    return problem


def smaller_ones(problem: dict) -> Iterator[dict]:
    """The problem without one person, one duty, one entry of a list, or one key that may be missing."""
    for name in ("people", "duties"):
        for item in problem[name]:
            if len(problem[name]) > 1:
                yield without(problem, name, item["id"])
    for path in removable(problem, ()):
        yield cut(problem, path)


def without(problem: dict, name: str, identifier: str) -> dict:
    """Less one person or duty, and less everything that names them."""
    found = deepcopy(problem)
    found[name] = [item for item in found[name] if item["id"] != identifier]
    key = "person" if name == "people" else "duty"
    for other in ("interests", "placements", "waivers", "set_aside"):
        found[other] = [item for item in found.get(other, []) if not names(item, key, identifier)]
    found["fit"] = [item for item in found.get("fit", []) if identifier not in item[:2]]
    return found


def names(item: dict, key: str, identifier: str) -> bool:
    return identifier in (item.get(key), item.get("with", {}).get(key))


def removable(piece: Any, path: tuple) -> Iterator[tuple]:
    """The paths of what may go: entries of lists (not authorities, not on-site days), and keys that may be missing."""
    if isinstance(piece, list):
        for place, item in enumerate(piece):
            if isinstance(item, dict) or path[-1] in ("borders", "neighbours", "fit", "skills"):
                if path not in (("people",), ("duties",), ("authorities",)) and path[-1] != "on_site":
                    yield (*path, place)
                yield from removable(item, (*path, place))
    if isinstance(piece, dict):
        for key, item in piece.items():
            if key not in KEPT and (key == "on_site" or not isinstance(item, list)) and not needed(path, key):
                yield (*path, key)
            yield from removable(item, (*path, key))


def needed(path: tuple, key: str) -> bool:
    """Dates and days that an entry needs: `from` everywhere, the end and the seats of a duty, the days of an offer."""
    return key in ("from", "days") or (path[:1] == ("duties",) and key in ("to", "seats")) or path == ("policy",)


def cut(problem: dict, path: tuple) -> dict:
    found = deepcopy(problem)
    piece: Any = found
    for step in path[:-1]:
        piece = piece[step]
    del piece[path[-1]]
    return found
