"""Routes are compiled once a process: thousands of tests make an application of 560 routes, and werkzeug writes, walks
and compiles two functions for each, which takes two thirds of the making. Nothing of an application is in them."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from werkzeug.routing.rules import Rule

_compile = Rule._compile_builder  # noqa: SLF001 - there is no public place to keep what it makes
_KNOWN: dict[Hashable, Callable[..., tuple[str, str]]] = {}


def compiled_once(rule: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
    """What `_compile_builder` makes, made before for a rule that reads alike."""
    if rule.defaults:
        return _compile(rule, append_unknown)
    alike = rule.rule, tuple(rule._trace), append_unknown  # noqa: SLF001
    if alike not in _KNOWN:
        _KNOWN[alike] = _compile(rule, append_unknown)
    return _KNOWN[alike]


Rule._compile_builder = compiled_once  # type: ignore[method-assign]  # noqa: SLF001
